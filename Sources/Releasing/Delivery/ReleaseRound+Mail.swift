import Exams
import Storage

extension ReleaseRound {
    /// Sends what is out and waits to be sent. Each message is noted before and after it is handed over.
    mutating func deliver() throws {
        let messages = try releaser.store.openMessages()
        guard let channel = releaser.mail else {
            report.mail.isOff = true
            report.mail.waiting = messages.count { $0.isWaiting(at: now) }
            return
        }
        let (late, open) = (messages.filter { $0.closes.second <= now }, messages.filter { $0.closes.second > now })
        var editions: [Int: ReleaseDecision] = [:]
        for decision in messages.isEmpty ? [] : try releaser.decide(at: now) {
            if let issue = decision.entry.issue { editions[issue.id] = decision }
        }
        if !late.isEmpty { try writer.noteExpired(late, at: now) }
        report.mail.expired = late.map { ticket($0, editions, "开考前没有送出 (the exam has begun)") }
        var isAnswering = true
        for message in open {
            guard let address = message.address else {
                report.mail.unaddressed.append(ticket(message, editions, "没有邮箱地址 (no address)"))
                continue
            }
            // What must not be used as it stands waits for the re-plan, which replaces it.
            if editions[message.issue]?.isSuspended == true { continue }
            guard RetryPauses.isDue(message.nextAttempt, at: now) else {
                describe(message, editions)
                continue
            }
            isAnswering = try attempt(message, address, channel, editions, isAnswering: isAnswering)
        }
        report.mail.waiting = open.count { $0.isWaiting(at: now) } - report.mail.sent.count
    }

    /// - Returns: whether the mail system answers, so that the next message need not find out anew that it does not.
    private mutating func attempt(
        _ message: OutboxMessage, _ address: String, _ channel: MailChannel, _ editions: [Int: ReleaseDecision],
        isAnswering: Bool
    ) throws -> Bool {
        guard let bytes = compose(message, address, channel, editions) else { return isAnswering }
        var fault: MailFault? = MailFault(.unavailable, "邮件系统没有回应 (the mail system does not answer)")
        if isAnswering {
            try writer.noteSending(message.id)
            try releaser.hook(.messageNoted)
            fault = ReleaseRound.hand(bytes, to: channel)
        }
        if let fault {
            try noteFailed(message, fault, editions)
        } else {
            try releaser.hook(.messageHanded)
            try writer.noteSent(message, at: now)
            try releaser.hook(.messageSent)
            report.mail.sent.append(ticket(message, editions))
            if message.state == .sending { report.mail.perhapsTwice.append(ticket(message, editions)) }
        }
        return fault?.kind != .unavailable
    }

    private static func hand(_ message: [UInt8], to channel: MailChannel) -> MailFault? {
        do throws(MailFault) {
            try channel.send(message)
            return nil
        } catch {
            return error
        }
    }

    private mutating func noteFailed(
        _ message: OutboxMessage, _ fault: MailFault, _ editions: [Int: ReleaseDecision]
    ) throws {
        let attempt = Writer.FailedAttempt(
            message: message.id, failure: fault.cause, isFinal: fault.kind == .final,
            next: RetryPauses.next(after: message.attempts + 1, at: now))
        try writer.noteFailed([attempt])
        var again = message
        (again.attempts, again.failure, again.isFinal) = (message.attempts + 1, attempt.failure, attempt.isFinal)
        again.nextAttempt = attempt.next
        describe(again, editions)
    }

    /// A message that failed and will be tried again.
    private mutating func describe(_ message: OutboxMessage, _ editions: [Int: ReleaseDecision]) {
        let ticket = ticket(message, editions, message.failure)
        if message.isFinal {
            report.mail.rejected.append(ticket)
        } else if message.needsAPerson {
            report.mail.failing.append(ticket)
        } else {
            report.mail.retrying.append(ticket)
        }
        report.mail.nextAttempt = [report.mail.nextAttempt, message.nextAttempt].compactMap(\.self).min()
    }

    /// Nil if the ticket's file is not in its place: this run has said so, and the next sends it.
    private func compose(
        _ message: OutboxMessage, _ address: String, _ channel: MailChannel, _ editions: [Int: ReleaseDecision]
    ) -> [UInt8]? {
        guard let edition = editions[message.issue], let issue = edition.entry.issue, let file = issue.file,
            let number = edition.number, let ticket = folder.bytes(of: file), Digest(of: ticket) == issue.digest
        else { return nil }
        return MailMessage(
            id: message.message, from: channel.from, address: address, date: now, name: message.name,
            institution: edition.institution, number: number.digits, firstStart: issue.closes,
            isReplacement: edition.entry.changes.count > 1, ticket: ticket
        ).bytes
    }

    private func ticket(
        _ message: OutboxMessage, _ editions: [Int: ReleaseDecision], _ reason: String? = nil
    ) -> ReleaseReport.Ticket {
        if let edition = editions[message.issue] { return ReleaseReport.Ticket(issued: edition, reason: reason) }
        return ReleaseReport.Ticket(application: message.application, sitting: "", reason: reason)
    }
}

extension OutboxMessage {
    /// There is somebody to send it to, and it is not too late.
    func isWaiting(at now: LocalSecond) -> Bool { address != nil && closes.second > now }

    /// It has failed so often that somebody should look.
    var needsAPerson: Bool { attempts >= RetryPauses.patience }
}
