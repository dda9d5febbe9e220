/// Of plans that differ only in which of several alike times or days are used, one is enough (`AlikeTimes`).
extension HeadcountProgram {
    mutating func teachAlikeTimes(isOrderFelt: Bool) {
        let alike = AlikeTimes(frame, isOrderFelt: isOrderFelt)
        for days in alike.days { teachOrder(of: days) }
        let openings = Dictionary(grouping: watches.filter(\.isFirst), by: \.period)
        var known: [[Int]: Int] = [:]
        for pair in alike.pairs {
            let columns = [pair.earlier, pair.later].map { time in
                known[time] ?? isUsed(time.flatMap { (openings[$0] ?? []).map(\.column) })
            }
            (known[pair.earlier], known[pair.later]) = (columns[0], columns[1])
            let others = pair.isForOthers ? heads.filter { isOfSeveral($0) && isPresent($0, at: pair.later) } : []
            program.add([(columns[1], 1), (columns[0], -1)] + others.map { ($0.column, -1) }, most: 0)
        }
    }

    /// A programme with few waves comes on the first of these days, unless it comes on none; another on one of the
    /// first two, and so on.
    private mutating func teachOrder(of days: [Int]) {
        func rank(_ run: Int) -> (Int, Int, Int) { (frame.runs[run].waveCount, -frame.people(of: run), run) }
        var later = days.dropFirst()
        for run in choices.keys.sorted(by: { rank($0) < rank($1) }) {
            let all = choices[run] ?? []
            let early = all.filter { choice in !later.contains(frame.model.periods[choice.period].day) }
            guard !early.isEmpty, early.count < all.count else { continue }
            program.add(early.map { ($0.column, 1) }, least: 1)
            later = later.dropFirst()
        }
    }

    /// A column that says whether any of these rooms is open.
    private mutating func isUsed(_ openings: [Int]) -> Int {
        let column = program.newColumn(most: 1, order: 0)
        for opening in openings { program.add([(opening, 1), (column, -1)], most: 0) }
        program.add(openings.map { ($0, 1) } + [(column, -1)], least: 0)
        return column
    }

    private func isOfSeveral(_ head: Head) -> Bool {
        !frame.classes[plan.slots[head.slot].applicants].siblings.isEmpty
    }

    private func isPresent(_ head: Head, at time: [Int]) -> Bool {
        (0..<4).contains { time.contains(Int(head.periods[$0])) }
    }
}
