import Exams
import Storage

extension Releaser {
    /// What a release at this moment would do. Draws what is due, to know what cannot be drawn, and keeps none of it;
    /// changes nothing, waits for nobody.
    package func preview(now: LocalSecond, isNewFolder: Bool = false) throws -> ReleaseReport {
        let standing = try folderStanding(at: now, isNew: isNewFolder)
        var report = ReleaseReport(now: now)
        report.isPreview = true
        report.mail.isOff = mail == nil
        let (survey, drawable) = try store.snapshot { () throws(StorageFault) -> (ReleaseSurvey, TicketMaterial?) in
            let survey = try ReleaseSurvey(self, at: now)
            report.mail.waiting = try store.openMessages().count { $0.isWaiting(at: now) }
            if let last = try store.lastRun(), last.now > now { report.clockWentBackFrom = last.now }
            return (survey, survey.hasNothingToDraw ? nil : try material())
        }
        survey.describe(into: &report, isMoving: standing != .inUse)
        report.taken = survey.voids.filter(\.isInHands).map { ReleaseReport.Ticket(issued: $0, reason: $0.void) }
        guard let drawable else { return report }
        return try drawn(survey, report, try press(drawable.scenario, drawable.plan))
    }

    private func drawn(
        _ survey: ReleaseSurvey, _ described: ReleaseReport, _ printer: TicketPrinter
    ) throws -> ReleaseReport {
        var report = described
        for decision in survey.due {
            guard let job = TicketJob(decision) else {
                report.failed.append(ReleaseReport.Ticket(decision, reason: decision.unnumbered))
                continue
            }
            do {
                _ = try printer(job)
                report.released.append(ReleaseReport.Ticket(decision))
            } catch {
                report.failed.append(ReleaseReport.Ticket(decision, reason: Releaser.reason(error)))
            }
        }
        for decision in survey.broken {
            guard let job = TicketJob(decision) else { continue }
            do {
                var ticket = ReleaseReport.Ticket(issued: decision)
                if Digest(of: try printer(job)) != decision.entry.issue?.digest {
                    ticket.reason = ReleaseReport.differs
                }
                report.redrawn.append(ticket)
            } catch {
                report.failed.append(Releaser.unrestored(decision, error))
            }
        }
        return report
    }
}
