import Exams

/// What tells applications apart for the question where they may sit at all, whoever else sits where.
struct RosterKinds {
    /// By application: its kind; a number of its own if its person has others.
    let numbers: [Int]
    let classes: EnvyClasses
    /// By room list: its rooms by venue, ascending.
    let venuesOfList: [[(venue: Int, rooms: [Int])]]
    /// By room list, then venue: its rooms.
    private let roomsOfVenue: [[[Int]]]
    private var patterns: [PatternKey: [[Int]]] = [:]

    /// Kinds of one class have the same patterns.
    private struct PatternKey: Hashable {
        var kindClass: Int
        var sitting: Int
    }

    init(_ model: Model) {
        venuesOfList = model.roomsByVenue()
        roomsOfVenue = venuesOfList.map { list in
            var rooms = Array(repeating: [Int](), count: model.venues.count)
            for group in list { rooms[group.venue] = group.rooms }
            return rooms
        }
        numbers = model.applications.indices.map(model.likeness)
        classes = EnvyClasses(model)
    }

    /// Rooms of a venue that fit a part, by its position.
    func rooms(_ application: ApplicationModel, _ position: Int, venue: Int) -> [Int] {
        roomsOfVenue[application.fitRooms[position]][venue]
    }

    /// The ways to sit all parts in a sitting: periods on one day, in order, with the gap; in order of time.
    mutating func patterns(of number: Int, in sitting: Int, _ model: Model) -> [[Int]] {
        let key = PatternKey(kindClass: classes.ofKind[model.applications[number].kind.number], sitting: sitting)
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

    /// A period was lost.
    mutating func forgetPatterns() { patterns.removeAll(keepingCapacity: true) }
}
