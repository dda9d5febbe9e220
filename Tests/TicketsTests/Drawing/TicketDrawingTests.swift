import Exams
import Foundation
import Testing
import Tickets

@Suite struct TicketDrawingTests {
    private func read<Value>(_ content: TicketContent, _ work: (PaperReader) throws -> Value) throws -> Value {
        let reader = try PaperReader(TicketDrawing().pdf(of: content))
        defer { reader.discard() }
        return try work(reader)
    }

    /// Without white space, which a reader of pages guesses.
    private func text(of content: TicketContent) throws -> String {
        try read(content) { try $0.text() }.filter { !$0.isWhitespace }
    }

    private func codes(_ content: TicketContent) throws -> [Mistake] {
        let drawing = try TicketDrawing()
        do {
            _ = try drawing.pdf(of: content)
            return []
        } catch {
            return error.all
        }
    }

    @Test func everyFieldIsOnThePage() throws {
        let content = try TestScenario.content()
        let page = try text(of: content)
        let expected = [
            "北京市社会化职业技能等级认定", "准考证", "中教畅享（北京）科技有限公司", "2024年3月批次", content.number.digits,
            "测试甲", "居民身份证", "11010119900101001X", "电子商务师", "二级/技师", "测试电商有限公司",
            "理论知识", "技能考核", "综合评审", "2024年3月23日（周六）", "09:00–11:00", "13:30–16:00", "16:30–18:00",
            "08:30入场09:30后禁止入场", "13:00入场14:00后禁止入场", "测试海淀职业技能培训中心", "海淀区测试路1号院2号楼",
            "第3考场", "5层机房", "2排2列", "400-007-5676", "第1版", "2024年3月16日00:00", "测试数据", "非真实考生", "照片",
        ]
        for words in expected { #expect(page.contains(words), "\(words) is not on the page") }
        for notice in content.notices {
            // Lines of a notice stand beside the code's caption; its first words stand on one line.
            let start = notice.filter { !$0.isWhitespace }.prefix(12)
            #expect(page.contains(start), "\(start) is not on the page")
        }
        #expect(!page.contains("玉泉路"), "the service desk's address must not pass for the venue")
    }

    @Test func realCandidatesCarryNoSpecimenMark() throws {
        let page = try text(of: TestScenario.content(application: "A0002"))
        #expect(!page.contains("测试数据"))
        #expect(page.contains("直播销售员"))
        #expect(page.contains("个人报名"))
    }

    @Test func oneSmallPageOfA4() throws {
        let content = try TestScenario.content()
        #expect(try TicketDrawing().pdf(of: content).count < 60_000)
        let facts = try read(content) { try $0.facts() }
        #expect(facts.contains("A4"))
        #expect(facts.contains(/Pages: +1\n/))
    }

    @Test(arguments: [150, 100]) func codeIsReadFromAPictureAndVerifies(dpi: Int) throws {
        let content = try TestScenario.content()
        let text = try read(content) { try $0.code(dpi: dpi) }
        #expect(text == content.seal)
        #expect(try TicketSeal.verify(text, publicKeys: [TestScenario.key().publicKey]) == content.sealPayload)
    }

    /// A scan at 150 dpi as an office's machine makes it: askew, soft, grey and grainy.
    @Test(arguments: [-4.0, -2, 2, 3, 4]) func codeIsReadFromABadScan(tilt: Double) throws {
        let content = try TestScenario.content()
        let scan = try read(content) { try $0.scan(dpi: 150) }
        let bad = scan.rotated(degrees: tilt).blurred().grainy(strength: 20)
        #expect(try bad.codes("qrcode") == [content.seal])
    }

    private func map(width: Int = 600, height: Int = 200, size: Int = 20_000) throws -> Picture {
        try Picture(map: TestJPEG(width: width, height: height, size: size).bytes, file: "maps/HD.jpg")
    }

    @Test func mapIsDrawn() throws {
        var content = try TestScenario.content()
        let without = try TicketDrawing().pdf(of: content)
        let map = try map()
        content.map = map
        let pdf = try TicketDrawing().pdf(of: content)
        #expect(Data(pdf).range(of: Data(map.bytes)) != nil)
        #expect(pdf.count < without.count + map.bytes.count + 2_000)
        let page = try text(of: content)
        #expect(page.contains("考点位置示意图"))
        #expect(page.contains("考生须知"))
    }

    /// The test map is dark in its middle: how high the dark is on the page of three subjects.
    @Test func mapIsLargeBesideTheCodeOfAFullTicket() throws {
        var content = try TestScenario.content()
        content.map = try map()
        let scan = try read(content) { try $0.scan(dpi: 72) }
        let column = TicketSheetMeasures.mapMiddle
        let dark = (560..<790).filter { scan.shades[$0 * scan.width + column] < 120 }
        #expect(dark.count > 50, "\(dark.count) points")
    }

    private enum TicketSheetMeasures {
        /// Of the column left of the code, in points.
        static let mapMiddle = 210
    }

    @Test func anyMapThatOpensIsMadeToFit() throws {
        let map = try map(width: 3000, height: 1000, size: 60_000)
        #expect(map.width == 1400 && map.height == 467)
        #expect(map.bytes.count <= 40_960)
    }

    @Test func mapsThatAreNoneAreRefused() throws {
        func code(_ bytes: [UInt8]) -> String? {
            #expect(throws: Mistakes.self) { try Picture(map: bytes, file: "maps/HD.png") }?.all.first?.code
        }
        #expect(code([UInt8](repeating: 0, count: 65_537)) == "map-not-picture")
        #expect(code([]) == "map-not-picture")
        #expect(code([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]) == "map-not-picture")
        // The header of a PNG of 4,294,967,295 × 4,294,967,295 pixels.
        let header: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        #expect(code(header + [UInt8](repeating: 0xFF, count: 8) + [8, 2, 0, 0, 0]) == "map-not-picture")
    }

    @Test func noticesThatLeaveNoRoomForTheMapGoWithoutIt() throws {
        var content = try TestScenario.content()
        content.map = try map()
        let drawing = try TicketDrawing()
        let notice = content.notices[0]
        for count in 1...60 {
            content.notices = Array(repeating: notice, count: count)
            _ = try drawing.pdf(of: content)
            if !drawing.remarks.isEmpty { break }
        }
        #expect(drawing.remarks.map(\.code) == ["map-no-room"])
        #expect(try !text(of: content).contains("示意图"))
        content.notices = [notice]
        _ = try drawing.pdf(of: content)
        #expect(drawing.remarks.isEmpty)
    }

    @Test func everyInstitutionsTicketStaysSmall() throws {
        for (id, year) in [("BJKJ", 2024), ("ZJCX", 2024), ("CECC", 2024), ("BJOU", 2026)] {
            let book = try RuleBook.shipped(id: id, year: year)
            var content = try TestScenario.content(name: "测试𠮷䶮·阿卜杜热合曼")
            content.institution = book.institution.value
            content.notices = book.candidateNotices.map(\.value)
            #expect(try TicketDrawing().pdf(of: content).count < 60_000, "\(id)")
        }
    }

    @Test func photoIsEmbedded() throws {
        var content = try TestScenario.content()
        let photo = try Photo(jpeg: TestJPEG().bytes)
        content.photo = photo
        let pdf = try TicketDrawing().pdf(of: content)
        #expect(Data(pdf).range(of: Data(photo.picture.bytes)) != nil)
        #expect(try !text(of: content).contains("照片"))
    }

    /// A picture whose stored upper half is dark, held in each of Exif's ways: where the dark half is when upright.
    @Test(arguments: [
        (1, "top"), (2, "top"), (3, "bottom"), (4, "bottom"), (5, "left"), (6, "right"), (7, "right"), (8, "left"),
    ])
    func photosStandUpright(orientation: Int, dark: String) throws {
        var content = try TestScenario.content()
        let isTurned = orientation > 4
        content.photo = try Photo(
            jpeg: TestJPEG(
                width: isTurned ? 350 : 250, height: isTurned ? 250 : 350, orientation: orientation, isHalved: true
            ).bytes)
        let scan = try read(content) { try $0.scan(dpi: 72) }
        // The frame of 91 × 127.5 points at the right of the person's table.
        func shade(_ across: Double, _ down: Double) -> UInt8 {
            scan.shades[Int(185.25 + down * 127.5) * scan.width + Int(446.5 + across * 91)]
        }
        let sides = [
            "top": shade(0.5, 0.2), "bottom": shade(0.5, 0.8), "left": shade(0.2, 0.5), "right": shade(0.8, 0.5),
        ]
        let middle = UInt8(128)
        let opposite = ["top": "bottom", "bottom": "top", "left": "right", "right": "left"][dark] ?? ""
        #expect(try #require(sides[dark]) < middle && #require(sides[opposite]) > middle, "\(sides)")
    }

    @Test func sameContentSameBytesWhateverWasDrawnBefore() throws {
        let content = try TestScenario.content()
        let drawing = try TicketDrawing()
        let first = try drawing.pdf(of: content)
        _ = try drawing.pdf(of: TestScenario.content(name: "张试一", application: "A0002"))
        #expect(try drawing.pdf(of: content) == first)
        #expect(try TicketDrawing().pdf(of: content) == first)
        var later = content
        later.printedAsOf = try #require(LocalSecond("2024-03-17T00:00:00"))
        #expect(try drawing.pdf(of: later) != first)
    }

    @Test func sameBytesInAnotherProcess() async throws {
        let here = try TicketDrawing().pdf(of: TestScenario.content(name: "测试𠮷")).map { String($0) }
        let other = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let there = try TicketDrawing().pdf(of: TestScenario.content(name: "测试𠮷"))
            print("<pdf>" + there.map { String($0) }.joined(separator: ",") + "</pdf>")
        }
        let printed = String(decoding: other.standardOutputContent, as: UTF8.self)
        #expect(printed.contains("<pdf>" + here.joined(separator: ",") + "</pdf>"))
    }

