import CSodium

/// SHA-256 (FIPS 180-4), in lower-case hexadecimal as `sha256sum` prints it, so that staff can check a file or a
/// link of the chain with a tool that is on every machine.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(of bytes: some Sequence<UInt8>) {
        var digesting = Digesting()
        // Files come as arrays, which need no copy.
        if bytes.withContiguousStorageIfAvailable({ digesting.take($0) }) == nil { digesting.take(Array(bytes)) }
        self = digesting.digest()
    }

    package init(of text: String) { self.init(of: text.utf8) }

    /// As stored; compared as text, so a wrong one is simply never equal.
    init(stored text: String) { description = text }
}

/// A digest of what comes in pieces.
struct Digesting {
    // The functions have no failure and need no `sodium_init`.
    private var state = crypto_hash_sha256_state()

    init() { crypto_hash_sha256_init(&state) }

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        crypto_hash_sha256_update(&state, bytes.baseAddress, UInt64(bytes.count))
    }

    mutating func take(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { take($0) } }

    mutating func digest() -> Digest {
        let size = Int(crypto_hash_sha256_BYTES)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { bytes in
            if let start = bytes.baseAddress { crypto_hash_sha256_final(&state, start) }
            let text = String(unsafeUninitializedCapacity: 2 * size) { text in
                for (index, byte) in bytes.enumerated() {
                    text[2 * index] = Digesting.hexadecimal(byte >> 4)
                    text[2 * index + 1] = Digesting.hexadecimal(byte & 15)
                }
                return 2 * size
            }
            return Digest(stored: text)
        }
    }

    private static func hexadecimal(_ half: UInt8) -> UInt8 { half < 10 ? 48 + half : 87 + half }
}
