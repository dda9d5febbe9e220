// A lower bound for choosing options under shared capacities, by Lagrangian relaxation.
//
// Problem: groups of `count` equal members; each member takes one of its group's options or none; an option
// costs `cost` and uses some rows' capacity; at least `required` members must take one. Minimise the cost.
//
// Bound: for any multipliers λ ≥ 0 of the rows and μ ≥ 0 of the requirement,
//
//     μ·required − Σ λ·capacity + Σ count · min(0, min over options (cost + Σ λ·use − μ))
//
// is at most the cost of every solution, integral or not. So the bound is sound whatever multipliers the
// search finds; it only decides how sharp it is. The search is Held and Karp's subgradient method (1971) with
// Polyak's step towards `target`, a value somebody attained; it stops when the bound, rounded up, reaches it.
//
// Complexity: `iterations` passes over all options. Limits: counts times multipliers stay far below 2⁵³, so
// that the rounding slack of 10⁻⁶ relative covers the arithmetic.

package struct CoverRelaxation {
    package struct Option {
        package var cost: Double
        package var uses: [(row: Int, amount: Double)]

        package init(cost: Double, uses: [(row: Int, amount: Double)]) {
            self.cost = cost
            self.uses = uses
        }
    }

    package struct Group {
        package var count: Int
        package var options: [Option]

        package init(count: Int, options: [Option]) {
            self.count = count
            self.options = options
        }
    }

    package var groups: [Group]
    package var capacities: [Double]
    package var required: Int

    package init(groups: [Group], capacities: [Double], required: Int) {
        self.groups = groups
        self.capacities = capacities
        self.required = required
    }

    /// No integral solution with integral costs costs less.
    package func lowerBound(target: Int, iterations: Int) -> Int {
        var rows = Array(repeating: 0.0, count: capacities.count)
        var reward = 0.0
        var best = -Double.infinity
        var stretch = 1.0
        var sinceBetter = 0
        for iteration in 0..<max(1, iterations) {
            let outcome = evaluate(rows, reward)
            if outcome.value > best + 1e-9 * abs(best == -.infinity ? 0 : best) {
                best = outcome.value
                sinceBetter = 0
            } else {
                sinceBetter += 1
                if sinceBetter % 20 == 0 { stretch *= 0.6 }
            }
            if roundedUp(best) >= target || iteration == iterations - 1 { break }
            let length = outcome.rowSlope.reduce(outcome.rewardSlope * outcome.rewardSlope) { $0 + $1 * $1 }
            if length == 0 { break }
            let step = stretch * (Double(target) - outcome.value) / length
            for row in rows.indices { rows[row] = max(0, rows[row] + step * outcome.rowSlope[row]) }
            reward = max(0, reward + step * outcome.rewardSlope)
        }
        return roundedUp(best)
    }

    private func roundedUp(_ value: Double) -> Int {
        let slack = 1e-6 * (1 + abs(value))
        return value.isFinite && abs(value) < 1e15 ? Int((value - slack).rounded(.up)) : Int.min / 2
    }

    private func evaluate(_ rows: [Double], _ reward: Double) -> (
        value: Double, rowSlope: [Double], rewardSlope: Double
    ) {
        var value = reward * Double(required)
        var rewardSlope = Double(required)
        var slope = capacities.map { -$0 }
        for row in rows.indices { value -= rows[row] * capacities[row] }
        for group in groups {
            var lowest = 0.0
            var chosen: Int?
            for (index, option) in group.options.enumerated() {
                let price = option.uses.reduce(option.cost - reward) { $0 + rows[$1.row] * $1.amount }
                if price < lowest {
                    lowest = price
                    chosen = index
                }
            }
            guard let chosen else { continue }
            let count = Double(group.count)
            value += count * lowest
            rewardSlope -= count
            for use in group.options[chosen].uses { slope[use.row] += count * use.amount }
        }
        return (value, slope, rewardSlope)
    }
}
