import Exams

/// What an audit of the log found.
package struct AuditReport: Equatable, Sendable {
    package var entries: Int
    /// The digest of the last entry; written down elsewhere, it also proves later that nothing before was exchanged.
    package var head: Digest
    /// The first thing that does not hold; nil if all does.
    package var broken: Mistake?

    package var isWhole: Bool { broken == nil }
}

extension Store {
    /// Recomputes every link of the log, and holds what the tables say of plans and tickets against it.
    package func audit() throws(StorageFault) -> AuditReport {
        try connection.snapshot { () throws(StorageFault) in
            var report = try auditChain()
            if report.broken == nil { report.broken = try unloggedRow() }
            if report.broken == nil { report.broken = try alteredDocument() }
            return report
        }
    }

    private func auditChain() throws(StorageFault) -> AuditReport {
        var number = 0
        var previous = Event.origin
        var broken: Mistake?
        _ = try connection.rows(
            "SELECT number, happened_at, kind, subject, detail, previous, digest FROM event ORDER BY number"
        ) { row throws(StorageFault) in
            guard broken == nil else { return }
            number += 1
            let digest = Event.seal(
                previous, number: number, at: row.text(1), kind: row.text(2), subject: row.text(3), detail: row.text(4))
            if row.integer(0) != number {
                broken = Store.brokenChain("Entry \(number) of the log is missing.")
            } else if row.text(5) != previous.description || row.text(6) != digest.description {
                broken = Store.brokenChain(
                    "Entry \(number) of the log (\(row.text(2)), \(row.text(3))) has been altered.")
            }
            previous = digest
        }
        let head = try connection.first("SELECT number, digest FROM chain_head") { row in
            (number: row.integer(0), digest: row.text(1))
        }
        if broken == nil,
            (head?.number ?? 0) != number || (head?.digest ?? Event.origin.description) != previous.description
        {
            broken = Store.brokenChain(
                "The log ends with entry \(number), but its head is entry \(head?.number ?? 0): entries have been cut off or added."
            )
        }
        return AuditReport(entries: number, head: previous, broken: broken)
    }

    /// A plan or a ticket issue whose state no entry tells of.
    private func unloggedRow() throws(StorageFault) -> Mistake? {
        let revision = try connection.first(
            """
            SELECT revision.number FROM revision
            LEFT JOIN event ON event.kind = ? AND event.subject = 'revision/' || revision.number
            WHERE event.number IS NULL OR instr(event.detail, '"plan":"' || revision.digest || '"') = 0
            ORDER BY revision.number LIMIT 1
            """, Event.Kind.planSaved.rawValue
        ) { $0.integer(0) }
        if let revision { return Store.brokenChain("Revision \(revision) is not the one the log tells of.") }
        let issue = try connection.first(
            """
            SELECT id FROM ticket_issue WHERE
                (state = 'recorded' AND NOT EXISTS (SELECT 1 FROM event WHERE kind IN (?, ?)
                    AND subject = 'issue/' || ticket_issue.id
                    AND instr(detail, '"digest":"' || ticket_issue.digest || '"') > 0))
                OR (state = 'void' AND NOT EXISTS (SELECT 1 FROM event WHERE kind = ?
                    AND subject = 'issue/' || ticket_issue.id))
            ORDER BY id LIMIT 1
            """, Event.Kind.ticketReleased.rawValue, Event.Kind.ticketRedrawn.rawValue, Event.Kind.ticketVoid.rawValue
        ) { $0.integer(0) }
        return issue.map { Store.brokenChain("Issue \($0) of the ticket ledger is not as the log tells.") }
    }

    /// An event or a line of a room's record that is not the one the log tells of.
    private func alteredDocument() throws(StorageFault) -> Mistake? {
        let kinds: [(table: String, kind: Event.Kind, subject: String, name: String)] = [
            ("scenario_event", .eventRecorded, "event", "Event"), ("room_note", .roomNoted, "room-note", "Room note"),
        ]
        for (table, kind, subject, name) in kinds {
            let logged = try connection.first("SELECT count(*) FROM event WHERE kind = ?", kind.rawValue) { $0.integer(0) }
            let rows = try connection.rows("SELECT number, document FROM \(table) ORDER BY number") {
                (number: $0.integer(0), digest: Digest(of: $0.text(1)).description)
            }
            for (place, row) in rows.enumerated() {
                let detail = try connection.first(
                    "SELECT detail FROM event WHERE kind = ? AND subject = ?", kind.rawValue, "\(subject)/\(place + 1)"
                ) { $0.text(0) }
                guard row.number == place + 1, detail == (try StoredDocument.text(["digest": row.digest])) else {
                    return Store.brokenChain("\(name) \(place + 1) is not the one the log tells of.")
                }
            }
            if rows.count != logged { return Store.brokenChain("\(name) \(rows.count + 1) of the log is missing.") }
        }
        return nil
    }

    private static func brokenChain(_ cause: String) -> Mistake {
        Mistake(
            code: "audit-broken", cause: cause,
            action: "Keep this file as evidence, and go on from the last backup that passes the audit.")
    }

    /// The log, from the first entry.
    package func events() throws(StorageFault) -> [Event] {
        try connection.rows("SELECT number, happened_at, kind, subject, detail FROM event ORDER BY number") {
            row throws(StorageFault) in
            Event(
                number: row.integer(0), at: try row.value(1), kind: try row.kind(2), subject: row.text(3),
                detail: row.text(4))
        }
    }
}
