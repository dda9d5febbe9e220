import Testing

@testable import Exams

@Suite struct CellTests {
    private func cell(_ text: String) -> Cell {
        Cell(Array(text.utf8)[...], row: 2, in: ColumnName.named("列", in: "t.csv"))
    }

    @Test func blanksAroundAreNotContent() {
        #expect(cell(" \t　\u{A0}测试 甲\u{FEFF}\u{200B}　\r\n").text == "测试 甲")
        #expect(cell("　 ").isEmpty)
    }

    @Test func fullWidthFormsAreFolded() {
        #expect(String(decoding: cell("２０２４－０３　（Ａｚ～）").halfWidth, as: UTF8.self) == "2024-03 (Az~)")
        #expect(cell("中教畅享（北京） Ｘ").word == "中教畅享(北京)x")
    }

    @Test func listsAreSeparatedByAllUsualMarks() {
        #expect(cell("一;二；三、四，五,六\n七; ;").parts.map(\.text) == ["一", "二", "三", "四", "五", "六", "七"])
        #expect(cell("").parts.isEmpty)
    }

    @Test func aQuotedCellShowsNoLongNumber() {
        #expect(cell("110199199001010010").quoted == "“110***************”")
        #expect(cell("１１０１９９199001010010号").quoted == "“110***************号”")
        #expect(cell("H99000001 x").masked == "H990***** x")
        #expect(cell("2024年").quoted == "“2024年”")
    }

    @Test(arguments: [
        ("2024/3/5", "2024-03-05"), ("2024-3-5", "2024-03-05"), ("2024年3月5日", "2024-03-05"), ("20240305", "2024-03-05"),
        ("２０２４．３．５", "2024-03-05"), ("2024-02-29", "2024-02-29"),
    ]) func days(spelling: String, day: String) {
        var log = ImportLog()
        #expect(log.day(cell(spelling)) == Day(day))
        #expect(log.mistakes.isEmpty)
    }

    @Test(arguments: ["2023-02-29", "3/5/2024", "2024-03-05x", "24-3-5", "明天", "2024-13-01"]) func noDays(
        spelling: String
    ) {
        var log = ImportLog()
        #expect(log.day(cell(spelling)) == nil)
        #expect(log.mistakes.map(\.code) == ["date-invalid"])
    }

    @Test func aSerialNumberIsRecognised() {
        var log = ImportLog()
        #expect(log.day(cell("45352")) == nil)
        #expect(log.second(cell("45352.378")) == nil)
        #expect(log.mistakes.map(\.code) == ["date-serial", "date-serial"])
    }

    @Test(arguments: ["2024年3月", "2024-03", "2024/3", "2024.3", "Mar-24", "2024/3/1", "2024年3月1日", "２０２４－３"])
    func months(spelling: String) {
        var log = ImportLog()
        #expect(log.month(cell(spelling)) == Month("2024-03"))
    }

    @Test(arguments: ["2024-03-05", "2024-13", "3月", "Foo-24", "2024"]) func noMonths(spelling: String) {
        var log = ImportLog()
        #expect(log.month(cell(spelling)) == nil)
        #expect(log.mistakes.count == 1)
    }

    @Test func timesOfPayment() {
        var log = ImportLog()
        #expect(log.second(cell("2024/3/1 9:05")) == LocalSecond("2024-03-01T09:05:00"))
        #expect(log.second(cell("2024-03-01T09:05:07")) == LocalSecond("2024-03-01T09:05:07"))
        #expect(log.second(cell("2024年3月1日 09：05：07")) == LocalSecond("2024-03-01T09:05:07"))
        #expect(log.second(cell("2024-03-01")) == LocalSecond("2024-03-01T23:59:59"))
        #expect(log.deadline(cell("2024-03-01")) == LocalSecond("2024-03-02T00:00:00"))
        #expect(log.deadline(cell("2024-03-01 24:00")) == LocalSecond("2024-03-02T00:00:00"))
        #expect(log.deadline(cell("2024-03-01 18:00")) == LocalSecond("2024-03-01T18:00:00"))
        #expect(log.mistakes.isEmpty)
        #expect(log.second(cell("2024-03-01 25:00")) == nil)
        #expect(log.mistakes.map(\.code) == ["date-invalid"])
    }

    @Test func spansOfMinutesAndDays() {
        var log = ImportLog()
        func span(_ text: String) -> [String]? { log.minuteSpan(cell(text))?.map(\.description) }
        #expect(span("2024-03-16 08:00~18:00") == ["2024-03-16T08:00", "2024-03-16T18:00"])
        #expect(span("2024/3/16 8:00-2024/3/17 12:00") == ["2024-03-16T08:00", "2024-03-17T12:00"])
        #expect(span("2024-03-16") == ["2024-03-16T00:00", "2024-03-17T00:00"])
        #expect(span("2024-03-16至2024-03-17") == ["2024-03-16T00:00", "2024-03-18T00:00"])
        #expect(log.daySpan(cell("2024-03-05～2024-03-11"))?.last == Day("2024-03-11"))
        #expect(log.mistakes.isEmpty)
        #expect(span("2024-03-16 18:00~08:00") == nil)
        #expect(log.daySpan(cell("2024-03-11~2024-03-05")) == nil)
        #expect(log.mistakes.map(\.code) == ["span-invalid", "span-invalid"])
    }

    @Test(arguments: [("160", 16000), ("160.5", 16050), ("￥160.00", 16000), ("1,600元", 160_000), ("０", 0)])
    func money(spelling: String, cents: Int) {
        var log = ImportLog()
        #expect(log.money(cell(spelling)) == cents)
    }

    @Test(arguments: ["一百", "-5", "1.234", "99999999999", "."]) func noMoney(spelling: String) {
        var log = ImportLog()
        #expect(log.money(cell(spelling)) == nil)
        #expect(log.mistakes.map(\.code) == ["money-invalid"])
    }

    @Test(arguments: ["2行3列", "2排3座", "2-3", "２－３", "2月3日", "2比3", "2/3"]) func pairs(spelling: String) {
        #expect(NumberPair.read(cell(spelling)).map { [$0.0, $0.1] } == [2, 3])
    }
}