    @Test(arguments: [
        "测试𠮷", "䶮测试", "测试·买买提江·测试阿卜杜拉", "Test Person Maria-Magdalena van der Invented-Longname y Testera",
        "古丽测试·阿卜杜热合曼·测试图尔荪·艾合买提江", "Ṭest Nguyễn Øyvind",
    ])
    func rareAndLongNamesAreDrawn(name: String) throws {
        let page = try text(of: TestScenario.content(name: name))
        #expect(page.contains(name.filter { !$0.isWhitespace }))
    }

    @Test func rareCharactersStaySmall() throws {
        #expect(try TicketDrawing().pdf(of: TestScenario.content(name: "测试𠮷")).count < 60_000)
    }

    @Test(arguments: ["\u{E000}", "\u{E863}", "\u{10FFFD}", "\u{FFFD}", "\u{202E}", "\u{7}"])
    func aCharacterNobodyCanDrawIsNamed(character: String) throws {
        var content = try TestScenario.content()
        content.name = "测" + character + "试"
        let mistakes = try codes(content)
        let value = try #require(character.unicodeScalars.first?.value)
        #expect(mistakes.map(\.code) == ["ticket-character-missing"])
        #expect(mistakes.first?.column == "姓名")
        #expect(mistakes.first?.cause.contains("U+" + String(format: "%04X", value)) == true)
    }

