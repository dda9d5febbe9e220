import Foundation

/// Puts what stands in whole periods into other periods.
///
/// Who stands together and when that is are two questions. The second alone is a quadratic assignment problem (Koopmans
/// & Beckmann 1957): groups, the contents of the periods, go to positions, the periods; the cost is
/// `Σ people(group, group) × proximity(position, position) + Σ own(group, position)`. Rooms are the same in every period,
/// so each group keeps its own. A large event that fills a room can hardly move otherwise: all that stands in the
/// other period would have to make way at once.
///
/// `anneal` measures the groups, makes a number of proposals at one temperature — two groups change places, one moves
/// and those between close up, a stretch is reversed, none wider than `widest` but the first — by the Metropolis rule,
/// and only then touches the timetable.
///
/// Invariant: `places` and `groups` are inverse to each other; `now` is the cost of all groups in their places.
/// Complexity: measuring, the clashes + blocks × periods; a proposal, groups moved × periods. Limits: one kind of
/// problem only, without splitting and families, where a period is not like another for its rooms or its family.
final class PeriodOrder {
    /// Periods in a stretch that is turned or moved along.
    static let widest = 8
    private static let forbidden = 1 << 40

    private let timetable: Timetable
    private let model: TimetableModel
    private let memory = FlatMemory()
    private let count: Int
    /// By group × group: people with an event in each.
    private let people: UnsafeMutablePointer<Int>
    /// By group × position.
    private let own: UnsafeMutablePointer<Int>
    /// By group × group: whether some event of the first must be before one of the second.
    private let isBefore: UnsafeMutablePointer<Bool>
    /// By group: its position; by position: its group; both again as proposed.
    private let places: UnsafeMutablePointer<Int>
    private let groups: UnsafeMutablePointer<Int>
    private let newPlaces: UnsafeMutablePointer<Int>
    private let newGroups: UnsafeMutablePointer<Int>
    private(set) var proposals = SearchStatistics.Move()

    /// Nil where periods cannot be exchanged.
    init?(_ timetable: Timetable) {
        if timetable.model.movesByChains || timetable.model.periodCount < 2 { return nil }
        self.timetable = timetable
        model = timetable.model
        count = model.periodCount
        people = memory.array(count * count, of: 0)
        own = memory.array(count * count, of: 0)
        isBefore = memory.array(count * count, of: false)
        places = memory.array(count, of: 0)
        groups = memory.array(count, of: 0)
        newPlaces = memory.array(count, of: 0)
        newGroups = memory.array(count, of: 0)
    }

    func anneal(_ proposalCount: Int, _ temperature: Double, _ random: inout RandomSource) {
        measure()
        let made = proposals.made
        var change = 0
        for _ in 0..<proposalCount {
            let (low, high) = propose(&random)
            let threshold = -log((Double(random.next() >> 11) + 0.5) / 9_007_199_254_740_992) * temperature
            let delta = delta(low, high)
            let isMade = Double(delta) <= threshold && keepsOrder(low, high)
            proposals.count(isMade && delta != 0)
            settle(low, high, isMade)
            if isMade { change += delta }
        }
        if proposals.made > made { rearrange(change) }
    }

    // MARK: Groups

    private func measure() {
        people.update(repeating: 0, count: count * count)
        own.update(repeating: 0, count: count * count)
        isBefore.update(repeating: false, count: count * count)
        for block in 0..<model.blockCount {
            let group = Int(timetable.periodOf[block])
            if group >= 0 { measure(block, group * count) }
        }
        for group in 0..<count {
            (places[group], groups[group], newPlaces[group], newGroups[group]) = (group, group, group, group)
            // Within a group, where that is allowed; each pair was counted from both sides.
            let within = people[group * count + group] / 2
            for at in 0..<count { own[group * count + at] += within * Int(model.proximity[at * model.rowLength + at]) }
        }
    }

    private func measure(_ block: Int, _ row: Int) {
        for slot in Int(model.neighbourStarts[block])..<Int(model.neighbourStarts[block + 1]) {
            let other = Int(timetable.periodOf[Int(model.neighbours[slot])])
            if other >= 0 { people[row + other] += Int(model.sharedPeople[slot]) }
        }
        for slot in Int(model.laterStarts[block])..<Int(model.laterStarts[block + 1]) {
            let other = Int(timetable.periodOf[Int(model.later[slot])])
            if other >= 0 { isBefore[row + other] = true }
        }
        let costs = block * model.rowLength
        for at in 0..<count {
            own[row + at] += model.allows[costs + at] ? Int(model.periodCost[costs + at]) : Self.forbidden
        }
    }

    // MARK: Proposals

    /// Writes the proposal into `newGroups` and `newPlaces`; says between which positions they differ.
    private func propose(_ random: inout RandomSource) -> (low: Int, high: Int) {
        let kind = random.below(4)
        let first = random.below(count)
        var second = random.below(count - 1)
        if second >= first { second += 1 }
        let low = min(first, second)
        var high = max(first, second)
        if kind > 1 {
            newGroups[low] = groups[high]
            newGroups[high] = groups[low]
        } else {
            high = min(high, low + Self.widest - 1)
            for at in low...high {
                let from = kind == 0 ? low + high - at : first < second ? at + 1 : at - 1
                newGroups[at] = groups[from < low ? high : from > high ? low : from]
            }
        }
        for at in low...high { newPlaces[newGroups[at]] = at }
        return (low, high)
    }

    private func delta(_ low: Int, _ high: Int) -> Int {
        var sum = 0
        for at in low...high where newGroups[at] != groups[at] {
            let group = newGroups[at]
            let old = places[group]
            sum &+= own[group &* count &+ at] &- own[group &* count &+ old]
            let (new, before) = (model.proximity + at &* model.rowLength, model.proximity + old &* model.rowLength)
            for other in 0..<count where other != group {
                let (to, from) = (newPlaces[other], places[other])
                // A pair that moves both its groups is met twice.
                if to != from && other < group { continue }
                sum &+= people[group &* count &+ other] &* Int(new[to] &- before[from])
            }
        }
        return sum
    }

    private func keepsOrder(_ low: Int, _ high: Int) -> Bool {
        for at in low...high where newGroups[at] != groups[at] {
            let group = newGroups[at]
            for other in 0..<count {
                if isBefore[group * count + other] && newPlaces[other] <= at { return false }
                if isBefore[other * count + group] && newPlaces[other] >= at { return false }
            }
        }
        return true
    }

    private func settle(_ low: Int, _ high: Int, _ isMade: Bool) {
        for at in low...high {
            if isMade { groups[at] = newGroups[at] } else { newGroups[at] = groups[at] }
        }
        for at in low...high {
            if isMade { places[groups[at]] = at } else { newPlaces[groups[at]] = at }
        }
    }

    /// Moves every block to the place of its group, into the room it has.
    private func rearrange(_ change: Int) {
        timetable.keepIfBest()
        let moving = (0..<model.blockCount).filter { block in
            let period = Int(timetable.periodOf[block])
            return period >= 0 && places[period] != period
        }
        var rooms: [(event: Int, room: Int, period: Int)] = []
        for block in moving {
            let period = Int(timetable.periodOf[block])
            for slot in timetable.eventSlots(block) {
                let event = Int(model.blockEvents[slot])
                rooms.append((event, Int(timetable.roomOf[event]), places[period]))
                timetable.vacate(event, period)
            }
        }
        for block in moving { timetable.transfer(block, to: places[Int(timetable.periodOf[block])]) }
        for (event, room, period) in rooms { timetable.occupy(event, period, room) }
        timetable.total[0] += change
    }
}
