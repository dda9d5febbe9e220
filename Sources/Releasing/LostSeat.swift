import Exams
import Storage

/// Why the seat that the current plan gives is no longer there: something has been recorded since the plan was made,
/// and the re-plan is still to come.
package enum LostSeat: String, Codable, CaseIterable, Sendable {
    case sessionCancelled = "session-cancelled"
    case programmeCancelled = "programme-cancelled"
    case rescheduled
    case roomClosed = "room-closed"
    case machineBroken = "machine-broken"

    package var title: String {
        switch self {
        case .sessionCancelled: "座位所在的场次已登记取消"
        case .programmeCancelled: "所报项目在这个批次已登记停考"
        case .rescheduled: "场次的时间已改"
        case .roomClosed: "座位所在的考场届时已登记停用"
        case .machineBroken: "机位已登记停用"
        }
    }

    package var text: String { title + "，等重排 (\(english); a re-plan is needed)" }

    private var english: String {
        switch self {
        case .sessionCancelled: "the session was cancelled"
        case .programmeCancelled: "the programme was cancelled"
        case .rescheduled: "the session's hours were changed"
        case .roomClosed: "the room is closed then"
        case .machineBroken: "the machine is out of use"
        }
    }
}

/// The rooms and sittings as the data have them today, to hold the seats of tickets against.
package struct Premises {
    private let rooms: [String: Venue.Room]
    private let programmes: [String: Set<String>]
    private let breakdowns: [Breakdown]

    package init(_ store: Store) throws(StorageFault) {
        var rooms: [String: Venue.Room] = [:]
        for room in try store.venues().flatMap(\.venue.rooms) { rooms[room.id] = room }
        self.rooms = rooms
        var programmes: [String: Set<String>] = [:]
        for sitting in try store.sittings() { programmes[sitting.id] = Set(sitting.programmes) }
        self.programmes = programmes
        breakdowns = Breakdown.reported(in: try store.eventRecords().lazy.map(\.record))
    }

    /// The seats that are no longer there, in the order of the subjects.
    /// - Parameter now: sessions that have begun by then are past mending and left out; nil: none is.
    package func lostSeats(
        of entry: TicketEntry, at now: LocalSecond?
    ) -> [(seat: TicketEntry.Seat, why: LostSeat)] {
        let isOffered = programmes[entry.sitting]?.contains(entry.programme) ?? false
        return entry.seats.compactMap { seat in
            if let now, seat.period.start.second <= now { return nil }
            let why =
                if seat.period.lost == true {
                    LostSeat.sessionCancelled
                } else if !isOffered {
                    LostSeat.programmeCancelled
                } else if entry.isRescheduled {
                    LostSeat.rescheduled
                } else {
                    loss(of: seat, institution: entry.institution)
                }
            return why.map { (seat, $0) }
        }
    }

    /// The room was open, and the machine whole, when the session began: whoever sat down there sits on, though one or
    /// the other has been lost since (`Beginnings`).
    /// - Parameter heard: when that was recorded, or planned with; nil: nobody knows.
    package func goesOn(_ seat: TicketEntry.Seat, heard: LocalSecond?) -> Bool {
        let start = seat.period.start
        guard let heard, start.second <= heard, let room = rooms[seat.room] else { return false }
        let wasWhole = breakdowns.allSatisfy {
            $0.room != seat.room || $0.row != seat.row || $0.column != seat.column || start < $0.at
        }
        return wasWhole && room.open?.contains { $0[0] <= start && start < $0[1] } ?? true
    }

    /// Whether the session of a seat that is no longer there had begun before it was lost. Until a session begins it
    /// may be cancelled, so what is cancelled has not begun.
    package func hasBegun(_ seat: TicketEntry.Seat, _ why: LostSeat, heard: LocalSecond) -> Bool {
        why != .sessionCancelled && goesOn(seat, heard: heard)
    }

    private func loss(of seat: TicketEntry.Seat, institution: String) -> LostSeat? {
        guard let room = rooms[seat.room], room.institutions?.contains(institution) ?? true,
            room.open?.contains(where: { $0[0] <= seat.period.start && seat.period.end <= $0[1] }) ?? true
        else { return .roomClosed }
        let isInGrid = (1...max(1, room.rows)).contains(seat.row) && (1...max(1, room.columns)).contains(seat.column)
        return isInGrid && !(room.blocked ?? []).contains([seat.row, seat.column]) ? nil : .machineBroken
    }
}
