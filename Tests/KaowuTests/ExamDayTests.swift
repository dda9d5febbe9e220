import ExampleOffice
import Exams
import Foundation
import Testing

/// A released ticket at the door, and the papers of the rooms, before and after somebody is moved on the exam morning.
@Suite struct ExamDayTests {
    private static let released = "2024-05-10T09:00"

    /// A sitting with all tickets out, of its own as the test changes it.
    private func office() throws -> (folder: WorkFolder, database: String) {
        let folder = try WorkFolder()
        let database = folder.path("office.sqlite")
        try FileManager.default.copyItem(atPath: try Office.database(), toPath: database)
        try FileManager.default.copyItem(atPath: try Office.key(), toPath: folder.path("office.key"))
        _ = try Program.result(
            "release", "--database", database, "--folder", folder.path("tickets"), "--now", Self.released)
        return (folder, database)
    }

    @Test func aTicketOpensItsDoorAndStillDoesAfterASwap() throws {
        let (folder, database) = try office()
        let list = folder.path("door.json")
        _ = try Program.result("export", "door", "--database", database, "--output", list)
        let seat = try firstSeat(of: database, folder)
        let code = try scannedCode(of: seat.application, in: folder)
        func door(_ code: String, _ options: String...) throws -> Program.Run {
            try Program.run(["door", code, "--list", list] + options)
        }
        let morning = (seat.start + -20).description
        #expect(try door(code, "--room", seat.room, "--at", morning).code == 0)
        let elsewhere = try door(code, "--room", try otherRoom(than: seat.room, list), "--at", morning)
        #expect(elsewhere.code == 1 && elsewhere.output.contains("请到"))
        let early = try door(code, "--room", seat.room, "--at", (seat.start + -31).description)
        #expect(early.code == 1 && early.output.contains("未到时间"))
        let forged = try door(String(code.dropLast()) + (code.hasSuffix("0") ? "1" : "0"), "--at", morning)
        #expect(forged.code == 1 && !forged.output.contains("放行"))

        _ = try Program.result(
            "seat", "swap", seat.application, "--database", database, "--by", "测试员", "--why", "测试换机", "--now", morning)
        _ = try Program.result("export", "door", "--database", database, "--output", list)
        let swapped = try door(code.lowercased() + "  ", "--room", seat.room, "--at", morning)
        #expect(swapped.code == 0 && swapped.output.contains("机位已换为"), "\(swapped.output)")
        let lines = try Program.run("door", code, code, "--list", list, "--at", morning, "--json").output
        #expect(lines.split(separator: "\n").count == 2 && lines.contains("scannedBefore"), "\(lines)")
        #expect(try door(code, "--venue", "没有", "--at", morning).diagnostics.contains("venue-unknown"))
        #expect(try door(code, "--venue", "SJS01", "--at", morning).code == 0)
        let text = try String(contentsOfFile: list, encoding: .utf8)
        #expect(!text.contains(#/\d{17}[\dX]/#), "the list holds no ID number")
    }

    /// The first session has begun: nothing new is issued, so the ticket that is out must do for the rest of the day.
    @Test func aSwapAfterTheStartLocksNobodyOut() throws {
        let (folder, database) = try office()
        let list = folder.path("door.json")
        let seat = try firstSeat(of: database, folder)
        let code = try scannedCode(of: seat.application, in: folder)
        let later = (seat.start + 10).description
        let swap = try Program.result(
            "seat", "swap", seat.application, "--database", database, "--by", "测试员", "--why", "测试换机", "--now", later)
        #expect(swap.output.contains("不发新准考证") && swap.output.contains("export door"))
        let release = try Program.result(
            "release", "--database", database, "--folder", folder.path("tickets"), "--now", later)
        #expect(release.output.contains("发放 0 张"))
        _ = try Program.result("export", "door", "--database", database, "--output", list)
        let run = try Program.run("door", code, "--list", list, "--room", seat.room, "--at", later)
        #expect(run.code == 0 && run.output.contains("机位已换为"), "\(run.output)")
    }

