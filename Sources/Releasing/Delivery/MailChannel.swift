import Exams

/// How messages leave the house.
package struct MailChannel {
    /// The sender's address, which is also where answers and failures go.
    package let from: String
    /// Takes a whole message (RFC 5322) and returns once it is somebody else's to deliver.
    package let send: (_ message: [UInt8]) throws(MailFault) -> Void

    package init(from: String, send: @escaping (_ message: [UInt8]) throws(MailFault) -> Void) {
        self.from = from
        self.send = send
    }

    /// `kaowu@example.org`, or a name and the address in angle brackets; one address only.
    package static func isSender(_ text: String) -> Bool {
        guard !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else { return false }
        guard text.hasSuffix(">"), let bracket = text.lastIndex(of: "<") else { return MailAddress.isValid(text) }
        return !text[..<bracket].contains { "@<>".contains($0) }
            && MailAddress.isValid(text[text.index(after: bracket)...].dropLast())
    }
}
