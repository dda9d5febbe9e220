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

    package struct Mail: Codable, Equatable, Sendable {
        package var waiting = 0
        package var nextAttempt: LocalSecond?
        /// Failed so often that a person should look.
        package var failing: [ReleaseReport.Ticket] = []
        /// The mail system says that it will never go to this address.
        package var rejected: [ReleaseReport.Ticket] = []
        /// Once mail is in use.
        package var unaddressed: [ReleaseReport.Ticket] = []
    }

    /// Of a release folder, if one was named.
    package struct Folder: Codable, Equatable, Sendable {
        /// Files whose bytes are those that were released.
        package var whole = 0
        /// Gone or altered; the next release puts them back.
        package var broken: [ReleaseReport.Ticket] = []
        /// Gone or altered, and the exam has begun: not put back any more. A release has told it, or tells it next.
        package var lost: [ReleaseReport.Ticket] = []
        package var isIndexCurrent = true
        /// Files that no release put there, below the folder.
        package var strays: [String] = []
    }

    package var now: LocalSecond
    package var revision: Int?
    package var out: Int
    package var due: Int
    /// The exam has begun without them.
    package var tooLate: Int
    /// Of these, the ones whose exam began within the last week, and those that no run has told yet.
    package var missed: [ReleaseReport.Ticket]
    package var nextOpenings: [ReleaseReport.Opening]
    /// Held back because the candidate is not, or no longer, entitled.
    package var refused: [ReleaseReport.Ticket]
    /// Due, but held back because the seat is no longer there.
    package var held: [ReleaseReport.Ticket]
    /// Out, for a seat that is no longer there.
    package var suspended: [ReleaseReport.Ticket]
    /// Not yet due, and the seat is no longer there.
    package var displaced: Int
    /// Recorded after the current plan was made; no plan has taken them in.
    package var pendingEvents: Int
    package var pendingImports: Int
    /// Their last try made no ticket.
    package var failed: [ReleaseReport.Ticket]
    package var mail: Mail
    package var folder: Folder?
    package var lastRun: LastRun?
    /// Tickets are due, and no run has finished for an hour.
    package var isStalled: Bool

    package var needsAPerson: Bool {
        ![held, suspended, failed, missed, mail.failing, mail.rejected, mail.unaddressed].allSatisfy(\.isEmpty)
            || displaced > 0 || isStalled
            || folder.map { !$0.broken.isEmpty || !$0.strays.isEmpty || !$0.isIndexCurrent } ?? false
    }
}

extension Releaser {
    /// - Parameter checksFolder: whether every file that is out is held against the ledger.
    package func status(now: LocalSecond, checksFolder: Bool = false) throws -> ReleaseStatus {
        try store.snapshot { () throws(StorageFault) in
            let decisions = try decide(at: now)
            let run = try store.lastRun()
            let pending = try store.pendingChanges()
            let due = decisions.count { $0.verdict == .due }
            let isFresh = run.map { $0.state != .failed && now.number - $0.now.number <= Releaser.patience } ?? false
            return ReleaseStatus(
                now: now, revision: try store.currentRevision(), out: decisions.count { $0.verdict == .out }, due: due,
                tooLate: decisions.count { $0.verdict == .tooLate }, missed: missed(decisions, now),
                nextOpenings: ReleaseReport.Opening.list(decisions), refused: refused(decisions),
                held: held(decisions), suspended: ReleaseReport.suspended(decisions),
                displaced: decisions.count { $0.verdict == .notYetOpen && $0.lost != nil },
                pendingEvents: pending.events, pendingImports: pending.imports,
                failed: failed(decisions), mail: try mailStatus(decisions, now),
                folder: checksFolder ? folderStatus(decisions, now, isUnfinished: run?.state == .running) : nil,
                lastRun: run.map {
                    ReleaseStatus.LastRun(
                        now: $0.now, state: $0.state.rawValue, released: $0.released, failure: $0.failure)
                },
                isStalled: due > 0 && run != nil && !isFresh)
        }
    }

    /// Seconds without a finished run after which something that is due should have gone.
    package static let patience = 3600

