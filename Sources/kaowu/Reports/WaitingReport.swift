import Exams

/// The waiting list: everybody eligible without a place, in the order in which they paid, with reason and remedy.
struct WaitingRecord: Encodable {
    let application: String
    let name: String
    let programme: String
    let paidAt: String
    let firstMonth: String
    /// Chinese and English.
    let reason: String
    let remedy: String?
}

enum WaitingReport {
    static func records(_ index: PlanIndex) -> [WaitingRecord] {
        index.problem.applications
            .filter { index.outcomes[$0.id]?.state == .waiting }
            .sorted { ($0.paidAt, $0.id) < ($1.paidAt, $1.id) }
            .compactMap { application in
                guard let outcome = index.outcomes[application.id] else { return nil }
                return WaitingRecord(
                    application: application.id, name: index.person(of: application.id)?.name ?? "",
                    programme: index.programmeTitle(application.programme), paidAt: application.paidAt.description,
                    firstMonth: application.firstMonth.description, reason: outcome.reason,
                    remedy: outcome.remedy)
            }
    }

    static func text(_ records: [WaitingRecord]) -> String {
        if records.isEmpty { return "没有人等候" }
        var table = TextTable(["报名号", "姓名", "首选", "缴费时间", "项目", "原因 → 办法"])
        for record in records {
            table.add([
                record.application, record.name, record.firstMonth, record.paidAt, record.programme,
                ReasonText.chinese(record.reason) + (record.remedy.map { " → " + ReasonText.chinese($0) } ?? ""),
            ])
        }
        return "等候 \(records.count) 个报名，按缴费先后\n" + table.text
    }
}
