/// Law 1 before any planning: who may be placed at all, and for everybody else one reason.
struct Eligibility {
    private let scenario: Scenario
    private let catalogue: Catalogue
    /// Sittings per programme, by month.
    private let sittings: [String: [SittingPlan]]
    /// Person and programme of the first-time applications that were not turned down, as far as somebody retakes.
    private let newApplications: Set<String>

    init(_ scenario: Scenario, catalogue: Catalogue) {
        self.scenario = scenario
        self.catalogue = catalogue
        var sittings: [String: [SittingPlan]] = [:]
        for sitting in scenario.sittings.sorted(by: { $0.month < $1.month }) {
            for programme in sitting.programmes { sittings[programme, default: []].append(sitting) }
        }
        self.sittings = sittings
        // By index: a copy of each of a million registrations would cost more than what is asked of it.
        let registrations = scenario.registrations
        let places = registrations.indices.lazy
        let retakers = Set(places.filter { registrations[$0].resultsPublished != nil }.map { registrations[$0].person })
        newApplications = Set(
            places.filter {
                registrations[$0].resultsPublished == nil && registrations[$0].review != .rejected
                    && retakers.contains(registrations[$0].person)
            }.map { Eligibility.claim(registrations[$0]) })
    }

    /// The last day a retake may be sat; nil for a first-time application.
    func lastDay(_ registration: Registration) -> Day? {
        guard let published = registration.resultsPublished else { return nil }
        return catalogue.book(of: registration.institution)?.retakeLastDay(resultsPublished: published)
    }

    /// Nil if the application may be placed.
    func ineligibleReason(_ registration: Registration) -> String? {
        switch registration.review {
        case .rejected: return "资格审核不通过"
        case .submitted: return "资格审核尚未完成"
        case .approved: break
        }
        if registration.withdrawn { return "考生已退考" }
        return paymentReason(registration) ?? retakeReason(registration) ?? banReason(registration)
    }

    /// Banned on every day on which the programme is examined in the horizon. A ban that leaves a day is the
    /// planner's business.
    private func banReason(_ registration: Registration) -> String? {
        let days =
            registration.banned.isEmpty
            ? []
            : (sittings[registration.programme] ?? [])
                .filter { $0.month >= registration.firstMonth }
                .flatMap(\.periods).filter { $0.lost != true }.map(\.start.day)
        func isBanned(_ day: Day) -> Bool { registration.banned.contains { $0[0] <= day && day <= $0[1] } }
        guard !days.isEmpty, days.allSatisfy(isBanned), let last = registration.banned.map({ $0[1] }).max() else {
            return nil
        }
        return "禁考期内没有可参加的批次（禁考至 \(last)）"
    }

    private func paymentReason(_ registration: Registration) -> String? {
        var due: String { Eligibility.yuan(registration.feeDue) }
        guard registration.feePaid > 0 || registration.feeDue == 0, let paidAt = registration.paidAt else {
            return "未缴费（应缴 \(due) 元）"
        }
        guard registration.feePaid >= registration.feeDue else {
            return "缴费不足（应缴 \(due) 元，已缴 \(Eligibility.yuan(registration.feePaid)) 元）"
        }
        // The first sitting that could have taken the person is the one the payment was for.
        let sitting = sittings[registration.programme]?.first { $0.month >= registration.firstMonth }
        guard let sitting, paidAt >= sitting.paymentDeadline else { return nil }
        let isForfeited = catalogue.book(of: registration.institution)?.payment.forfeitedAfterDeadline.value ?? true
        let until = Eligibility.lastMoment(before: sitting.paymentDeadline)
        return isForfeited
            ? "逾期缴费（\(sitting.month) 批次截止 \(until)），视为自动放弃考试资格" : "缴费晚于 \(sitting.month) 批次的截止时间 \(until)"
    }

    private func retakeReason(_ registration: Registration) -> String? {
        guard let lastDay = lastDay(registration), let book = catalogue.book(of: registration.institution) else {
            return nil
        }
        if lastDay < registration.firstMonth.firstDay {
            return "补考资格已于 \(lastDay) 到期，须重新申报所有科目"
        }
        if book.retake.waivedByNewApplication.value, newApplications.contains(Eligibility.claim(registration)) {
            return "在成绩有效期内重新申报同职业（工种）同等级，视为放弃补考"
        }
        return nil
    }

    private static func claim(_ registration: Registration) -> String {
        registration.person + "|" + registration.programme
    }

    private static func yuan(_ cents: Int) -> String {
        cents % 100 == 0 ? "\(cents / 100)" : "\(cents / 100)." + twoDigits(cents % 100)
    }

    /// `2024-03-04 24:00` for 00:00 of the next day, as a notice would put it.
    private static func lastMoment(before deadline: LocalSecond) -> String {
        let second = deadline.number % 86_400
        if second == 0 { return (deadline.day - 1).description + " 24:00" }
        return deadline.day.description + " " + LocalMinute(number: deadline.number / 60).clock
    }
}
