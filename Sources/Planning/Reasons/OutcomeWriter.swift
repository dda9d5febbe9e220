import Exams

/// One outcome, in plain Chinese and English, for every application without a place.
struct OutcomeWriter {
    private let model: Model
    private let insertion: Insertion
    private let draft: Draft
    /// By document; -1: not eligible.
    private let compiled: [Int32]

    init(_ draft: Draft, in model: Model) {
        self.model = model
        self.draft = draft
        insertion = Insertion(draft, in: model)
        var compiled = Array(repeating: Int32(-1), count: model.problem.applications.count)
        for (number, application) in model.applications.enumerated() { compiled[application.document] = Int32(number) }
        self.compiled = compiled
    }

    /// In the order of the document.
    func outcomes() -> [Outcome] {
        model.problem.applications.enumerated().compactMap { document, application in
            let number = Int(compiled[document])
            guard number >= 0 else { return ineligible(application) }
            return draft.places[number] == nil ? waiting(application, number) : nil
        }
    }

    private func ineligible(_ application: Application) -> Outcome {
        Outcome(
            application: application.id, state: .ineligible,
            reason: application.ineligibleReason
                ?? "报考资格：未通过审核、未按期缴清或已退考 / Eligibility: not approved, not paid in time, or withdrawn")
    }

    private func waiting(_ application: Application, _ number: Int) -> Outcome {
        let text: (reason: String, remedy: String)
        if let exclusion = StaticExclusion(of: number, in: model, options: insertion) {
            text = exclusion.text
        } else if let obstacles = insertion.obstacles(for: number), let first = obstacles.first {
            text = sentence(obstacles, first)
        } else {
            text = (
                "与其他考生的安排相互制约，没有同时可行的座位 / the places of others leave no seat that would do",
                "增加一个考场或场次后重新编排 / add a room or a period and plan again"
            )
        }
        return Outcome(application: application.id, state: .waiting, reason: text.reason, remedy: text.remedy)
    }

    private func sentence(_ obstacles: [Obstacle], _ first: Obstacle) -> (String, String) {
        let facts = obstacles.map(describe)
        let zh = facts.map(\.zh).joined(separator: "；且")
        let en = facts.map(\.en).joined(separator: "; and ")
        let laws = obstacles.map(\.law).reduce(into: [Law]()) { if !$0.contains($1) { $0.append($1) } }
        let remedies = obstacles.map(remedy)
        return (
            laws.map(\.title).joined(separator: "、") + "：" + zh + " / " + laws.map(\.rawValue).joined(separator: ", ")
                + ": " + en,
            remedies.map(\.zh).joined(separator: "；并") + " / " + remedies.map(\.en).joined(separator: "; and ")
        )
    }

    private func describe(_ obstacle: Obstacle) -> (zh: String, en: String) {
        let venue = model.problem.venues[obstacle.venue].id
        let period = obstacle.period.map { model.periodIDs[$0] } ?? ""
        switch obstacle.kind {
        case .closed:
            return ("场次 \(period) 考点 \(venue) 的适用考场不开放", "no fit room of \(venue) is open in \(period)")
        case .full(let seats):
            return ("场次 \(period) 考点 \(venue) 的 \(seats) 个可用机位已满", "all \(seats) seats of \(venue) in \(period) are taken")
        case .occupied:
            return ("场次 \(period) 时考点 \(venue) 的适用考场已用于相邻场次", "the fit rooms of \(venue) serve another period too close to \(period)")
        case .otherClock:
            return ("场次 \(period) 考点 \(venue) 只剩与延时考生不同时长的考场", "in \(period) \(venue) has seats only beside people whose time differs")
        case .staff(let limit):
            return ("场次 \(period) 考点 \(venue) 的 \(limit) 名监考员已用完", "the \(limit) invigilators of \(venue) are all needed in \(period)")
        case .elsewhere:
            return ("本人当日另有考试，时间冲突或场数已满", "the person sits elsewhere that day, too close or too often")
        case .waves(let limit):
            return ("该职业等级的 \(limit) 批试卷已全部使用", "all \(limit) waves of the programme are used")
        case .minimum(let least):
            return ("该批次人数不足最低开考人数 \(least)", "fewer than the minimum of \(least) people can be seated")
        }
    }

    private func remedy(_ obstacle: Obstacle) -> (zh: String, en: String) {
        let venue = model.problem.venues[obstacle.venue].id
        let period = obstacle.period.map { model.periodIDs[$0] } ?? ""
        switch obstacle.kind {
        case .closed: return ("在场次 \(period) 开放考点 \(venue) 的一个适用考场", "open a fit room of \(venue) in \(period)")
        case .full: return ("在场次 \(period) 增加考点 \(venue) 的 1 个机位", "1 more seat at \(venue) in \(period)")
        case .occupied: return ("在场次 \(period) 为考点 \(venue) 增加一个考场", "one more room at \(venue) in \(period)")
        case .otherClock: return ("在场次 \(period) 为其单设一个考场", "a room of its own at \(venue) in \(period)")
        case .staff: return ("在场次 \(period) 为考点 \(venue) 增派监考员", "more invigilators at \(venue) in \(period)")
        case .elsewhere: return ("与本人协商改期", "agree another month with the person")
        case .waves: return ("增加一批试卷（在场次 \(period) 开考）", "one more wave, in \(period)")
        case .minimum: return ("降低最低开考人数或并入下一月份", "lower the minimum, or let them join the next listed month")
        }
    }
}
