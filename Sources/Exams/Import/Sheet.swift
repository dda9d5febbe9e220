/// The columns of one kind of sheet; the raw value is the column's place in the documentation, from 0.
protocol SheetColumn: CaseIterable, RawRepresentable<Int>, Sendable {
    static var file: String { get }
    /// The header we write, then the ones we accept besides.
    var titles: [String] { get }
    /// The sheet cannot be read without this column (its cells may still be empty).
    var isRequired: Bool { get }
}

extension SheetColumn {
    var title: String { titles.first ?? "" }
}

/// A CSV file whose header has been matched to known columns, in any order. A class, so that each of a million rows holds
/// it by one reference.
final class Sheet<Column: SheetColumn>: Sendable {
    struct Row: Sendable {
        fileprivate let sheet: Sheet
        fileprivate let cells: [Range<Int>]
        /// As the spreadsheet counts, from 1.
        let number: Int

        /// Empty if the sheet lacks the column or the row is shorter.
        subscript(column: Column) -> Cell {
            let position = sheet.positions[column.rawValue]
            // Most cells of most rows are empty: they need not hold on to the sheet.
            let inRow = position >= 0 && position < cells.count && !cells[position].isEmpty
            let bytes = inRow ? sheet.table.bytes(ofCell: cells[position]) : []
            return Cell(bytes, row: number, in: sheet.names[column.rawValue])
        }

        /// Nothing at all is in it, not even a blank, as in most cells of most rows.
        func lacks(_ column: Column) -> Bool {
            let position = sheet.positions[column.rawValue]
            return position < 0 || position >= cells.count || cells[position].isEmpty
        }
    }

    private let table: CSVTable
    /// Per column its place in the file, −1 where absent.
    private let positions: [Int]
    /// Per column, made once: a mistake names it, and any of millions of cells may be one.
    private let names = Column.allCases.map { ColumnName.named($0.title, in: Column.file) }
    private let width: Int
    /// The record of the header; a part has none.
    private let header: Int
    /// Records of the file before those of this part.
    private let recordsBefore: Int

    /// Nil if the header is missing or unusable; the log then says why.
    init?(_ bytes: consuming [UInt8], log: inout ImportLog) {
        let table: CSVTable
        do {
            table = try CSVTable(try TextEncoding.utf8(consume bytes, file: Column.file), file: Column.file)
        } catch {
            log.refuse(error)
            return nil
        }
        guard
            let header = (0..<table.recordCount).first(where: { !Sheet.isSkipped(table.cells(ofRecord: $0), in: table) }
            )
        else {
            log.refuse(
                Mistake(
                    code: "sheet-empty", file: Column.file, cause: "表中没有表头。",
                    action: "第一行写表头：\(Column.allCases.map(\.title).joined(separator: "、"))。"))
            return nil
        }
        self.table = table
        self.header = header
        recordsBefore = 0
        width = table.cells(ofRecord: header).count
        guard let positions = Sheet.match(table, header: header, log: &log) else { return nil }
        self.positions = positions
    }

    func hasColumn(_ column: Column) -> Bool { positions[column.rawValue] >= 0 }

    /// Rows with content, in order; a row whose first cell starts with `#` is a remark.
    func forEachRow(log: inout ImportLog, _ body: (Row, inout ImportLog) -> Void) {
        var cells: [Range<Int>] = []
        for record in (header + 1)..<max(header + 1, table.recordCount) {
            table.cut(record, into: &cells)
            if Sheet.isSkipped(cells, in: table) { continue }
            if cells.count > width, hasContent(cells.dropFirst(width)) {
                log.refuse(
                    Mistake(
                        code: "too-many-cells", file: Column.file, row: recordsBefore + record + 1,
                        cause: "这一行的单元格比表头多。",
                        action: "检查是否有内容里的逗号没有加双引号，或多填了一列。"))
                continue
            }
            body(Row(sheet: self, cells: cells, number: recordsBefore + record + 1), &log)
        }
    }

    /// The records with rows, in order, so many at a time.
    func partition(_ size: Int) -> [Range<Int>] {
        stride(from: header + 1, to: table.recordCount, by: size).map { first in
            first..<first + min(size, table.recordCount - first)
        }
    }

    /// A sheet of these records alone. It shares no memory with this one: threads that count references to the same
    /// memory wait for each other.
    func part(_ records: Range<Int>) -> Sheet {
        Sheet(table: table.part(records), positions: positions.map { $0 }, width: width, before: records.lowerBound)
    }

    private init(table: CSVTable, positions: [Int], width: Int, before: Int) {
        self.table = table
        self.positions = positions
        self.width = width
        header = -1
        recordsBefore = before
    }

    /// Rows of which the reader may want to keep something.
    var rowCount: Int { max(0, table.recordCount - header - 1) }

    private func hasContent(_ cells: ArraySlice<Range<Int>>) -> Bool {
        cells.contains { !Cell.trimmed(table.bytes(ofCell: $0)).isEmpty }
    }

    private static func isSkipped(_ cells: [Range<Int>], in table: CSVTable) -> Bool {
        for (position, cell) in cells.enumerated() {
            let content = Cell.trimmed(table.bytes(ofCell: cell))
            if !content.isEmpty { return position == 0 && content.first == UInt8(ascii: "#") }
        }
        return true
    }

    private static func match(_ table: CSVTable, header: Int, log: inout ImportLog) -> [Int]? {
        var positions = [Int](repeating: -1, count: Column.allCases.count)
        let row = header + 1
        var isUsable = true
        for (position, cell) in table.cells(ofRecord: header).enumerated() {
            let title = Cell(table.bytes(ofCell: cell), row: row, in: ColumnName.named("", in: Column.file))
            if title.isEmpty { continue }
            guard let column = Column.allCases.first(where: { $0.titles.contains { fold($0) == title.word } }) else {
                log.note(
                    Mistake(
                        code: "column-unknown", file: Column.file, row: row, column: title.masked,
                        cause: "没有名为\(title.quoted)的列，其内容未被读取。", action: "如果这列应当读取，请对照说明改正表头。"))
                continue
            }
            if positions[column.rawValue] >= 0 {
                log.refuse(
                    Mistake(
                        code: "column-twice", file: Column.file, row: row, column: column.title,
                        cause: "“\(column.title)”列出现了两次。", action: "只保留一列。"))
                isUsable = false
            }
            positions[column.rawValue] = position
        }
        for column in Column.allCases where column.isRequired && positions[column.rawValue] < 0 {
            log.refuse(
                Mistake(
                    code: "column-missing", file: Column.file, row: row, column: column.title,
                    cause: "缺少“\(column.title)”列。", action: "在表头中加上“\(column.title)”列；如果表头看起来是乱码，请另存为 CSV UTF-8。"))
            isUsable = false
        }
        return isUsable ? positions : nil
    }

    private static func fold(_ title: String) -> String {
        Cell.word(title)
    }
}
