/// With splitting, when do the events of one period fit into its rooms?
///
/// Events pour over all rooms they may use, so a period is a transport problem: events supply people, rooms take them.
/// By Hall's theorem it is feasible exactly when for every set U of *access classes* (events that may use the same
/// rooms are one class) the people of U fit in the rooms some class of U may use; and then in whole people, as flows
/// are integral. With k classes that is 2^k sums for each period, of which a move touches half: for the handful of
/// classes real sessions have this is a few additions. More than `mostClasses` classes are refused.
struct RoomPools {
    static let mostClasses = 10

    let classCount: Int
    /// Per event: its class.
    let classOfEvent: [Int]
    /// Per set of classes: the seats of the rooms some class of it may use.
    let seats: [Int]

    init(_ problem: TimetableProblem) throws(ProblemFault) {
        let rooms = problem.roomCapacities.count
        var known: [[Bool]] = []
        var classes: [Int] = []
        for event in problem.events.indices {
            let access = (0..<rooms).map { problem.roomCosts[event * rooms + $0] != TimetableProblem.forbidden }
            if let index = known.firstIndex(of: access) {
                classes.append(index)
            } else {
                classes.append(known.count)
                known.append(access)
            }
        }
        guard known.count <= Self.mostClasses else {
            throw ProblemFault(
                "splitting knows at most \(Self.mostClasses) different sets of rooms, not \(known.count)")
        }
        classCount = known.count
        classOfEvent = classes
        seats = (0..<(1 << known.count)).map { set in
            (0..<rooms).reduce(0) { sum, room in
                let used = known.indices.contains { set >> $0 & 1 == 1 && known[$0][room] }
                return used ? sum + problem.roomCapacities[room] : sum
            }
        }
    }
}
