import Foundation
import Testing

@testable import Exams

@Suite struct WorkbookTests {
    private func rows(_ workbook: ImaginedWorkbook) throws -> [[String]] {
        let table = try CSVTable(try TextEncoding.utf8(try workbook.bytes, file: "t.xlsx"), file: "t.xlsx")
        return (0..<table.recordCount).map { record in
            table.cells(ofRecord: record).map { String(decoding: table.bytes(ofCell: $0), as: UTF8.self) }
        }
    }

    @Test func cellsComeOutAsTheyAreShown() throws {
        let workbook = ImaginedWorkbook(
            rows: """
                <row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row>
                <row r="3"><c r="A3" s="1"><v>45366</v></c><c r="B3" s="2"><v>0.375</v></c><c r="C3" s="2"><v>1</v></c>\
                <c r="D3" s="1"><v>45366.354166666664</v></c><c r="E3" s="3"><v>45366</v></c></row>
                <row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c>\
                <c t="str"><f>A1</f><v>a&quot;,b</v></c></row>
                """,
            texts: """
                <si><t>姓名</t><rPh sb="0" eb="1"><t>xingming</t></rPh></si>
                <si><r><t>报名</t></r><r><rPr><b/></rPr><t xml:space="preserve">号 </t></r></si>
                """)
        #expect(
            try rows(workbook) == [
                ["报名号 ", "", "姓名"], [""],
                ["2024-03-15", "09:00:00", "24:00:00", "2024-03-15 08:30:00", "45366"],
                ["是", "否", "公式错误 #N/A", "a\",b"],
            ])
    }

    @Test func daysMayCountFrom1904() throws {
        var workbook = ImaginedWorkbook(rows: "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43904</v></c></row>")
        workbook.parts["xl/workbook.xml"] = workbook.parts["xl/workbook.xml"]?
            .replacing("<sheets>", with: "<workbookPr date1904=\"1\"/><sheets>")
        #expect(try rows(workbook) == [["2024-03-15"]])
    }

    @Test func numbersThatExcelRoundedAreFoundOut() throws {
        let rounded = "<row r=\"1\"><c r=\"A1\"><v>1.1010119900101E+17</v></c></row>"
        #expect(try rows(ImaginedWorkbook(rows: rounded)) == [["1.1010119900101E+17"]])
        #expect(CitizenNumber.isRuined(Array("1.1010119900101E+17".utf8)))
    }

    @Test func whatCannotBeReadIsRefused() throws {
        var halves = ImaginedWorkbook(table: [["a"]])
        halves.parts["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData><row>"
        var nothing = ImaginedWorkbook(table: [["a"]])
        nothing.parts["xl/worksheets/sheet2.xml"] = nil
        let whole = try ImaginedWorkbook(table: [["a"]]).bytes
        for bytes in [try halves.bytes, try nothing.bytes, Array(whole.prefix(whole.count / 2))] {
            let fault = #expect(throws: Mistake.self) { try TextEncoding.utf8(bytes, file: "t.xlsx") }
            #expect(fault?.code == "workbook-damaged")
        }
        let formula = try ImaginedWorkbook(rows: "<row r=\"1\"><c r=\"B1\"><f>A1+1</f></c></row>").bytes
        let fault = #expect(throws: Mistake.self) { try TextEncoding.utf8(formula, file: "t.xlsx") }
        #expect(fault?.code == "workbook-uncalculated" && fault?.cause.contains("B1") == true)
    }

    @Test func aScenarioOfWorkbooksIsTheScenarioOfItsSheets() throws {
        let sheets = try SheetFolder()
        let expected = try sheets.read().scenario
        for file in Scenario.files {
            let path = sheets.url.appending(path: file)
            guard let data = try? Data(contentsOf: path) else { continue }
            let table = try CSVTable(try TextEncoding.utf8([UInt8](data), file: file), file: file)
            let cells = (0..<table.recordCount).map { record in
                table.cells(ofRecord: record).map { String(decoding: table.bytes(ofCell: $0), as: UTF8.self) }
            }
            try Data(try ImaginedWorkbook(table: cells).bytes)
                .write(to: sheets.url.appending(path: Scenario.workbook(of: file)))
            #expect(sheets.mistakes.map(\.code) == ["sheet-twice"])
            try FileManager.default.removeItem(at: path)
        }
        #expect(try sheets.read().scenario == expected)
        try Data(try ImaginedWorkbook(table: [["报名号"]]).bytes)
            .write(to: sheets.url.appending(path: "applications.xlsx"))
        #expect(sheets.mistakes.allSatisfy { $0.file == "applications.xlsx" } && !sheets.mistakes.isEmpty)
    }
}
