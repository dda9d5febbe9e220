/// Columns aligned on a terminal, where a Chinese character is two cells wide.
struct TextTable {
    private var rows: [[String]]
    private let numeric: Set<Int>

    /// - Parameters:
    ///   - header: empty for a table without one.
    ///   - numeric: columns aligned to the right.
    init(_ header: [String], numeric: Set<Int> = []) {
        rows = header.isEmpty ? [] : [header]
        self.numeric = numeric
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// Without the last line break.
    var text: String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? TextTable.width($0[column]) : 0 }.max() ?? 0
        }
        return rows.map { line($0, widths) }.joined(separator: "\n")
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        let cells = row.enumerated().map { column, cell in
            let padding = String(repeating: " ", count: widths[column] - TextTable.width(cell))
            return numeric.contains(column) ? padding + cell : cell + padding
        }
        let text = "  " + cells.joined(separator: "  ")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 : 1) } }
}

extension Unicode.Scalar {
    /// The blocks of UAX #11 that are wide and occur in Chinese text.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