    private func missed(_ decisions: [ReleaseDecision], _ now: LocalSecond) -> [ReleaseReport.Ticket] {
        decisions.filter { decision in
            guard decision.verdict == .tooLate, let window = decision.window else { return false }
            return !decision.entry.isMissNoted || now.number - window.closes.number < 7 * 86_400
        }.map { ReleaseReport.Ticket($0, reason: ReleaseDecision.missed) }
    }

    private func refused(_ decisions: [ReleaseDecision]) -> [ReleaseReport.Ticket] {
        decisions.compactMap { decision in
            guard case .refused(let obstacle) = decision.verdict else { return nil }
            return ReleaseReport.Ticket(decision, reason: obstacle.text)
        }
    }

    private func held(_ decisions: [ReleaseDecision]) -> [ReleaseReport.Ticket] {
        decisions.compactMap { decision in
            guard case .held(let lost) = decision.verdict else { return nil }
            return ReleaseReport.Ticket(decision, reason: lost.text)
        }
    }

    private func failed(_ decisions: [ReleaseDecision]) -> [ReleaseReport.Ticket] {
        decisions.compactMap { decision in
            guard decision.verdict == .due, let failure = decision.entry.issue?.failure else { return nil }
            return ReleaseReport.Ticket(decision, reason: failure)
        }
    }

    private func mailStatus(
        _ decisions: [ReleaseDecision], _ now: LocalSecond
    ) throws(StorageFault) -> ReleaseStatus.Mail {
        var editions: [Int: ReleaseDecision] = [:]
        for decision in decisions { if let issue = decision.entry.issue { editions[issue.id] = decision } }
        // An office that sends nothing from here has nobody to miss an address.
        let isUsed = try store.hasTriedMail()
        var mail = ReleaseStatus.Mail()
        for message in try store.openMessages() where message.closes.second > now {
            if message.isWaiting(at: now) { mail.waiting += 1 }
            guard let edition = editions[message.issue] else { continue }
            if message.address == nil && isUsed {
                mail.unaddressed.append(ReleaseReport.Ticket(issued: edition))
            } else if message.isFinal {
                mail.rejected.append(ReleaseReport.Ticket(issued: edition, reason: message.failure))
            } else if message.needsAPerson {
                mail.failing.append(ReleaseReport.Ticket(issued: edition, reason: message.failure))
            }
            mail.nextAttempt = [mail.nextAttempt, message.nextAttempt].compactMap(\.self).min()
        }
        return mail
    }

    private func folderStatus(_ decisions: [ReleaseDecision], _ now: LocalSecond, isUnfinished: Bool)
        -> ReleaseStatus.Folder
    {
        var status = ReleaseStatus.Folder()
        var unlisted: Set<Int> = []
        for decision in decisions where decision.void == nil {
            guard let issue = decision.entry.issue, issue.state == .recorded, let file = issue.file else { continue }
            if folder.bytes(of: file).map({ Digest(of: $0) }) == issue.digest {
                status.whole += 1
            } else if issue.closes.second <= now {
                status.lost.append(ReleaseReport.Ticket(issued: decision))
                if !folder.exists(file) { unlisted.insert(issue.id) }
            } else {
                status.broken.append(ReleaseReport.Ticket(issued: decision))
            }
        }
        let index = TicketIndexFile.bytes(of: decisions, without: unlisted)
        // A run that is at work, or was killed at it, has put files there that the ledger does not name yet.
        if isUnfinished { return status }
        let isEmpty = index.count == TicketIndexFile.header.utf8.count + 1
        status.isIndexCurrent =
            folder.holds(index, at: TicketIndexFile.name) || (isEmpty && !folder.exists(TicketIndexFile.name))
        status.strays = strays(besides: Set(decisions.compactMap { $0.entry.issue?.file }))
        return status
    }

    /// A copy somebody kept, an old backup: nobody fetches it by the index, but somebody might by hand.
    private func strays(besides known: Set<String>) -> [String] {
        let own: Set = [TicketIndexFile.name, FolderMark.name]
        return folder.files().filter { file in
            let name = file.split(separator: "/").last.map(String.init) ?? file
            return !own.contains(file) && !known.contains(file) && !TicketFolder.isLeftover(name)
        }
    }
}
