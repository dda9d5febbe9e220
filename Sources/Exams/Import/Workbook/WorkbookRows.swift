/// `xl/worksheets/sheetN.xml`: the cells as a person sees them, put down as CSV, one record per row of the
/// spreadsheet, so that a mistake names the row Excel shows.
final class WorkbookRows: WorkbookPart {
    private(set) var csv: [UInt8] = []
    /// Of cells that hold a formula nobody has calculated, such as `C7`.
    private(set) var uncalculated: [String] = []

    private let texts: [String]
    private let isDate: [Bool]
    private let firstDay: Int
    private var rowsWritten = 0
    private var row: [String] = []
    private var cell = (place: "", kind: "n", style: 0, value: "", hasFormula: false, hasValue: false)
    private var isReadingAid = false

    init(texts: [String], isDate: [Bool], countsFrom1904: Bool) {
        self.texts = texts
        self.isDate = isDate
        // Excel's day 60 is a 29 February 1900 that never was; counting from 1899-12-30 is right from day 61 on.
        firstDay =
            (countsFrom1904 ? Day(year: 1904, month: 1, day: 1) : Day(year: 1899, month: 12, day: 30))?.number ?? 0
    }

    override func open(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "row":
            row = []
            let number = attributes["r"].flatMap { Int($0) } ?? rowsWritten + 1
            while rowsWritten + 1 < min(number, WorkbookRows.lastRow) { endRow() }
        case "c":
            cell = (
                attributes["r"] ?? "", attributes["t"] ?? "n", attributes["s"].flatMap { Int($0) } ?? 0, "", false,
                false
            )
        case "rPh": isReadingAid = true
        case "f": cell.hasFormula = true
        case "v", "t": text = ""
        default: break
        }
    }

    override func close(_ element: String) {
        switch element {
        case "v", "t":
            guard !isReadingAid else { return }
            cell.value += text
            cell.hasValue = true
        case "rPh": isReadingAid = false
        case "c":
            if cell.hasFormula, !cell.hasValue { uncalculated.append(cell.place) }
            put(shown)
        case "row": endRow()
        default: break
        }
    }

    private var shown: String {
        switch cell.kind {
        case "s": Int(cell.value).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? ""
        case "b": cell.value == "1" ? "是" : "否"
        // Must not look like a remark, which starts with `#` and is skipped.
        case "e": "公式错误 " + cell.value
        case "n" where isDate.indices.contains(cell.style) && isDate[cell.style]: date(cell.value)
        default: cell.value
        }
    }

    /// A serial number of days and fractions of a day as `2024-03-05`, `09:00:00` or both; 1 is 24:00.
    private func date(_ value: String) -> String {
        guard let serial = Double(value), serial >= 0, serial < 3_000_000 else { return value }
        let seconds = Int((serial * 86_400).rounded())
        let clock = seconds == 86_400 ? seconds : seconds % 86_400
        let time = [clock / 3600, clock / 60 % 60, clock % 60].map(twoDigits).joined(separator: ":")
        if seconds <= 86_400 { return time }
        let day = Day(number: firstDay + seconds / 86_400).description
        return seconds % 86_400 == 0 ? day : day + " " + time
    }

    private func put(_ value: String) {
        let column = WorkbookRows.column(of: cell.place) ?? row.count
        guard column < WorkbookRows.lastColumn else { return }
        while row.count <= column { row.append("") }
        row[column] = value
    }

    private func endRow() {
        for (column, value) in row.enumerated() {
            if column > 0 { csv.append(UInt8(ascii: ",")) }
            guard !value.isEmpty else { continue }
            csv.append(UInt8(ascii: "\""))
            for byte in value.utf8 {
                if byte == UInt8(ascii: "\"") { csv.append(byte) }
                csv.append(byte)
            }
            csv.append(UInt8(ascii: "\""))
        }
        csv.append(UInt8(ascii: "\n"))
        rowsWritten += 1
        row = []
    }

    /// The largest sheet Excel makes.
    private static let lastRow = 1_048_576
    private static let lastColumn = 16_384

    /// From 0: `C7` is in column 2.
    private static func column(of place: String) -> Int? {
        let letters = place.utf8.prefix { (65...90).contains($0) }
        guard (1...3).contains(letters.count) else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1) - 64 } - 1
    }
}
