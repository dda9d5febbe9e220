import Exams
import Verifying

/// How good the plan is and how much of that is proved, in a coordinator's words.
enum TierReport {
    static func text(_ tiers: [Tier]) -> String {
        var table = TextTable(["级", "目标", "数值", "证明"], numeric: [0])
        for tier in tiers {
            table.add(["\(tier.tier)", title(tier.tier), value(tier), status(tier)])
        }
        return table.text
    }

    /// Every tier as the checker counted it, beside what the plan claims of its proof, which nobody can check.
    static func text(checked verified: VerifiedPlan) -> String {
        var table = TextTable(["级", "目标", "重算数值", "方案自称"], numeric: [0])
        for tier in (verified.problem.released == nil ? 1 : 0)...7 {
            let claim = verified.plan.tiers.first { $0.tier == tier }
            table.add(["\(tier)", title(tier), text(verified.measures[tier]), claim.map(status) ?? "未说明"])
        }
        return table.text
    }

    static func title(_ tier: Int) -> String {
        switch tier {
        case 0: "已发准考证的变动（失去/改日/改考点/改场次/改考场/改机位）"
        case 1: "编排的报名数"
        case 2: "先缴费者被后缴费者占位（对）"
        case 3: "比首选月份推迟的月数合计"
        case 4: "未满足的考点或区意向"
        case 5: "监考人次"
        case 6: "同单位相邻而坐（对）"
        case 7: "换考场 / 人数过少的考场 / 同批分散"
        default: "—"
        }
    }

    static func value(_ tier: Tier) -> String { text(tier.value) }

    static func status(_ tier: Tier) -> String {
        switch tier.status {
        case .proved: "已证明最优"
        case .gap: "尚有差距（界 \(text(tier.bound))）"
        }
    }

    private static func text(_ measure: Measure) -> String { measure.numbers.map(String.init).joined(separator: " / ") }
}
