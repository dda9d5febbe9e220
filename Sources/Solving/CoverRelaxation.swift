// A lower bound for choosing options under shared capacities, by Lagrangian relaxation.
//
// Problem: groups of `count` equal members; each member takes one of its group's options or none; an option
// costs `cost`, uses some rows' capacity and serves `served` people; at least `required` people must be served.
// Minimise the cost.
//
// Bound: for any multipliers λ ≥ 0 of the rows and μ ≥ 0 of the requirement,
//
//     μ·required − Σ λ·capacity + Σ count · min(0, min over options (cost + Σ λ·use − μ·served))
//
// is at most the cost of every solution, integral or not. So the bound is sound whatever multipliers the
// search finds; it only decides how sharp it is. Where rows and groups are few, the best multipliers are the prices
// that the simplex method finds. Elsewhere the search is Held and Karp's subgradient method (1971) with Polyak's step
// towards `target`, a value somebody attained; it stops when the bound, rounded up, reaches it.
//
// Complexity: the simplex method of `PricingSimplex`, or `iterations` passes over all options. Limits: counts times
// multipliers stay far below 2⁵³, so that the rounding slack of 10⁻⁶ relative covers the arithmetic.

package struct CoverRelaxation {
    package struct Option {
        package var cost: Double
        /// Each row at most once.
        package var uses: [(row: Int, amount: Double)]
        package var served: Int

        package init(cost: Double, uses: [(row: Int, amount: Double)], served: Int = 1) {
            self.cost = cost
            self.uses = uses
            self.served = served
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
        let merged = CoverRelaxation(groups: mergedGroups(), capacities: capacities, required: required)
        return merged.priced() ?? merged.searched(target: target, iterations: iterations)
    }

    // MARK: By the simplex method

    /// Rows and groups together.
    private static let mostPriced = 600
    /// Of the inverse, over all steps.
    private static let mostNumbers = 300_000_000

    /// The bound at the best multipliers; nil if there are too many groups to find them.
    private func priced() -> Int? {
        let rows = capacities.count + groups.count + 1
        guard rows <= Self.mostPriced else { return nil }
        var columns: [PricingSimplex.Column] = []
        var dearest = 1.0
        for (number, group) in groups.enumerated() {
            for option in group.options {
                var uses = option.uses
                uses.append((capacities.count + number, 1))
                uses.append((rows - 1, Double(option.served)))
                columns.append(PricingSimplex.Column(cost: option.cost, uses: uses))
                dearest = max(dearest, abs(option.cost))
            }
        }
        let limits = capacities + groups.map { Double($0.count) } + [Double(max(0, required))]
        var simplex = PricingSimplex(columns: columns, limits: limits, shortage: 1_000 * dearest)
        simplex.solve(steps: Self.mostNumbers / (rows * rows))
        guard simplex.isOptimal else { return nil }
        let prices = simplex.prices
        let value = evaluate(capacities.indices.map { max(0, -prices[$0]) }, max(0, prices[rows - 1])).value
        return roundedUp(value)
    }

    /// Groups with the same options are one.
    private func mergedGroups() -> [Group] {
        var numbers: [[[UInt64]]: Int] = [:]
        var merged: [Group] = []
        for group in groups where group.count > 0 {
            var options: [[UInt64]: Option] = [:]
            for option in group.options { options[key(option)] = option }
            let keys = options.keys.sorted { $0.lexicographicallyPrecedes($1) }
            if let known = numbers[keys] {
                merged[known].count += group.count
                continue
            }
            numbers[keys] = merged.count
            merged.append(Group(count: group.count, options: keys.compactMap { options[$0] }))
        }
        return merged
    }

    private func key(_ option: Option) -> [UInt64] {
        option.uses.reduce(into: [option.cost.bitPattern, UInt64(option.served)]) { key, use in
            key += [UInt64(use.row), use.amount.bitPattern]
        }
    }

    // MARK: By subgradients

    private func searched(target: Int, iterations: Int) -> Int {
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
                let price = option.uses.reduce(option.cost - reward * Double(option.served)) {
                    $0 + rows[$1.row] * $1.amount
                }
                if price < lowest {
                    lowest = price
                    chosen = index
                }
            }
            guard let chosen else { continue }
            let count = Double(group.count)
            value += count * lowest
            rewardSlope -= count * Double(group.options[chosen].served)
            for use in group.options[chosen].uses { slope[use.row] += count * use.amount }
        }
        return (value, slope, rewardSlope)
    }
}
