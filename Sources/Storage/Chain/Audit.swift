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
    /// Recomputes every link of the log, and holds what the tables say of the data, plans, tickets and keys against it.
    package func audit() throws(StorageFault) -> AuditReport {
        try connection.snapshot { () throws(StorageFault) in
            var report = try auditChain()
            guard report.broken == nil else { return report }
            do throws(StorageFault) {
                report.broken = try alteredRow()
            } catch {
                // What the program could not have written was written by somebody else.
                guard error.kind == .refused else { throw error }
                let causes = error.mistakes.map(\.cause).joined(separator: " ")
                report.broken = Store.brokenChain(
                    "库里有程序写不出的内容 (the tables hold what the program cannot write)：" + causes)
            }
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
                broken = Store.brokenChain("记录第 \(number) 条不见了 (Entry \(number) of the log is missing)。")
            } else if row.text(5) != previous.description || row.text(6) != digest.description {
                broken = Store.brokenChain(
                    "记录第 \(number) 条（\(row.text(2)) \(row.text(3))）被改过 (Entry \(number) of the log has been altered)。")
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
                "记录到第 \(number) 条为止，而链头是第 \(head?.number ?? 0) 条：有记录被截去或添加 (the log ends with entry \(number), its head is another)。"
            )
        }
        return AuditReport(entries: number, head: previous, broken: broken)
    }

    static func brokenChain(_ cause: String) -> Mistake {
        Mistake(
            code: "audit-broken", cause: cause,
            action: "留下这个文件作证据，从最近一份通过 audit 的备份接着做 (keep this file, go on from the last backup that passes)。")
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
