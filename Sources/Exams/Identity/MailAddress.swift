/// A mail address as people have them: `name@example.org`, ASCII, without quotes, comments or display names.
///
/// Stricter than RFC 5322 on purpose: what passes can be written into a message's header without becoming another
/// header or another recipient.
package enum MailAddress {
    package static func isValid(_ text: some StringProtocol) -> Bool {
        let parts = Array(text.utf8).split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, let name = parts.first, let domain = parts.last else {
            return false
        }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return isAtoms(name) && name.count <= 64 && labels.count >= 2
            && labels.allSatisfy { !$0.isEmpty && $0.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") } }
    }

    /// Words of `atext` with single dots between them.
    private static func isAtoms(_ name: ArraySlice<UInt8>) -> Bool {
        name.first != UInt8(ascii: "-")
            && name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
            }
    }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
