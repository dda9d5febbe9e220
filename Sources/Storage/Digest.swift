import CSodium

/// SHA-256 (FIPS 180-4), in lower-case hexadecimal as `sha256sum` prints it, so that staff can check a file or a
/// link of the chain with a tool that is on every machine.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(of bytes: some Sequence<UInt8>) {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        // The function has no failure and needs no `sodium_init`.
        let hash = { (message: UnsafeBufferPointer<UInt8>) in
            _ = crypto_hash_sha256(&digest, message.baseAddress, UInt64(message.count))
        }
        // Files come as arrays, which need no copy.
        if bytes.withContiguousStorageIfAvailable(hash) == nil { Array(bytes).withUnsafeBufferPointer(hash) }
        description = digest.map(Digest.hexadecimal).joined()
    }

    package init(of text: String) { self.init(of: text.utf8) }

    /// As stored; compared as text, so a wrong one is simply never equal.
    init(stored text: String) { description = text }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
