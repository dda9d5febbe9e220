import Exams

/// What a ticket says of a placement: while this stays equal from revision to revision, the ticket stays good.
/// The wave is left out, as the candidate never sees it.
struct SeatingDigest {
    private struct Period {
        var start: LocalMinute
        /// `start/end`, as the digest has it.
        var times: [UInt8]
    }

    private let periods: [Period]
    private var names: NameTable

    init(_ problem: Problem) { self.init(problem.sittings.flatMap(\.periods)) }

    init(_ all: [Sitting.Period]) {
        periods = all.map { Period(start: $0.start, times: Array("\($0.start)/\($0.end)".utf8)) }
        names = NameTable(all.map(\.id))
    }

    /// Of a line for each subject: `theory 2024-03-16T09:00/2024-03-16T10:30 2/3 V1-1`, row and column of the seat
    /// before the room.
    mutating func digest(of placement: Placement) -> Digest {
        var text: [UInt8] = []
        add(to: &text, placement)
        return Digest(of: text)
    }

    /// The texts of the digests, one behind the other.
    mutating func digests(of placements: [Placement]) -> [UInt8] {
        var digests: [UInt8] = []
        digests.reserveCapacity(placements.count * Digest.length)
        var text: [UInt8] = []
        for placement in placements {
            text.removeAll(keepingCapacity: true)
            add(to: &text, placement)
            var digesting = Digesting()
            digesting.take(text)
            digesting.write(to: &digests)
        }
        return digests
    }

    private mutating func add(to text: inout [UInt8], _ placement: Placement) {
        text.reserveCapacity(80 * placement.subjects.count)
        for seat in placement.subjects {
            add(to: &text, seat.subject, seat.period, room: seat.room, row: seat.row, column: seat.column)
        }
    }

    /// The same of a ticket's seats.
    mutating func digest(of seats: [TicketEntry.Seat]) -> Digest {
        var text: [UInt8] = []
        text.reserveCapacity(80 * seats.count)
        for seat in seats {
            add(to: &text, seat.subject, seat.period.id, room: seat.room, row: seat.row, column: seat.column)
        }
        return Digest(of: text)
    }

    private mutating func add(
        to text: inout [UInt8], _ subject: Subject, _ period: String, room: String, row: Int, column: Int
    ) {
        if !text.isEmpty { text.append(UInt8(ascii: "\n")) }
        text += subject.rawValue.utf8
        text.append(UInt8(ascii: " "))
        text += names.number(of: period).map { periods[$0].times } ?? [UInt8(ascii: "/")]
        text.append(UInt8(ascii: " "))
        appendDigits(of: row, to: &text)
        text.append(UInt8(ascii: "/"))
        appendDigits(of: column, to: &text)
        text.append(UInt8(ascii: " "))
        text += room.utf8
    }

    /// The start of the first session: T of the ticket's window.
    mutating func firstStart(of placement: Placement) -> LocalMinute? {
        var first: LocalMinute?
        for seat in placement.subjects {
            guard let start = names.number(of: seat.period).map({ periods[$0].start }) else { continue }
            first = first.map { min($0, start) } ?? start
        }
        return first
    }
}