    /// The ticket printed first names the machine its holder has again.
    @Test func anUndoneSwapLocksNobodyOut() throws {
        let (folder, database) = try office()
        let list = folder.path("door.json")
        let seat = try firstSeat(of: database, folder)
        let code = try scannedCode(of: seat.application, in: folder)
        let morning = (seat.start + -60).description
        let later = (seat.start + -20).description
        _ = try Program.result(
            "seat", "swap", seat.application, "--database", database, "--by", "测试员", "--why", "测试换机", "--now", morning)
        _ = try Program.result("undo", "--to", "1", "--database", database, "--now", morning)
        _ = try Program.result("undo", "--to", "1", "--commit", "--database", database, "--now", morning)
        _ = try Program.result("export", "door", "--database", database, "--output", list)
        let first = try Program.run("door", code, "--list", list, "--room", seat.room, "--at", later)
        #expect(first.code == 0 && !first.output.contains("机位已换为"), "\(first.output)")
        #expect(try Program.result("show", "room", seat.room, "--database", database).output.contains("其后已撤销"))
        _ = try Program.result(
            "release", "--database", database, "--folder", folder.path("tickets"), "--now", morning)
        _ = try Program.result("export", "door", "--database", database, "--output", list)
        for edition in [code, try scannedCode(of: seat.application, in: folder)] {
            let run = try Program.run("door", edition, "--list", list, "--room", seat.room, "--at", later)
            #expect(run.code == 0 && !run.output.contains("机位已换为"), "\(run.output)")
        }
    }

    /// Whoever sits is not moved by taking back what brought him there; only what is to come goes back.
    @Test func anUndoAfterTheStartLeavesWhoSitsWhereHeSits() throws {
        let (folder, database) = try office()
        let seat = try firstSeat(of: database, folder)
        let later = (seat.start + 10).description
        _ = try Program.result(
            "seat", "swap", seat.application, "--database", database, "--by", "测试员", "--why", "测试换机", "--now", later)
        _ = try Program.result("undo", "--to", "1", "--database", database, "--now", later)
        _ = try Program.result("undo", "--to", "1", "--commit", "--database", database, "--now", later)
        let bill = try Program.result("diff", "2", "3", "--database", database, "--json").decoded(Bill.self)
        #expect(bill.moves.allSatisfy { $0.to?.subjects.first == $0.from?.subjects.first && !$0.isTicketVoid })
        #expect(try Program.run("audit", "--reproduce", "3", "--database", database).code == 0)
    }

    /// Without the key file of before, a new key signs, and what is out stays good.
    @Test func aLostKeyIsReplaced() throws {
        let (folder, database) = try office()
        let seat = try firstSeat(of: database, folder)
        let code = try scannedCode(of: seat.application, in: folder)
        let early = try Program.run("key", "rotate", "--lost", "--database", database)
        #expect(early.code == 1 && early.diagnostics.contains("signing-key-present"))
        try FileManager.default.removeItem(atPath: folder.path("office.key"))
        let release = ["release", "--database", database, "--folder", folder.path("tickets"), "--now", Self.released]
        let stopped = try Program.run(release)
        #expect(stopped.diagnostics.contains("key rotate --lost") && !stopped.diagnostics.contains("key create"))
        _ = try Program.result("key", "rotate", "--lost", "--database", database)
        #expect(try Program.run(release).code == 0)
        _ = try Program.result("export", "door", "--database", database, "--output", folder.path("door.json"))
        let run = try Program.run(
            "door", code, "--list", folder.path("door.json"), "--at", (seat.start + -20).description)
        #expect(run.code == 0, "\(run.output)")
    }

