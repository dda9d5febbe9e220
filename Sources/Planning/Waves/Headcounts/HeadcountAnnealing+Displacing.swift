extension HeadcountAnnealing {
    /// Some who wait, or sit late, take the places of others, who wait or sit late themselves. That is worth it where
    /// the others left seats of their rooms empty that fit nobody else, as people of another institution or clock do.
    mutating func displace() {
        guard let place = slotOfSomebody(classOfPerson[dice.below(classOfPerson.count)]) else { return }
        let venue = plan.slots[place].venue
        let cells = cells(of: counts.periods(of: place), venue)
        let gone = clear(place, cells)
        var free = gone + dice.below(8)
        for _ in 0..<16 where free > 0 {
            let classes = counts.unluckyClasses
            guard !classes.isEmpty else { return }
            free -= seat(upTo: free, of: classes[dice.below(classes.count)], at: venue, in: cells)
        }
    }

    /// Puts off some who sit in these cells, beginning with those of a slot. Returns how many.
    private mutating func clear(_ place: Int, _ cells: SIMD4<Int32>) -> Int {
        let venue = plan.slots[place].venue
        let most = 1 + dice.below(40)
        var gone = 0
        for attempt in 0..<24 where gone < most {
            let somebody = attempt == 0 ? place : slotOfSomebody(classOfPerson[dice.below(classOfPerson.count)])
            guard let slot = somebody, plan.slots[slot].venue == venue, counts.heads[slot] > 0 else { continue }
            let periods = counts.periods(of: slot)
            guard self.cells(of: periods, venue) == cells else { continue }
            let leaving = min(counts.heads[slot], most - gone)
            counts.add(-leaving, to: slot, periods: periods)
            gone += leaving
            putOff(leaving, from: slot)
        }
        return gone
    }

    /// People who have left a slot sit later, if chance finds them a place.
    private mutating func putOff(_ people: Int, from slot: Int) {
        let slots = plan.slotsOfClass[plan.slots[slot].applicants]
        let other = slots[dice.below(slots.count)]
        guard plan.slots[other].delay > plan.slots[slot].delay, let periods = drawnPeriods(other) else { return }
        counts.add(people, to: other, periods: periods)
    }

    /// Some of a class who wait or sit late come to a venue in these cells. Returns how many.
    private mutating func seat(upTo most: Int, of applicants: Int, at venue: Int, in cells: SIMD4<Int32>) -> Int {
        let targets = plan.slotsAtVenue[applicants][venue]
        guard !targets.isEmpty else { return 0 }
        let target = targets[dice.below(targets.count)]
        guard let periods = periods(for: target, in: cells) else { return 0 }
        let late = lateSlots(applicants, than: target)
        let isWaiting = counts.waiting[applicants] > 0
        guard isWaiting || late > 0 else { return 0 }
        let isFromQueue = isWaiting && (late == 0 || dice.below(2) == 0)
        let source = isFromQueue ? nil : lateSlot(applicants, than: target, number: dice.below(late))
        let people = min(most, source.map { counts.heads[$0] } ?? counts.waiting[applicants])
        if let source { counts.add(-people, to: source, periods: counts.periods(of: source)) }
        counts.add(people, to: target, periods: periods)
        return people
    }

    // Counted and found again: a list of them would need memory in every move.

    private func lateSlots(_ applicants: Int, than target: Int) -> Int {
        plan.slotsOfClass[applicants].count { isLate($0, than: target) }
    }

    private func lateSlot(_ applicants: Int, than target: Int, number: Int) -> Int? {
        var left = number
        return plan.slotsOfClass[applicants].first { slot in
            guard isLate(slot, than: target) else { return false }
            left -= 1
            return left < 0
        }
    }

    private func isLate(_ slot: Int, than target: Int) -> Bool {
        counts.heads[slot] > 0 && plan.slots[slot].delay > plan.slots[target].delay
    }

    /// The wave's periods, or where it has none the first in these cells; nil if they are not there.
    private func periods(for slot: Int, in cells: SIMD4<Int32>) -> SIMD4<Int32>? {
        let own = plan.slots[slot]
        var periods = SIMD4<Int32>(repeating: -1)
        let sitting = frame.model.sittings[frame.runs[own.run].sitting]
        for (position, part) in frame.classes[own.applicants].parts.enumerated() {
            let paper = counts.papers[own.wave][part]
            let period =
                paper >= 0
                ? paper
                : sitting.periods.first { period in
                    (0..<4).contains { cells[$0] == Int32(plan.cellOf[own.venue][period]) }
                        && plan.maySit[own.applicants][position][period]
                        && (position == 0 || plan.isInOrder[Int(periods[position - 1])][period])
                }
            guard let period, plan.maySit[own.applicants][position][period],
                (0..<4).contains(where: { cells[$0] == Int32(plan.cellOf[own.venue][period]) })
            else { return nil }
            periods[position] = Int32(period)
        }
        return periods
    }

    /// By position: the cells of a venue, so that those of the same are rivals for its rooms.
    private func cells(of periods: SIMD4<Int32>, _ venue: Int) -> SIMD4<Int32> {
        var cells = SIMD4<Int32>(repeating: -1)
        for position in 0..<4 where periods[position] >= 0 {
            cells[position] = Int32(plan.cellOf[venue][Int(periods[position])])
        }
        return cells
    }
}
