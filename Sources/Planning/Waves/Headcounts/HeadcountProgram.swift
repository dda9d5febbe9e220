import Solving

// A plan by numbers as an integer program: tiers 1, 3, 4 and 5 of a whole part.
//
// Columns. Which periods each wave's papers have (a pattern); how many of a class sit a wave at a venue in the periods
// of a pattern; which rooms are open in which periods, with how many invigilators.
// Rows. A wave has one pattern, and of two waves of a programme the second has a later one (they are labels; two with
// the same periods are one). Nobody sits a pattern that is not the wave's. In every venue and period those who need
// some set of rooms find seats there (Hall's condition), by clock. One use of a room at a time; invigilators; least
// enrolment; no person in two places. Where somebody waits or sits late, what envy says of the numbers
// (`PaymentOrder`). Where it matters where people were, those who stay in their rooms are counted apart.
// What is left out: seats, and the rest of envy (tier 2), of which some is told when a solution shows it
// (`rowsAgainstEnvy`, `Claim`). And plans that are as good as another which uses alike times from the first on
// (`AlikeTimes`). So its bounds hold for every plan without envy, and its plans are lawful, but not always free of envy
// at the same cost.
// Limits: `mostNumbers` in the table of rows and columns, `mostPatterns` of a run.
struct HeadcountProgram {
    /// Some of a class in their periods.
    struct Head {
        var slot: Int
        /// By position.
        var periods: SIMD4<Int32>
        var column: Int
        /// In the rooms where they were.
        var stays = false
    }

    /// A number of a room's invigilators beyond the next smaller one.
    struct Watch {
        var room: Int
        var period: Int
        var extra: Bool
        /// People they watch, and what they cost, beyond the next smaller number.
        var seats: Int
        var cost: Int
        var isFirst: Bool
        var column: Int
    }

    typealias Sum = [(column: Int, amount: Int)]

    /// A sum to be minimised, and the row that is it.
    struct Total {
        var sum: Sum
        var row: Int
    }

    private static let mostNumbers = 5_000_000
    private static let mostPatterns = 200

    let plan: HeadcountFrame
    let frame: WaveFrame
    var program = IntegerProgram()
    private(set) var heads: [Head] = []
    var watches: [Watch] = []
    /// Tiers 1 (people placed, negative), 3, 4 and 5.
    private(set) var tiers: [Total] = []
    /// By change (`Nearness`): people with tickets that befalls, less all of them where it is the loss of a place; and
    /// people without. Empty where it does not matter where anybody was.
    private(set) var moves: (ofTickets: [Total], ofOthers: [Total]) = ([], [])
    /// By class: its heads.
    private(set) var headsOfClass: [[Int]]
    /// What whole numbers meet anyway, but fractions of rooms do not; far too many to be asked of all.
    var presence: [IntegerProgram.Row] = []

    /// By wave that keeps its periods: those, by part.
    private let kept: [Int: [Int]]
    /// By run whose waves all choose among several patterns: the columns that choose one, and a period of it.
    private(set) var choices: [Int: [(period: Int, column: Int)]] = [:]

    /// Nil if it would be too large.
    /// - Parameters:
    ///   - isOrderFelt: whether the order of payment matters.
    ///   - kept: waves that keep their periods, by part; -1 where nobody comes.
    ///   - claims: of those who wait, to be met.
    init?(_ plan: HeadcountFrame, isOrderFelt: Bool, kept: [Int: [Int]] = [:], claims: Set<Claim> = []) {
        self.plan = plan
        self.kept = kept
        frame = plan.frame
        headsOfClass = plan.classes.map { _ in [] }
        for run in frame.runs.indices where !frame.runs[run].classes.isEmpty {
            guard let patterns = patterns(of: run) else { return nil }
            nameHeads(of: run, patterns)
            guard program.columns.count * program.rows.count <= Self.mostNumbers else { return nil }
        }
        for number in headsOfClass.indices where !headsOfClass[number].isEmpty {
            program.add(
                headsOfClass[number].map { (heads[$0].column, 1) },
                most: frame.classes[number].members.count)
        }
        teachEnrolment()
        teachPersons()
        for venue in frame.model.venues.indices { teachRooms(of: venue) }
        guard program.columns.count * (program.rows.count + 4) <= Self.mostNumbers else { return nil }
        if isOrderFelt { teachPayment() }
        teach(claims)
        guard claims.isEmpty || program.columns.count * program.rows.count <= Self.mostNumbers else { return nil }
        if kept.isEmpty { teachAlikeTimes(isOrderFelt: isOrderFelt) }
        nameTiers()
    }

