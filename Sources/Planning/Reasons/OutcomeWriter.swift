import Exams

/// One outcome for every application without a place; and, for those who sit later than they wished, why.
///
/// Applications that nothing tells apart are told the same: the work grows with kinds, not with people.
struct OutcomeWriter {
    private let model: Model
    private let draft: Draft

    init(_ draft: Draft, in model: Model) {
        self.model = model
        self.draft = draft
    }

    /// In the order of the document.
    func outcomes() -> [Outcome] {
        var compiled = Array(repeating: Int32(-1), count: model.problem.applications.count)
        for (number, application) in model.applications.enumerated() { compiled[application.document] = Int32(number) }
        lazy var explanation = Explanation(draft, in: model)
        var told: [Int: (reason: String, remedy: String)] = [:]
        return model.problem.applications.enumerated().compactMap { document, application in
            let number = Int(compiled[document])
            guard number >= 0 else { return ineligible(application) }
            guard draft.places[number] == nil else { return nil }
            let text = told[model.likeness(number)] ?? explanation.ofWaiting(number)
            told[model.likeness(number)] = text
            return Outcome(application: application.id, state: .waiting, reason: text.reason, remedy: text.remedy)
        }
    }

    private func ineligible(_ application: Application) -> Outcome {
        Outcome(
            application: application.id, state: .ineligible,
            reason: application.ineligibleReason
                ?? "报考资格：未通过审核、未按期缴清或已退考 / Eligibility: not approved, not paid in time, or withdrawn")
    }
}

/// Why somebody sits later than wished, and what would bring the earlier month.
package struct DelayReason: Sendable {
    package let application: String
    package let months: Int
    package let reason: String
    package let remedy: String
}

extension OutcomeWriter {
    /// For every placed application that sits after its first month, in the order of the document.
    /// - Parameter isAsked: which applications, by id.
    func delays(of isAsked: (String) -> Bool) -> [DelayReason] {
        lazy var explanation = Explanation(draft, in: model)
        var told: [[Int]: (reason: String, remedy: String)] = [:]
        return model.applications.indices.compactMap { number in
            guard let place = draft.places[number] else { return nil }
            let application = model.applications[number]
            let month = model.sittings[place.sitting].month
            let id = model.problem.applications[application.document].id
            guard month > application.firstMonth, isAsked(id) else { return nil }
            let key = [model.likeness(number), month]
            let text = told[key] ?? explanation.ofDelayed(number, until: month)
            told[key] = text
            return DelayReason(
                application: id, months: month - application.firstMonth, reason: text.reason, remedy: text.remedy)
        }
    }
}

extension Planner {
    /// Why delayed applications of a plan sit later than they wished.
    /// - Parameter isAsked: which applications, by id.
    package static func delays(
        in plan: Plan, of problem: Problem, where isAsked: (String) -> Bool = { _ in true }
    ) -> [DelayReason] {
        let model = Model(problem)
        return OutcomeWriter(model.draft(of: plan), in: model).delays(of: isAsked)
    }
}
