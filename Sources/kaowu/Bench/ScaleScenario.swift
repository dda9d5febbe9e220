import Exams
import Foundation

/// A quarter of invented candidates in a city of invented venues: four institutions, a hundred programmes of all
/// five levels, three months of two-day sittings, one room for every 500 people, ten rooms to a venue.
///
/// Everything in it says that it is generated. The rule books are the shape of a shipped one with occupations that
/// do not exist; they are written into the folder.
struct ScaleScenario {
    let people: Int

    private static let institutions = ["BNCA", "BNCB", "BNCC", "BNCD"]
    private static let districts = ["测东区", "测西区", "测南区", "测北区", "测中区", "测海区", "测山区", "测河区"]
    /// By month: the first of each institution's two exam days. None is a holiday or a make-up working day.
    private static let firstDays = [(3, [2, 9, 16, 23]), (4, [8, 13, 20, 26]), (5, [12, 18, 25, 29])]
    private static let clocks = [("08:30", "10:15"), ("10:45", "12:30"), ("13:30", "15:15"), ("15:45", "17:30")]
    private static let software = ["实训甲", "实训乙", "实训丙"]

    private var venueCount: Int { max(2, people / 5_000) }
    private var roomsPerVenue: Int { people < 5_000 ? 4 : 10 }
    private var occupations: Int { people < 5_000 ? 1 : 5 }

    func write(into folder: URL) throws {
        try writeRuleBooks(folder)
        try write("policy.csv", [["项目", "值"], ["名称", "生成数据 · 测量用季度"], ["备用机比例", "10比11"]], folder)
        try write("sittings.csv", sittings, folder)
        try write("venues.csv", venues, folder)
        try write("rooms.csv", rooms, folder)
        try write("needs.csv", needs, folder)
        try ApplicationGenerator(seed: 20_240_301, count: people).write(into: folder)
    }

    private func write(_ name: String, _ rows: [[String]], _ folder: URL) throws {
        let lines = rows.map { $0.joined(separator: ",") + "\n" }
        try OutputFile.write(Array(lines.joined().utf8), to: folder.appending(path: name).path(percentEncoded: false))
    }

    /// Occupation n of an institution at levels five to one.
    private func writeRuleBooks(_ folder: URL) throws {
        let pattern = try RuleBook.shipped(id: "ZJCX", year: 2024)
        var sheet = [["规则书", "适用年份", "依据"]]
        for (index, institution) in ScaleScenario.institutions.enumerated() {
            var book = pattern
            book.id = institution
            book.numberCode = "90\(index + 1)"
            book.institution = Sourced("生成机构\(institution)", .ours("invented for measuring"))
            book.fees = pattern.fees.filter { $0.occupation == "互联网营销师" }.map { fee in
                var common = fee
                common.occupation = nil
                return common
            }
            book.catalogue = (1...occupations).flatMap { occupation in
                [Level.five, .four, .three, .two, .one].enumerated().map { position, level in
                    var row = pattern.catalogue[0]
                    row.number = (occupation - 1) * 5 + position + 1
                    row.occupation = "生成职业\(occupation)"
                    row.workType = nil
                    row.level = level
                    row.months = ScaleScenario.firstDays.map(\.0)
                    return row
                }
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let file = institution + ".json"
            try OutputFile.write(
                try encoder.encode(book), to: folder.appending(path: file).path(percentEncoded: false))
            sheet.append([file, "", ""])
        }
        try write("rulebooks.csv", sheet, folder)
    }

    private var sittings: [[String]] {
        var rows = [["机构", "认定月份", "考试日期", "场次", "开始时间", "结束时间", "最低开考人数", "最多批数"]]
        for (month, days) in ScaleScenario.firstDays {
            for (institution, first) in zip(ScaleScenario.institutions, days) {
                for day in [first, first + 1] {
                    let date = "2024-0\(month)-" + (day < 10 ? "0" : "") + "\(day)"
                    for (number, clock) in ScaleScenario.clocks.enumerated() {
                        let place = (day - first) * ScaleScenario.clocks.count + number + 1
                        rows.append([institution, "2024-0\(month)", date, "\(place)", clock.0, clock.1, "5", "4"])
                    }
                }
            }
        }
        return rows
    }

    private var venues: [[String]] {
        [["考点代码", "考点名称", "区", "地址", "监考人数上限"]]
            + (1...venueCount).map { number in
                let district = ScaleScenario.districts[number % ScaleScenario.districts.count]
                return [code(number), "生成考点\(number)", district, "\(district)虚构路\(number)号", "\(roomsPerVenue * 3)"]
            }
    }

    private var rooms: [[String]] {
        var rows = [["考点代码", "考场代码", "考场名称", "行数", "列数", "停用机位", "条件", "周转分钟"]]
        let grids = [(4, 6), (5, 6), (6, 6), (5, 8), (6, 8)]
        for venue in 1...venueCount {
            for room in 1...roomsPerVenue {
                let grid = grids[(venue + room) % grids.count]
                var offers = [ScaleScenario.software[room % 3], ScaleScenario.software[(room + 1) % 3]]
                if room % 5 == 1 { offers.append("无障碍") }
                if room % 2 == 0 { offers.append("前排") }
                let broken = (venue * 7 + room) % 4 == 0 ? "1行\(1 + room % 4)列" : ""
                rows.append([
                    code(venue), code(venue) + "-\(room)", "第\(room)考场", "\(grid.0)", "\(grid.1)", broken,
                    offers.joined(separator: ";"), "15",
                ])
            }
        }
        return rows
    }

    /// The practical parts of three occupations of five need software that two rooms of three have.
    private var needs: [[String]] {
        [["机构", "职业", "工种", "等级", "科目", "需要"]]
            + (1...occupations).filter { $0 <= 3 }.map { occupation in
                ["", "生成职业\(occupation)", "", "", "技能考核", ScaleScenario.software[occupation - 1]]
            }
    }

    private func code(_ venue: Int) -> String { "V" + String(1000 + venue) }
}
