import Exams

/// The tables against the log: everything the log tells of is there, as it tells, and nothing else.
extension Store {
    /// The first row that is not as the log tells.
    func alteredRow() throws(StorageFault) -> Mistake? {
        if let broken = try unloggedRevision() { return broken }
        if let broken = try alteredPlan() { return broken }
        if let broken = try alteredIssue() { return broken }
        if let broken = try alteredDocument() { return broken }
        if let broken = try alteredKey() { return broken }
        return try alteredScenario()
    }

    // MARK: Plans

    /// A revision nobody logged, or one that is logged and gone.
    private func unloggedRevision() throws(StorageFault) -> Mistake? {
        let odd = try connection.first(
            """
            SELECT revision.number FROM revision
            LEFT JOIN event ON event.kind = ? AND event.subject = 'revision/' || revision.number
            LEFT JOIN revision_origin ON revision_origin.revision = revision.number
            WHERE event.number IS NULL OR event.happened_at <> saved_at
                OR instr(event.detail, '"plan":"' || revision.digest || '"') = 0
                OR (revision_origin.revision IS NOT NULL AND coalesce(base, 0) <> revision.number - 1)
            ORDER BY revision.number LIMIT 1
            """, Event.Kind.planSaved.rawValue
        ) { $0.integer(0) }
        if let odd {
            return Store.brokenChain("第 \(odd) 版方案不是记录里的那一版 (Revision \(odd) is not the one the log tells of)。")
        }
        let gone = try connection.first(
            """
            SELECT event.subject FROM event LEFT JOIN revision ON event.subject = 'revision/' || revision.number
            WHERE event.kind = ? AND revision.number IS NULL ORDER BY event.number LIMIT 1
            """, Event.Kind.planSaved.rawValue
        ) { $0.text(0) }
        return gone.map { Store.brokenChain("记录里有的方案不见了 (a plan the log tells of is gone: \($0))。") }
    }

    /// A plan whose seats, outcomes, tiers or problem are not those that were stored.
    private func alteredPlan() throws(StorageFault) -> Mistake? {
        for revision in try revisions().map(\.number) { _ = try storedPlan(revision) }
        return nil
    }

    // MARK: Tickets

    /// An edition that is not in the state the log tells of, or is gone; a seat without a ticket's serial.
    private func alteredIssue() throws(StorageFault) -> Mistake? {
        let out = [Event.Kind.ticketReleased.rawValue, Event.Kind.ticketRedrawn.rawValue]
        let odd = try connection.first(
            """
            SELECT id FROM ticket_issue WHERE
                (state = 'recorded' AND NOT EXISTS (SELECT 1 FROM event WHERE kind IN (?, ?)
                    AND subject = 'issue/' || ticket_issue.id
                    AND instr(detail, '"digest":"' || ticket_issue.digest || '"') > 0))
                OR (state = 'void' AND NOT EXISTS (SELECT 1 FROM event WHERE kind = ?
                    AND subject = 'issue/' || ticket_issue.id AND happened_at = void_at
                    AND detail = json_object('reason', void_reason)))
            ORDER BY id LIMIT 1
            """, out[0], out[1], Event.Kind.ticketVoid.rawValue
        ) { $0.integer(0) }
        if let odd {
            return Store.brokenChain("台账第 \(odd) 张与记录不符 (Issue \(odd) of the ticket ledger is not as the log tells)。")
        }
        let gone = try connection.first(
            """
            SELECT subject FROM event LEFT JOIN ticket_issue ON subject = 'issue/' || ticket_issue.id
            LEFT JOIN ticket ON ticket.id = ticket_issue.ticket
            WHERE kind IN (?, ?) AND ticket.id IS NULL ORDER BY number LIMIT 1
            """, out[0], out[1]
        ) { $0.text(0) }
        if let gone { return Store.brokenChain("发出过的准考证从台账里消失了 (a released ticket is gone from the ledger: \(gone))。") }
        let unnumbered = try connection.first(
            """
            SELECT placement.application FROM placement
            LEFT JOIN ticket ON ticket.application = placement.application AND ticket.sitting = placement.sitting
            WHERE ticket.id IS NULL LIMIT 1
            """
        ) { $0.text(0) }
        return unnumbered.map { Store.brokenChain("报名 \($0) 的准考证编号不见了 (its ticket serial is gone)。") }
    }

    // MARK: Events, room notes, keys

    /// An event or a line of a room's record that is not the one the log tells of.
    private func alteredDocument() throws(StorageFault) -> Mistake? {
        let kinds: [(table: String, kind: Event.Kind, subject: String, name: String)] = [
            ("scenario_event", .eventRecorded, "event", "事件"), ("room_note", .roomNoted, "room-note", "考场情况记录"),
        ]
        for (table, kind, subject, name) in kinds {
            let logged = try connection.first("SELECT count(*) FROM event WHERE kind = ?", kind.rawValue) {
                $0.integer(0)
            }
            let rows = try connection.rows("SELECT number, document FROM \(table) ORDER BY number") {
                (number: $0.integer(0), digest: Digest(of: $0.text(1)).description)
            }
            for (place, row) in rows.enumerated() {
                let entry = try connection.first(
                    "SELECT detail FROM event WHERE kind = ? AND subject = ?", kind.rawValue, "\(subject)/\(place + 1)"
                ) { row throws(StorageFault) in try row.document(0, as: [String: String].self) }
                guard row.number == place + 1, entry?["digest"] == row.digest else {
                    return Store.brokenChain(
                        "第 \(place + 1) 条\(name)与记录不符 (\(subject) \(place + 1) is not the one the log tells of)。")
                }
            }
            if rows.count != logged {
                return Store.brokenChain(
                    "第 \(rows.count + 1) 条\(name)不见了 (\(subject) \(rows.count + 1) of the log is missing)。")
            }
        }
        return nil
    }

    private func alteredKey() throws(StorageFault) -> Mistake? {
        let logged = try connection.rows(
            "SELECT happened_at, detail FROM event WHERE kind = ? ORDER BY number", Event.Kind.keyAdded.rawValue
        ) { row throws(StorageFault) in [row.text(0), try row.document(1, as: [String: String].self)["key"] ?? ""] }
        let rows = try connection.rows("SELECT since, public_key FROM signing_key ORDER BY number") {
            [$0.text(0), $0.text(1)]
        }
        return rows == logged
            ? nil : Store.brokenChain("签名公钥与记录不符 (the signing keys are not the ones the log tells of)。")
    }

    // MARK: Data

    /// The data as the last import or event left them: what is planned from, and printed.
    private func alteredScenario() throws(StorageFault) -> Mistake? {
        let last = try connection.first(
            "SELECT detail FROM event WHERE kind IN (?, ?) ORDER BY number DESC LIMIT 1",
            Event.Kind.imported.rawValue, Event.Kind.eventRecorded.rawValue
        ) { row throws(StorageFault) in try row.document(0, as: [String: String].self) }
        // Entries from before the stored state was logged say nothing of it.
        let imported = try eventCount() == 0 ? last?["digest"] : nil
        guard let logged = last?["stored"] ?? imported else { return nil }
        guard let scenario = try loadScenario(), scenario.digest.description == logged else {
            return Store.brokenChain("导入的数据（报名、考生、考场、场次……）在库里被改过 (the imported data have been altered)。")
        }
        return nil
    }
}
