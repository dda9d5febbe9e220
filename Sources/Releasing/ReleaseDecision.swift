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
        /// Its window is open, but the seat it would name is no longer there.
        case held(LostSeat)
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
    /// What became of a seat of the current plan whose session is still to come.
    package let lost: LostSeat?

    package init(_ entry: TicketEntry, book: RuleBook, lost: LostSeat? = nil, at now: LocalSecond) {
        let rule = book.ticketWindow
        self.entry = entry
        self.lost = lost
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
            verdict = void == nil ? .out : ReleaseDecision.verdict(state, lost)
        } else if let issue = entry.issue, let lost, state == .open, issue.state != .recorded {
            // Nobody has been given it yet, or only just: it is not finished.
            void = lost.text
            verdict = .held(lost)
        } else if let issue = entry.issue {
            let found = ReleaseDecision.verdict(state, issue.state)
            void = found == .tooLate ? (obstacle?.text ?? ReleaseDecision.missed) : nil
            verdict = found == .tooLate && obstacle != nil ? .lapsed : found
        } else {
            verdict = state == .closed && obstacle != nil ? .lapsed : ReleaseDecision.verdict(state, lost)
            void = nil
        }
    }

    /// Why a ticket that the exam overtook is void.
    static let missed = "开考前没有发出 (not out before the exam began)"

    /// Out, for a seat that is no longer there. It is not taken back: the re-plan does that, and its holder is told then.
    package var isSuspended: Bool { verdict == .out && void == nil && lost != nil }

    /// Whether an edition is, or may be, in somebody's hands: only such a one is taken back in anybody's eyes.
    var isInHands: Bool { entry.issue?.state == .recorded || entry.issue?.state == .written }

    /// Why there can be no ticket without a number.
    var unnumbered: String { "序号 \(entry.serial) 放不进准考证号 (the serial does not fit a ticket number)" }

    /// Where the ticket's file belongs, below the release folder.
    package var file: String? { number.map { "\(entry.sitting)/\($0.digits).pdf" } }

    private static func verdict(_ window: ReleaseWindow.State, _ lost: LostSeat? = nil) -> Verdict {
        switch window {
        case .notYetOpen: .notYetOpen
        case .open: lost.map { .held($0) } ?? .due
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
