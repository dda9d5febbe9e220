/// With splitting, for how many people of a slot is there no seat?
///
/// Events pour over all rooms they may use, so a slot is a transport problem: events supply people, rooms take them.
/// By the max-flow min-cut theorem (for bipartite graphs, Hall's in its deficiency form) as many stay without a seat as
/// the largest excess, over all sets U of *access classes* (events that may use the same rooms are one class), of the
/// people of U over the seats of the rooms some class of U may use; and whole people, as flows are integral. With k
/// classes that is 2^k sums for each slot, of which a move touches half: for the handful of classes real sessions have
/// this is a few additions. More than `mostClasses` classes are refused.
struct RoomPools {
    static let mostClasses = 10

    let classCount: Int
    /// Per event: its class.
    let classOfEvent: [Int]
    /// By slot, then set of classes: the seats of the rooms some class of it may use.
    let seats: [[Int]]

    init(_ problem: TimetableProblem, _ splitting: Splitting) throws(ProblemFault) {
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
        let reach = (0..<(1 << known.count)).map { set in
            (0..<rooms).filter { room in known.indices.contains { set >> $0 & 1 == 1 && known[$0][room] } }
        }
        seats = splitting.seats.map { slot in reach.map { $0.reduce(0) { $0 + slot[$1] } } }
    }
}
