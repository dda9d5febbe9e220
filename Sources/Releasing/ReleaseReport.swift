import Exams
import Storage
import Tickets

/// What a release did, for printing and for `--json`. Ids only: no name, no ID number.
package struct ReleaseReport: Codable, Equatable, Sendable {
    package struct Ticket: Codable, Equatable, Sendable {
        package var application: String
        package var sitting: String
        /// Absent where none could be made.
        package var number: TicketNumber?
        package var revision: Int?
        package var file: String?
        /// SHA-256, hexadecimal.
        package var digest: String?
        /// Of a refused ticket and of one that was taken back.
        package var reason: String?
    }

    /// The tickets of a sitting that wait for the same moment.
    package struct Opening: Codable, Equatable, Sendable {
        package var sitting: String
        package var opens: LocalSecond
        package var tickets: Int
    }

    package var now: LocalSecond
    /// By this run, those included that an earlier one had begun.
    package var released: [Ticket] = []
    /// Out before this run.
    package var alreadyOut = 0
    /// The soonest first.
    package var notYetOpen: [Opening] = []
    package var tooLate: [Ticket] = []
    package var refused: [Ticket] = []
    /// Editions taken back.
    package var taken: [Ticket] = []
    /// Files of tickets that are out, and should be in the folder, but are not.
    package var missing: [String] = []
    /// The last run was later than this one: a clock has been set back.
    package var clockWentBackFrom: LocalSecond?

    package var nextOpening: LocalSecond? { notYetOpen.first?.opens }

    init(now: LocalSecond) { self.now = now }
}

extension ReleaseReport.Ticket {
    init(_ decision: ReleaseDecision, reason: String? = nil) {
        self.init(
            application: decision.entry.application, sitting: decision.entry.sitting, number: decision.number,
            revision: decision.entry.revision, reason: reason)
    }
}

extension ReleaseReport.Opening {
    static func list(_ decisions: [ReleaseDecision]) -> [ReleaseReport.Opening] {
        let waiting = decisions.filter { $0.verdict == .notYetOpen }.compactMap { decision in
            decision.window.map { (opens: $0.opens, sitting: decision.entry.sitting) }
        }
        var openings: [ReleaseReport.Opening] = []
        for (opens, sitting) in waiting.sorted(by: { $0 < $1 }) {
            if let last = openings.last, last.opens == opens, last.sitting == sitting {
                openings[openings.count - 1].tickets += 1
            } else {
                openings.append(ReleaseReport.Opening(sitting: sitting, opens: opens, tickets: 1))
            }
        }
        return openings
    }
}
