import Exams

/// A public key that signs tickets, or did.
package struct RingKey: Equatable, Sendable {
    /// As `kaowu-public-key/1 …`.
    package var publicKey: String
    /// From this moment until the next key's, releases were signed with it.
    package var since: LocalSecond
}

extension Store {
    /// From the oldest; the last is the one in use.
    package func keyRing() throws(StorageFault) -> [RingKey] {
        try connection.rows("SELECT public_key, since FROM signing_key ORDER BY number") { row throws(StorageFault) in
            RingKey(publicKey: row.text(0), since: try row.value(1))
        }
    }

    /// The revisions in which each ticket has ever been out or on its way, by ticket, void ones too.
    package func issuedRevisions() throws(StorageFault) -> [Int: [Int]] {
        var revisions: [Int: [Int]] = [:]
        _ = try connection.rows(
            "SELECT DISTINCT ticket, revision FROM ticket_issue WHERE claimed_at IS NOT NULL ORDER BY ticket, revision"
        ) { revisions[$0.integer(0), default: []].append($0.integer(1)) }
        return revisions
    }
}

extension Writer {
    /// From now on this key signs. A key that is in use already stays so.
    /// - Throws: `signing-key-retired` for one that another has replaced.
    package func useKey(_ publicKey: String, at now: LocalSecond) throws(StorageFault) {
        try connection.transaction { () throws(StorageFault) in
            let ring = try store.keyRing()
            if ring.last?.publicKey == publicKey { return }
            guard !ring.contains(where: { $0.publicKey == publicKey }) else {
                throw StorageFault(
                    .refused, "signing-key-retired", cause: "这把签名密钥已被新的密钥替换。", action: "用现用的密钥文件。")
            }
            try connection.run("INSERT INTO signing_key (public_key, since) VALUES (?, ?)", publicKey, now)
            try appendEvent(.keyAdded, of: "key/\(ring.count + 1)", detail: ["key": publicKey], at: now)
        }
    }
}
