import Solving

// The best plan by numbers of a small part, and bounds that hold for every plan.
//
// `HeadcountProgram` is minimised tier by tier by branch and bound, each under the values reached in the earlier ones.
// It starts from a plan at hand and looks only for better ones. What it proves holds for plans as good in the earlier
// tiers as the plan it ends with. Limit: `work`, in numbers touched by the simplex method; half of what is left goes
// to each tier, all of it to the last.
struct ExactHeadcounts {
    /// What the plan it ended with costs.
    private(set) var cost: WaveCost
    /// By tier.
    private(set) var bounds: [Int: Int] = [:]
    /// Nil: nothing better than the plan at hand was found.
    private(set) var state: WaveState?

    private let form: HeadcountProgram
    private var left: Int

    /// Nil if the part is too large.
    /// - Parameter start: a plan at hand.
    init?(_ plan: HeadcountFrame, _ start: WaveState, work: Int) {
        let someWait = plan.classes.indices.contains { !plan.classes[$0].slots.isEmpty && start.waiting[$0] > 0 }
        guard let form = HeadcountProgram(plan, someWait: someWait) else { return nil }
        self.form = form
        left = work
        cost = start.cost
    }

    /// - Parameter floors: bounds at hand of tiers 1, 3, 4 and 5 for a plan that costs this.
    mutating func improve(floors: (WaveCost) -> Bounds) {
        var search = BranchAndBound(form.program)
        var found: [Int]?
        var presence = form.presence
        for (index, tier) in HeadcountProgram.tierNumbers.enumerated() {
            let own = value(of: index)
            let floor = HeadcountProgram.counted(floors(cost), index, in: form.plan.frame)
            var bound = floor
            if own > floor {
                let before = search.work
                let share = tier == 5 ? left : left / 2
                search.add(brokenOf: &presence, minimising: form.tiers[index], work: share / 4)
                // What diving does not find, choosing what raises the bound may.
                for isProving in [false, true] where value(of: index) > bound {
                    let result = search.minimise(
                        form.tiers[index], below: value(of: index), floor: bound, work: share / 2, isProving: isProving)
                    bound = result.bound
                    if let values = result.values {
                        found = values
                        take(values)
                    }
                }
                left = max(0, left - (search.work - before))
            }
            bounds[tier] = tier == 1 ? -bound : bound
            let row = form.program.rows[form.tierRows[index]]
            search.bind(row: form.tierRows[index], least: row.least, most: value(of: index))
        }
        if let found { state = form.seated(found) }
    }

    private func value(of index: Int) -> Int { HeadcountProgram.counted(cost, in: form.plan.frame)[index] }

    private mutating func take(_ values: [Int]) {
        let sums = form.tiers.map { form.program.value(of: $0, at: values) }
        let people = form.plan.frame.model.applications.count
        cost = WaveCost(
            unplaced: people + sums[0], delay: sums[1], missedWishes: sums[2], invigilators: sums[3])
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
