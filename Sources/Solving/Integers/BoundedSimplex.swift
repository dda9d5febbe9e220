// The dual simplex method for variables between bounds (Lemke, 1954), with bound flipping and Devex pricing (Forrest
// and Goldfarb, 1992; Maros, 2003).
//
// Problem. Minimise cost·x over an `IntegerProgram` whose columns need not be whole.
// Method. Every row is a variable too, equal to its sum. A dictionary says each basic variable as a sum of the others,
// each of which rests at one of its bounds: the lower one where it costs, the upper one where it pays. As all have both
// bounds, every dictionary can start; a basic variable outside its bounds leaves for one that keeps this true. Changed
// bounds need no new start, which is what branching lives on.
// Invariant. The dictionary is equivalent to the rows (`checkInvariants`), no resting variable would pay to move.
// Whoever wants a proof must not rely on the dictionary, which rounding spoils: `bound(cost:prices:)` reckons from the
// rows what any prices prove, however they came about.
// Complexity: rows × columns a step. Limits: `work`, in numbers touched.
struct BoundedSimplex {
    enum Outcome {
        case optimal
        /// The costs exceed the limit.
        case exceeded
        case infeasible
        case gaveUp
    }

    private(set) var program: IntegerProgram
    private var rows: Int
    let columns: Int
    /// By variable: columns, then rows.
    private(set) var least: [Double]
    private(set) var most: [Double]
    /// By row of the dictionary, then place.
    private(set) var table: [Double] = []
    private var reduced: [Double] = []
    private(set) var basic: [Int] = []
    private(set) var resting: [Int] = []
    private(set) var isUpper: [Bool] = []
    private var values: [Double] = []
    private var weights: [Double] = []
    /// By variable: how far outside its bounds is taken for rounding.
    private var tolerances: [Double]
    private var cost: [Double]
    var work = 0
    private static let tolerance = 1e-7

    init(_ program: IntegerProgram) {
        self.program = program
        rows = program.rows.count
        columns = program.columns.count
        least = program.columns.map { Double($0.least) } + program.rows.map { Double($0.least) }
        most = program.columns.map { Double($0.most) } + program.rows.map { Double($0.most) }
        cost = Array(repeating: 0, count: columns)
        tolerances = Array(repeating: Self.tolerance, count: least.count)
        restart()
    }

    /// A cut with large amounts is as near its bound as one divided by them.
    private static func tolerance(of row: IntegerProgram.Row) -> Double {
        tolerance * row.terms.reduce(1) { max($0, Double(abs($1.amount))) }
    }

    /// One more row; the dictionary stays as it is.
    mutating func add(_ row: IntegerProgram.Row) {
        var line = Array(repeating: 0.0, count: columns)
        var amounts = Array(repeating: 0.0, count: columns)
        for term in row.terms { amounts[term.column] = Double(term.amount) }
        for place in 0..<columns where resting[place] < columns { line[place] += amounts[resting[place]] }
        for other in 0..<rows where basic[other] < columns && amounts[basic[other]] != 0 {
            let amount = amounts[basic[other]]
            for place in 0..<columns { line[place] += amount * table[other * columns + place] }
        }
        program.add(row)
        least.append(Double(row.least))
        most.append(Double(row.most))
        tolerances.append(Self.tolerance(of: row))
        basic.append(columns + rows)
        values.append((0..<columns).reduce(0) { $0 + line[$1] * value($1) })
        weights.append(1)
        table += line
        rows += 1
        work += rows * columns
    }

    /// The dictionary of the rows as they stand.
    mutating func restart() {
        table = Array(repeating: 0, count: rows * columns)
        for (number, row) in program.rows.enumerated() {
            for term in row.terms { table[number * columns + term.column] = Double(term.amount) }
        }
        basic = (0..<rows).map { columns + $0 }
        resting = Array(0..<columns)
        weights = Array(repeating: 1, count: rows)
        reduced = cost
        isUpper = reduced.map { $0 < 0 }
        values = Array(repeating: 0, count: rows)
        work += rows * columns
    }