    @Test func aTextBeyondItsPlaceIsReported() throws {
        let content = try TestScenario.content(name: String(repeating: "测试", count: 200))
        #expect(try codes(content).map(\.code) == ["ticket-text-too-long"])
    }

    /// Found before anybody's ticket is drawn, and told once, not once for each subject.
    @Test func anAddressBeyondItsPlaceIsReportedOnce() throws {
        let long = String(repeating: "测试路一号院", count: 20)
        let found = try TicketDrawing().faults(venue: "测试中心", address: long, roomName: "第3考场 · 5层机房")
        #expect(found.map(\.code) == ["ticket-text-too-long"])
        #expect(found.first?.column == "考点地址")
        var content = try TestScenario.content()
        for place in content.sessions.indices { content.sessions[place].address = long }
        #expect(try codes(content) == found)
        #expect(try TicketDrawing().faults(venue: "测试中心", address: "测试路 1 号院", roomName: "1").isEmpty)
        #expect(try TicketDrawing().faults(name: "测试甲", unit: long + long).first?.column == "报名单位")
    }

    @Test func noticesBeyondThePageAreReported() throws {
        var content = try TestScenario.content()
        content.notices = Array(repeating: content.notices[0], count: 60)
        #expect(try codes(content).map(\.code) == ["ticket-overflow"])
    }

    @Test func anUnsignedTicketIsNotDrawn() throws {
        var content = try TestScenario.content()
        content.seal = nil
        #expect(try codes(content).map(\.code) == ["ticket-unsigned"])
    }
}
