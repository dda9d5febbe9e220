// The best plan by numbers of a small part, and bounds that hold for every plan: `HeadcountProgram`, tier by tier. What is
// proved holds for plans as good in the earlier tiers as the plan it ends with.
struct ExactHeadcounts {
    /// What the plan it ended with costs.
    private(set) var cost: WaveCost
    /// By tier.
    private(set) var bounds: [Int: Int] = [:]
    /// Nil: nothing better than the plan at hand was found.
    private(set) var state: WaveState?

    private let form: HeadcountProgram
    private let work: Int

    /// Nil if the part is too large.
    /// - Parameters:
    ///   - start: a plan at hand.
    ///   - work: at most so many numbers touched by the simplex method.
    init?(_ plan: HeadcountFrame, _ start: WaveState, work: Int) {
        guard let form = HeadcountProgram(plan, someWait: plan.someWait(in: start)) else { return nil }
        self.form = form
        self.work = work
        cost = start.cost
    }

    /// - Parameter floors: bounds at hand of tiers 1, 3, 4 and 5 for a plan that costs this.
    mutating func improve(floors: (WaveCost) -> Bounds) {
        let frame = form.plan.frame
        var search = TierByTier(form, form.tiers, from: HeadcountProgram.counted(cost, in: frame), work: work)
        search.improve { index, values in
            HeadcountProgram.counted(floors(HeadcountProgram.cost(values, in: frame)), index, in: frame)
        }
        cost = HeadcountProgram.cost(search.values, in: frame)
        for (tier, bound) in zip(HeadcountProgram.tierNumbers, search.bounds) { bounds[tier] = abs(bound) }
        if let found = search.found { state = form.seated(found) }
    }

    /// Bounds for a plan that costs this, where they are sharper.
    func sharpen(_ bounds: inout Bounds, for cost: WaveCost) {
        var isAsGood = true
        let earlier = [
            (1, cost.unplaced <= self.cost.unplaced), (3, cost.delay <= self.cost.delay),
            (4, cost.missedWishes <= self.cost.missedWishes), (5, true),
        ]
        for (tier, isNext) in earlier {
            if isAsGood, let own = self.bounds[tier], let known = bounds.tiers[tier]?[0] {
                bounds.tiers[tier] = [tier == 1 ? min(own, known) : max(own, known)]
            }
            isAsGood = isAsGood && isNext
        }
    }
}
