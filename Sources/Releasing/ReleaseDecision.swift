import Exams
import Storage
import Tickets

/// What is to be done about one ticket at one moment: a pure function of the ledger, the rule book and `now`.
package struct ReleaseDecision: Equatable, Sendable {
    package enum Verdict: Equatable, Sendable {
        /// Draw it, or finish what a run that was killed began.
        case due
        /// Its file is in its place; the index may still lack it.
        case out
        case notYetOpen
        /// T has passed before a ticket was out.
        case tooLate
        /// T has passed while a run that was killed had it in hand: its file counts if it is there.
        case unsettled
        case refused(Obstacle)
        /// T has passed while it was refused: nobody missed anything.
        case lapsed
        /// The current plan has no seat for it in this sitting.
        case unseated
    }

    package let entry: TicketEntry
    /// Nil only if the serial does not fit a ticket number.
    package let number: TicketNumber?
    package let window: ReleaseWindow?
    package let delivery: TicketWindow.Delivery
    /// The institution's name.
    package let institution: String
    package let verdict: Verdict
    /// Why the edition that is out, or on its way, is taken back; nil if it stays.
    package let void: String?

    package init(_ entry: TicketEntry, book: RuleBook, at now: LocalSecond) {
        let rule = book.ticketWindow
        self.entry = entry
        number = try? TicketNumber(month: entry.month, institution: book.numberCode, serial: entry.serial)
        delivery = rule.delivery.value
        institution = book.institution.value
        window = ReleaseWindow(rule.opening.value, changes: entry.changes)
        // Once the exam of an edition has begun its history is closed, whatever the plan says later.
        let isIssueOpen = entry.issue.map { now < $0.closes.second } ?? false
        guard let revision = entry.revision, let window else {
            verdict = .unseated
            void = isIssueOpen ? "当前方案里没有座位 (no seat in the current plan)" : nil
            return
        }
        let state = window.state(at: now)
        let obstacle = Obstacle(entry, rule: rule)
        if let obstacle, state != .closed {
            verdict = .refused(obstacle)
            void = entry.issue == nil ? nil : obstacle.text
        } else if let issue = entry.issue, issue.revision != revision {
            void = isIssueOpen || state != .closed ? "由第 \(revision) 版取代 (replaced by revision \(revision))" : nil
            verdict = void == nil ? .out : ReleaseDecision.verdict(state)
        } else if let issue = entry.issue {
            let found = ReleaseDecision.verdict(state, issue.state)
            void = found == .tooLate ? (obstacle?.text ?? ReleaseDecision.missed) : nil
            verdict = found == .tooLate && obstacle != nil ? .lapsed : found
        } else {
            verdict = state == .closed && obstacle != nil ? .lapsed : ReleaseDecision.verdict(state)
            void = nil
        }
    }

    /// Why a ticket that the exam overtook is void.
    static let missed = "开考前没有发出 (not out before the exam began)"

    /// Where the ticket's file belongs, below the release folder.
    package var file: String? { number.map { "\(entry.sitting)/\($0.digits).pdf" } }

    private static func verdict(_ window: ReleaseWindow.State) -> Verdict {
        switch window {
        case .notYetOpen: .notYetOpen
        case .open: .due
        case .closed: .tooLate
        }
    }

    /// A clock set back before the opening leaves what was begun alone until the window opens again.
    private static func verdict(_ window: ReleaseWindow.State, _ issue: TicketIssue.State) -> Verdict {
        switch (issue, window) {
        case (.written, _), (.recorded, _): .out
        case (.claimed, .closed): .unsettled
        case (.due, _), (.claimed, _), (.void, _): verdict(window)
        }
    }
}
