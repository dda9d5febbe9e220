import Exams
import Verifying

/// Everything wrong with an input, as a table: 位置 列 代码 原因 → 怎么办.
enum MistakeTable {
    static func text(_ mistakes: [Mistake]) -> String {
        var table = TextTable(["位置", "列", "代码", "原因 → 怎么办"])
        for mistake in mistakes {
            table.add([place(mistake), mistake.column ?? "", mistake.code, mistake.cause + " → " + mistake.action])
        }
        return table.text
    }

    static func text(_ breaches: [Breach]) -> String {
        breaches.map { breach in
            let law = breach.law.map { "第 \($0.number) 条 \($0.title) (\($0.rawValue))" } ?? "方案文件"
            return "  \(law)：\(breach.text)"
        }.joined(separator: "\n")
    }

    private static func place(_ mistake: Mistake) -> String {
        (mistake.file ?? "") + (mistake.row.map { ":\($0)" } ?? "")
    }
}

/// A mistake as `--json` writes it.
struct MistakeRecord: Encodable {
    let code: String
    let file: String?
    let row: Int?
    let column: String?
    let cause: String
    let action: String

    init(_ mistake: Mistake) {
        code = mistake.code
        file = mistake.file
        row = mistake.row
        column = mistake.column
        cause = mistake.cause
        action = mistake.action
    }
}