    // MARK: Waves

    /// All ways to give a run's papers periods to which no further one can be added. Nil: too many.
    private func patterns(of run: Int) -> [[Int]]? {
        let subjects = frame.model.programmes[frame.runs[run].programme].subjects.indices
        let periods = frame.model.sittings[frame.runs[run].sitting].periods
        let candidates = subjects.map { part in
            periods.filter { period in
                frame.runs[run].classes.contains {
                    frame.classes[$0].parts.contains(part) && frame.maySit($0, part: part, in: period)
                }
            }
        }
        func isLawful(_ pattern: [Int]) -> Bool {
            let used = pattern.filter { $0 >= 0 }
            return zip(used, used.dropFirst()).allSatisfy { plan.isInOrder($0, $1) }
        }
        var found: [[Int]] = [[]]
        for part in subjects {
            found = found.flatMap { start in ([-1] + candidates[part]).map { start + [$0] } }.filter(
                isLawful)
            guard found.count <= 20 * Self.mostPatterns else { return nil }
        }
        found = found.filter { pattern in
            !subjects.contains { part in
                pattern[part] < 0
                    && candidates[part].contains { period in
                        var longer = pattern
                        longer[part] = period
                        return isLawful(longer)
                    }
            }
        }
        return found.count <= Self.mostPatterns ? found : nil
    }

    private mutating func nameHeads(of run: Int, _ patterns: [[Int]]) {
        let (first, count) = (frame.runs[run].firstWave, max(0, frame.runs[run].waveCount))
        let waves = first..<(first + count)
        let isWhole = !waves.contains { kept[$0] != nil }
        // With a wave for every pattern there is nothing to choose.
        if isWhole, count >= patterns.count {
            for (index, pattern) in patterns.enumerated() {
                nameHeads(ofWave: first + index, run, [pattern], choices: [])
            }
            return
        }
        var before: [Int] = []
        for wave in waves {
            if let pattern = kept[wave] {
                nameHeads(ofWave: wave, run, [pattern], choices: [])
                continue
            }
            let choices = patterns.map { _ in program.newColumn(most: 1, order: 0) }
            if isWhole { self.choices[run, default: []] += zip(patterns, choices).map { ($0.max() ?? 0, $1) } }
            program.add(choices.map { ($0, 1) }, least: 1, most: 1)
            if isWhole, !before.isEmpty {
                for end in choices.indices {
                    program.add(
                        choices[...end].map { ($0, 1) } + before[..<end].map { ($0, -1) }, most: 0)
                }
            }
            nameHeads(ofWave: wave, run, patterns, choices: choices)
            before = choices
        }
    }

    /// - Parameter choices: a column for each pattern; none if the wave has but one.
    private mutating func nameHeads(ofWave wave: Int, _ run: Int, _ patterns: [[Int]], choices: [Int]) {
        let slots = Dictionary(grouping: plan.slotsOfWave[wave]) { plan.slots[$0].applicants }
        for number in frame.runs[run].classes.sorted() {
            var sat: [SIMD4<Int32>: [Int]] = [:]
            var order: [SIMD4<Int32>] = []
            for (index, pattern) in patterns.enumerated() {
                guard let periods = periods(of: number, in: pattern) else { continue }
                if sat[periods] == nil { order.append(periods) }
                sat[periods, default: []].append(index)
            }
            for periods in order {
                let own = (slots[number] ?? []).filter { mayHost($0, periods) }
                guard !own.isEmpty else { continue }
                let most = frame.classes[number].members.count
                let staying = own.filter { mayStay($0, periods) }
                let columns = (own.map { ($0, false) } + staying.map { ($0, true) }).map { slot, stays in
                    let column = program.newColumn(most: most, order: 3)
                    headsOfClass[number].append(heads.count)
                    heads.append(Head(slot: slot, periods: periods, column: column, stays: stays))
                    return column
                }
                guard !choices.isEmpty else { continue }
                program.add(
                    columns.map { ($0, 1) } + (sat[periods] ?? []).map { (choices[$0], -most) }, most: 0)
            }
        }
    }

