import Exams
import Storage

/// What one look at the ledger, the clock and the folder finds, before anything is done.
struct ReleaseSurvey {
    let decisions: [ReleaseDecision]
    /// Out, with a window that is open, but the file is gone or is not what was written.
    let broken: [ReleaseDecision]
    /// Out, and the exam has begun, but the file is gone. It is not made again.
    let gone: [ReleaseDecision]
    /// Issues whose files are not in their places; the index must not name them.
    let unlisted: Set<Int>

    init(_ releaser: Releaser, at now: LocalSecond) throws(StorageFault) {
        decisions = try releaser.decide(at: now)
        var broken: [ReleaseDecision] = []
        var gone: [ReleaseDecision] = []
        var unlisted: Set<Int> = []
        for decision in decisions where decision.verdict == .out && decision.void == nil {
            guard let issue = decision.entry.issue, let file = issue.file else { continue }
            // After T the file is only a record: nobody may be given one that was made later.
            if issue.closes.second <= now {
                guard !releaser.folder.exists(file) else { continue }
                gone.append(decision)
                unlisted.insert(issue.id)
            } else if releaser.folder.bytes(of: file).map({ Digest(of: $0) }) != issue.digest {
                broken.append(decision)
                unlisted.insert(issue.id)
            }
        }
        self.broken = broken
        self.gone = gone
        self.unlisted = unlisted
    }

    var due: [ReleaseDecision] { decisions.filter { $0.verdict == .due } }

    var missed: [ReleaseDecision] { decisions.filter { $0.verdict == .tooLate && !$0.entry.isMissNoted } }

    var losses: [ReleaseDecision] { gone.filter { $0.entry.issue?.isLossNoted == false } }

    var hasNothingToDraw: Bool { due.isEmpty && broken.isEmpty }

    var voids: [ReleaseDecision] { decisions.filter { $0.void != nil && $0.entry.issue != nil } }

    /// What does not depend on what is done next.
    /// - Parameter isMoving: the folder is a new one, into which nothing is brought whose exam has begun.
    func describe(into report: inout ReleaseReport, isMoving: Bool) {
        report.notYetOpen = ReleaseReport.Opening.list(decisions)
        report.lost = isMoving ? [] : losses.map { ReleaseReport.Ticket(issued: $0) }
        report.lostBefore = gone.count - report.lost.count
        report.suspended = ReleaseReport.suspended(decisions)
        for decision in decisions {
            switch decision.verdict {
            case .out where decision.entry.issue?.state == .recorded: report.alreadyOut += 1
            case .out: report.released.append(ReleaseReport.Ticket(issued: decision))
            case .tooLate where decision.entry.isMissNoted: report.missedBefore += 1
            case .tooLate: report.tooLate.append(ReleaseReport.Ticket(decision, reason: ReleaseDecision.missed))
            case .refused(let obstacle): report.refused.append(ReleaseReport.Ticket(decision, reason: obstacle.text))
            case .held(let lost): report.held.append(ReleaseReport.Ticket(decision, reason: lost.text))
            case .due, .notYetOpen, .unsettled, .unseated, .lapsed: break
            }
        }
    }
}