    @Test func thePacketIsWholeAndAfterAMoveOnlyWhatChanged() throws {
        let (folder, database) = try office()
        let seat = try firstSeat(of: database, folder)
        let packet = folder.path("packet")
        _ = try Program.result("packet", "--database", database, "--output", packet)
        let files = try listed(packet)
        let onDisk = try FileManager.default.subpathsOfDirectory(atPath: packet).filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: packet + "/" + $0, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
        #expect(Set(onDisk) == Set(files + ["SHA256SUMS"]))
        #expect(try Tool.run("sha256sum", "--check", "--quiet", "SHA256SUMS", in: packet).isEmpty)
        for file in files where file.contains("/confidential/") {
            let attributes = try FileManager.default.attributesOfItem(atPath: packet + "/" + file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
        let again = try Program.run("packet", "--database", database, "--output", packet)
        #expect(again.code == 1 && again.diagnostics.contains("folder-not-empty"))
        _ = try Program.result("packet", "--database", database, "--output", folder.path("second"))
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: packet + "/SHA256SUMS"))
                == Data(contentsOf: URL(fileURLWithPath: folder.path("second/SHA256SUMS"))))

        _ = try Program.result(
            "seat", "swap", seat.application, "--database", database, "--by", "测试员", "--why", "测试换机", "--now",
            (seat.start + -20).description)
        _ = try Program.result("packet", "--database", database, "--since", "1", "--output", folder.path("changed"))
        let day = "BJKJ-2024-05/\(seat.start.day)"
        let changed = try listed(folder.path("changed")).filter { $0.hasSuffix(".pdf") }
        #expect(!changed.isEmpty && changed.allSatisfy { $0.hasPrefix(day) })
        let notes = try String(contentsOfFile: folder.path("changed/changes.txt"), encoding: .utf8)
        #expect(notes.contains("重印") && notes.contains("第 2 版"))
    }

    private struct Standing: Decodable {
        struct Ticket: Decodable { var application: String }
        var suspended: [Ticket]
        var pendingEvents: Int
        var out: Int
    }

    /// Days recorded as cancelled and not yet planned anew: release, status, door and packet all say so.
    @Test func aCancelledDayIsSaidEverywhere() throws {
        let (folder, database) = try office()
        let seat = try firstSeat(of: database, folder)
        let code = try scannedCode(of: seat.application, in: folder)
        let days = try examDays(in: folder)
        for day in days {
            _ = try Program.result(
                "event", "add", "考试日取消", "--day", "\(day)", "--institution", "BJKJ", "--filing", "测备1", "--filed",
                "2024-05-10", "--by", "测试员", "--why", "停电", "--database", database, "--now", "2024-05-11T09:00")
        }
        let now = "2024-05-11T09:10"
        let status = try Program.run("status", "--database", database, "--now", now)
        #expect(status.code == 4 && status.output.contains("还没有编进方案的变化 \(days.count) 件"), "\(status.output)")
        let standing = try Program.run("status", "--database", database, "--now", now, "--json").decoded(Standing.self)
        #expect(!standing.suspended.isEmpty && standing.pendingEvents == days.count)
        let release = try Program.run(
            "release", "--database", database, "--folder", folder.path("tickets"), "--now", now)
        #expect(release.code == 4 && release.output.contains("已发准考证的座位因登记的变化失效，等重排（\(standing.suspended.count)）"))
        _ = try Program.result(
            "export", "door", "--database", database, "--output", folder.path("door.json"), "--now", now)
        let door = try Program.run(
            "door", code, "--list", folder.path("door.json"), "--room", seat.room, "--at",
            (seat.start + -20).description)
        #expect(door.code == 1 && door.output.contains("暂停使用"), "\(door.output)")
        let packet = try Program.run("packet", "--database", database, "--output", folder.path("packet"))
        #expect(packet.code == 4 && packet.diagnostics.contains("left-out-session-cancelled"), "\(packet.diagnostics)")
        #expect(packet.diagnostics.contains("changes-not-planned") && packet.diagnostics.contains(seat.application))
        // They were all days of the sitting.
        #expect(!FileManager.default.fileExists(atPath: folder.path("packet")))
    }

    /// Whoever has left since the plan is on no paper, and is named.
    @Test func whoHasLeftIsNotOnThePapers() throws {
        let (folder, database) = try office()
        let seat = try firstSeat(of: database, folder)
        _ = try Program.result(
            "event", "add", "退考", "--application", seat.application, "--by", "测试员", "--why", "本人申请", "--database",
            database, "--now", "2024-05-11T09:00")
        let packet = try Program.run("packet", "--database", database, "--output", folder.path("packet"))
        #expect(packet.code == 4 && packet.diagnostics.contains("left-out-withdrawn"), "\(packet.diagnostics)")
        #expect(packet.diagnostics.contains(seat.application))
        let index = try String(contentsOfFile: folder.path("tickets/index.csv"), encoding: .utf8)
        let row = try #require(index.split(whereSeparator: \.isNewline).first { $0.contains(seat.application) })
        let number = String(row.prefix(16))
        for file in try listed(folder.path("packet")) where file.hasSuffix(".pdf") {
            let text = try Tool.run("pdftotext", folder.path("packet/\(file)"), "-", in: folder.path(""))
            #expect(!text.replacing(" ", with: "").contains(number), "\(file)")
        }
    }

    private struct FirstSeat {
        var application: String
        var room: String
        var start: LocalMinute
    }

    /// Of the person with the earliest exam.
    private func firstSeat(of database: String, _ folder: WorkFolder) throws -> FirstSeat {
        _ = try Program.result("export", "plan", "--database", database, "--output", folder.path("plan.json"))
        _ = try Program.result("export", "problem", "--database", database, "--output", folder.path("problem.json"))
        let plan = try Plan.read(from: URL(fileURLWithPath: folder.path("plan.json")))
        let problem = try Problem.read(from: URL(fileURLWithPath: folder.path("problem.json")))
        let starts = Dictionary(
            problem.sittings.flatMap(\.periods).map { ($0.id, $0.start) }, uniquingKeysWith: { first, _ in first })
        let seats = plan.placements.compactMap { placement -> FirstSeat? in
            guard let seat = placement.subjects.first, let start = starts[seat.period] else { return nil }
            return FirstSeat(application: placement.application, room: seat.room, start: start)
        }
        return try #require(seats.min { $0.start < $1.start })
    }

    /// Of the plan that `firstSeat` has written out.
    private func examDays(in folder: WorkFolder) throws -> [Day] {
        let plan = try Plan.read(from: URL(fileURLWithPath: folder.path("plan.json")))
        let problem = try Problem.read(from: URL(fileURLWithPath: folder.path("problem.json")))
        let used = Set(plan.placements.flatMap { $0.subjects.map(\.period) })
        return Set(problem.sittings.flatMap(\.periods).filter { used.contains($0.id) }.map(\.start.day)).sorted()
    }

    private func otherRoom(than room: String, _ list: String) throws -> String {
        let text = try String(contentsOfFile: list, encoding: .utf8)
        let rooms = text.matches(of: #/"(SJS01-\d)"/#).map { String($0.output.1) }
        return try #require(rooms.first { $0 != room })
    }

    /// From a picture of the released page, as a scanner at the door reads it.
    private func scannedCode(of application: String, in folder: WorkFolder) throws -> String {
        let index = try String(contentsOfFile: folder.path("tickets/index.csv"), encoding: .utf8)
        let row = try #require(index.split(whereSeparator: \.isNewline).first { $0.contains(application) })
        let file = try #require(row.split(separator: ",").first { $0.hasSuffix(".pdf") })
        _ = try Tool.run(
            "pdftoppm", "-r", "150", "-png", "-singlefile", folder.path("tickets/\(file)"), folder.path("page"),
            in: folder.path(""))
        let read = try Tool.run(
            "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", folder.path("page.png"), in: folder.path(""))
        return read.trimmingCharacters(in: .newlines)
    }

    private func listed(_ packet: String) throws -> [String] {
        try String(contentsOfFile: packet + "/SHA256SUMS", encoding: .utf8).split(separator: "\n").map {
            String($0.dropFirst(66))
        }
    }
}
