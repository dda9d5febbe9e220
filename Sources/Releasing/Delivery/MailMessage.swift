import Exams
import Foundation

/// One ticket as a mail: a few lines of text and the PDF. The same values give the same bytes.
///
/// RFC 5322 and MIME (RFC 2045–2047): everything that is not ASCII is encoded, so that the message passes any mail
/// system. The text holds no ID number; the ticket attached does, as the door-keeper needs it.
struct MailMessage: Equatable {
    var id: String
    var from: String
    var address: String
    var date: LocalSecond
    var name: String
    var institution: String
    var number: String
    var firstStart: LocalMinute
    /// An earlier ticket of this person went before and is void.
    var isReplacement: Bool
    var ticket: [UInt8]

    var bytes: [UInt8] {
        let boundary = "kaowu-\(number)-\(ticket.count)"
        let headers = [
            "From: \(MailMessage.sender(from))",
            "To: <\(address)>",
            "Subject: \(MailMessage.encodedWords(subject))",
            "Date: \(MailMessage.date(date))",
            "Message-ID: <\(id)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=\"\(boundary)\"",
        ]
        let lines =
            headers + [
                "", "--\(boundary)", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
                MailMessage.base64(Array(text.utf8)), "--\(boundary)",
                "Content-Type: application/pdf; name=\"\(number).pdf\"",
                "Content-Disposition: attachment; filename=\"\(number).pdf\"", "Content-Transfer-Encoding: base64", "",
                MailMessage.base64(ticket), "--\(boundary)--", "",
            ]
        return Array(lines.joined(separator: "\n").utf8)
    }

    private var subject: String { "\(institution)准考证\(isReplacement ? "（更新）" : "") \(number)" }

    private var text: String {
        let replaced = isReplacement ? "此前收到的准考证已经作废，入场以本次为准。\n" : ""
        return """
            \(name)：

            您的准考证见附件，准考证号 \(number)，首场考试 \(firstStart.day) \(firstStart.clock)（北京时间）。
            \(replaced)请核对准考证上的信息，自行打印，与有效身份证件一起带到考场。信息有误请在考前与我们联系。

            \(institution)
            （本邮件由考务系统自动发出）

            """
    }

    /// `考务办公室 <office@example.org>` or a bare address; the name may need encoding.
    private static func sender(_ text: String) -> String {
        guard let bracket = text.lastIndex(of: "<"), text.hasSuffix(">") else { return "<\(text)>" }
        let name = text[..<bracket].trimmingCharacters(in: .whitespaces)
        return (name.isEmpty ? "" : encodedWords(name) + " ") + text[bracket...]
    }

    /// RFC 2047: words of at most 75 characters, none ending within a character.
    static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        for character in text {
            // 39 bytes give 52 characters of Base64, 64 with their frame, 73 after “Subject: ”.
            if chunk.count + character.utf8.count > 39 {
                words.append(Data(chunk).base64EncodedString())
                chunk = []
            }
            chunk += character.utf8
        }
        if !chunk.isEmpty { words.append(Data(chunk).base64EncodedString()) }
        return words.map { "=?utf-8?B?\($0)?=" }.joined(separator: "\n ")
    }

    static func date(_ moment: LocalSecond) -> String {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, day) = moment.day.components
        let weekday = days[(moment.day.number % 7 + 7) % 7]
        return "\(weekday), \(day) \(months[month - 1]) \(year) \(moment.description.suffix(8)) +0800"
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed])
    }
}
