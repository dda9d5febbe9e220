import Solving

// Gives one wave after another the best periods while all others keep theirs.
//
// Problem. A plan by numbers that no single move makes better: a wave would have to change its periods and, at the same
// time, people of many classes their waves, venues and rooms. Annealing has to pass through much worse plans for that.
// Method. With the periods of all waves but one kept, `HeadcountProgram` is small: `IntegerSolver` finds a plan that
// is better in the total asked for and as good in the earlier ones, or says that there is none (a large neighbourhood:
// Shaw, 1998). Total by total, until no wave helps any more.
// Invariant. The plan at hand is lawful and only becomes better in the order of the totals.
// Limits: `work`, in numbers touched by the simplex method; half of what is left goes to each total, a quarter of all to
// a wave for the first, a quarter of that for the others.
struct WaveReopening {
    /// What is to be minimised, in order.
    struct Goals {
        /// How many of the program's totals.
        var count: Int
        var totals: (HeadcountProgram) -> [HeadcountProgram.Total]
        var values: (WaveState) -> [Int]
        /// A bound at hand of a total, by its number, for a plan that comes to these values.
        var floor: (Int, [Int]) -> Int
        /// Whether the order of payment matters.
        var areFair: Bool
    }

    private let plan: HeadcountFrame
    private let mostWorkOfWave: Int
    private var left: Int

    init(_ plan: HeadcountFrame, work: Int) {
        self.plan = plan
        left = work
        mostWorkOfWave = work / 4
    }

    /// A better plan in tiers 1, 3, 4 and 5; nil: none was found.
    /// - Parameter floors: bounds of these tiers for a plan that costs this.
    mutating func improved(_ start: WaveState, floors: @escaping (WaveCost) -> Bounds) -> WaveState? {
        let frame = plan.frame
        let goals = Goals(
            count: HeadcountProgram.tierNumbers.count, totals: \.tiers,
            values: { HeadcountProgram.counted($0.cost, in: frame) },
            floor: { index, values in
                HeadcountProgram.counted(floors(HeadcountProgram.cost(values, in: frame)), index, in: frame)
            }, areFair: true)
        return improved(start, goals)
    }

    /// A better plan; nil: none was found.
    mutating func improved(_ start: WaveState, _ goals: Goals) -> WaveState? {
        let worst = goals.values(start)
        var (state, values) = (start, worst)
        for index in 0..<goals.count {
            let rest = index == goals.count - 1 ? 0 : left / 2
            var (wave, still) = (0, 0)
            while still < state.waves.count, left > rest {
                let floor = goals.floor(index, values)
                guard values[index] > floor else { break }
                if let better = reopened(wave, of: state, values, goals, index, floor) {
                    (state, values) = (better, goals.values(better))
                    still = 0
                } else {
                    still += 1
                }
                wave = (wave + 1) % state.waves.count
            }
        }
        return values.lexicographicallyPrecedes(worst) ? state : nil
    }

    private mutating func reopened(
        _ wave: Int, of state: WaveState, _ values: [Int], _ goals: Goals, _ index: Int, _ floor: Int
    ) -> WaveState? {
        var kept: [Int: [Int]] = [:]
        for (other, own) in state.waves.enumerated() where other != wave { kept[other] = Array(own.periods) }
        let isOrderFelt = goals.areFair && plan.isOrderFelt(in: state)
        guard let form = HeadcountProgram(plan, isOrderFelt: isOrderFelt, kept: kept) else { return nil }
        let totals = goals.totals(form)
        var search = IntegerSolver(form.program)
        for (total, value) in zip(totals[..<index], values) {
            search.bind(row: total.row, least: form.program.rows[total.row].least, most: value)
        }
        var presence = form.presence
        let most = index == 0 ? mostWorkOfWave : mostWorkOfWave / 4
        search.add(brokenOf: &presence, minimising: totals[index].sum, work: most / 4)
        let result = form.minimise(totals[index], below: values[index], floor: floor, work: most, by: &search)
        left = max(0, left - search.work)
        guard let found = result.values, let better = form.seated(found),
            goals.values(better).lexicographicallyPrecedes(values)
        else { return nil }
        return better
    }
}
