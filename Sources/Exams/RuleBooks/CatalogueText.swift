import Foundation

/// How the notices and the sheets made from them spell the cells of a catalogue. Readers for importers:
/// they accept what was seen in notices and refuse the rest with nil; they never guess.
package enum CatalogueText {
    /// The full-width forms of ASCII (`３`, `（`, `／`) and the ideographic space as ASCII; everything else stays.
    static func halfWidth(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: folded.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3000: folded.append(" ")
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }

    /// Half-width forms, no white space at all. For cells that hold codes, never for names.
    static func compact(_ text: String) -> String { halfWidth(text).filter { !$0.isWhitespace } }

    /// An occupation's or a work type's name: white space that a line break inside a table cell left between
    /// two characters (`平台管 理员`) is removed; between Latin words it stays.
    package static func name(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        return words.dropFirst().reduce(words.first ?? "") { joined, word in
            let latin = joined.last?.isASCII == true && word.first?.isASCII == true
            return joined + (latin ? " " : "") + word
        }
    }

    /// A work type; nil for the notices' ways to write “none”: `——`, `--`, `—`, an empty cell.
    /// `（不分方向）` is a work type of its own.
    package static func workType(_ text: String) -> String? {
        let read = name(text)
        let dashes: Set<Character> = ["-", "‐", "‑", "–", "—", "―", "－", "─"]
        return read.allSatisfy(dashes.contains) ? nil : read
    }

    /// `信息安全测试员（渗透测试员）` as occupation and work type; without brackets there is no work type.
    package static func occupation(_ text: String) -> (occupation: String, workType: String?) {
        let read = name(text)
        guard let last = read.last, "）)".contains(last), let open = read.lastIndex(where: { "（(".contains($0) }) else {
            return (read, nil)
        }
        let inside = read[read.index(after: open)...].dropLast()
        return (name(String(read[..<open])), workType(String(inside)))
    }
}

extension Subject {
    /// `理论知识`, as the tables of evaluation modes write it.
    package var title: String {
        switch self {
        case .theory: "理论知识"
        case .skill: "技能考核"
        case .review: "综合评审"
        }
    }

    /// Reads the notices' spellings (`理论`, `操作技能`, `实操`, `综合评审（元）`) and the documents' own (`theory`).
    package init?(text: String) {
        var spelling = CatalogueText.compact(text)
        if spelling.hasSuffix("(元)") { spelling.removeLast("(元)".count) }
        switch spelling {
        case "理论", "理论知识", "理论知识考试", "theory": self = .theory
        case "技能", "技能考核", "操作技能", "操作技能考核", "实操", "skill": self = .skill
        case "综合评审", "review": self = .review
        default: return nil
        }
    }
}

/// 认定月份: `3、5、 8、10、12`, `4.9.11`, `4月、9月`.
package struct MonthList: Equatable, Sendable {
    /// 1 … 12, ascending.
    package let months: [Int]

    /// Nil for an empty list, a number that is no month, and months out of order: a spreadsheet turns `4.10`
    /// into the number 4.1, which must not become April and January. White space alone separates nothing,
    /// since `1 2` may be a torn `12`.
    package init?(text: String) {
        var months: [Int] = []
        let cells = CatalogueText.halfWidth(text).split(omittingEmptySubsequences: false) { "、,.;".contains($0) }
        for part in cells {
            var digits = part.trimmingCharacters(in: .whitespacesAndNewlines)
            if digits.hasSuffix("月") { digits = digits.dropLast().trimmingCharacters(in: .whitespaces) }
            guard digits.allSatisfy({ ("0"..."9").contains($0) }), let month = Int(digits),
                (1...12).contains(month), month > months.last ?? 0
            else { return nil }
            months.append(month)
        }
        self.months = months
    }
}
