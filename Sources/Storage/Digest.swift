import CCrypto

/// SHA-256 (FIPS 180-4), in lower-case hexadecimal as `sha256sum` prints it, so that staff can check a file or a
/// link of the chain with a tool that is on every machine. OpenSSL's, because it uses the processor's own
/// instructions for it, or else wide ones: of a million people a gigabyte is digested.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(of bytes: some Sequence<UInt8>) {
        var digesting = Digesting()
        // Files come as arrays, which need no copy.
        if bytes.withContiguousStorageIfAvailable({ digesting.take($0) }) == nil { digesting.take(Array(bytes)) }
        self = digesting.digest()
    }

    package init(of text: String) { self.init(of: text.utf8) }

    /// Bytes of its text.
    static let length = 2 * Int(SHA256_DIGEST_LENGTH)

    /// As stored; compared as text, so a wrong one is simply never equal.
    init(stored text: String) { description = text }
}

/// A digest of what comes in pieces.
struct Digesting {
    private var state = SHA256_CTX()

    init() { SHA256_Init(&state) }

    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        SHA256_Update(&state, bytes.baseAddress, bytes.count)
    }

    mutating func take(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { take($0) } }

    mutating func digest() -> Digest {
        var text: [UInt8] = []
        text.reserveCapacity(Digest.length)
        write(to: &text)
        return Digest(stored: String(decoding: text, as: UTF8.self))
    }

    /// The digest's text: of a million digests nobody needs a string each.
    mutating func write(to text: inout [UInt8]) {
        let size = Int(SHA256_DIGEST_LENGTH)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size) { bytes in
            SHA256_Final(bytes.baseAddress, &state)
            for byte in bytes {
                text.append(Digesting.hexadecimal(byte >> 4))
                text.append(Digesting.hexadecimal(byte & 15))
            }
        }
    }

    private static func hexadecimal(_ half: UInt8) -> UInt8 { half < 10 ? 48 + half : 87 + half }
}
