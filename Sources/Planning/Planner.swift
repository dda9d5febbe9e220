import Exams

/// Plans a problem: every eligible application gets a place or a reason, every tier a value, a bound and
/// whether it is proved.
package struct Planner {
    /// How hard to look. Steps, never seconds: the same limits give the same plan on every machine.
    package struct Limits: Sendable {
        /// Conflicts of the exact search per part.
        package var conflicts = 200_000
        /// Parts with more possible chairs are planned by waves.
        package var exactChairs = 20_000

        package init() {}
    }

    private let limits: Limits

    package init(limits: Limits = Limits()) { self.limits = limits }

    /// - Parameter problem: a valid document.
    package func plan(_ problem: Problem) -> Plan {
        let model = Model(problem)
        var draft = Draft(places: Array(repeating: nil, count: model.applications.count))
        var results: [[Int: ExactPlanner.TierResult]] = []
        for members in Parts(model).members {
            var exact = ExactPlanner(model, members: members, limit: limits.conflicts)
            guard let solution = exact.plan() else { continue }
            for (member, place) in zip(members, solution.places) { draft.places[member] = place }
            results.append(solution.tiers)
        }
        return Plan(
            placements: draft.placements(in: model), outcomes: OutcomeWriter(draft, in: model).outcomes(),
            tiers: tiers(of: draft, in: model, results))
    }

    private func tiers(of draft: Draft, in model: Model, _ parts: [[Int: ExactPlanner.TierResult]]) -> [Tier] {
        let score = Score(draft, in: model)
        return score.values(isReplan: model.isReplan).map { tier, value in
            let width = value.numbers.count
            let bounds = parts.map { $0[tier]?.bound ?? Array(repeating: 0, count: width) }
            let bound = bounds.reduce(Array(repeating: 0, count: width)) { zip($0, $1).map(+) }
            let measure: Measure = width == 1 ? .number(bound[0]) : .list(bound)
            return Tier(tier: tier, value: value, bound: measure, status: value == measure ? .proved : .gap)
        }
    }
}
