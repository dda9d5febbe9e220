// Prices of scarce things: the dual solution of a linear programme, by the revised simplex method (Dantzig, 1953).
//
// Problem. Minimise Σ cost·x under Σ use·x ≤ limit for every row but the last, Σ use·x ≥ limit for the last, x ≥ 0,
// limits not negative. What is missing in the last row is bought at `shortage` a unit, so that there is always a
// solution to start from.
// Method. The inverse of the basis is kept densely; the column with the lowest reduced cost enters. Limits are moved
// a little, each by another amount, so that no step stands still and none is taken twice.
// Invariant: `inverse` is the inverse of the basis, `amounts` = inverse · limits ≥ 0, `prices` = costs of the basis ·
// inverse. Whoever uses the prices must not rely on them: rounding and the limit of steps may leave them a little
// off, which costs sharpness but never a Lagrangian bound its truth.
// Complexity: rows² a step, and some steps for each row. Limit: `steps`.
struct PricingSimplex {
    struct Column {
        var cost: Double
        var uses: [(row: Int, amount: Double)]
    }

    private let columns: [Column]
    private let rows: Int
    private var inverse: [Double]
    private var amounts: [Double]
    /// By row: the column in the basis; those from `columns.count` on are the slacks.
    private var basis: [Int]
    private(set) var prices: [Double]
    private(set) var isOptimal = false

    /// - Parameter limits: at least one.
    init(columns: [Column], limits: [Double], shortage: Double) {
        // What the last row has too much of.
        self.columns = columns + [Column(cost: 0, uses: [(limits.count - 1, -1)])]
        rows = limits.count
        inverse = Array(repeating: 0, count: rows * rows)
        for row in 0..<rows { inverse[row * rows + row] = 1 }
        var shift = 0.0
        amounts = limits.map { limit in
            shift = (shift + 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
            return limit + 1e-6 * (0.5 + shift)
        }
        basis = (0..<rows).map { [count = self.columns.count] in count + $0 }
        prices = Array(repeating: 0, count: rows)
        prices[rows - 1] = shortage
    }

    /// Prices as good as the steps allow.
    mutating func solve(steps: Int) {
        for _ in 0..<steps {
            guard let (column, gain) = entering() else {
                isOptimal = true
                return
            }
            let direction = direction(of: column)
            guard let leaving = leaving(direction) else { return }
            pivot(leaving, direction, gain)
            basis[leaving] = column
        }
    }

    private func reducedCost(_ column: Int) -> Double {
        // A slack; the last row's is the shortage, which never comes back.
        if column >= columns.count { return column == columns.count + rows - 1 ? 0 : -prices[column - columns.count] }
        return columns[column].uses.reduce(columns[column].cost) { $0 - prices[$1.row] * $1.amount }
    }

    private func entering() -> (column: Int, reducedCost: Double)? {
        var best: (column: Int, reducedCost: Double)?
        for column in 0..<(columns.count + rows) {
            let cost = reducedCost(column)
            if cost < (best?.reducedCost ?? -1e-7) { best = (column, cost) }
        }
        return best
    }

    private func direction(of column: Int) -> [Double] {
        if column >= columns.count { return (0..<rows).map { inverse[$0 * rows + column - columns.count] } }
        return (0..<rows).map { row in
            columns[column].uses.reduce(0) { $0 + inverse[row * rows + $1.row] * $1.amount }
        }
    }

    /// The row that is used up first; nil: none ever is.
    private func leaving(_ direction: [Double]) -> Int? {
        var best: Int?
        var least = Double.infinity
        for row in 0..<rows where direction[row] > 1e-9 {
            let ratio = max(0, amounts[row]) / direction[row]
            if ratio < least {
                least = ratio
                best = row
            }
        }
        return best
    }

    private mutating func pivot(_ leaving: Int, _ direction: [Double], _ reducedCost: Double) {
        let pivot = direction[leaving]
        let start = leaving * rows
        for place in start..<(start + rows) { inverse[place] /= pivot }
        amounts[leaving] /= pivot
        for row in 0..<rows where row != leaving && direction[row] != 0 {
            let factor = direction[row]
            amounts[row] -= factor * amounts[leaving]
            for place in 0..<rows { inverse[row * rows + place] -= factor * inverse[start + place] }
        }
        for place in 0..<rows { prices[place] += reducedCost * inverse[start + place] }
    }
}
