// Fewest room changes, from what the earlier tiers force and how many seats there are.
//
// Problem. Most of a month's people sit in one month and some at one venue (`ForcedSeating`); many have a subject that
// only a few rooms L are fit for, beside one that could be sat anywhere. Whoever does not change rooms in between takes
// a seat of L for both. All seats of L in that month's periods less those that the subjects without a choice need are
// what is left for others; every such person beyond changes rooms.
// A seat more in L saves a change, or two for a middle subject between two without a choice; those are served first. Two
// subjects in a row that no room fits both are a change in any case.
// `bound` takes each month's best L. Of the people who deviate from what is forced, each leaves free at most a seat for
// each of his subjects, and takes at most his own changes away.
// Complexity: per month, kinds of fitness × sets of rooms looked at (`mostSets`). What is forgotten: hours, waves, and
// who else would need the room.
struct RoomChangeBound {
    /// Of the sets of rooms some subject asks for, as many of the smallest are looked at.
    private let mostSets = 64
    /// In larger plans, and in re-plans, where some sit where nobody may come any more, only changes that are certain
    /// count.
    private let mostPeople = 50_000
    private let frame: WaveFrame

    init(_ frame: WaveFrame) { self.frame = frame }

    private struct Fitness: Hashable {
        var fitRooms: PerPart
        var venue: Int?
    }

    func bound(_ forced: ForcedSeating) -> Int {
        guard forced.budget >= 0 else { return 0 }
        let areSeatsCounted = frame.model.applications.count <= mostPeople && !frame.model.isReplan
        let capacity = areSeatsCounted ? CapacityTable(frame) : nil
        var people: [Int: [Fitness: Int]] = [:]
        for group in forced.groups {
            let applicants = frame.classes[group.applicants]
            let fitness = Fitness(fitRooms: applicants.fitRooms, venue: group.venue)
            let month = areSeatsCounted ? frame.monthOfRun[group.run] : 0
            people[month, default: [:]][fitness, default: 0] += applicants.members.count
        }
        let mostParts = frame.classes.map(\.parts.count).max() ?? 0
        let all = people.reduce(0) { sum, month in
            let crowds = month.value.map { Crowd(rooms: rooms($0.key), people: $0.value) }
            guard let capacity else { return sum + changes(crowds, [], Int.max) }
            return sum + changes(crowds, forced.budget * mostParts) { capacity.ofMonth(month.key, rooms: $0) }
        }
        return max(0, all - forced.budget * max(0, mostParts - 1))
    }

    /// People of one fitness: the rooms of each of their subjects.
    private struct Crowd {
        var rooms: [Set<Int>]
        var people: Int
    }

    private func rooms(_ fitness: Fitness) -> [Set<Int>] {
        fitness.fitRooms.map { list in
            Set(fitness.venue.map { frame.rooms(of: $0, in: list) } ?? frame.model.roomLists[list])
        }
    }

    /// - Parameters:
    ///   - absent: subjects of people who may not come.
    ///   - seats: of some rooms, in all periods.
    private func changes(_ crowds: [Crowd], _ absent: Int, seats: ([Int]) -> Int) -> Int {
        let sets = Set(crowds.lazy.filter { $0.rooms.count > 1 }.flatMap(\.rooms))
            .sorted { $0.count != $1.count ? $0.count < $1.count : $0.sorted().lexicographicallyPrecedes($1.sorted()) }
        return sets.prefix(mostSets).reduce(0) { most, few in
            max(most, changes(crowds, few, seats(few.sorted()) + absent))
        }
    }

    /// - Parameters:
    ///   - few: the rooms that are scarce.
    ///   - seats: of theirs, in all periods.
    private func changes(_ crowds: [Crowd], _ few: Set<Int>, _ seats: Int) -> Int {
        var (needed, certain, single, double) = (0, 0, 0, 0)
        for crowd in crowds {
            let isBound = crowd.rooms.map { $0.isSubset(of: few) }
            needed += isBound.count { $0 } * crowd.people
            var saves = crowd.rooms.map { _ in 0 }
            for later in crowd.rooms.indices.dropFirst() {
                if crowd.rooms[later].isDisjoint(with: crowd.rooms[later - 1]) {
                    certain += crowd.people
                } else if isBound[later] != isBound[later - 1] {
                    saves[isBound[later] ? later - 1 : later] += 1
                }
            }
            single += saves.count { $0 == 1 } * crowd.people
            double += saves.count { $0 == 2 } * crowd.people
        }
        let left = max(0, seats - needed)
        return certain + 2 * max(0, double - left) + max(0, single - max(0, left - double))
    }
}
