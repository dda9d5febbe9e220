// The best plan by numbers of a small part, and bounds that hold for every plan: `HeadcountProgram`, tier by tier. What is
// proved holds for plans as good in the earlier tiers as the plan it ends with.
struct ExactHeadcounts {
    /// What the plan it ended with costs.
    private(set) var cost: WaveCost
    /// Of tiers 1, 3, 4 and 5, as the program counts.
    private(set) var bounds: [Int] = []
    /// Nil: nothing better than the plan at hand was found.
    private(set) var state: WaveState?
    /// Better ones before that, which somebody who waits would envy: they may be worth repairing.
    private(set) var envied: [WaveState] = []

    private var form: HeadcountProgram
    private let work: Int
    /// Rounds of claims told to the program.
    private static let mostRounds = 8
    /// The larger the table of rows and columns beyond this, the less often many times the work ends it.
    private static let mostPatientNumbers = 2_000_000

    /// Nil if the part is too large.
    /// - Parameters:
    ///   - start: a plan at hand.
    ///   - work: at most so many numbers touched by the simplex method,
    ///   - patience: and as many times as many of a program that is small, fewer times of a larger one.
    init?(_ plan: HeadcountFrame, _ start: WaveState, work: Int, patience: Int = 1) {
        guard let form = HeadcountProgram(plan, isOrderFelt: plan.isOrderFelt(in: start)) else { return nil }
        self.form = form
        let numbers = form.program.columns.count * form.program.rows.count
        self.work = max(1, patience * Self.mostPatientNumbers / max(Self.mostPatientNumbers, numbers)) * work
        cost = start.cost
    }

    /// - Parameter floors: bounds at hand of tiers 1, 3, 4 and 5 for a plan that costs this.
    mutating func improve(floors: (WaveCost) -> Bounds) {
        var claims: Set<HeadcountProgram.Claim> = []
        var left = work
        for round in 1...Self.mostRounds {
            let search = searched(floors, work: left)
            left -= search.work
            state = search.found.flatMap(form.seated)
            let broken = search.found.map { form.claims(in: $0) } ?? []
            if !broken.isEmpty, left > 0, round < Self.mostRounds,
                let told = HeadcountProgram(form.plan, isOrderFelt: true, claims: claims.union(broken))
            {
                if let state { envied.append(state) }
                claims.formUnion(broken)
                form = told
                continue
            }
            cost = HeadcountProgram.cost(search.values, in: form.plan.frame)
            bounds = search.bounds
            return
        }
    }

    private func searched(_ floors: (WaveCost) -> Bounds, work: Int) -> TierByTier {
        let frame = form.plan.frame
        var search = TierByTier(form, form.tiers, from: HeadcountProgram.counted(cost, in: frame), work: work)
        search.improve { index, values in
            HeadcountProgram.counted(floors(HeadcountProgram.cost(values, in: frame)), index, in: frame)
        }
        return search
    }

    /// Bounds for a plan that costs this, where they are sharper.
    func sharpen(_ known: inout Bounds, for cost: WaveCost) {
        let frame = form.plan.frame
        HeadcountProgram.sharpen(
            &known, with: bounds, of: HeadcountProgram.counted(self.cost, in: frame),
            for: HeadcountProgram.counted(cost, in: frame))
    }
}
