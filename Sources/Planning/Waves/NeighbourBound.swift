// Fewest neighbours of one unit (tier 6), from what the earlier tiers force.
//
// Problem. Most of a unit's people sit in known months (`ForcedSeating`), and a plan as good in tier 5 uses only so many
// rooms and periods. Where a unit needs more seats than those can separate, some of it sit side by side.
// In a room of n seats, k people of one unit make at least k − a pairs, if at most a seats are pairwise apart: take one
// of every pair away. And of all e pairs of neighbouring seats at least e less those at the n − k seats that are somebody
// else's or empty, of which each is part of at most as many as it has neighbours. Both are convex in k, so the cheapest
// shares of a unit over the periods its rooms can host are found one person at a time (greedy). Over at most u uses of
// whatever rooms they are a knapsack; the better of the two bounds counts. Pairs of different units are different, so
// units add up. Each person who deviates from what is forced takes his subjects away.
// Complexity: of units too large to be separated only, sessions × rooms, and uses × sessions × seats of a room, if that is
// at most `mostSteps`. What is forgotten: who else sits there, hours, waves.
struct NeighbourBound {
    private let mostSteps = 20_000_000
    /// Larger plans are not looked at.
    private let mostPeople = 50_000
    private let frame: WaveFrame
    private let model: Model

    init(_ frame: WaveFrame) {
        self.frame = frame
        model = frame.model
    }

    /// What is forced of a unit in one month.
    private struct Crowd {
        var sessions = 0
        var rooms: Set<Int> = []
    }

    func bound(_ forced: ForcedSeating, _ cost: WaveCost) -> Int {
        // In a re-plan some sit where nobody may come any more.
        guard forced.budget >= 0, !model.isReplan, model.applications.count <= mostPeople else { return 0 }
        let absent = forced.budget * (frame.classes.map(\.parts.count).max() ?? 0)
        let pairs = model.rooms.map { leastPairs($0) }
        let capacity = CapacityTable(frame)
        let least = model.invigilators(for: 1)
        let uses = least > 0 ? cost.invigilators / least : Int.max
        return crowds(forced).values.reduce(0) { sum, months in
            let apart = months.reduce(0) { $0 + shared($1.value, inMonth: $1.key, absent, pairs, capacity) }
            let sessions = months.values.reduce(-absent) { $0 + $1.sessions }
            let rooms = months.values.reduce(into: Set<Int>()) { $0.formUnion($1.rooms) }
            return sum + max(apart, shared(sessions, uses: uses, rooms.map { pairs[$0] }))
        }
    }

    /// By unit, then month.
    private func crowds(_ forced: ForcedSeating) -> [Int: [Int: Crowd]] {
        var crowds: [Int: [Int: Crowd]] = [:]
        for group in forced.groups {
            let applicants = frame.classes[group.applicants]
            var rooms: Set<Int> = []
            for list in applicants.fitRooms {
                rooms.formUnion(group.venue.map { frame.rooms(of: $0, in: list) } ?? model.roomLists[list])
            }
            for member in applicants.members where model.applications[member].unit >= 0 {
                let month = frame.monthOfRun[group.run]
                var crowd = crowds[model.applications[member].unit]?[month] ?? Crowd()
                crowd.sessions += applicants.parts.count
                crowd.rooms.formUnion(rooms)
                crowds[model.applications[member].unit, default: [:]][month] = crowd
            }
        }
        return crowds
    }

    /// By people of one unit in a room, as far as it takes them: pairs at least.
    private func leastPairs(_ room: RoomModel) -> [Int] {
        // Of a larger room only so many seats are known.
        guard room.seats.count < 4 * model.problem.applications.count else {
            return Array(repeating: 0, count: room.capacity + 1)
        }
        let seats = Set(room.seats)
        func next(_ seat: Int) -> [Int] {
            let right = (seat + 1) % room.columns == 0 ? [] : [seat + 1]
            return (right + [seat + room.columns]).filter(seats.contains)
        }
        var degrees = Dictionary(uniqueKeysWithValues: room.seats.map { ($0, 0) })
        var matched: Set<Int> = []
        var (all, couples) = (0, 0)
        for seat in room.seats.sorted() {
            for other in next(seat) {
                all += 1
                degrees[seat, default: 0] += 1
                degrees[other, default: 0] += 1
                if !matched.contains(seat), !matched.contains(other) {
                    matched.formUnion([seat, other])
                    couples += 1
                }
            }
        }
        // Of each couple only one seat can be among those that are apart.
        let apart = room.seats.count - couples
        let sorted = degrees.values.sorted(by: >)
        return (0...room.capacity).map { people in
            let others = sorted.prefix(max(0, room.seats.count - people)).reduce(0, +)
            return max(0, people - apart, all - others)
        }
    }

    /// Pairs of a crowd in the periods its rooms can host.
    private func shared(
        _ crowd: Crowd, inMonth month: Int, _ absent: Int, _ pairs: [[Int]], _ capacity: CapacityTable
    ) -> Int {
        var left = crowd.sessions - absent
        // By price: how many more people can come for it.
        var steps: [Int: Int] = [:]
        for room in crowd.rooms {
            let uses = capacity.uses(of: room, inMonth: month)
            for (fewer, more) in zip(pairs[room], pairs[room].dropFirst()) { steps[more - fewer, default: 0] += uses }
        }
        var sum = 0
        for (price, people) in steps.sorted(by: { $0.key < $1.key }) where left > 0 {
            sum += price * min(left, people)
            left -= people
        }
        return sum
    }

    /// Pairs of so many sessions in at most so many uses of rooms.
    private func shared(_ sessions: Int, uses: Int, _ pairs: [[Int]]) -> Int {
        let largest = pairs.map(\.count).max() ?? 0
        let apart = pairs.map { $0.lastIndex(of: 0) ?? 0 }.max() ?? 0
        guard uses < sessions, sessions > apart * uses, uses * sessions * largest <= mostSteps else { return 0 }
        let one = (0..<largest).map { people in
            pairs.lazy.filter { $0.count > people }.map { $0[people] }.min() ?? 0
        }
        let never = Int.max / 2
        var best = [0] + Array(repeating: never, count: sessions)
        for _ in 0..<uses {
            best = best.indices.map { people in
                (0...min(people, largest - 1)).map { best[people - $0] + one[$0] }.min() ?? never
            }
        }
        return best[sessions] < never ? best[sessions] : 0
    }
}
