import Exams

extension Store {
    /// All tickets ever numbered, by sitting and serial, as the current plan and today's registrations have them.
    package func ticketEntries() throws(StorageFault) -> [TicketEntry] {
        try connection.snapshot { () throws(StorageFault) in
            let revision = try currentRevision() ?? 0
            let changes = try seatChanges()
            let days = try examDays(of: revision)
            let issues = try liveIssues()
            return try connection.rows(
                """
                SELECT ticket.id, ticket.application, ticket.sitting, sitting.institution, sitting.month, ticket.serial,
                    review, fee_due, fee_paid, withdrawn, banned, placement.since,
                    EXISTS (SELECT 1 FROM ticket_miss
                        WHERE ticket_miss.ticket = ticket.id AND ticket_miss.revision = placement.since)
                FROM ticket
                JOIN sitting ON sitting.id = ticket.sitting
                JOIN registration ON registration.id = ticket.application
                LEFT JOIN placement ON placement.revision = ? AND placement.application = ticket.application
                    AND placement.sitting = ticket.sitting
                ORDER BY ticket.sitting, ticket.serial
                """, revision
            ) { row throws(StorageFault) in
                TicketEntry(
                    ticket: row.integer(0), application: row.text(1), sitting: row.text(2), institution: row.text(3),
                    month: try row.value(4), serial: row.integer(5),
                    standing: TicketEntry.Standing(
                        review: try row.kind(6), feeDue: row.integer(7), feePaid: row.integer(8),
                        withdrawn: row.flag(9), banned: try row.list(10)),
                    revision: row.integerIfPresent(11), examDays: days[row.integer(0)] ?? [],
                    changes: changes[row.integer(0)] ?? [], issue: issues[row.integer(0)],
                    isMissNoted: row.flag(12))
            }
        }
    }

    /// By ticket. A revision that keeps the seats adds nothing.
    private func seatChanges() throws(StorageFault) -> [Int: [TicketEntry.Change]] {
        var changes: [Int: [TicketEntry.Change]] = [:]
        _ = try connection.rows(
            """
            SELECT ticket.id, placement.revision, saved_at, first_start
            FROM placement
            JOIN revision ON revision.number = placement.revision
            JOIN ticket ON ticket.application = placement.application AND ticket.sitting = placement.sitting
            WHERE placement.since = placement.revision ORDER BY placement.revision
            """
        ) { row throws(StorageFault) in
            changes[row.integer(0), default: []].append(
                TicketEntry.Change(
                    revision: row.integer(1), savedAt: try row.value(2), firstStart: try row.value(3)))
        }
        return changes
    }

    private func examDays(of revision: Int) throws(StorageFault) -> [Int: [Day]] {
        var days: [Int: [Day]] = [:]
        _ = try connection.rows(
            """
            SELECT DISTINCT ticket.id, substr(period.starts, 1, 10) AS day
            FROM placement
            JOIN seat ON seat.placement = placement.id
            JOIN session ON session.id = seat.session
            JOIN period ON period.id = session.period
            JOIN ticket ON ticket.application = placement.application AND ticket.sitting = placement.sitting
            WHERE placement.revision = ? ORDER BY ticket.id, day
            """, revision
        ) { row throws(StorageFault) in days[row.integer(0), default: []].append(try row.value(1)) }
        return days
    }

    private func liveIssues() throws(StorageFault) -> [Int: TicketIssue] {
        var issues: [Int: TicketIssue] = [:]
        _ = try connection.rows(
            """
            SELECT ticket, id, revision, state, opens, closes, delivery, file, digest, failure
            FROM ticket_issue WHERE state <> 'void'
            """
        ) { row throws(StorageFault) in
            issues[row.integer(0)] = TicketIssue(
                id: row.integer(1), revision: row.integer(2), state: try row.kind(3), opens: try row.value(4),
                closes: try row.value(5), delivery: try row.kind(6), file: row.textIfPresent(7),
                digest: row.textIfPresent(8).map(Digest.init(stored:)), failure: row.textIfPresent(9))
        }
        return issues
    }
}
