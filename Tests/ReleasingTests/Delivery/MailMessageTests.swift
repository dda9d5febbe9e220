import Exams
import Foundation
import Releasing
import Testing

/// What goes out, read as a mail program would.
@Suite struct MailMessageTests {
    private func message() throws -> String {
        let desk = try Desk(["BJOU"], candidates: 1)
        let box = Postbox()
        _ = try desk.releaser(mail: box.channel).release(now: second(opening, 30_600))
        return try #require(box.messages.first)
    }

    @Test func isPlainASCIIInShortLines() throws {
        let message = try message()
        #expect(message.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
        #expect(message.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 || $0.hasPrefix("Content-Type") })
    }

    @Test func theHeadersSayWhoWhatAndWhen() throws {
        let message = try message()
        #expect(Postbox.header("To", of: message) == "p1000@example.org")
        #expect(Postbox.header("From", of: message) == "=?utf-8?B?6ICD5Yqh?= <kaowu@example.org")
        #expect(Postbox.header("Date", of: message) == "Sat, 16 Mar 2024 08:30:00 +0800")
        #expect(Postbox.header("Auto-Submitted", of: message) == "auto-generated")
        #expect(Postbox.header("Message-ID", of: message).wholeMatch(of: #/\d{16}\.1\.1@tickets\.kaowu/#) != nil)
    }

    @Test func theTextNamesThePersonAndTheTicketIsAttached() throws {
        let desk = try Desk(["BJOU"], candidates: 1)
        let box = Postbox()
        let report = try desk.releaser(mail: box.channel).release(now: opening)
        let message = try #require(box.messages.first)
        let parts = message.components(separatedBy: "\n\n").dropFirst(2).map { part in
            Data(base64Encoded: String(part.prefix { $0 != "-" }), options: .ignoreUnknownCharacters) ?? Data()
        }
        let file = try #require(report.released.first?.file)
        #expect(parts.count == 2)
        let text = String(decoding: parts[0], as: UTF8.self)
        #expect(text.contains("张试1") && text.contains("2024-03-23 09:00"))
        // The ID number is in the ticket only.
        #expect(!text.contains("E10000000"))
        #expect(String(decoding: parts[1], as: UTF8.self) == (try desk.files()[file]))
    }
}
