/// Collects everything wrong with an import, so that all of it is shown at once.
struct ImportLog {
    /// What forbids the import.
    private(set) var mistakes: [Mistake] = []
    /// What a person should look at, though the import can go on.
    private(set) var notes: [Mistake] = []

    mutating func refuse(_ mistake: Mistake) { mistakes.append(mistake) }
    mutating func note(_ mistake: Mistake) { notes.append(mistake) }

    mutating func refuse(_ cell: Cell, _ code: String, _ cause: String, _ action: String) {
        mistakes.append(
            Mistake(code: code, file: cell.file, row: cell.row, column: cell.column, cause: cause, action: action))
    }

    mutating func note(_ cell: Cell, _ code: String, _ cause: String, _ action: String) {
        notes.append(
            Mistake(code: code, file: cell.file, row: cell.row, column: cell.column, cause: cause, action: action))
    }

    /// In the order of the files given, then of rows; what names no row comes first in its file.
    static func ordered(_ mistakes: [Mistake], files: [String]) -> [Mistake] {
        func place(_ mistake: Mistake) -> (Int, Int) {
            (mistake.file.flatMap { files.firstIndex(of: $0) } ?? files.count, mistake.row ?? 0)
        }
        return mistakes.enumerated()
            .map { (place: place($0.element), offset: $0.offset, mistake: $0.element) }
            .sorted { ($0.place.0, $0.place.1, $0.offset) < ($1.place.0, $1.place.1, $1.offset) }
            .map(\.mistake)
    }
}

// Typed reading: nil for an empty cell, and nil with a mistake logged for one that cannot be read.
extension ImportLog {
    mutating func required(_ cell: Cell) -> Cell? {
        if cell.isEmpty {
            refuse(cell, "cell-empty", "“\(cell.column)”没有填写。", "填写这一格。")
            return nil
        }
        return cell
    }

    mutating func integer(_ cell: Cell, in range: ClosedRange<Int>) -> Int? {
        if cell.isEmpty { return nil }
        guard let value = Int(String(decoding: cell.halfWidth, as: UTF8.self)), range.contains(value) else {
            refuse(
                cell, "number-invalid", "\(cell.quoted)不是 \(range.lowerBound) 到 \(range.upperBound) 之间的整数。",
                "改成整数，不带单位。")
            return nil
        }
        return value
    }

    mutating func day(_ cell: Cell) -> Day? {
        if cell.isEmpty { return nil }
        var reader = DateText(cell.halfWidth)
        guard let day = reader.day(), reader.isAtEnd else {
            refuseDate(cell, example: "2024-03-16")
            return nil
        }
        return day
    }

    mutating func month(_ cell: Cell) -> Month? {
        if cell.isEmpty { return nil }
        var reader = DateText(cell.halfWidth)
        guard let month = reader.month(), reader.isAtEnd else {
            refuseDate(cell, example: "2024-03")
            return nil
        }
        return month
    }

    /// Minutes of the day; 24:00 is 1440.
    mutating func clock(_ cell: Cell) -> Int? {
        if cell.isEmpty { return nil }
        var reader = DateText(cell.halfWidth)
        guard let second = reader.secondOfDay(), second % 60 == 0, reader.isAtEnd else {
            refuse(cell, "time-invalid", "\(cell.quoted)不是时间。", "写成 09:00 这样的 24 小时制时间。")
            return nil
        }
        return second / 60
    }

    /// A day without a time means its last second: nobody is ordered before someone whose second is known.
    mutating func second(_ cell: Cell) -> LocalSecond? {
        if cell.isEmpty { return nil }
        var reader = DateText(cell.halfWidth)
        guard let day = reader.day() else {
            refuseDate(cell, example: "2024-03-01 09:05:00")
            return nil
        }
        if reader.isAtEnd { return LocalSecond(number: day.number * 86_400 + 86_399) }
        guard let second = reader.secondOfDay(), reader.isAtEnd else {
            refuseDate(cell, example: "2024-03-01 09:05:00")
            return nil
        }
        return LocalSecond(number: day.number * 86_400 + second)
    }

    mutating func isYes(_ cell: Cell) -> Bool {
        if cell.isEmpty { return false }
        // As we write it ourselves, on every row of what we generate.
        if cell.bytes.elementsEqual("是".utf8) { return true }
        switch cell.word {
        case "是", "y", "yes", "true", "1", "√", "✓": return true
        case "否", "n", "no", "false", "0", "×", "x", "-": return false
        default:
            refuse(cell, "yes-no-invalid", "\(cell.quoted)既不是“是”也不是“否”。", "填“是”或“否”，空着表示“否”。")
            return false
        }
    }

    /// 分, from 元 with up to two decimals.
    mutating func money(_ cell: Cell) -> Int? {
        if cell.isEmpty { return nil }
        guard let value = Money.cents(cell.halfWidth) else {
            refuse(cell, "money-invalid", "\(cell.quoted)不是金额。", "写成以元为单位的数字，如 160 或 160.00。")
            return nil
        }
        return value
    }

    private mutating func refuseDate(_ cell: Cell, example: String) {
        let digits = Array(cell.halfWidth)
        if digits.count == 5 || (digits.count > 6 && digits[5] == UInt8(ascii: ".")),
            digits.allSatisfy({ (48...57).contains($0) || $0 == 46 })
        {
            refuse(
                cell, "date-serial", "\(cell.quoted)是 Excel 的日期序号，不是日期。", "把这一列的格式设为日期，再导出一次。")
        } else {
            refuse(cell, "date-invalid", "\(cell.quoted)不是日期，或没有这一天。", "写成 \(example)。")
        }
    }
}
