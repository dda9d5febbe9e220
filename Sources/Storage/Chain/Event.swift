import Exams

/// One entry of the log of what happened: never changed, never removed, each sealed with the entry before it.
package struct Event: Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case imported
        case planSaved = "plan-saved"
        case ticketReleased = "ticket-released"
        case ticketVoid = "ticket-void"
        case ticketRefused = "ticket-refused"
        case ticketRedrawn = "ticket-redrawn"
        case ticketMissed = "ticket-missed"
        case ticketLost = "ticket-lost"
        case ticketSent = "ticket-sent"
        case ticketUndelivered = "ticket-undelivered"
        case folderChosen = "folder-chosen"
        case keyAdded = "key-added"
        case eventRecorded = "event-recorded"
        case roomNoted = "room-noted"
    }

    /// From 1 without a gap.
    package var number: Int
    package var at: LocalSecond
    package var kind: Kind
    /// What it happened to: `import/1`, `revision/2`, `issue/17`.
    package var subject: String
    /// JSON with sorted keys; ids and digests, no names and no ID numbers.
    package var detail: String

    /// Before the first entry.
    static let origin = Digest(of: "kaowu event chain 1")

    /// Over the digest before and all fields, each with its length in front, so that no text can be moved from one
    /// field into its neighbour unseen.
    static func seal(_ previous: Digest, number: Int, at: String, kind: String, subject: String, detail: String)
        -> Digest
    {
        let fields = [previous.description, String(number), at, kind, subject, detail]
        return Digest(of: fields.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n"))
    }
}

extension Writer {
    /// To be called inside the transaction that does what the entry tells.
    func appendEvent(
        _ kind: Event.Kind, of subject: String, detail: [String: String], at now: LocalSecond
    ) throws(StorageFault) {
        let head = try connection.first("SELECT number, digest FROM chain_head") { row in
            (number: row.integer(0), digest: Digest(stored: row.text(1)))
        }
        let number = (head?.number ?? 0) + 1
        let previous = head?.digest ?? Event.origin
        let text = try StoredDocument.text(detail)
        let digest = Event.seal(
            previous, number: number, at: now.description, kind: kind.rawValue, subject: subject, detail: text)
        try connection.run(
            """
            INSERT INTO event (number, happened_at, kind, subject, detail, previous, digest)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            number, now, kind.rawValue, subject, text, previous, digest)
        try connection.run(
            """
            INSERT INTO chain_head (only, number, digest) VALUES (1, ?, ?)
            ON CONFLICT (only) DO UPDATE SET number = excluded.number, digest = excluded.digest
            """, number, digest)
    }
}
