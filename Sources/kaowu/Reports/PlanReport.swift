import Exams
import Verifying

/// The outcome a coordinator wants to see.
enum PlanReport {
    static func text(_ record: PlanRecord) -> String {
        let summary = record.summary
        var blocks = [headline(record), sittings(summary)]
        let waiting = reasons(summary, state: .waiting)
        let ineligible = reasons(summary, state: .ineligible)
        if !waiting.isEmpty { blocks.append("等候编排的原因\n" + waiting) }
        if !ineligible.isEmpty { blocks.append("不能编排（不合资格）的原因\n" + ineligible) }
        blocks.append("方案优劣与证明\n" + TierReport.text(record.tiers))
        return blocks.joined(separator: "\n\n")
    }

    private static func headline(_ record: PlanRecord) -> String {
        let summary = record.summary
        let number = record.revision.map { "第 \($0) 版 · " } ?? ""
        let invigilators = record.tiers.first { $0.tier == 5 }?.value.numbers.first
        return """
            \(record.name) — \(number)已通过独立校验
              报名 \(summary.applications)（\(summary.people) 人）：已编排 \(summary.seated)，等候 \(summary.waiting)，\
            不合资格 \(summary.ineligible)
              使用考点 \(summary.venues) 个、考场 \(summary.rooms) 间、考场场次 \(summary.roomPeriods) 个\
            \(invigilators.map { "，监考 \($0) 人次" } ?? "")
            """
    }

    private static func sittings(_ summary: OutcomeSummary) -> String {
        var table = TextTable(
            ["机构", "月份", "已编排", "等候", "不合资格", "考场", "考场场次", "考试日"], numeric: [2, 3, 4, 5, 6])
        for row in summary.sittings {
            table.add([
                row.institution, row.month, "\(row.seated)", "\(row.waiting)", "\(row.ineligible)", "\(row.rooms)",
                "\(row.roomPeriods)", row.days.map { String($0.suffix(5)) }.joined(separator: " "),
            ])
        }
        return "各批次（未编排者计入其首选批次）\n" + table.text
    }

    private static func reasons(_ summary: OutcomeSummary, state: Outcome.State) -> String {
        let reasons = summary.reasons.filter { $0.state == state.rawValue }
        if reasons.isEmpty { return "" }
        let header = state == .waiting ? ["规则", "最常见的情形 → 办法"] : ["原因"]
        var table = TextTable(["机构", "报名"] + header, numeric: [1])
        for reason in reasons {
            let detail = state == .waiting ? [example(reason)] : []
            table.add([reason.institution, "\(reason.count)", reason.reason] + detail)
        }
        return table.text
    }

    private static func example(_ reason: OutcomeSummary.Reason) -> String {
        let start = reason.example.firstIndex(of: "：").map { reason.example.index(after: $0) }
        let detail = start.map { String(reason.example[$0...]) } ?? reason.example
        return detail + (reason.remedy.map { " → " + $0 } ?? "")
    }
}

/// A plan's outcome as `--json` writes it.
struct PlanRecord: Encodable {
    let revision: Int?
    let name: String
    let summary: OutcomeSummary
    let tiers: [Tier]

    init(_ verified: VerifiedPlan, of scenario: String, revision: Int?) {
        self.init(
            OutcomeSummary(of: verified.plan, for: verified.problem, people: verified.people), verified.plan.tiers,
            of: scenario, revision: revision)
    }

    init(_ summary: OutcomeSummary, _ tiers: [Tier], of scenario: String, revision: Int?) {
        self.revision = revision
        name = scenario
        self.summary = summary
        self.tiers = tiers
    }
}
