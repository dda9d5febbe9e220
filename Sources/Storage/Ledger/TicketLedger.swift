import Exams

extension Store {
    /// All tickets ever numbered, by sitting and serial, as the current plan and today's registrations have them.
    package func ticketEntries() throws(StorageFault) -> [TicketEntry] {
        try connection.snapshot { () throws(StorageFault) in
            let revision = try currentRevision() ?? 0
            let changes = try seatChanges()
            let periods = try sittings().flatMap(\.periods)
            let seats = try seats(of: revision, periods)
            var digests = SeatingDigest(periods)
            let issues = try liveIssues()
            return try connection.rows(
                """
                SELECT ticket.id, ticket.application, ticket.sitting, sitting.institution, sitting.month, ticket.serial,
                    programme, review, fee_due, fee_paid, withdrawn, banned, placement.since,
                    EXISTS (SELECT 1 FROM ticket_miss
                        WHERE ticket_miss.ticket = ticket.id AND ticket_miss.revision = placement.since),
                    placement.seating
                FROM ticket
                JOIN sitting ON sitting.id = ticket.sitting
                JOIN registration ON registration.id = ticket.application
                LEFT JOIN placement ON placement.revision = ? AND placement.application = ticket.application
                    AND placement.sitting = ticket.sitting
                ORDER BY ticket.sitting, ticket.serial
                """, revision
            ) { row throws(StorageFault) in
                let own = seats[row.integer(0)] ?? []
                return TicketEntry(
                    ticket: row.integer(0), application: row.text(1), sitting: row.text(2), institution: row.text(3),
                    programme: row.text(6), month: try row.value(4), serial: row.integer(5),
                    standing: TicketEntry.Standing(
                        review: try row.kind(7), feeDue: row.integer(8), feePaid: row.integer(9),
                        withdrawn: row.flag(10), banned: try row.list(11)),
                    revision: row.integerIfPresent(12), seats: own,
                    isRescheduled: row.textIfPresent(14).map { $0 != digests.digest(of: own).description } ?? false,
                    changes: changes[row.integer(0)] ?? [], issue: issues[row.integer(0)],
                    isMissNoted: row.flag(13))
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

    /// By ticket, in the order of the subjects.
    private func seats(
        of revision: Int, _ periods: [Sitting.Period]
    ) throws(StorageFault) -> [Int: [TicketEntry.Seat]] {
        let periods = Dictionary(periods.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var seats: [Int: [TicketEntry.Seat]] = [:]
        _ = try connection.rows(
            """
            SELECT ticket.id, seat.subject, session.period, session.room, seat_row, seat_column
            FROM placement
            JOIN seat ON seat.placement = placement.id
            JOIN session ON session.id = seat.session
            JOIN ticket ON ticket.application = placement.application AND ticket.sitting = placement.sitting
            WHERE placement.revision = ? ORDER BY ticket.id, seat.place
            """, revision
        ) { row throws(StorageFault) in
            guard let period = periods[row.text(2)] else {
                throw .damaged("A seat names the period \(row.text(2)), which is not there.")
            }
            seats[row.integer(0), default: []].append(
                TicketEntry.Seat(
                    subject: try row.kind(1), period: period, room: row.text(3), row: row.integer(4),
                    column: row.integer(5)))
        }
        return seats
    }

    private func liveIssues() throws(StorageFault) -> [Int: TicketIssue] {
        var issues: [Int: TicketIssue] = [:]
        _ = try connection.rows(
            """
            SELECT ticket, id, revision, state, opens, closes, delivery, file, digest, failure,
                EXISTS (SELECT 1 FROM ticket_loss WHERE ticket_loss.issue = ticket_issue.id)
            FROM ticket_issue WHERE state <> 'void'
            """
        ) { row throws(StorageFault) in
            issues[row.integer(0)] = TicketIssue(
                id: row.integer(1), revision: row.integer(2), state: try row.kind(3), opens: try row.value(4),
                closes: try row.value(5), delivery: try row.kind(6), file: row.textIfPresent(7),
                digest: row.textIfPresent(8).map(Digest.init(stored:)), failure: row.textIfPresent(9),
                isLossNoted: row.flag(10))
        }
        return issues
    }
}
