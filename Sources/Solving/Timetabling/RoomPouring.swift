/// With splitting, who of a slot's events goes where: people of each event in each room.
///
/// Event after event fills the rooms it may use, in the rooms' order; where they are full, people already seated are
/// sent on along an augmenting path (Ford & Fulkerson 1956). So it finds seats for all whenever there are seats for all.
/// Complexity: at most one path for each event and room that changes, each over events × rooms; meant for one slot
/// at a time, not for a search.
package struct RoomPouring: Equatable, Sendable {
    /// By event as given, then by room.
    package private(set) var people: [[Int]]
    /// People for whom no seat was left.
    package private(set) var unseated = 0

    private let isOpen: [[Bool]]
    private var free: [Int]

    /// - Parameter seats: of each room.
    package init(_ problem: TimetableProblem, events: [Int], seats: [Int]) {
        let rooms = seats.count
        free = seats
        people = Array(repeating: Array(repeating: 0, count: rooms), count: events.count)
        isOpen = events.map { event in
            (0..<rooms).map { problem.roomCosts[event * rooms + $0] != TimetableProblem.forbidden }
        }
        for index in events.indices {
            var left = problem.events[events[index]].size
            while left > 0 {
                var seen = Array(repeating: false, count: rooms)
                let seated = seat(index, left, &seen)
                if seated == 0 { break }
                left -= seated
            }
            unseated += left
        }
    }

    /// Seats up to `wanted` people of an event along one path; says how many.
    private mutating func seat(_ index: Int, _ wanted: Int, _ seen: inout [Bool]) -> Int {
        for room in free.indices where isOpen[index][room] && free[room] > 0 {
            let seated = min(wanted, free[room])
            free[room] -= seated
            people[index][room] += seated
            return seated
        }
        for room in free.indices where isOpen[index][room] && !seen[room] {
            seen[room] = true
            for other in people.indices where other != index && people[other][room] > 0 {
                let moved = seat(other, min(wanted, people[other][room]), &seen)
                if moved == 0 { continue }
                people[other][room] -= moved
                people[index][room] += moved
                return moved
            }
        }
        return 0
    }
}
