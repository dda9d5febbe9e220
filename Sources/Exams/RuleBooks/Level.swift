/// 五级 … 一级. The raw value is the notices' digit.
package enum Level: Int, Codable, CaseIterable, Sendable, Comparable {
    case one = 1
    case two, three, four, five

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// `四级/中级工`.
    package var title: String { rank + "/" + grade }

    private var rank: String {
        switch self {
        case .one: "一级"
        case .two: "二级"
        case .three: "三级"
        case .four: "四级"
        case .five: "五级"
        }
    }

    private var grade: String {
        switch self {
        case .one: "高级技师"
        case .two: "技师"
        case .three: "高级工"
        case .four: "中级工"
        case .five: "初级工"
        }
    }

    /// Reads the notices' spellings: `三级`, `四级/中级工`, `四级/中级`, `四级（中级）`, `4`. Nil when the text names
    /// no level, or two that differ (`四级/高级工`).
    package init?(text: String) {
        let parts = CatalogueText.compact(text).split(whereSeparator: { "/()".contains($0) })
        let levels = parts.map { Level(spelling: String($0)) }
        guard let first = levels.first, let level = first, levels.allSatisfy({ $0 == level }) else { return nil }
        self = level
    }

    private init?(spelling: String) {
        let match = Level.allCases.first { level in
            let digit = String(level.rawValue)
            let short = level.grade.hasSuffix("工") ? String(level.grade.dropLast()) : level.grade
            return [level.rank, level.grade, short, digit, digit + "级"].contains(spelling)
        }
        guard let match else { return nil }
        self = match
    }
}
