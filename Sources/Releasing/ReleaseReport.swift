import Exams
import Storage
import Tickets

/// What a release did, for printing and for `--json`. Ids only: no name, no ID number, no address.
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
        /// Why it was refused, taken back, not made, not sent.
        package var reason: String?
    }

    /// The tickets of a sitting that wait for the same moment.
    package struct Opening: Codable, Equatable, Sendable {
        package var sitting: String
        package var opens: LocalSecond
        package var tickets: Int
    }

    package struct Mail: Codable, Equatable, Sendable {
        package var sent: [Ticket] = []
        /// Sent by this run though a run that was killed may have sent them too, with the same message id.
        package var perhapsTwice: [Ticket] = []
        /// Did not go; tried again by itself.
        package var retrying: [Ticket] = []
        /// Failed so often that a person should look; still tried again.
        package var failing: [Ticket] = []
        /// The mail system says that it will never go to this address; tried again all the same, in case it is mended.
        package var rejected: [Ticket] = []
        /// There is no address.
        package var unaddressed: [Ticket] = []
        /// The exam began before the message went.
        package var expired: [Ticket] = []
        /// No sender was named, so none was sent.
        package var isOff = false
        /// Not gone yet, though there is an address.
        package var waiting = 0
        package var nextAttempt: LocalSecond?

        package init() {}
    }

    package var now: LocalSecond
    /// Nothing was changed: `released`, `taken`, `redrawn` and `tooLate` say what a release would do.
    package var isPreview = false
    /// By this run, those included that an earlier one had begun.
    package var released: [Ticket] = []
    /// Out before this run.
    package var alreadyOut = 0
    /// The soonest first.
    package var notYetOpen: [Opening] = []
    /// The exam has begun without them; each is told by one run only.
    package var tooLate: [Ticket] = []
    /// Told as too late by earlier runs.
    package var missedBefore = 0
    /// Held back because the candidate is not, or no longer, entitled.
    package var refused: [Ticket] = []
    /// Held back because the seat is no longer there; a re-plan has to come first.
    package var held: [Ticket] = []
    /// Out before, for a seat that is no longer there; the re-plan will replace them.
    package var suspended: [Ticket] = []
    /// Could not be drawn; tried again by the next run.
    package var failed: [Ticket] = []
    /// Editions taken back.
    package var taken: [Ticket] = []
    /// Out before, but the file was gone or damaged: put back. With a reason if the bytes are not those of before.
    package var redrawn: [Ticket] = []
    /// Out, and the exam has begun, but the file is gone: not made again; each is told by one run only.
    package var lost: [Ticket] = []
    /// Told as lost by earlier runs, or left behind in a former folder.
    package var lostBefore = 0
    package var mail = Mail()
    /// The last run was later than this one: a clock has been set back.
    package var clockWentBackFrom: LocalSecond?
    /// Whether anything was done, or what a person must see to is not what it was after the last run.
    package var isNews = true

    package var nextOpening: LocalSecond? { notYetOpen.first?.opens }

    /// A person is needed: a ticket or its message did not go out. Who is rightly refused needs nobody.
    package var needsAPerson: Bool { attention > 0 }

    /// How many things a person must see to.
    package var attention: Int {
        let lists = [
            tooLate, held, suspended, failed, lost, mail.expired, mail.rejected, mail.failing, mail.unaddressed,
        ]
        return lists.reduce(0) { $0 + $1.count }
    }

    static func suspended(_ decisions: [ReleaseDecision]) -> [Ticket] {
        decisions.filter(\.isSuspended).map { Ticket(issued: $0, reason: $0.lost?.text) }
    }

    static let differs =
        "与原来发出的不同，台账改记新的 SHA-256：发出以后姓名等数据、照片或地图（有没有给 --photos）、密钥或程序变过 (differs from what was released)"

    /// Put back with other bytes than were released.
    package var redrawnOtherwise: [Ticket] { redrawn.filter { $0.reason != nil } }

    init(now: LocalSecond) { self.now = now }

    /// Something happened, if only to the clock; each time is told once.
    var didSomething: Bool {
        ![released, taken, redrawn, tooLate, lost, mail.sent, mail.expired].allSatisfy(\.isEmpty)
            || clockWentBackFrom != nil
    }

    /// Equal as long as a person has the same to see to.
    var concerns: Digest {
        let lists = [("refused", refused), ("held", held), ("suspended", suspended), ("failed", failed)]
        let lines = lists.flatMap { name, tickets in
            tickets.map { "\(name) \($0.application) \($0.sitting) \($0.reason ?? "")" }.sorted()
        }
        // What a mail program says may differ at every try.
        let letters = [("mail", mail.failing + mail.unaddressed), ("rejected", mail.rejected)].flatMap {
            name, tickets in
            tickets.map { "\(name) \($0.application) \($0.sitting)" }.sorted()
        }
        return Digest(of: (lines + letters).joined(separator: "\n"))
    }
}

extension ReleaseReport.Ticket {
    init(_ decision: ReleaseDecision, reason: String? = nil) {
        self.init(
            application: decision.entry.application, sitting: decision.entry.sitting, number: decision.number,
            revision: decision.entry.revision, reason: reason)
    }

    /// The edition that is out, which need not be the current one.
    init(issued decision: ReleaseDecision, reason: String? = nil) {
        self.init(decision, reason: reason)
        revision = decision.entry.issue?.revision
        file = decision.entry.issue?.file
        digest = decision.entry.issue?.digest?.description
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
