import Exams

extension Writer {
    /// An edition that is due from now on.
    package struct DueIssue: Equatable, Sendable {
        package var ticket: Int
        package var revision: Int
        package var opens: LocalSecond
        package var closes: LocalMinute
        package var delivery: TicketWindow.Delivery

        package init(
            ticket: Int, revision: Int, opens: LocalSecond, closes: LocalMinute, delivery: TicketWindow.Delivery
        ) {
            self.ticket = ticket
            self.revision = revision
            self.opens = opens
            self.closes = closes
            self.delivery = delivery
        }
    }

    /// A file that is whole and in its place.
    package struct WrittenFile: Equatable, Sendable {
        package var issue: Int
        /// Relative to the release folder.
        package var file: String
        package var digest: Digest
        /// The stable id of the message to send, where the institution sends tickets.
        package var message: String?

        package init(issue: Int, file: String, digest: Digest, message: String?) {
            self.issue = issue
            self.file = file
            self.digest = digest
            self.message = message
        }
    }

    /// - Returns: the ids of the new issues, in the order given.
    package func noteDue(_ issues: [DueIssue], at now: LocalSecond) throws(StorageFault) -> [Int] {
        try connection.transaction { () throws(StorageFault) in
            var ids: [Int] = []
            for issue in issues {
                try connection.run(
                    """
                    INSERT INTO ticket_issue (ticket, revision, state, opens, closes, delivery, due_at)
                    VALUES (?, ?, 'due', ?, ?, ?, ?)
                    """,
                    issue.ticket, issue.revision, issue.opens, issue.closes, issue.delivery.rawValue, now)
                ids.append(connection.lastInserted)
            }
            return ids
        }
    }

    package func claim(_ issues: [Int], at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            for issue in issues {
                try connection.run(
                    """
                    UPDATE ticket_issue SET state = 'claimed', claimed_at = ?, failure = NULL
                    WHERE id = ? AND state IN ('due', 'claimed')
                    """, now, issue)
            }
        }
    }

    package func noteWritten(_ files: [WrittenFile], at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            for file in files {
                try connection.run(
                    """
                    UPDATE ticket_issue SET state = 'written', written_at = ?, file = ?, digest = ?
                    WHERE id = ? AND state = 'claimed'
                    """, now, file.file, file.digest, file.issue)
                guard let message = file.message else { continue }
                try connection.run(
                    "INSERT INTO outbox (issue, message, state, queued_at) VALUES (?, ?, 'waiting', ?)",
                    file.issue, message, now)
            }
        }
    }

    /// Everything written is now named by the index: it is out.
    package func recordWritten(at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            let issues = try connection.rows(
                "SELECT id, file, digest, revision FROM ticket_issue WHERE state = 'written' ORDER BY id"
            ) { (id: $0.integer(0), file: $0.text(1), digest: $0.text(2), revision: $0.integer(3)) }
            for issue in issues {
                try connection.run(
                    "UPDATE ticket_issue SET state = 'recorded', recorded_at = ? WHERE id = ?", now, issue.id)
                try appendEvent(
                    .ticketReleased, of: "issue/\(issue.id)",
                    detail: ["file": issue.file, "digest": issue.digest, "revision": String(issue.revision)], at: now)
            }
        }
    }

    /// Takes back editions for ever, and the messages about them that have not been sent.
    package func void(_ issues: [(id: Int, reason: String)], at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in try takeBack(issues, at: now) }
    }

    /// `void` inside a transaction.
    func takeBack(_ issues: [(id: Int, reason: String)], at now: LocalSecond) throws(StorageFault) {
        for issue in issues {
            try connection.run(
                "UPDATE ticket_issue SET state = 'void', void_at = ?, void_reason = ? WHERE id = ?",
                now, issue.reason, issue.id)
            try connection.run(
                "UPDATE outbox SET state = 'cancelled' WHERE issue = ? AND state IN ('waiting', 'sending')",
                issue.id)
            try appendEvent(.ticketVoid, of: "issue/\(issue.id)", detail: ["reason": issue.reason], at: now)
        }
    }

    /// No ticket could be made; the next release tries again. The same failure is logged once, not at every try.
    package func noteRefused(_ issue: Int, failure: String, at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            let last = try connection.first(
                "SELECT detail FROM event WHERE kind = ? AND subject = ? ORDER BY number DESC LIMIT 1",
                Event.Kind.ticketRefused.rawValue, "issue/\(issue)"
            ) { $0.text(0) }
            let detail = ["reason": failure]
            try connection.run("UPDATE ticket_issue SET state = 'due', failure = ? WHERE id = ?", failure, issue)
            if last != (try StoredDocument.text(detail)) {
                try appendEvent(.ticketRefused, of: "issue/\(issue)", detail: detail, at: now)
            }
        }
    }

    /// A ticket that is out was lost or damaged and has been drawn anew; its bytes may be others than before (another
    /// key, another photo), and the index must name those.
    package func noteRedrawn(_ issue: Int, digest: Digest, at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            try connection.run(
                "UPDATE ticket_issue SET digest = ? WHERE id = ? AND state IN ('written', 'recorded')", digest, issue)
            try appendEvent(
                .ticketRedrawn, of: "issue/\(issue)", detail: ["digest": digest.description], at: now)
        }
    }

    /// The files of these were lost after their exams had begun. Noted once for each, so that it is told once.
    package func noteLost(_ issues: [Int], at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            for issue in issues {
                try connection.run("INSERT INTO ticket_loss (issue, noted_at) VALUES (?, ?)", issue, now)
                try appendEvent(.ticketLost, of: "issue/\(issue)", detail: [:], at: now)
            }
        }
    }

    /// The exam began before these were out. Noted once for each edition, so that it is told once.
    package func noteMissed(_ misses: [(ticket: Int, revision: Int)], at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            for miss in misses {
                try connection.run(
                    "INSERT INTO ticket_miss (ticket, revision, noted_at) VALUES (?, ?, ?)", miss.ticket, miss.revision,
                    now)
                try appendEvent(
                    .ticketMissed, of: "ticket/\(miss.ticket)", detail: ["revision": String(miss.revision)], at: now)
            }
        }
    }
}
