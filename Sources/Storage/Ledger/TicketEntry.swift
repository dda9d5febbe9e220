import Exams

/// One edition of a ticket: the seats of one revision on paper, on its way out or out.
package struct TicketIssue: Equatable, Sendable {
    /// due → claimed → written → recorded; void from any of them.
    package enum State: String, Sendable {
        /// Its window is open.
        case due
        /// A release has taken it up; its file may or may not be there.
        case claimed
        /// Its file is whole and in its place.
        case written
        /// The index names it and, where the institution sends tickets, the outbox holds its message.
        case recorded
        /// Replaced or withdrawn; never good again.
        case void
    }

    package var id: Int
    /// The revision that first gave these seats.
    package var revision: Int
    package var state: State
    package var opens: LocalSecond
    /// The start of the first session: from then on nothing is released.
    package var closes: LocalMinute
    package var delivery: TicketWindow.Delivery
    /// Relative to the release folder; of written and recorded issues.
    package var file: String?
    package var digest: Digest?
    /// Why the last try did not make a ticket.
    package var failure: String?
    /// That its file was lost after its exam had begun has been told.
    package var isLossNoted: Bool
}

/// One ticket with all that decides whether it is released: its seats in the current plan, how they came to be, what
/// the person's registration says today, and the edition that is out or on its way.
package struct TicketEntry: Equatable, Sendable {
    /// The seats as one revision first gave them.
    package struct Change: Equatable, Sendable {
        package var revision: Int
        package var savedAt: LocalSecond
        package var firstStart: LocalMinute

        package init(revision: Int, savedAt: LocalSecond, firstStart: LocalMinute) {
            self.revision = revision
            self.savedAt = savedAt
            self.firstStart = firstStart
        }
    }

    /// A seat of the current plan, as the scenario has it today.
    package struct Seat: Equatable, Sendable {
        package var subject: Subject
        package var period: Sitting.Period
        package var room: String
        package var row: Int
        package var column: Int
    }

    package struct Standing: Equatable, Sendable {
        package var review: Registration.Review
        package var feeDue: Int
        package var feePaid: Int
        package var withdrawn: Bool
        /// `[firstDay, lastDay]`, both included.
        package var banned: [[Day]]
    }

    package var ticket: Int
    package var application: String
    package var sitting: String
    package var institution: String
    package var programme: String
    package var month: Month
    package var serial: Int
    package var standing: Standing
    /// The revision that first gave the current seats; nil: the current plan has no seat for it in this sitting.
    package var revision: Int?
    /// Of the current plan, in the order of the subjects.
    package var seats: [Seat]
    /// The scenario has other hours for these seats than the plan was made with.
    package var isRescheduled: Bool
    /// In order; the last is the current one if there is a seat.
    package var changes: [Change]
    /// The edition that is not void.
    package var issue: TicketIssue?
    /// That the exam began before the current seats were out has been told.
    package var isMissNoted: Bool

    /// The local days on which the current plan seats it, in order, each once.
    package var examDays: [Day] { Set(seats.map(\.period.start.day)).sorted() }
}
