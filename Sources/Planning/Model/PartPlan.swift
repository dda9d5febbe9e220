/// What a search found for one part of the problem.
struct PartPlan {
    var draft: Draft
    /// By tier; for tier 1 an upper bound, for all others a lower one.
    var bounds: Bounds
}

extension PartPlan {
    /// Whether no plan of the part is better in any tier.
    /// - Parameter last: later tiers are not asked of.
    func isProved(in part: Model, upTo last: Int = 7) -> Bool {
        Score(draft, in: part).values(isReplan: part.isReplan).allSatisfy { tier, value in
            guard tier != 2, tier <= last else { return true }
            let reached: [Int] =
                switch value {
                case .number(let number): [number]
                case .list(let numbers): numbers
                }
            return bounds.tiers[tier] == reached || tier != 1 && reached.allSatisfy { $0 == 0 }
        }
    }
}
