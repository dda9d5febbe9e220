import Exams
import Foundation
import Testing
import Tickets
import Verifying

/// The papers of the two candidates of `TestScenario`: A0001 sits three subjects in room HD-03, A0002 one in HD-04.
@Suite struct PacketTests {
    private func contents(
        revisions: Int = 1, since: Int? = nil, invoices: Bool = false, photo: Photo? = nil,
        leftOut: [String: Set<String>] = [:]
    ) throws -> [PacketContent] {
        var scenario = try TestScenario.scenario()
        if invoices {
            scenario.ruleBooks[0].payment.invoiceOnExamDay = try RuleBook.shipped(id: "CECC", year: 2024)
                .payment.invoiceOnExamDay
        }
        let plan = try TestScenario.plan(for: scenario)
        // Later revisions put A0002 on the desk beside.
        var moved = plan.plan
        moved.placements[1].subjects[0].column = 2
        let later = try verify(problem: plan.problem, plan: moved)
        let index = PacketIndex(
            scenario: scenario, revisions: (1...revisions).map { (number: $0, plan: $0 == 1 ? plan : later) },
            since: since, numbers: ["A0001": try TestScenario.number(1), "A0002": try TestScenario.number(2)],
            swaps: [try swap()], leftOut: leftOut,
            printedAsOf: try #require(LocalSecond("2024-03-10T09:00:00")))
        return try index.contents { $0.id == "P000001" ? photo : nil }
    }

    /// A0002 gave up the first machine of HD-04 for the one beside.
    private func swap() throws -> PacketIndex.NotedSwap {
        let plan = try TestScenario.plan(for: try TestScenario.scenario()).plan
        let seat = plan.placements[1].subjects[0]
        return PacketIndex.NotedSwap(
            application: "A0002", period: seat.period, room: seat.room, from: [seat.row, seat.column],
            to: [seat.row, 2], at: try #require(LocalSecond("2024-03-23T08:41:00")), why: "测试死机")
    }

    private func papers(_ content: PacketContent) throws -> [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: try PacketPress().papers(of: content).map { ($0.path, $0.bytes) })
    }

    private func text(_ bytes: [UInt8]?) throws -> String {
        let reader = try PaperReader(try #require(bytes))
        defer { reader.discard() }
        return try reader.text()
    }

    private func occurrences(of words: String, in text: String) -> Int { text.ranges(of: words).count }

    @Test func everyPaperOfTheDayIsMade() throws {
        let content = try #require(contents().first)
        #expect(try contents().count == 1)
        #expect(content.folder == "ZJCX-2024-03/2024-03-23-HD")
        #expect(
            try papers(content).keys.sorted() == [
                "confidential/监考安排表.pdf", "confidential/签到表.pdf", "confidential/考务.xlsx", "confidential/考务统计表.pdf",
                "confidential/考场情况记录单.pdf", "public/座位图.pdf", "public/桌贴.pdf", "public/考生名册.pdf",
                "public/考生名册.xlsx", "public/门贴.pdf",
            ])
        let invoices = try #require(contents(invoices: true).first)
        #expect(try papers(invoices)["confidential/发票领取名单.pdf"] != nil)
    }

    @Test func everybodyIsOnJustOneSignInSheetOfEachSession() throws {
        let content = try #require(contents().first)
        #expect(content.sessions.map(\.room.id) == ["HD-03", "HD-03", "HD-04", "HD-03"])
        #expect(
            content.sessions.map { $0.candidates.map(\.application) } == [["A0001"], ["A0001"], ["A0002"], ["A0001"]])
        let page = try text(papers(content)["confidential/签到表.pdf"])
        #expect(occurrences(of: "11010119900101001X", in: page) == 3)
        #expect(occurrences(of: "E00000001", in: page) == 1)
        #expect(occurrences(of: try TestScenario.number(1).grouped, in: page) == 3)
    }

