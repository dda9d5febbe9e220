import Exams

/// What a door without a network needs to know: whose signatures count, and which tickets no longer do. Holds no
/// name and no ID number.
///
/// Written as JSON: `format` "kaowu-door/1", `madeAt`, `newest?` (the newest revision of the plan when it was made; a
/// ticket of a later one proves that the list is out of date), `keys[]` as `kaowu-public-key/1 …`, `rooms` (title by id),
/// `venues?` (venue by room id), and `tickets[]`: `number`, `current?` (the oldest revision that is good; absent: none),
/// `seats?` (where its holder sits now, if a machine was swapped since), `suspended?` (subjects whose seats are no longer
/// there while the re-plan is still to come), `reason` in words.
package struct DoorList: Codable, Equatable, Sendable {
    /// A ticket of which some released edition is no longer good, or no longer says the machine.
    package struct Revoked: Codable, Equatable, Sendable {
        package var number: TicketNumber
        /// Older revisions are refused; absent: all are.
        package var current: Int?
        package var reason: String
        /// The seats that count instead of the printed ones.
        package var seats: [SealPayload.Seat]?
        /// The subjects to which nobody is let in by this ticket as things stand.
        package var suspended: [Subject]?

        package init(
            number: TicketNumber, current: Int?, reason: String, seats: [SealPayload.Seat]? = nil,
            suspended: [Subject]? = nil
        ) {
            self.number = number
            self.current = current
            self.reason = reason
            self.seats = seats
            self.suspended = suspended
        }
    }

    package static let format = "kaowu-door/1"

    package var format = DoorList.format
    /// What was revoked later is not on the list.
    package var madeAt: LocalSecond
    /// Absent from lists of older programs.
    package var newest: Int?
    package var keys: [PublicKey]
    package var rooms: [String: String]
    /// Absent from lists of older programs.
    package var venues: [String: String]?
    /// By number.
    package var tickets: [Revoked]

    package init(
        madeAt: LocalSecond, newest: Int? = nil, keys: [PublicKey], rooms: [String: String],
        venues: [String: String]? = nil, tickets: [Revoked]
    ) {
        self.madeAt = madeAt
        self.newest = newest
        self.keys = keys
        self.rooms = rooms
        self.venues = venues
        self.tickets = tickets.sorted { $0.number.digits < $1.number.digits }
    }
}
