import Exams

/// What a scenario holds, for whoever just wrote or imported it.
enum ScenarioReport {
    static func text(_ scenario: Scenario) -> String {
        let rooms = scenario.venues.flatMap(\.venue.rooms)
        var table = TextTable(["机构", "月份", "项目", "场次", "缴费截止", "首选报名"], numeric: [2, 3, 5])
        for sitting in scenario.sittings {
            let wishes = scenario.registrations.filter {
                $0.institution == sitting.institution && $0.firstMonth == sitting.month
            }
            table.add([
                sitting.institution, sitting.month.description, "\(sitting.programmes.count)",
                "\(sitting.periods.count)", sitting.paymentDeadline.description, "\(wishes.count)",
            ])
        }
        let generated = scenario.people.filter(\.generated).count
        return """
            \(scenario.name)：没有错误
              \(scenario.ruleBooks.count) 个机构，\(scenario.venues.count) 个考点，\(rooms.count) 间考场，\
            \(rooms.reduce(0) { $0 + $1.rows * $1.columns - ($1.blocked?.count ?? 0) }) 个可用机位
              \(scenario.people.count) 人，\(scenario.registrations.count) 个报名\
            \(generated > 0 ? "（其中 \(generated) 人为生成数据）" : "")
            \(table.text)
            """
    }
}
