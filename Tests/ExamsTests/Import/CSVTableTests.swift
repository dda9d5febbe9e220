import Testing

@testable import Exams

@Suite struct CSVTableTests {
    private func table(_ text: String) throws -> [[String]] {
        let table = try CSVTable(Array(text.utf8), file: "t.csv")
        return (0..<table.recordCount).map { record in
            table.cells(ofRecord: record).map { String(decoding: table.bytes(ofCell: $0), as: UTF8.self) }
        }
    }

    @Test(arguments: ["a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "a,b\nc,d", "\"a\",\"b\"\r\n\"c\",\"d\""])
    func lineEndsAndQuotesOfAllKinds(text: String) throws {
        #expect(try table(text) == [["a", "b"], ["c", "d"]])
    }

    @Test func quotedCellsKeepSeparatorsQuotesAndLineEnds() throws {
        #expect(try table("甲,\"一,\"\"二\"\"\r\n三\",\r\n乙,,") == [["甲", "一,\"二\"\r\n三", ""], ["乙", "", ""]])
    }

    @Test func aQuoteInsideACellIsOneOfItsCharacters() throws {
        #expect(try table("a\"b\"\",\"c\"d\n\"\",\"\"\"\"\r\n\"e\"\n") == [["a\"b\"\"", "cd"], ["", "\""], ["e"]])
    }

    @Test func lineEndsMayChangeFromRowToRow() throws {
        #expect(try table("a\r\r\nb\n\rc,\"\r\n\"\r,d") == [["a"], [""], ["b"], [""], ["c", "\r\n"], ["", "d"]])
    }

    @Test func emptyRowsKeepTheirNumbers() throws {
        #expect(try table("a\n\n\nb\n,,\n") == [["a"], [""], [""], ["b"], ["", "", ""]])
        #expect(try table("").isEmpty)
    }

    @Test func tabsSeparateWhatUnicodeTextExportWrites() throws {
        #expect(try table("a\tb\nc,1\td\n") == [["a", "b"], ["c,1", "d"]])
    }

    @Test func anUnclosedQuoteNamesItsRow() {
        let mistake = #expect(throws: Mistake.self) { try table("a\nb\n\"c\nd\n") }
        #expect(mistake?.code == "quote-unclosed")
        #expect(mistake?.row == 3)
    }

    @Test func theWriterWritesWhatTheTableReads() throws {
        let rows = [["一", "a\"b", "c,d"], ["x\ny", "", " z "]]
        var writer = CSVWriter()
        for row in rows { writer.write(row) }
        let text = try TextEncoding.utf8(writer.bytes, file: "t.csv")
        #expect(try table(String(decoding: text, as: UTF8.self)) == rows)
    }
}

@Suite struct TextEncodingTests {
    private let text = "报名号,姓名\r\n1,测试䶮\r\n"

    @Test(arguments: ["GB18030", "UTF-16", "UTF-16LE", "UTF-8"]) func encodings(encoding: String) throws {
        var bytes = try #require(TextEncoding.convert(Array(text.utf8), from: "UTF-8", to: encoding))
        if encoding == "UTF-16LE" { bytes = [0xFF, 0xFE] + bytes }
        #expect(try TextEncoding.utf8(bytes, file: "t.csv") == Array(text.utf8))
    }

    @Test func aMarkIsNotPartOfTheText() throws {
        #expect(try TextEncoding.utf8([0xEF, 0xBB, 0xBF, 0x41], file: "t.csv") == [0x41])
    }

    @Test func whatIsNotTextIsRefused() {
        let workbook = #expect(throws: Mistake.self) {
            try TextEncoding.utf8([0xD0, 0xCF, 0x11, 0xE0, 0, 0], file: "t.csv")
        }
        #expect(workbook?.code == "file-is-old-workbook")
        let damaged = #expect(throws: Mistake.self) { try TextEncoding.utf8([0x41, 0xFF, 0xFF, 0x80], file: "t.csv") }
        #expect(damaged?.code == "encoding-unknown")
        // Marked as UTF-8, so it is not taken for GB18030.
        let marked = #expect(throws: Mistake.self) {
            try TextEncoding.utf8([0xEF, 0xBB, 0xBF, 0xB1, 0xA8], file: "t.csv")
        }
        #expect(marked?.code == "encoding-unknown")
    }
}
