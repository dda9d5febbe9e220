import Solving

// Gives one wave after another the best periods while all others keep theirs.
//
// Problem. A plan by numbers that no single move makes better: a wave would have to change its periods and, at the same
// time, people of many classes their waves, venues and rooms. Annealing has to pass through much worse plans for that.
// Method. With the periods of all waves but one kept, `HeadcountProgram` is small: branch and bound finds a plan that
// is better in the tier asked for and as good in the earlier ones, or says that there is none (a large neighbourhood:
// Shaw, 1998). Tier by tier, until no wave helps any more.
// Invariant. The plan at hand is lawful and only becomes better in the order of the tiers.
// Limits: `work`, in numbers touched by the simplex method; half of what is left goes to each tier, a quarter of all to
// a wave for the first, a quarter of that for the others.
struct WaveReopening {
    private let plan: HeadcountFrame
    private let mostWorkOfWave: Int
    private var left: Int

    init(_ plan: HeadcountFrame, work: Int) {
        self.plan = plan
        left = work
        mostWorkOfWave = work / 4
    }

    /// A better plan; nil: none was found.
    /// - Parameter floors: bounds of tiers 1, 3, 4 and 5 for a plan that costs this.
    mutating func improved(_ start: WaveState, floors: (WaveCost) -> Bounds) -> WaveState? {
        var state = start
        for tier in HeadcountProgram.tierNumbers.indices {
            let rest = tier == HeadcountProgram.tierNumbers.count - 1 ? 0 : left / 2
            var (wave, still) = (0, 0)
            while still < state.waves.count, left > rest {
                let floor = HeadcountProgram.counted(floors(state.cost), tier, in: plan.frame)
                guard HeadcountProgram.counted(state.cost, in: plan.frame)[tier] > floor else { break }
                if let better = reopened(wave, of: state, tier, floor) {
                    state = better
                    still = 0
                } else {
                    still += 1
                }
                wave = (wave + 1) % state.waves.count
            }
        }
        return state.cost < start.cost ? state : nil
    }

    private mutating func reopened(_ wave: Int, of state: WaveState, _ tier: Int, _ floor: Int) -> WaveState? {
        var kept: [Int: [Int]] = [:]
        for (other, own) in state.waves.enumerated() where other != wave { kept[other] = Array(own.periods) }
        guard let form = HeadcountProgram(plan, someWait: plan.someWait(in: state), kept: kept) else { return nil }
        let values = HeadcountProgram.counted(state.cost, in: plan.frame)
        var search = BranchAndBound(form.program)
        for (total, value) in zip(form.tiers[..<tier], values) {
            search.bind(row: total.row, least: form.program.rows[total.row].least, most: value)
        }
        var presence = form.presence
        let most = tier == 0 ? mostWorkOfWave : mostWorkOfWave / 4
        search.add(brokenOf: &presence, minimising: form.tiers[tier].sum, work: most / 4)
        let result = search.minimise(form.tiers[tier].sum, below: values[tier], floor: floor, work: most)
        left = max(0, left - search.work)
        guard let found = result.values, let better = form.seated(found), better.cost < state.cost else { return nil }
        return better
    }
}
