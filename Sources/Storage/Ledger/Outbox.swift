import Exams

/// A message about one edition of a ticket, on its way to the candidate.
package struct OutboxMessage: Equatable, Sendable {
    package enum State: String, Sendable {
        /// For its first try, or for the next.
        case waiting
        /// Handed over; whether it went is known once it is `sent`. A run that was killed just then leaves this.
        case sending
        case sent
        /// The edition was taken back first.
        case cancelled
        /// The exam began first.
        case expired
    }

    package var id: Int
    package var issue: Int
    /// Stable: a repeat carries the same.
    package var message: String
    package var state: State
    /// How often it was handed over in vain.
    package var attempts: Int
    package var nextAttempt: LocalSecond?
    /// Why the last try failed.
    package var failure: String?
    /// The mail system said that trying again is of no use.
    package var isFinal: Bool
    package var closes: LocalMinute
    package var application: String
    package var name: String
    package var address: String?
}

extension Store {
    /// Messages of editions that are out and that nobody has got yet, in the order they were put in.
    package func openMessages() throws(StorageFault) -> [OutboxMessage] {
        try connection.rows(
            """
            SELECT outbox.id, issue, message, outbox.state, attempts, next_attempt_at, outbox.failure, is_final, closes,
                application, person.name, person.email
            FROM outbox
            JOIN ticket_issue ON ticket_issue.id = outbox.issue
            JOIN ticket ON ticket.id = ticket_issue.ticket
            JOIN registration ON registration.id = ticket.application
            JOIN person ON person.id = registration.person
            WHERE outbox.state IN ('waiting', 'sending') AND ticket_issue.state = 'recorded'
            ORDER BY outbox.id
            """
        ) { row throws(StorageFault) in
            OutboxMessage(
                id: row.integer(0), issue: row.integer(1), message: row.text(2), state: try row.kind(3),
                attempts: row.integer(4), nextAttempt: try row.valueIfPresent(5), failure: row.textIfPresent(6),
                isFinal: row.flag(7), closes: try row.value(8), application: row.text(9), name: row.text(10),
                address: row.textIfPresent(11))
        }
    }

    /// Whether a message was ever handed over.
    package func hasTriedMail() throws(StorageFault) -> Bool {
        try connection.first("SELECT 1 FROM outbox WHERE attempts > 0 OR state IN ('sending', 'sent') LIMIT 1") { _ in
            true
        } ?? false
    }
}

extension Writer {
    /// A message that did not go.
    package struct FailedAttempt: Equatable, Sendable {
        package var message: Int
        package var failure: String
        package var isFinal: Bool
        package var next: LocalSecond

        package init(message: Int, failure: String, isFinal: Bool, next: LocalSecond) {
            self.message = message
            self.failure = failure
            self.isFinal = isFinal
            self.next = next
        }
    }

    /// To be noted before it is handed over, so that a run killed in between is known to have done so perhaps.
    package func noteSending(_ message: Int) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            try connection.run("UPDATE outbox SET state = 'sending' WHERE id = ? AND state = 'waiting'", message)
        }
    }

    package func noteSent(_ message: OutboxMessage, at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            try connection.run(
                """
                UPDATE outbox SET state = 'sent', sent_at = ?, attempts = attempts + 1, failure = NULL,
                    next_attempt_at = NULL, is_final = 0 WHERE id = ?
                """, now, message.id)
            try appendEvent(
                .ticketSent, of: "issue/\(message.issue)", detail: ["message": message.message], at: now)
        }
    }

    package func noteFailed(_ attempts: [FailedAttempt]) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            for attempt in attempts {
                try connection.run(
                    """
                    UPDATE outbox SET state = 'waiting', attempts = attempts + 1, failure = ?, is_final = ?,
                        next_attempt_at = ? WHERE id = ?
                    """, attempt.failure, attempt.isFinal, attempt.next, attempt.message)
            }
        }
    }

    package func noteExpired(_ messages: [OutboxMessage], at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            for message in messages {
                try connection.run(
                    "UPDATE outbox SET state = 'expired', next_attempt_at = NULL WHERE id = ?", message.id)
                try appendEvent(
                    .ticketUndelivered, of: "issue/\(message.issue)", detail: ["message": message.message], at: now)
            }
        }
    }

    /// Puts messages of tickets that are out back in front, sent or not, with the ids they have.
    /// - Throws: `nothing-to-resend` for every application without one; then none is put back.
    package func sendAgain(_ applications: [String]) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            var unknown: [Mistake] = []
            for application in applications {
                let ids = try connection.rows(
                    """
                    SELECT outbox.id FROM outbox
                    JOIN ticket_issue ON ticket_issue.id = outbox.issue
                    JOIN ticket ON ticket.id = ticket_issue.ticket
                    WHERE ticket.application = ? AND ticket_issue.state = 'recorded'
                    """, application
                ) { $0.integer(0) }
                for id in ids {
                    try connection.run(
                        """
                        UPDATE outbox SET state = 'waiting', attempts = 0, next_attempt_at = NULL, failure = NULL,
                            is_final = 0 WHERE id = ?
                        """, id)
                }
                guard ids.isEmpty else { continue }
                unknown.append(
                    Mistake(
                        code: "nothing-to-resend",
                        cause: "报名 \(application) 没有已发放、由机构发送的准考证 (no ticket of it is sent by mail)。",
                        action: "用 kaowu show person \(application) 查看它的情况。"))
            }
            guard unknown.isEmpty else { throw StorageFault(.refused, unknown) }
        }
    }
}
