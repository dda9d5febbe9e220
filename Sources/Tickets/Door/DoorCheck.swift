import Exams

/// What the door says of a scanned text.
package enum DoorVerdict: Equatable, Sendable {
    /// Genuine, and this is the seat to be taken now.
    case admitted(SealPayload.Seat)
    /// Genuine, but the room opens only then.
    case tooEarly(SealPayload.Seat, opens: LocalMinute)
    /// Genuine, but nobody has been let in since then.
    case tooLate(SealPayload.Seat, closed: LocalMinute)
    /// Genuine, but not for this room; here is where to go.
    case otherRoom(SealPayload.Seat)
    /// Genuine, but not for this venue; here is where to go.
    case otherVenue(SealPayload.Seat)
    /// Genuine, but for another day.
    case otherDay(SealPayload.Seat)
    /// Genuine once; the candidate has a newer ticket, with other seats.
    case superseded(by: Int)
    /// Genuine once; the candidate has no ticket any more.
    case revoked(reason: String)
    /// Genuine, but its seat is no longer there, and the candidate has no other yet.
    case suspended(SealPayload.Seat, reason: String)
    /// Genuine, but of a later revision than the list knows: whatever it says may have changed again since.
    case listOutOfDate(revision: Int, newest: Int)
    case refused(SealFault)

    /// The seat it is about.
    package var seat: SealPayload.Seat? {
        switch self {
        case .admitted(let seat), .tooEarly(let seat, _), .tooLate(let seat, _), .otherRoom(let seat),
            .otherVenue(let seat), .otherDay(let seat), .suspended(let seat, _):
            seat
        case .superseded, .revoked, .listOutOfDate, .refused: nil
        }
    }

    package var isAdmitted: Bool { if case .admitted = self { true } else { false } }
}

/// Judges tickets at a door, offline: signature, then the list of revoked tickets, then day, hour and room. Pure: the
/// moment is a parameter.
package struct DoorCheck: Sendable {
    private let keys: [PublicKey]
    private let revoked: [TicketNumber: DoorList.Revoked]
    private let venues: [String: String]
    private let newest: Int?

    package init(_ list: DoorList) {
        keys = list.keys
        revoked = Dictionary(list.tickets.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        venues = list.venues ?? [:]
        newest = list.newest
    }

    /// - Parameters:
    ///   - room: the room whose door this is; nil for the venue's gate, which opens earlier and leads to all rooms.
    ///   - venue: the venue whose gate this is; nil for any.
    ///   - now: local to the sitting.
    /// - Returns: the verdict, with the seats as they are now, and what the ticket itself says.
    package func judge(
        _ text: String, venue: String? = nil, room: String?, at now: LocalMinute
    ) -> (verdict: DoorVerdict, payload: SealPayload?) {
        let payload: SealPayload
        do {
            payload = try TicketSeal.verify(DoorCheck.code(in: text), publicKeys: keys)
        } catch {
            return (.refused(error), nil)
        }
        if let newest, payload.revision > newest {
            return (.listOutOfDate(revision: payload.revision, newest: newest), payload)
        }
        var present = payload
        if let entry = revoked[payload.number] {
            guard let current = entry.current else { return (.revoked(reason: entry.reason), payload) }
            if payload.revision < current { return (.superseded(by: current), payload) }
            present.seats = entry.seats ?? payload.seats
        }
        let verdict = place(present, venue: venue, room: room, at: now)
        return (suspended(verdict, revoked[payload.number]) ?? verdict, payload)
    }

    private func suspended(_ verdict: DoorVerdict, _ entry: DoorList.Revoked?) -> DoorVerdict? {
        guard let entry, let subjects = entry.suspended, let seat = verdict.seat, subjects.contains(seat.subject) else {
            return nil
        }
        return .suspended(seat, reason: entry.reason)
    }

    /// Scanner programs put words before a code, such as `QR-Code:`, and end the line with a return or spaces; one with
    /// the wrong keyboard set types small letters. A code has capitals only and never ends with a space.
    private static func code(in text: String) -> String {
        let line =
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).first?.uppercased() ?? ""
        guard let start = line.firstRange(of: TicketSeal.prefix) else { return line }
        let code = line[start.lowerBound...]
        return String(code[..<(code.lastIndex { !$0.isWhitespace }.map(code.index(after:)) ?? code.endIndex)])
    }

    private func place(
        _ payload: SealPayload, venue: String?, room: String?, at now: LocalMinute
    ) -> DoorVerdict {
        let seats = payload.seats.sorted { $0.start < $1.start }
        guard let first = seats.first, let last = seats.last else { return .refused(.damaged) }
        let today = seats.filter { $0.start.day == now.day }
        guard !today.isEmpty else { return .otherDay(seats.first { $0.start > now } ?? last) }
        let lead = room == nil ? CheckIn.venueOpensBefore : CheckIn.roomOpensBefore
        // The session people are let in to now, else the next one, else the last of the day.
        let wanted = today.first { now <= CheckIn.closes($0.start) } ?? today.last ?? first
        if let venue, let home = venues[wanted.room], home != venue { return .otherVenue(wanted) }
        if let room, wanted.room != room {
            return .otherRoom(wanted)
        }
        if now > CheckIn.closes(wanted.start) { return .tooLate(wanted, closed: CheckIn.closes(wanted.start)) }
        let opens = wanted.start + -lead
        return now < opens ? .tooEarly(wanted, opens: opens) : .admitted(wanted)
    }
}
