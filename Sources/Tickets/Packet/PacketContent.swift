import Exams

/// The papers of one institution's sitting, at one venue, on one day: who sits where, ready to be drawn.
package struct PacketContent: Equatable, Sendable {
    package struct Candidate: Equatable, Sendable {
        package var application: String
        package var number: TicketNumber
        package var name: String
        package var documentType: DocumentType
        /// In full: only for papers that never leave the staff's hands.
        package var documentNumber: String
        package var programme: String
        package var unit: String?
        package var subject: Subject
        package var seat: SeatNumber
        package var photo: Photo?
        package var extraMinutes: Int
        package var needs: [String]
        /// 分.
        package var feePaid: Int
        package var isSpecimen: Bool

        /// As anything posted shows it.
        package var maskedNumber: String { IdentityDocument.masked(Array(documentNumber.utf8)) }
    }

    /// Somebody moved to another machine on the exam day.
    package struct Swap: Equatable, Sendable {
        package var at: LocalSecond
        package var number: TicketNumber
        package var from: SeatNumber
        package var to: SeatNumber
        package var why: String
    }

    /// A room in a period.
    package struct Session: Equatable, Sendable {
        package var period: String
        package var start: LocalMinute
        package var end: LocalMinute
        package var room: Venue.Room
        package var roomName: String
        /// Law 11 for these people.
        package var invigilators: Int
        /// By seat number; never empty.
        package var candidates: [Candidate]
        /// From the first to the last.
        package var swaps: [Swap]
        /// The revision of the plan that last changed who sits where in this room and period.
        package var revision: Int
        /// Whether a paper of it has to be printed again (`--since`).
        package var isChanged: Bool

        package var subjects: String { PacketContent.titles(candidates.map(\.subject.title)) }

        /// By name.
        var programmeCounts: [(programme: String, people: Int)] {
            Dictionary(grouping: candidates, by: \.programme).map { (programme: $0.key, people: $0.value.count) }
                .sorted { $0.programme < $1.programme }
        }

        /// Machines that work and nobody sits at, by number; one that was given up for another counts as broken.
        var spareSeats: [Int] {
            let blocked = Set(room.blocked ?? [])
            let taken = Set(candidates.map(\.seat.number)).union(swaps.map(\.from.number))
            let seats = (1...room.rows).flatMap { row in
                (1...room.columns).compactMap { column in
                    blocked.contains([row, column]) ? nil : SeatNumber(row: row, column: column, in: room)?.number
                }
            }
            return seats.filter { !taken.contains($0) }.sorted()
        }
    }

    /// A period in which the earlier revision had people here and this one has none.
    package struct Cancelled: Equatable, Sendable {
        package var period: String
        package var start: LocalMinute
        package var end: LocalMinute
    }

    package var institution: String
    package var sitting: String
    package var month: Month
    package var day: Day
    package var venue: VenueSheet
    /// By start, then room.
    package var sessions: [Session]
    /// Sessions that the earlier revision had and this one has not: their papers are void.
    package var dropped: [String]
    package var cancelled: [Cancelled]
    /// By period: the revision that last changed anything in it at this venue.
    package var periodRevisions: [String: Int]
    package var servicePhone: String
    package var invoicesOnExamDay: Bool
    /// When the revision was stored: the same however often the papers are drawn.
    package var printedAsOf: LocalSecond
    /// The current one.
    package var revision: Int

    /// `2024-05-18-SJS01`.
    package var folder: String { "\(sitting)/\(day)-\(venue.venue.id)" }

    package var hasSpecimens: Bool { sessions.contains { $0.candidates.contains(where: \.isSpecimen) } }

    static func distinct(_ texts: [String]) -> [String] {
        texts.reduce(into: []) { known, text in
            if !known.contains(text) { known.append(text) }
        }
    }

    static func titles(_ texts: [String]) -> String { distinct(texts).joined(separator: "、") }
}
