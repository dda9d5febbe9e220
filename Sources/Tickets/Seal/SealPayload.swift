import Exams

/// What a ticket's QR code says: where and when its holder sits, and nothing about who it is. Whoever scans a
/// ticket in passing learns neither a name nor an ID number; the door compares the number with its own list.
package struct SealPayload: Equatable, Sendable {
    package struct Seat: Codable, Equatable, Sendable {
        package var subject: Subject
        package var start: LocalMinute
        package var end: LocalMinute
        /// The room's id.
        package var room: String
        /// As printed, from 1 (`SeatNumber`).
        package var seat: Int

        package init(subject: Subject, start: LocalMinute, end: LocalMinute, room: String, seat: Int) {
            self.subject = subject
            self.start = start
            self.end = end
            self.room = room
            self.seat = seat
        }
    }

    package var institution: String
    package var number: TicketNumber
    package var sitting: String
    package var seats: [Seat]
    /// From 1. A door that knows of a later revision turns this one away.
    package var revision: Int
    /// The minutes, local to the sitting, between which the ticket opens a door: both ends included.
    package var notBefore: LocalMinute
    package var notAfter: LocalMinute

    package init(
        institution: String, number: TicketNumber, sitting: String, seats: [Seat], revision: Int,
        notBefore: LocalMinute, notAfter: LocalMinute
    ) {
        self.institution = institution
        self.number = number
        self.sitting = sitting
        self.seats = seats
        self.revision = revision
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}

// Layout, after the version and the key id that `TicketSeal` puts in front. Numbers are LEB128, seven bits a byte,
// low first; texts are their UTF-8 length and bytes; minutes count from `epoch` so that they take four bytes.
//
//     institution text · ticket number · sitting text · revision
//     not-before · minutes from there to not-after
//     count of seats, then for each: subject · minutes from not-before to start · minutes long · room text · seat
extension SealPayload {
    /// 2020-01-01T00:00: no ticket is older.
    private static let epoch = LocalMinute(number: 18_262 * 1440)
    private static let subjects: [Subject] = [.theory, .skill, .review]

    var bytes: [UInt8] {
        var writer = PayloadWriter()
        writer.text(institution)
        writer.number(Int(number.digits) ?? 0)
        writer.text(sitting)
        writer.number(revision)
        writer.number(notBefore - SealPayload.epoch)
        writer.number(notAfter - notBefore)
        writer.number(seats.count)
        for seat in seats {
            writer.number(SealPayload.subjects.firstIndex(of: seat.subject) ?? 0)
            writer.number(seat.start - notBefore)
            writer.number(seat.end - seat.start)
            writer.text(seat.room)
            writer.number(seat.seat)
        }
        return writer.bytes
    }

    /// Nil unless the bytes are one whole payload and nothing more.
    init?(bytes: ArraySlice<UInt8>) {
        var reader = PayloadReader(bytes: bytes)
        guard let institution = reader.text(), let digits = reader.number(), let number = TicketNumber(String(digits)),
            let sitting = reader.text(), let revision = reader.number(), let opening = reader.number(),
            let length = reader.number(), let count = reader.number(), count <= SealPayload.subjects.count
        else { return nil }
        let notBefore = SealPayload.epoch + opening
        var seats: [Seat] = []
        for _ in 0..<count {
            guard let subject = reader.number(), subject < SealPayload.subjects.count, let wait = reader.number(),
                let minutes = reader.number(), let room = reader.text(), let seat = reader.number()
            else { return nil }
            let start = notBefore + wait
            seats.append(
                Seat(
                    subject: SealPayload.subjects[subject], start: start, end: start + minutes, room: room, seat: seat))
        }
        guard reader.isAtEnd else { return nil }
        self.init(
            institution: institution, number: number, sitting: sitting, seats: seats, revision: revision,
            notBefore: notBefore, notAfter: notBefore + length)
    }
}

private struct PayloadWriter {
    private(set) var bytes: [UInt8] = []

    /// A negative number cannot be written and becomes 0; `TicketContent` never lets one come so far.
    mutating func number(_ value: Int) {
        var rest = max(0, value)
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func text(_ value: String) {
        number(value.utf8.count)
        bytes += Array(value.utf8)
    }
}

private struct PayloadReader {
    var bytes: ArraySlice<UInt8>

    var isAtEnd: Bool { bytes.isEmpty }

    /// Below 2⁵⁶, so that sums of a few never overflow.
    mutating func number() -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 56, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            value |= Int(byte & 127) << shift
            if byte < 128 { return value }
        }
        return nil
    }

    mutating func text() -> String? {
        guard let length = number(), length <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(length) }
        return String(validating: bytes.prefix(length), as: UTF8.self)
    }
}