    /// Nil if the class may not sit the pattern.
    private func periods(of number: Int, in pattern: [Int]) -> SIMD4<Int32>? {
        var periods = SIMD4<Int32>(repeating: -1)
        for (position, part) in frame.classes[number].parts.enumerated() {
            guard pattern[part] >= 0, plan.maySit(number, position, in: pattern[part]) else { return nil }
            periods[position] = Int32(pattern[part])
        }
        return periods
    }

    /// Is there an open room for each subject?
    private func mayHost(_ slot: Int, _ periods: SIMD4<Int32>) -> Bool {
        let (venue, sets) = (plan.slots[slot].venue, plan.slots[slot].sets)
        return sets.indices.allSatisfy { position in
            let set = plan.sets[venue][sets[position]]
            return plan.packings[venue].rooms.enumerated().contains {
                set & 1 << UInt64($0.offset) != 0 && frame.isOpen($0.element, Int(periods[position]))
            }
        }
    }

    /// Are these the periods and the venue where the class was, and its rooms there still?
    private func mayStay(_ number: Int, _ periods: SIMD4<Int32>) -> Bool {
        let slot = plan.slots[number]
        guard !frame.anchors.isEmpty, let anchor = frame.anchors[slot.applicants], slot.venue == anchor.venue else {
            return false
        }
        return slot.sets.indices.allSatisfy { position in
            let (period, room) = (Int(periods[position]), anchor.place.rooms[position])
            return period == anchor.place.periods[position] && frame.isOpen(room, period)
                && plan.sets[slot.venue][slot.sets[position]] & bit(room, slot.venue) != 0
        }
    }

    private func bit(_ room: Int, _ venue: Int) -> UInt64 {
        plan.packings[venue].rooms.firstIndex(of: room).map { 1 << UInt64($0) } ?? 0
    }

    /// A class's.
    func heads(of number: Int) -> [Head] { headsOfClass[number].map { heads[$0] } }

    /// The rooms some may use.
    func rooms(of head: Head, _ position: Int) -> UInt64 {
        let slot = plan.slots[head.slot]
        guard head.stays, let anchor = frame.anchors[slot.applicants] else {
            return plan.sets[slot.venue][slot.sets[position]]
        }
        return bit(anchor.place.rooms[position], slot.venue)
    }

    // MARK: People

    /// A column for each member of a line and each of its months, the earliest payer first, says whether so many have a
    /// place by then. Left out where it would be too much, of months first: then more plans are allowed.
    private mutating func teachPayment() {
        let order = PaymentOrder(plan)
        for isByMonth in [true, false] {
            let rules = order.rules.filter { isByMonth || order.isOfPlaces($0.later) }
            let claimed = Set(rules.flatMap { [$0.later.line, $0.earlier.line] })
            let lines = order.lines.indices.filter { claimed.contains($0) || order.lines[$0].classes.count > 1 }
            let columns = lines.reduce(0) {
                $0 + order.lines[$1].members.count * (isByMonth ? order.lines[$1].months.count : 1)
            }
            let size = (program.columns.count + columns) * (program.rows.count + columns + rules.count)
            guard size <= Self.mostNumbers else { continue }
            teach(rules, lines, of: order, isByMonth: isByMonth)
            return
        }
    }

    private mutating func teach(_ rules: [PaymentOrder.Rule], _ lines: [Int], of order: PaymentOrder, isByMonth: Bool) {
        var reached: [Int: [[Int]]] = [:]
        for line in lines {
            let months = order.lines[line].months
            reached[line] = months.indices.map { place in
                isByMonth || place == months.count - 1 ? teach(order.lines[line], until: months[place], order) : []
            }
        }
        for rule in rules {
            func column(_ claim: PaymentOrder.Claim) -> Int? { reached[claim.line]?[claim.month][claim.count - 1] }
            guard let later = column(rule.later), let earlier = column(rule.earlier) else { continue }
            program.add([(later, 1), (earlier, -1)], most: 0)
        }
    }

