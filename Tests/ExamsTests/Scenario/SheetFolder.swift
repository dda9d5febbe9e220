import Foundation

@testable import Exams

/// A small scenario in a temporary folder, of which a test changes one sheet. Gone with the value.
final class SheetFolder {
    let url: URL

    static let policy = "项目,值\n名称,试验\n"
    static let ruleBooks = "规则书\nZJCX\nCECC\n"
    static let sittings = """
        机构,认定月份,考试日期,场次,开始时间,结束时间
        ZJCX,2024-03,2024-03-16,1,08:30,10:30
        ZJCX,2024-03,2024-03-16,2,11:00,13:00
        ZJCX,2024-05,2024-05-18,1,08:30,10:30
        CECC,2024-03,2024-03-23,1,08:30,10:30

        """
    static let venues = "考点代码,考点名称,区\nHD01,测试考点,海淀区\n"
    static let rooms = "考点代码,考场代码,行数,列数\nHD01,HD01-1,5,6\n"
    static let header = """
        报名号,机构,姓名,证件类型,证件号码,国家/地区,职业,工种,等级,科目,审核状态,缴费金额(元),缴费时间,是否退考,首选月份,\
        首次成绩公布日期,报名单位,意向考点

        """
    /// One lawful application; the number has a right checksum and an area that is assigned to no county.
    static let row = "A1,ZJCX,测试甲,居民身份证,\(testNumber),,电子商务师,,四级,,审核通过,160,2024-03-01 09:00:00,,2024-03,,,\n"
    static let testNumber = "110199199001010010"

    init(_ sheets: [String: String] = [:]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "kaowu-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let whole = [
            "policy.csv": Self.policy, "rulebooks.csv": Self.ruleBooks, "sittings.csv": Self.sittings,
            "venues.csv": Self.venues, "rooms.csv": Self.rooms, "applications.csv": Self.header + Self.row,
        ]
        for (file, text) in whole.merging(sheets, uniquingKeysWith: { $1 }) { try write(Array(text.utf8), file) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ bytes: [UInt8], _ file: String) throws { try Data(bytes).write(to: url.appending(path: file)) }

    func read() throws(Mistakes) -> (scenario: Scenario, notes: [Mistake]) { try Scenario.read(folder: url) }

    /// The mistakes the folder has; empty if it can be read.
    var mistakes: [Mistake] {
        do {
            _ = try read()
            return []
        } catch {
            return error.all
        }
    }

    static func mistakes(_ file: String, _ text: String) throws -> [Mistake] { try SheetFolder([file: text]).mistakes }

    /// The mistakes of one applications row, given as changes to the lawful one.
    static func mistakes(_ changes: [String: String]) throws -> [Mistake] {
        try mistakes("applications.csv", header + changed(changes))
    }

    /// The lawful row with other cells, by header.
    static func changed(_ changes: [String: String]) -> String {
        let titles = header.trimmingCharacters(in: .newlines).split(separator: ",").map(String.init)
        let cells = row.trimmingCharacters(in: .newlines).split(separator: ",", omittingEmptySubsequences: false)
        return zip(titles, cells).map { changes[$0] ?? String($1) }.joined(separator: ",") + "\n"
    }
}
