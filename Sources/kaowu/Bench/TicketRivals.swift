import Exams
import Foundation
import Tickets

/// Other programs that make PDFs, drawing the same tickets in the same run: same fields, same font, a QR code of the
/// same text, every ticket a file of its own. They are not needed for anything else, so whichever is not installed is
/// named and left out.
struct TicketRivals {
    static let names = ["reportlab", "weasyprint", "chromium"]
    /// Processor seconds each of them may draw for.
    private static let seconds = 10.0

    private let folder: String
    private let tickets: String

    init(_ contents: [TicketContent], in folder: String) throws {
        self.folder = folder
        tickets = folder + "/tickets.json"
        try OutputFile.makeFolder(folder)
        try OutputFile.write(JSONEncoder().encode(contents.map(Page.init)), to: tickets)
    }

    /// Nil if it, Python or segno (for the QR code) is not installed.
    func measure(_ name: String) -> BenchRecord.Tickets? {
        guard let script = TicketRivals.script else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script, name, tickets, folder, "\(TicketRivals.seconds)"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? try? JSONDecoder().decode(BenchRecord.Tickets.self, from: data) : nil
    }

    /// Built along with the program, into the folder beside it.
    private static var script: String? {
        let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        let script = executable?.appendingPathComponent("kaowu_kaowu.resources/Rivals/rivals.py").path
        return script.flatMap { InputFile.exists($0) ? $0 : nil }
    }

    /// What a ticket says, as the rivals read it.
    private struct Page: Encodable {
        let heading = "北京市社会化职业技能等级认定"
        let title = "准 考 证"
        let institution: String
        let batch: String
        let number: String
        let person: [[String]]
        let sessions: [[String]]
        let noticesTitle = "考生须知"
        let notices: [String]
        let code: String
        let foot: String

        init(_ content: TicketContent) {
            institution = content.institution
            batch = "\(content.month)批次"
            number = content.number.grouped
            person = [
                ["姓名", content.name], ["证件类型", content.documentType.title], ["证件号码", content.documentNumber],
                ["职业", content.occupation], ["工种", content.workType ?? "—"], ["等级", content.level.title],
                ["报名单位", content.unit ?? "个人报名"],
            ]
            sessions = content.sessions.map { session in
                [
                    session.subject.title, "\(session.start.day) \(session.start.clock)–\(session.end.clock)",
                    session.venue + " " + session.address, session.roomName,
                    "\(session.seat.number) \(session.seat.row)排\(session.seat.column)列",
                ]
            }
            notices = content.notices
            code = content.seal ?? ""
            foot = "咨询电话 \(content.servicePhone)  第 \(content.revision) 版"
        }
    }
}
