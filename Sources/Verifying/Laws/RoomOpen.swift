import Exams

/// Law 9. A period lies inside one of the spans in which its room is open. Two periods that overlap, or follow each
/// other in less than the room's turnover, are not both used in it. What has begun goes on where a room is lost.
enum RoomOpen: LawStatement {
    static let law = Law.roomOpen

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for session in seating.sessions {
            let room = seating.register.rooms[session.key.room].value
            let period = seating.register.periods[session.key.period].value
            guard let open = room.open, !seating.register.periods[session.key.period].hasBegun else { continue }
            if !open.contains(where: { $0[0] <= period.start && period.end <= $0[1] }) {
                breaches.append(breach("\(seating.name(session.key)) is used while the room is not open throughout"))
            }
        }
        // Sessions are ordered by room and start: if any two periods of a room are too close, two neighbours are.
        for (earlier, later) in zip(seating.sessions, seating.sessions.dropFirst())
        where earlier.key.room == later.key.room {
            let turnover = seating.register.rooms[later.key.room].value.turnoverMinutes ?? 0
            let before = seating.register.periods[earlier.key.period].value
            let after = seating.register.periods[later.key.period].value
            if after.start - before.end < turnover {
                breaches.append(
                    breach(
                        "\(seating.name(earlier.key)) and \(seating.name(period: later.key.period)) overlap or leave "
                            + "less than the turnover of \(turnover) minutes"))
            }
        }
        return breaches
    }
}