    @Test func whatIsPostedMasksNumbers() throws {
        for invoices in [false, true] {
            let made = try papers(try #require(contents(invoices: invoices).first))
            for (path, bytes) in made where path.hasSuffix(".pdf") && path != "confidential/签到表.pdf" {
                let page = try text(bytes)
                for secret in ["11010119900101001X", "E00000001"] {
                    #expect(!page.contains(secret), "\(path) shows a whole number")
                }
            }
            for path in ["public/门贴.pdf", "public/考生名册.pdf"] {
                #expect(try text(made[path]).contains("110*************1X"), "\(path)")
            }
        }
    }

    @Test func workbooksHoldTheSameAndMaskToo() throws {
        let made = try papers(try #require(contents().first))
        func shared(_ path: String) throws -> String {
            try ZipReader.text("xl/sharedStrings.xml", in: try #require(made[path]))
        }
        let open = try shared("public/考生名册.xlsx")
        #expect(open.contains("110*************1X"))
        #expect(!open.contains("11010119900101001X"))
        #expect(try shared("confidential/考务.xlsx").contains("11010119900101001X"))
    }

    /// Who has left is on no paper; a session that nobody is left in has none, and after an earlier print is void.
    @Test func whoIsLeftOutIsOnNoPaper() throws {
        let period = try #require(contents().first?.sessions[2].period)
        let content = try #require(contents(leftOut: ["A0002": [period], "A0001": []]).first)
        #expect(content.sessions.map(\.room.id) == ["HD-03", "HD-03", "HD-03"] && content.dropped.isEmpty)
        for (path, bytes) in try papers(content) where path.hasSuffix(".pdf") {
            #expect(try !text(bytes).contains(try TestScenario.number(2).grouped), "\(path)")
        }
        let later = try #require(contents(revisions: 2, since: 1, leftOut: ["A0002": [period]]).first)
        #expect(later.dropped.count == 1 && later.sessions.allSatisfy { !$0.isChanged && $0.revision == 1 })
    }

    @Test func sameContentSameBytes() throws {
        let portrait = try Photo(jpeg: TestJPEG().bytes)
        let content = try #require(contents(photo: portrait).first)
        let first = try papers(content)
        #expect(try papers(content) == first)
        let photo = Data(portrait.picture.bytes)
        let sheet = Data(try #require(first["confidential/签到表.pdf"]))
        #expect(sheet.range(of: photo) != nil)
    }

    @Test func everyPageIsStampedAndSaysItsRoom() throws {
        let made = try papers(try #require(contents().first))
        let doors = try text(made["public/门贴.pdf"])
        #expect(occurrences(of: "第 1 版", in: doors) == 4)
        for words in ["第3考场", "第4考场", "09:00–11:00", "08:30 开始入场", "应到 1 人", "测试数据"] {
            #expect(doors.contains(words), "\(words)")
        }
        let record = try text(made["confidential/考场情况记录单.pdf"])
        for words in ["机器更换", "原机位", "备用机位", "监考员（二）", "08:41", "测试死机"] { #expect(record.contains(words), "\(words)") }
    }

    @Test func aReplanReprintsOnlyTheRoomThatChanged() throws {
        let content = try #require(contents(revisions: 3, since: 1).first)
        #expect(content.sessions.map(\.isChanged) == [false, false, true, false])
        // The third revision changed nothing more.
        #expect(content.sessions.map(\.revision) == [1, 1, 2, 1])
        let doors = try text(papers(content)["public/门贴.pdf"])
        #expect(doors.contains("第 2 版"))
        #expect(!doors.contains("第3考场"))
        let still = try #require(contents(revisions: 3, since: 2).first)
        #expect(try papers(still).isEmpty)
    }

    @Test func calendarNamesSessionsAndNobody() throws {
        let calendar = String(decoding: SessionCalendar.bytes(try contents()), as: UTF8.self)
        let lines = calendar.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 3)
        #expect(calendar.contains("DTSTART;TZID=Asia/Shanghai:20240323T090000"))
        #expect(calendar.contains("DTSTAMP:20240310T010000Z"))
        #expect(!calendar.contains("测试甲"))
    }

    /// In the second revision A0001 has another machine in the first period, in the third a room of another venue.
    @Test func aCalendarIsRenewedOnlyWhereThePlanChanged() throws {
        var scenario = try TestScenario.scenario()
        let elsewhere = TestScenario.venues.replacing("HD", with: "CY")
        scenario.venues += try TestScenario.decoded([VenueSheet].self, elsewhere)
        let first = try TestScenario.plan(for: scenario)
        var moved = first.plan
        moved.placements[0].subjects[0].column = 3
        let second = try verify(problem: first.problem, plan: moved)
        func calendar(_ plans: [VerifiedPlan], since: Int?) throws -> [String: [String]] {
            let index = PacketIndex(
                scenario: scenario, revisions: plans.enumerated().map { (number: $0.offset + 1, plan: $0.element) },
                since: since, numbers: ["A0001": try TestScenario.number(1), "A0002": try TestScenario.number(2)],
                printedAsOf: try #require(LocalSecond("2024-03-10T09:00:00")))
            let bytes = SessionCalendar.bytes(try index.contents { _ in nil })
            let events = String(decoding: bytes, as: UTF8.self).components(separatedBy: "BEGIN:VEVENT").dropFirst()
            let pairs = events.map { event in
                let lines = event.components(separatedBy: "\r\n")
                return (lines.first { $0.hasPrefix("UID:") } ?? "", lines)
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
        func entry(_ period: String, _ events: [String: [String]]) throws -> [String] {
            try #require(events["UID:ZJCX-2024-03.\(period).HD@kaowu"])
        }
        let later = try calendar([first, second], since: nil)
        #expect(try entry("T", later).contains("SEQUENCE:2"))
        #expect(try entry("S", later).contains("SEQUENCE:1"))
        #expect(try entry("R", later).contains("SEQUENCE:1"))

        for index in moved.placements[0].subjects.indices { moved.placements[0].subjects[index].room = "CY-03" }
        let third = try verify(problem: first.problem, plan: moved)
        let cancelled = try calendar([first, second, third], since: 2)
        for period in ["T", "R"] {
            let gone = try entry(period, cancelled)
            #expect(gone.contains("STATUS:CANCELLED") && gone.contains("SEQUENCE:3"))
        }
        #expect(try !entry("S", cancelled).contains("STATUS:CANCELLED"))
        #expect(try calendar([first, second, third], since: nil).count == 4)
    }

    @Test func oneNameThatCannotBePrintedKeepsNobodysPapers() throws {
        let names = [
            String(repeating: "Wolfeschlegelsteinhausen ", count: 4) + "Test", "测\u{200B}试", "测\u{E000}试",
        ]
        for name in names {
            var content = try #require(contents().first)
            for index in content.sessions.indices {
                for place in content.sessions[index].candidates.indices
                where content.sessions[index].candidates[place].application == "A0001" {
                    content.sessions[index].candidates[place].name = name
                }
            }
            let press = try PacketPress()
            let made = Dictionary(uniqueKeysWithValues: try press.papers(of: content).map { ($0.path, $0.bytes) })
            #expect(try made.keys.sorted() == papers(try #require(contents().first)).keys.sorted())
            let remark = try #require(press.remarks.first)
            #expect(press.remarks.count == 1 && remark.column == "姓名" && remark.cause.contains("A0001"))
            #expect(remark.code == (name.contains("测") ? "packet-character-missing" : "packet-text-cut"))
            let roster = try text(made["public/考生名册.pdf"])
            let sign = name.contains("\u{200B}") ? "测试" : name.contains("测") ? "测〓试" : "…"
            #expect(roster.contains(sign), "\(name)")
            // Nothing is left of it for the next venue.
            _ = try press.papers(of: try #require(contents().first))
            #expect(press.remarks.isEmpty)
        }
    }
}