    /// - Parameter cost: by column.
    mutating func minimise(_ cost: [Double]) {
        self.cost = cost
        reduced = resting.map { $0 < columns ? cost[$0] : 0 }
        for row in 0..<rows where basic[row] < columns && cost[basic[row]] != 0 {
            for place in 0..<columns { reduced[place] += cost[basic[row]] * table[row * columns + place] }
        }
        isUpper = reduced.map { $0 < 0 }
        work += rows * columns
    }

    mutating func bind(_ variable: Int, least: Double, most: Double) {
        self.least[variable] = least
        self.most[variable] = most
    }

    mutating func bind(row: Int, least: Int, most: Int) {
        bind(columns + row, least: Double(least), most: Double(most))
    }

    private func value(_ place: Int) -> Double { isUpper[place] ? most[resting[place]] : least[resting[place]] }

    var total: Double {
        (0..<columns).reduce(0) { $0 + reduced[$1] * value($1) }
    }

    private mutating func revalue() {
        let resting = (0..<columns).map(value)
        table.withUnsafeBufferPointer { table in
            for row in 0..<rows {
                var sum = 0.0
                let start = row * columns
                for place in 0..<columns { sum += table[start + place] * resting[place] }
                values[row] = sum
            }
        }
        work += rows * columns
    }

    /// By column; in a step between it need not be within bounds.
    var solution: [Double] {
        var solution = Array(repeating: 0.0, count: columns)
        for place in 0..<columns where resting[place] < columns { solution[resting[place]] = value(place) }
        for row in 0..<rows where basic[row] < columns { solution[basic[row]] = values[row] }
        return solution
    }

    // MARK: Steps

    /// - Parameters:
    ///   - limit: more than this is of no interest.
    ///   - most: work, in all.
    mutating func solve(limit: Double, mostWork: Int) -> Outcome {
        for place in 0..<columns where abs(reduced[place]) > 1e-9 { isUpper[place] = reduced[place] < 0 }
        revalue()
        var steps = 0
        while work < mostWork {
            steps += 1
            if steps % 64 == 0 { revalue() }
            if limit < .infinity, total > limit { return .exceeded }
            guard let row = leaving() else { return .optimal }
            let goal = values[row] < least[basic[row]] ? least[basic[row]] : most[basic[row]]
            guard let place = entering(row, goal) else {
                lastRow = row
                return .infeasible
            }
            step(row, place, goal)
        }
        return .gaveUp
    }

    /// The row of the dictionary that `infeasible` was told from.
    private var lastRow = 0

    private func leaving() -> Int? {
        var best: Int?
        var most = 0.0
        for row in 0..<rows {
            let variable = basic[row]
            let short = max(least[variable] - values[row], values[row] - self.most[variable])
            guard short > tolerances[variable] else { continue }
            let scaled = short * Self.tolerance / tolerances[variable]
            let merit = scaled * scaled / weights[row]
            if merit > most {
                most = merit
                best = row
            }
        }
        return best
    }

    /// Who brings the row's variable to its bound at the least price; those whom it passes go to their other bounds.
    private mutating func entering(_ row: Int, _ goal: Double) -> Int? {
        let isRising = goal > values[row]
        var open: [(place: Int, ratio: Double, size: Double)] = []
        let start = row * columns
        for place in 0..<columns {
            let factor = table[start + place]
            let variable = resting[place]
            guard abs(factor) > 1e-8, least[variable] < most[variable] else { continue }
            // Moving away from its bound, does it bring the row nearer?
            guard (factor > 0) == (isRising != isUpper[place]) else { continue }
            open.append((place, abs(reduced[place]) / abs(factor), abs(factor)))
        }
        var missing = abs(goal - values[row])
        open.sort { ($0.ratio, -$0.size, $0.place) < ($1.ratio, -$1.size, $1.place) }
        var flipped: [Int] = []
        for (index, candidate) in open.enumerated() {
            let variable = resting[candidate.place]
            let reach = candidate.size * (most[variable] - least[variable])
            if reach < missing - tolerances[basic[row]] {
                missing -= reach
                flipped.append(candidate.place)
                continue
            }
            // Among equals the largest is the safest to divide by.
            var best = candidate
            for other in open[(index + 1)...] where other.ratio <= candidate.ratio + 1e-10 {
                if other.size > best.size { best = other }
            }
            for place in flipped { flip(place) }
            return best.place
        }
        return nil
    }

