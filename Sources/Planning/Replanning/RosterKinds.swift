import Exams

/// What tells applications apart for the question where they may sit at all, whoever else sits where.
struct RosterKinds {
    private struct Key: Hashable {
        var programme: Int
        var parts: [Int]
        var fitRooms: [Int]
        var sittings: [Int]
        var lastDay: Int?
        var banned: [Int]
        var extraMinutes: Int
        var notBefore: Int
        var wished: Set<Int>?
        /// The application itself if its person has others.
        var individual: Int?
    }

    /// By application.
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
        var known: [Key: Int] = [:]
        for (number, application) in model.applications.enumerated() {
            let key = Key(
                programme: application.programme, parts: application.parts, fitRooms: application.fitRooms,
                sittings: application.sittings, lastDay: application.lastDay,
                banned: application.banned.flatMap { [$0.first, $0.last] }, extraMinutes: application.extraMinutes,
                notBefore: application.notBefore, wished: application.wished,
                individual: model.people[application.person].count == 1 ? nil : number)
            let kind = known[key] ?? known.count
            known[key] = kind
            numbers.append(kind)
        }
    }

    /// Rooms of a venue that fit a part, by its position.
    func rooms(_ application: ApplicationModel, _ position: Int, venue: Int) -> [Int] {
        venuesOfList[application.fitRooms[position]].first { $0.venue == venue }?.rooms ?? []
    }

    /// The ways to sit all parts in a sitting: periods on one day, in order, with the gap; in order of time.
    mutating func patterns(of number: Int, in sitting: Int, _ model: Model) -> [[Int]] {
        let key = PatternKey(kind: numbers[number], sitting: sitting)
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

    /// A period was lost, or a room's hours have changed.
    mutating func forgetPatterns() { patterns.removeAll(keepingCapacity: true) }
}
