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
            let classes = counts.unluckyClasses.count
            guard classes > 0 else { return }
            free -= seat(upTo: free, of: counts.unluckyClasses[dice.below(classes)], at: venue, in: cells)
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
        let slots = plan.classes[plan.slots[slot].applicants].slots
        let other = slots.lowerBound + dice.below(slots.count)
        guard plan.slots[other].delay > plan.slots[slot].delay, let periods = drawnPeriods(other) else { return }
        counts.add(people, to: other, periods: periods)
    }

    /// Some of a class who wait or sit late come to a venue in these cells. Returns how many.
    private mutating func seat(upTo most: Int, of applicants: Int, at venue: Int, in cells: SIMD4<Int32>) -> Int {
        let targets = plan.slots(of: applicants, at: venue)
        guard !targets.isEmpty else { return 0 }
        let target = targets[dice.below(targets.count)]
        guard plan.mayMeet(plan.slots[target].run, cells), let periods = periods(for: target, in: cells) else {
            return 0
        }
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
        plan.classes[applicants].slots.count { isLate($0, than: target) }
    }

    private func lateSlot(_ applicants: Int, than target: Int, number: Int) -> Int? {
        var left = number
        return plan.classes[applicants].slots.first { slot in
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
        let (papers, parts) = (counts.papers[own.wave], plan.classes[own.applicants].parts)
        for position in 0..<parts.count {
            let paper = Int(papers[parts[position]])
            let last = position == 0 ? -1 : Int(periods[position - 1])
            let period = paper >= 0 ? paper : firstPeriod(own, position, after: last, in: cells)
            guard let period, plan.maySit(own.applicants, position, in: period),
                has(cells, plan.cell(of: own.venue, period))
            else { return nil }
            periods[position] = Int32(period)
        }
        return periods
    }

    /// - Parameter last: -1: none.
    private func firstPeriod(
        _ slot: HeadcountFrame.Slot, _ position: Int, after last: Int, in cells: SIMD4<Int32>
    ) -> Int? {
        for index in plan.periodsOfRun[slot.run] {
            let period = plan.periods[index]
            if has(cells, plan.cell(of: slot.venue, period)), plan.maySit(slot.applicants, position, in: period),
                last < 0 || plan.isInOrder(last, period)
            {
                return period
            }
        }
        return nil
    }

    private func has(_ cells: SIMD4<Int32>, _ cell: Int) -> Bool { any(cells .== Int32(cell)) }

    /// By position: the cells of a venue, so that those of the same are rivals for its rooms.
    private func cells(of periods: SIMD4<Int32>, _ venue: Int) -> SIMD4<Int32> {
        var cells = SIMD4<Int32>(repeating: -1)
        for position in 0..<4 where periods[position] >= 0 {
            cells[position] = Int32(plan.cell(of: venue, Int(periods[position])))
        }
        return cells
    }
}
