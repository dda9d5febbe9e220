import Foundation

/// Invents the applications of a scenario: group registrations, retakes, people in two programmes and at two
/// institutions, wishes, special needs, and everyone who must not be placed — late and unpaid, withdrawn,
/// turned down. Works from the folder's own rule books, sittings and venues; marks every row as generated.
///
/// The same template, seed, count and mix give the same bytes: one `SeededRandom` is drawn from in one fixed
/// order, and nothing else decides. Linear in the number of people.
package struct ApplicationGenerator: Sendable {
    package let seed: UInt64
    /// People; applications are a few more, since some people hold two.
    package let count: Int
    package let mix: ApplicationMix

    package init(seed: UInt64, count: Int, mix: ApplicationMix = ApplicationMix()) {
        self.seed = seed
        self.count = count
        self.mix = mix
    }

    /// Writes `applications.csv` into a folder that has all the other sheets, replacing the file if there is one.
    /// - Returns: the number of applications.
    @discardableResult
    package func write(into folder: URL) throws(Mistakes) -> Int {
        let rows = rows(for: try Scenario.readTemplate(folder: folder))
        do {
            try Data(csv(rows)).write(to: folder.appending(path: ApplicationsColumn.file), options: .atomic)
        } catch {
            throw Mistakes([
                Mistake(
                    code: "file-not-written", file: ApplicationsColumn.file, cause: "写不了 \(ApplicationsColumn.file)。",
                    action: "检查文件夹的写入权限，并关闭正打开它的 Excel。")
            ])
        }
        return rows.count
    }

    /// The sheet as bytes.
    package func sheet(for template: Scenario) -> [UInt8] { csv(rows(for: template)) }

    private func rows(for template: Scenario) -> [ApplicationRow] {
        var draft = ApplicationDraft(template: template, mix: mix, seed: seed)
        return draft.rows(people: count)
    }

    private func csv(_ rows: [ApplicationRow]) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(["# 生成数据：姓名、证件号码、手机、单位均为虚构，不得用于真实考试。种子 \(seed)，\(count) 人。"])
        writer.write(ApplicationsColumn.allCases.map(\.title))
        for row in rows { writer.write(ApplicationsColumn.allCases.map { row[$0] }) }
        return writer.bytes
    }
}

/// The cells of one row to be written.
struct ApplicationRow {
    private var cells = [String](repeating: "", count: ApplicationsColumn.allCases.count)

    subscript(column: ApplicationsColumn) -> String {
        get { cells[column.rawValue] }
        set { cells[column.rawValue] = newValue }
    }
}