    private mutating func flip(_ place: Int) {
        let before = value(place)
        isUpper[place].toggle()
        let change = value(place) - before
        for row in 0..<rows { values[row] += change * table[row * columns + place] }
    }

    private mutating func step(_ row: Int, _ place: Int, _ goal: Double) {
        let pivot = table[row * columns + place]
        let change = (goal - values[row]) / pivot
        let entered = value(place) + change
        let variable = basic[row]
        let weight = weights[row]
        for other in 0..<rows where other != row {
            let factor = table[other * columns + place]
            guard factor != 0 else { continue }
            values[other] += change * factor
            weights[other] = max(weights[other], weight * (factor / pivot) * (factor / pivot))
        }
        exchange(row, place, pivot)
        basic[row] = resting[place]
        resting[place] = variable
        isUpper[place] = goal == most[variable] && (goal != least[variable] || reduced[place] < 0)
        values[row] = entered
        weights[row] = max(1, weight / (pivot * pivot))
    }

    private mutating func exchange(_ row: Int, _ place: Int, _ pivot: Double) {
        let columns = columns
        let start = row * columns
        table.withUnsafeMutableBufferPointer { table in
            var used: [Int] = []
            for other in 0..<columns where other != place && table[start + other] != 0 {
                table[start + other] /= -pivot
                if abs(table[start + other]) < 1e-12 { table[start + other] = 0 } else { used.append(other) }
            }
            table[start + place] = 1 / pivot
            for other in 0..<rows where other != row {
                let line = other * columns
                let factor = table[line + place]
                guard factor != 0 else { continue }
                table[line + place] = factor / pivot
                for column in used { table[line + column] += factor * table[start + column] }
                work += used.count
            }
            let factor = reduced[place]
            reduced[place] = factor / pivot
            for column in used { reduced[column] += factor * table[start + column] }
        }
        work += rows + columns
    }

    // MARK: Proofs

    /// Prices of the rows that the dictionary suggests.
    var prices: [Double] {
        var prices = Array(repeating: 0.0, count: rows)
        for place in 0..<columns where resting[place] >= columns { prices[resting[place] - columns] = reduced[place] }
        return prices
    }

    /// For any prices of the rows: what no solution within the bounds costs less than, and what a unit of each column
    /// costs beyond the prices.
    func bound(cost: [Double], prices: [Double]) -> (value: Double, residual: [Double]) {
        var residual = cost
        var value = 0.0
        for (number, row) in program.rows.enumerated() where prices[number] != 0 {
            let price = prices[number]
            value += min(price * least[columns + number], price * most[columns + number])
            for term in row.terms { residual[term.column] -= price * Double(term.amount) }
        }
        for column in 0..<columns {
            value += min(residual[column] * least[column], residual[column] * most[column])
        }
        return (value, residual)
    }

    /// Is it certain that nothing lies within the bounds? Asked after `infeasible`.
    var isRefuted: Bool {
        if zip(least, most).contains(where: { $0 > $1 }) { return true }
        var prices = Array(repeating: 0.0, count: rows)
        for place in 0..<columns where resting[place] >= columns {
            prices[resting[place] - columns] = table[lastRow * columns + place]
        }
        if basic[lastRow] >= columns { prices[basic[lastRow] - columns] = -1 }
        let none = Array(repeating: 0.0, count: columns)
        return bound(cost: none, prices: prices).value > 1e-6
            || bound(cost: none, prices: prices.map { -$0 }).value > 1e-6
    }

    func checkInvariants() -> Bool {
        let solution = solution
        let sums = program.rows.map { $0.terms.reduce(0.0) { $0 + Double($1.amount) * solution[$1.column] } }
        var known = Array(repeating: 0.0, count: rows)
        for place in 0..<columns where resting[place] >= columns { known[resting[place] - columns] = value(place) }
        for row in 0..<rows where basic[row] >= columns { known[basic[row] - columns] = values[row] }
        return zip(sums, known).allSatisfy { abs($0 - $1) < 1e-5 * (1 + abs($0)) }
            && (0..<columns).allSatisfy {
                abs(reduced[$0]) < 1e-6 || isUpper[$0] == (reduced[$0] < 0) || least[resting[$0]] == most[resting[$0]]
            }
    }
}
