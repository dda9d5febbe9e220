import Exams

/// What tells applications apart for the question where they may sit at all, whoever else sits where.
struct RosterKinds {
    /// By application: its kind; a number of its own if its person has others.
    private(set) var numbers: [Int] = []
    /// By room list: its rooms by venue, ascending.
    let venuesOfList: [[(venue: Int, rooms: [Int])]]
    private var patterns: [PatternKey: [[Int]]] = [:]

    private struct PatternKey: Hashable {
        var kind: Int
        var sitting: Int
    }

    init(_ model: Model) {
        venuesOfList = model.roomLists.map { list in
            var groups: [(venue: Int, rooms: [Int])] = []
            for room in list {
                if groups.last?.venue == model.rooms[room].venue {
                    groups[groups.count - 1].rooms.append(room)
                } else {
                    groups.append((model.rooms[room].venue, [room]))
                }
            }
            return groups
        }
        numbers = model.applications.indices.map { number in
            let isAlone = model.people[model.applications[number].person].count == 1
            return isAlone ? model.applications[number].kind.number : -1 - number
        }
    }

    /// Rooms of a venue that fit a part, by its position.
    func rooms(_ application: ApplicationModel, _ position: Int, venue: Int) -> [Int] {
        venuesOfList[application.fitRooms[position]].first { $0.venue == venue }?.rooms ?? []
    }

    /// The ways to sit all parts in a sitting: periods on one day, in order, with the gap; in order of time.
    mutating func patterns(of number: Int, in sitting: Int, _ model: Model) -> [[Int]] {
        let key = PatternKey(kind: model.applications[number].kind.number, sitting: sitting)
        if let known = patterns[key] { return known }
        let application = model.applications[number]
        var found: [[Int]] = application.parts.count > model.policy.maxSessionsPerDay ? [] : [[]]
        for part in application.parts {
            let periods = model.periods(for: part, of: application, in: sitting)
            found = found.flatMap { chosen in
                periods.filter { period in chosen.last.map { model.isInOrder($0, period) } ?? true }.map {
                    chosen + [$0]
                }
            }
        }
        patterns[key] = found
        return found
    }

    /// Somebody is of another kind now.
    mutating func rename(_ number: Int, kind: Int) { numbers[number] = kind }

    /// A period was lost, or a room's hours have changed.
    mutating func forgetPatterns() { patterns.removeAll(keepingCapacity: true) }
}
