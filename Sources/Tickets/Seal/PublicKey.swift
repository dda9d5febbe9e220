import CSodium
import Exams

/// Names a signing key inside a payload: the first four bytes of the BLAKE2b-256 hash of its public key.
package struct KeyID: Hashable, Sendable, CustomStringConvertible {
    static let length = 4
    let bytes: [UInt8]

    package var description: String { hexadecimal(bytes) }
}

/// What the door needs to tell a genuine ticket. Its text is `kaowu-public-key/1 ` and 64 hexadecimal digits.
package struct PublicKey: Hashable, Sendable {
    static let prefix = "kaowu-public-key/1 "
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    package var id: KeyID {
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&hash, hash.count, bytes, UInt64(bytes.count), nil, 0)
        return KeyID(bytes: Array(hash.prefix(KeyID.length)))
    }

    func verifies(_ signature: ArraySlice<UInt8>, of message: ArraySlice<UInt8>) -> Bool {
        guard signature.count == Int(crypto_sign_BYTES) else { return false }
        return crypto_sign_verify_detached(Array(signature), Array(message), UInt64(message.count), bytes) == 0
    }
}

extension PublicKey: TextCodable {
    package static let kind = "a public key, \(prefix)and its bytes in hexadecimal"

    package var description: String { PublicKey.prefix + hexadecimal(bytes) }

    package init?(_ text: String) {
        guard text.hasPrefix(PublicKey.prefix), let bytes = fromHexadecimal(text.dropFirst(PublicKey.prefix.count)),
            bytes.count == Int(crypto_sign_PUBLICKEYBYTES)
        else { return nil }
        self.bytes = bytes
    }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}

/// Lower-case digits only, so that a key has one text.
func fromHexadecimal(_ text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.map { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
        guard let high = digits[place], let low = digits[place + 1] else { return nil }
        bytes.append(high << 4 | low)
    }
    return bytes
}