    /// - Returns: by member.
    private mutating func teach(_ line: PaymentOrder.Line, until month: Int, _ order: PaymentOrder) -> [Int] {
        let columns = line.members.map { _ in program.newColumn(most: 1, order: 2) }
        for (one, next) in zip(columns, columns.dropFirst()) { program.add([(next, 1), (one, -1)], most: 0) }
        for number in line.classes {
            let placed = headsOfClass[number].filter { self.month(of: heads[$0]) <= month }
            let own = zip(columns, line.members).filter { $0.1.applicants == number }
            program.add(placed.map { (heads[$0].column, 1) } + own.map { ($0.0, -1) }, least: 0, most: 0)
        }
        return columns
    }

    private mutating func teachEnrolment() {
        let ofRun = Dictionary(grouping: heads) { plan.slots[$0.slot].run }
        for run in ofRun.keys.sorted() where !frame.begunRuns.contains(run) {
            let least = frame.model.programmes[frame.runs[run].programme].minimumEnrolment
            let own = ofRun[run] ?? []
            guard least > 1 else { continue }
            let isOpen = program.newColumn(most: 1, order: 0)
            program.add(own.map { ($0.column, 1) } + [(isOpen, -least)], least: 0)
            program.add(own.map { ($0.column, 1) } + [(isOpen, -frame.people(of: run))], most: 0)
        }
    }

    /// Two applications of one person: no two places that are not apart, and so many sessions a day.
    private mutating func teachPersons() {
        for number in headsOfClass.indices {
            let siblings = frame.classes[number].siblings
            for head in headsOfClass[number] {
                for sibling in siblings where sibling > number {
                    let against = headsOfClass[sibling].filter { !isApart(heads[head], heads[$0]) }
                    if against.isEmpty { continue }
                    program.add([(heads[head].column, 1)] + against.map { (heads[$0].column, 1) }, most: 1)
                }
            }
            if siblings.count > 1, siblings.allSatisfy({ $0 > number }) {
                teachSessions([number] + siblings)
            }
        }
    }

    func isApart(_ one: Head, _ other: Head) -> Bool {
        let venue = plan.slots[one.slot].venue
        let periods = (0..<4).filter { one.periods[$0] >= 0 }.map { Int(one.periods[$0]) }
        let theirs = (0..<4).filter { other.periods[$0] >= 0 }.map { Int(other.periods[$0]) }
        let rooms = theirs.map { _ in frame.model.venues[plan.slots[other.slot].venue].rooms[0] }
        let place = Place(
            sitting: 0, wave: 0, periods: PerPart(theirs), rooms: PerPart(rooms), seats: PerPart(rooms))
        return frame.model.isApart(periods, at: venue, [place])
    }

    private mutating func teachSessions(_ classes: [Int]) {
        var days: [Int: Sum] = [:]
        for head in classes.flatMap({ headsOfClass[$0] }) {
            for position in 0..<4 where heads[head].periods[position] >= 0 {
                let day = frame.model.periods[Int(heads[head].periods[position])].day
                days[day, default: []].append((heads[head].column, 1))
            }
        }
        for day in days.keys.sorted() {
            program.add(days[day] ?? [], most: frame.model.policy.maxSessionsPerDay)
        }
    }

    // MARK: Tiers

    private mutating func nameTiers() {
        func sum(_ amount: (HeadcountFrame.Slot) -> Int) -> Sum {
            heads.map { ($0.column, amount(plan.slots[$0.slot])) }.filter { $0.1 != 0 }
        }
        tiers = [sum { _ in -1 }, sum(\.delay), sum(\.misses), watches.map { ($0.column, $0.cost) }].map { total($0) }
        if !frame.anchors.isEmpty { nameMoves() }
    }

    private mutating func total(_ sum: Sum) -> Total { Total(sum: sum, row: program.add(sum)) }

    private mutating func nameMoves() {
        var sums = [true, false].map { _ in Array(repeating: Sum(), count: Nearness.same) }
        for head in heads {
            let slot = plan.slots[head.slot]
            guard let anchor = frame.anchors[slot.applicants] else { continue }
            let kind = anchor.isReleased ? 0 : 1
            sums[kind][Nearness.lost].append((head.column, -1))
            let periods = slot.sets.indices.map { Int(head.periods[$0]) }
            var reached = Nearness.of(periods, venue: slot.venue, from: anchor, in: frame.model)
            if head.stays { reached = anchor.place.seats.contains(-1) ? Nearness.seat : Nearness.same }
            if reached < Nearness.same { sums[kind][reached].append((head.column, 1)) }
        }
        moves = (sums[0].map { total($0) }, sums[1].map { total($0) })
    }
}
