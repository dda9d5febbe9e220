import Exams

/// What became of one edition of a ticket, for whoever fetched the rest before.
package struct LedgerChange: Equatable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case released, taken
    }

    package var kind: Kind
    package var at: LocalSecond
    package var application: String
    package var sitting: String
    package var revision: Int
    package var file: String?
    package var digest: Digest?
    /// Why it was taken back.
    package var reason: String?
}

extension Store {
    /// Editions that came out, and editions that had been out and were taken back, at `moment` or later, by time.
    package func ledgerChanges(since moment: LocalSecond) throws(StorageFault) -> [LedgerChange] {
        try connection.rows(
            """
            SELECT 'released' AS kind, recorded_at AS at, ticket_issue.id AS issue, application, sitting, revision, file,
                digest, NULL
            FROM ticket_issue JOIN ticket ON ticket.id = ticket_issue.ticket WHERE recorded_at >= ?
            UNION ALL
            SELECT 'taken', void_at, ticket_issue.id, application, sitting, revision, file, digest, void_reason
            FROM ticket_issue JOIN ticket ON ticket.id = ticket_issue.ticket
            WHERE void_at >= ? AND recorded_at IS NOT NULL
            ORDER BY at, issue, kind
            """, moment, moment
        ) { row throws(StorageFault) in
            LedgerChange(
                kind: try row.kind(0), at: try row.value(1), application: row.text(3), sitting: row.text(4),
                revision: row.integer(5), file: row.textIfPresent(6),
                digest: row.textIfPresent(7).map(Digest.init(stored:)), reason: row.textIfPresent(8))
        }
    }
}
