import Foundation
import Releasing

/// A mail system that takes everything, or fails as told.
final class Postbox {
    private(set) var messages: [String] = []
    var fault: MailFault?
    /// Messages to these addresses fail.
    var refused: Set<String> = []

    var channel: MailChannel {
        MailChannel(from: "考务 <kaowu@example.org>") { [self] bytes throws(MailFault) in
            if let fault { throw fault }
            let text = String(decoding: bytes, as: UTF8.self)
            if refused.contains(Postbox.header("To", of: text)) { throw MailFault(.final, "no such person") }
            messages.append(text)
        }
    }

    var ids: [String] { messages.map { Postbox.header("Message-ID", of: $0) } }
    var addresses: [String] { messages.map { Postbox.header("To", of: $0) } }

    /// Without its angle brackets.
    static func header(_ name: String, of message: String) -> String {
        let line = message.split(separator: "\n").first { $0.hasPrefix(name + ": ") } ?? ""
        return line.dropFirst(name.count + 2).trimmingCharacters(in: ["<", ">"])
    }
}

extension ReleaseReport {
    var didNothing: Bool { [released, taken, redrawn, tooLate, mail.sent, mail.expired].allSatisfy(\.isEmpty) }
}
