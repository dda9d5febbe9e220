import Solving

/// Law 9. A period lies inside one open span of the room; two periods that overlap, or follow each other in
/// less than the turnover, are not both used in it.
extension Model {
    /// Whatever has begun goes on in a room that is lost meanwhile.
    func isOpen(room: Int, in period: Int) -> Bool {
        periods[period].hasBegun
            || rooms[room].open?.contains { $0.start <= periods[period].start && periods[period].end <= $0.end } ?? true
    }

    /// Overlapping periods have a negative pause, so the turnover, zero or more, covers them too.
    func exclude(_ one: Int, _ other: Int, in room: Int) -> Bool {
        let (first, second) = periods[one].start <= periods[other].start ? (one, other) : (other, one)
        return periods[second].start - periods[first].end < rooms[room].turnover
    }

    /// Would one person's subject in a room leave it too little time after his earlier subjects there?
    /// - Parameters:
    ///   - taken: the rooms of his first subjects, in `sat`, which may go on.
    func clashes(_ room: Int, _ period: Int, with taken: some Sequence<Int>, _ sat: some Sequence<Int>) -> Bool {
        zip(taken, sat).contains { $0 == room && exclude($1, period, in: room) }
    }
}

extension Encoding {
    mutating func teachRoomOpen() {
        for (number, one) in uses.enumerated() {
            for other in uses[(number + 1)...]
            where one.room == other.room && model.exclude(one.period, other.period, in: one.room) {
                if let first = useLiterals[one], let second = useLiterals[other] {
                    solver.add(clause: !first, !second)
                }
            }
        }
    }
}
