import Exams

/// What a ticket says of a placement: while this stays equal from revision to revision, the ticket stays good.
/// The wave is left out, as the candidate never sees it.
struct SeatingDigest {
    private struct Period {
        var start: LocalMinute
        /// `start/end`, as the digest has it.
        var times: [UInt8]
    }

    private let periods: [String: Period]

    init(_ problem: Problem) {
        var periods: [String: Period] = [:]
        for period in problem.sittings.flatMap(\.periods) {
            periods[period.id] = Period(start: period.start, times: Array("\(period.start)/\(period.end)".utf8))
        }
        self.periods = periods
    }

    /// Of a line for each subject: `theory 2024-03-16T09:00/2024-03-16T10:30 2/3 V1-1`, row and column of the seat
    /// before the room.
    func digest(of placement: Placement) -> Digest {
        var text: [UInt8] = []
        text.reserveCapacity(80 * placement.subjects.count)
        for (index, seat) in placement.subjects.enumerated() {
            if index > 0 { text.append(UInt8(ascii: "\n")) }
            text += seat.subject.rawValue.utf8
            text.append(UInt8(ascii: " "))
            text += periods[seat.period]?.times ?? [UInt8(ascii: "/")]
            text += " \(seat.row)/\(seat.column) ".utf8
            text += seat.room.utf8
        }
        return Digest(of: text)
    }

    /// The start of the first session: T of the ticket's window.
    func firstStart(of placement: Placement) -> LocalMinute? {
        placement.subjects.compactMap { periods[$0.period]?.start }.min()
    }
}
