import Exams
import Storage

/// How things stand, without changing any.
package struct ReleaseStatus: Codable, Equatable, Sendable {
    package struct LastRun: Codable, Equatable, Sendable {
        package var now: LocalSecond
        /// `running` is also what a run that was killed leaves.
        package var state: String
        package var released: Int
        package var failure: String?
    }

    package var now: LocalSecond
    package var revision: Int?
    package var out: Int
    package var due: Int
    package var tooLate: Int
    package var nextOpenings: [ReleaseReport.Opening]
    /// Those whose last try made no ticket, and those held back today.
    package var failed: [ReleaseReport.Ticket]
    package var messagesWaiting: Int
    package var lastRun: LastRun?
}

extension Releaser {
    package func status(now: LocalSecond) throws -> ReleaseStatus {
        try store.snapshot { () throws(StorageFault) in
            let decisions = try decide(at: now)
            let failed = decisions.compactMap { decision -> ReleaseReport.Ticket? in
                if case .refused(let obstacle) = decision.verdict {
                    return ReleaseReport.Ticket(decision, reason: obstacle.text)
                }
                guard decision.verdict == .due, let failure = decision.entry.issue?.failure else { return nil }
                return ReleaseReport.Ticket(decision, reason: failure)
            }
            return ReleaseStatus(
                now: now, revision: try store.currentRevision(),
                out: decisions.count { $0.verdict == .out }, due: decisions.count { $0.verdict == .due },
                tooLate: decisions.count { $0.verdict == .tooLate },
                nextOpenings: ReleaseReport.Opening.list(decisions), failed: failed,
                messagesWaiting: try store.waitingMessages().count,
                lastRun: try store.lastRun().map {
                    ReleaseStatus.LastRun(
                        now: $0.now, state: $0.state.rawValue, released: $0.released, failure: $0.failure)
                })
        }
    }
}
