import Exams

/// One outcome for every application without a place; and, for those who sit later than they wished, why.
///
/// Applications that nothing tells apart but their payment are one queue: the work grows with kinds, not with people.
struct OutcomeWriter {
    private let model: Model
    private let draft: Draft
    private let planner: Planner

    /// - Parameter planner: the one whose plan it is; it plans again to try remedies.
    init(_ draft: Draft, in model: Model, _ planner: Planner) {
        self.model = model
        self.draft = draft
        self.planner = planner
    }

    /// In the order of the document.
    func outcomes() -> [Outcome] {
        var compiled = Array(repeating: Int32(-1), count: model.problem.applications.count)
        for (number, application) in model.applications.enumerated() { compiled[application.document] = Int32(number) }
        let told = wordsForWaiting()
        return model.problem.applications.enumerated().compactMap { document, application in
            let number = Int(compiled[document])
            guard number >= 0 else { return ineligible(application) }
            guard draft.places[number] == nil, let text = told[number] else { return nil }
            return Outcome(application: application.id, state: .waiting, reason: text.reason, remedy: text.remedy)
        }
    }

    private func wordsForWaiting() -> [Int: (reason: String, remedy: String)] {
        var queues: [[Int]] = []
        var queueOf: [Int: Int] = [:]
        for number in model.applications.indices where draft.places[number] == nil {
            let likeness = model.likeness(number)
            if let queue = queueOf[likeness] {
                queues[queue].append(number)
            } else {
                queueOf[likeness] = queues.count
                queues.append([number])
            }
        }
        var told: [Int: (reason: String, remedy: String)] = [:]
        if queues.isEmpty { return told }
        let explanation = Explanation(draft, in: model, planner)
        for queue in queues {
            let members = queue.sorted { model.applications[$0].rank < model.applications[$1].rank }
            for (member, text) in zip(members, explanation.ofQueue(members)) { told[member] = text }
        }
        return told
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
        var queues: [[Int]: [Int]] = [:]
        var order: [[Int]] = []
        for number in model.applications.indices {
            guard let place = draft.places[number] else { continue }
            let month = model.sittings[place.sitting].month
            guard month > model.applications[number].firstMonth, isAsked(id(number)) else { continue }
            let key = [model.likeness(number), month]
            if queues[key] == nil { order.append(key) }
            queues[key, default: []].append(number)
        }
        if order.isEmpty { return [] }
        let explanation = Explanation(draft, in: model, planner)
        var told: [(number: Int, delay: DelayReason)] = []
        for key in order {
            let members = (queues[key] ?? []).sorted { model.applications[$0].rank < model.applications[$1].rank }
            for (member, text) in zip(members, explanation.ofDelayed(members, until: key[1])) {
                let months = key[1] - model.applications[member].firstMonth
                told.append(
                    (
                        member,
                        DelayReason(application: id(member), months: months, reason: text.reason, remedy: text.remedy)
                    ))
            }
        }
        return told.sorted { $0.number < $1.number }.map(\.delay)
    }

    private func id(_ number: Int) -> String { model.problem.applications[model.applications[number].document].id }
}

extension Planner {
    /// Why delayed applications of a plan sit later than they wished.
    /// - Parameter isAsked: which applications, by id.
    package static func delays(
        in plan: Plan, of problem: Problem, where isAsked: (String) -> Bool = { _ in true }
    ) -> [DelayReason] {
        guard plan.tiers.first(where: { $0.tier == 3 })?.value != .number(0) else { return [] }
        let model = Model(problem)
        return OutcomeWriter(model.draft(of: plan), in: model, Planner()).delays(of: isAsked)
    }
}
