import Exams

/// The tiers of a whole plan: values from the draft, bounds summed over its parts.
struct TierReport {
    let tiers: [Tier]

    init(_ draft: Draft, parts: [Bounds], in model: Model) {
        var isExact = true
        var report: [Tier] = []
        for (tier, value) in Score(draft, in: model).values(isReplan: model.isReplan) {
            let width = value.numbers.count
            // A part's bound holds for plans as good as the part in its earlier tiers. Where those are not the
            // best possible, another plan could trade one part's earlier tier against another's, and nothing
            // is known of its later ones.
            let isKnown = tier == 1 || tier == 0 || isExact || parts.count == 1
            let bound = parts.reduce(Array(repeating: 0, count: width)) { sum, part in
                zip(sum, isKnown ? part.tiers[tier] ?? sum.map { _ in 0 } : sum.map { _ in 0 }).map(+)
            }
            let measure: Measure = width == 1 ? .number(bound[0]) : .list(bound)
            report.append(Tier(tier: tier, value: value, bound: measure, status: value == measure ? .proved : .gap))
            isExact = isExact && value == measure
        }
        tiers = report
    }
}
