import Exams
import Planning

/// Everybody with a place after the first month wished, the longest delay first, with reason and remedy.
struct DelayedRecord: Encodable {
    let application: String
    let name: String
    let programme: String
    let firstMonth: String
    let sitting: String
    let months: Int
    /// Chinese and English.
    let reason: String
    let remedy: String
}

enum DelayedReport {
    static func records(_ index: PlanIndex) -> [DelayedRecord] {
        longestFirst(Planner.delays(in: index.plan, of: index.problem))
            .compactMap { delay in
                guard let registration = index.registrations[delay.application] else { return nil }
                return DelayedRecord(
                    application: delay.application, name: index.person(of: delay.application)?.name ?? "",
                    programme: index.programmeTitle(registration.programme),
                    firstMonth: registration.firstMonth.description,
                    sitting: index.placements[delay.application]?.sitting ?? "", months: delay.months,
                    reason: delay.reason, remedy: delay.remedy)
            }
    }

    static func longestFirst(_ delays: [DelayReason]) -> [DelayReason] {
        delays.sorted { ($1.months, $0.application) < ($0.months, $1.application) }
    }

    /// Of a plan without names; the first twenty.
    static func text(_ delays: [DelayReason]) -> String {
        var table = TextTable(["推迟的报名", "月数", "原因 → 办法"], numeric: [1])
        for delay in delays.prefix(20) {
            table.add([
                delay.application, "\(delay.months)",
                ReasonText.chinese(delay.reason) + " → " + ReasonText.chinese(delay.remedy),
            ])
        }
        return table.text + (delays.count > 20 ? "\n其余 \(delays.count - 20) 个见 --json (the rest: --json)" : "")
    }

    static func text(_ records: [DelayedRecord]) -> String {
        if records.isEmpty { return "没有人推迟" }
        var table = TextTable(["报名号", "姓名", "首选", "编排到", "项目", "原因 → 办法"])
        for record in records {
            table.add([
                record.application, record.name, record.firstMonth, record.sitting, record.programme,
                ReasonText.chinese(record.reason) + " → " + ReasonText.chinese(record.remedy),
            ])
        }
        return "推迟 \(records.count) 个报名，推迟最久的在前\n" + table.text
    }
}
