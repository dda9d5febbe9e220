import CSodium

/// The signed text in a ticket's QR code: `KW1:` and, in Base45, one byte of version, four of key id, the payload,
/// and 64 bytes of Ed25519 signature over all before it and a fixed prefix that keeps the key's other uses apart.
package enum TicketSeal {
    package static let prefix = "KW1:"
    private static let version: UInt8 = 1
    private static let domain = Array("kaowu ticket seal 1\n".utf8)

    /// Ed25519 is deterministic: the same payload and key, the same text.
    package static func seal(_ payload: SealPayload, with key: SigningKey) -> String {
        let body = [version] + key.id.bytes + payload.bytes
        return prefix + Base45.encode(body + key.sign(domain + body))
    }

    /// The payload, if one of the keys signed it. Says nothing about today: a genuine ticket may be of another day,
    /// another room, or an older revision.
    package static func verify(_ text: String, publicKeys: [PublicKey]) throws(SealFault) -> SealPayload {
        guard text.hasPrefix(prefix) else { throw .notATicket }
        let signatureLength = Int(crypto_sign_BYTES)
        guard sodium_init() >= 0, let bytes = Base45.decode(text.dropFirst(prefix.count)),
            bytes.count > 1 + KeyID.length + signatureLength
        else { throw .damaged }
        guard bytes[0] == version else { throw .unknownVersion(Int(bytes[0])) }
        let id = KeyID(bytes: Array(bytes[1...KeyID.length]))
        let candidates = publicKeys.filter { $0.id == id }
        guard !candidates.isEmpty else { throw .unknownKey(id) }
        let body = bytes.dropLast(signatureLength)
        let message = (domain + body)[...]
        guard candidates.contains(where: { $0.verifies(bytes.suffix(signatureLength), of: message) }) else {
            throw .forged
        }
        guard let payload = SealPayload(bytes: body.dropFirst(1 + KeyID.length)) else { throw .damaged }
        return payload
    }
}
