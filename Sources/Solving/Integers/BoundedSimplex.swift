// The dual simplex method for variables between bounds (Lemke, 1954), revised: with the basis in factors, bound
// flipping and steepest edges (Forrest and Goldfarb, 1992; Maros, 2003; Koberstein, 2005).
//
// Problem. Minimise cost·x over an `IntegerProgram` whose columns need not be whole.
// Method. Every row is a variable too, equal to its sum. The basic variables, one for each row, are determined by the
// others, each of which rests at one of its bounds: the lower one where it costs, the upper one where it pays. As all
// have both bounds, every basis can start; a basic variable outside its bounds leaves for one that keeps this true.
// Changed bounds need no new start, which is what branching lives on.
// Invariant. Values meet the rows (`checkInvariants`), no resting variable would pay to move. Whoever wants a proof must
// not rely on either, which rounding spoils: `bound(cost:prices:)` reckons from the rows what any prices prove, however
// they came about.
// Complexity: numbers that are not zero, of the rows and of the basis in factors, a step. Limits: `work`, in numbers
// touched.
struct BoundedSimplex {
    enum Outcome {
        case optimal
        /// The costs exceed the limit.
        case exceeded
        case infeasible
        case gaveUp
    }

    private(set) var program: IntegerProgram
    let columns: Int
    private var rows: Int { basic.count }
    private(set) var matrix: SparseRows
    private var factors = BasisFactors()
    /// By variable: columns, then rows.
    private(set) var least: [Double]
    private(set) var most: [Double]
    private(set) var isUpper: [Bool]
    /// How far outside its bounds is taken for rounding.
    private var tolerances: [Double]
    private var cost: [Double]
    private var reduced: [Double]
    /// Its place in the basis, or -1.
    private var places: [Int32]
    /// By place in the basis.
    private(set) var basic: [Int]
    private var values: [Double] = []
    private var weights: [Double] = []
    private var isFactored = false
    /// Asked after `infeasible`: the proof that nothing lies within the bounds, as it would cost more than nothing; nil:
    /// it is not certain.
    private(set) var refutation: Proof?
    private var room = SimplexRoom(rows: 0, variables: 0)
    var work = 0
    private static let tolerance = 1e-7

    private struct Candidate {
        var variable: Int
        var ratio: Double
        var size: Double
    }

    init(_ program: IntegerProgram) {
        self.program = program
        columns = program.columns.count
        matrix = SparseRows(columns: columns)
        least = program.columns.map { Double($0.least) }
        most = program.columns.map { Double($0.most) }
        tolerances = Array(repeating: Self.tolerance, count: columns)
        cost = Array(repeating: 0, count: columns)
        reduced = cost
        isUpper = Array(repeating: false, count: columns)
        places = Array(repeating: -1, count: columns)
        basic = []
        for row in program.rows { name(row, tolerance: Self.tolerance) }
        restart()
    }

    /// One more row; its variable joins the basis.
    mutating func add(_ row: IntegerProgram.Row) {
        program.add(row)
        // A cut with large amounts is as near its bound as one divided by them.
        name(row, tolerance: Self.tolerance * row.terms.reduce(1) { max($0, Double(abs($1.amount))) })
    }

    private mutating func name(_ row: IntegerProgram.Row, tolerance: Double) {
        matrix.add(row)
        values.append(row.terms.reduce(0) { $0 + Double($1.amount) * present($1.column) })
        places.append(Int32(basic.count))
        basic.append(least.count)
        least.append(Double(row.least))
        most.append(Double(row.most))
        tolerances.append(tolerance)
        reduced.append(0)
        isUpper.append(false)
        weights.append(1)
        isFactored = false
    }

    /// The rows' variables are the basis.
    mutating func restart() {
        basic = Array(columns..<least.count)
        places = least.indices.map { $0 < columns ? -1 : Int32($0 - columns) }
        weights = Array(repeating: 1, count: basic.count)
        isFactored = false
    }

    /// - Parameter cost: by column.
    mutating func minimise(_ cost: [Double]) {
        self.cost = cost
        if isFactored { price() }
    }

    mutating func bind(_ variable: Int, least: Double, most: Double) {
        self.least[variable] = least
        self.most[variable] = most
    }

    /// Columns of `matrix` may be asked for after it.
    mutating func arrange() { matrix.arrange() }

    mutating func bind(row: Int, least: Int, most: Int) {
        bind(columns + row, least: Double(least), most: Double(most))
    }

    private func value(_ variable: Int) -> Double { isUpper[variable] ? most[variable] : least[variable] }

    var total: Double {
        reduced.indices.reduce(0) { places[$1] < 0 ? $0 + reduced[$1] * value($1) : $0 }
    }

    /// By column; in a step between it need not be within bounds.
    var solution: [Double] {
        (0..<columns).map(present)
    }

    private func present(_ variable: Int) -> Double {
        places[variable] < 0 ? value(variable) : values[Int(places[variable])]
    }

    // MARK: The basis

    private mutating func refactor() {
        if room.rows < rows || room.variables < least.count {
            room = SimplexRoom(rows: rows, variables: least.count)
        }
        matrix.arrange()
        let (basic, matrix, columns) = (basic, matrix, columns)
        let mended = factors.factor(size: rows) { place, entry in
            if basic[place] >= columns {
                entry(Int32(basic[place] - columns), -1)
            } else {
                matrix.forEach(inColumn: basic[place], entry)
            }
        }
        for (place, row) in mended {
            places[self.basic[place]] = -1
            self.basic[place] = columns + row
            places[columns + row] = Int32(place)
            weights[place] = 1
        }
        isFactored = true
        work += 4 * factors.entries
        price()
        revalue()
    }

    /// Reduced costs from the costs.
    private mutating func price() {
        for place in 0..<rows { room.byPlace[place] = basic[place] < columns ? cost[basic[place]] : 0 }
        let prices = room.line
        factors.solveAcross(room.byPlace, into: prices)
        var reduced = Array(repeating: 0.0, count: least.count)
        for column in 0..<columns where places[column] < 0 { reduced[column] = cost[column] }
        for row in 0..<rows where prices[row] != 0 {
            matrix.forEach(inRow: row) { column, amount in reduced[Int(column)] -= prices[row] * amount }
            reduced[columns + row] = prices[row]
        }
        for variable in basic { reduced[variable] = 0 }
        self.reduced = reduced
        turn()
        work += factors.entries + least.count
    }

    /// Who pays rests at the upper bound.
    private mutating func turn() {
        for variable in reduced.indices where abs(reduced[variable]) > 1e-9 {
            isUpper[variable] = reduced[variable] < 0
        }
    }

    /// Values of the basic variables from those at rest.
    private mutating func revalue() {
        for row in 0..<rows {
            var sum = places[columns + row] < 0 ? value(columns + row) : 0
            matrix.forEach(inRow: row) { column, amount in
                if places[Int(column)] < 0 { sum -= amount * value(Int(column)) }
            }
            room.byRow[row] = sum
        }
        factors.solve(room.byRow, into: room.byPlace)
        values = (0..<rows).map { room.byPlace[$0] }
        work += matrix.count + factors.entries
    }

    // MARK: Steps

    /// - Parameters:
    ///   - limit: more than this is of no interest.
    ///   - mostWork: in all.
    mutating func solve(limit: Double, mostWork: Int, mostSteps: Int = .max) -> Outcome {
        if isFactored && !factors.isWorn {
            turn()
            revalue()
        } else {
            refactor()
        }
        var steps = 0
        while work < mostWork, steps < mostSteps {
            steps += 1
            if factors.isWorn { refactor() }
            if limit < .infinity, steps % 4 == 0 || steps < 4, total > limit { return .exceeded }
            guard let place = leaving() else {
                if steps == 1 { return .optimal }
                revalue()
                if leaving() == nil { return .optimal }
                continue
            }
            let goal = values[place] < least[basic[place]] ? least[basic[place]] : most[basic[place]]
            readLine(place)
            guard let variable = entering(place, goal) else {
                room.clear()
                refutation = refuted(by: (0..<rows).map { room.line[$0] })
                if factors.isFresh || refutation != nil { return .infeasible }
                refactor()
                continue
            }
            if !step(place, variable, goal) {
                room.clear()
                guard !factors.isFresh else { return .gaveUp }
                refactor()
            }
        }
        return .gaveUp
    }

    private func leaving() -> Int? {
        var best: Int?
        var most = 0.0
        for place in 0..<rows {
            let variable = basic[place]
            let short = max(least[variable] - values[place], values[place] - self.most[variable])
            guard short > tolerances[variable] else { continue }
            let scaled = short * Self.tolerance / tolerances[variable]
            let merit = scaled * scaled / weights[place]
            if merit > most {
                most = merit
                best = place
            }
        }
        return best
    }

    /// The dictionary's row of a basic variable: how much it grows with each of those at rest.
    private mutating func readLine(_ place: Int) {
        let (sums, line) = (room.sums, room.line)
        for other in 0..<rows { room.byPlace[other] = 0 }
        room.byPlace[place] = 1
        factors.solveAcross(room.byPlace, into: line)
        work += factors.entries + rows
        for row in 0..<rows where line[row] != 0 {
            let multiple = line[row]
            if places[columns + row] < 0 {
                sums[columns + row] = multiple
                room.touch(columns + row)
            }
            matrix.forEach(inRow: row) { column, amount in
                let column = Int(column)
                if places[column] >= 0 { return }
                if sums[column] == 0 { room.touch(column) }
                let sum = sums[column] - multiple * amount
                // Zero means: not touched yet.
                sums[column] = sum == 0 ? 1e-300 : sum
            }
        }
        work += 2 * room.touchedCount
    }

    /// Who brings the leaving variable to its bound at the least price; those whom it passes go to their other bounds.
    private mutating func entering(_ place: Int, _ goal: Double) -> Int? {
        let isRising = goal > values[place]
        var open: [Candidate] = []
        for index in 0..<room.touchedCount {
            let variable = Int(room.touched[index])
            let factor = room.sums[variable]
            guard abs(factor) > 1e-8, least[variable] < most[variable] else { continue }
            // Moving away from its bound, does it bring the value nearer?
            guard (factor > 0) == (isRising != isUpper[variable]) else { continue }
            open.append(
                Candidate(variable: variable, ratio: abs(reduced[variable]) / abs(factor), size: abs(factor)))
        }
        var missing = abs(goal - values[place])
        open.sort { ($0.ratio, -$0.size, $0.variable) < ($1.ratio, -$1.size, $1.variable) }
        for index in open.indices {
            let candidate = open[index]
            let reach = candidate.size * (most[candidate.variable] - least[candidate.variable])
            if reach < missing - tolerances[basic[place]] {
                missing -= reach
                continue
            }
            // Among equals the largest is the safest to divide by.
            var best = candidate
            for other in open[(index + 1)...] {
                guard other.ratio <= candidate.ratio + 1e-10 else { break }
                if other.size > best.size { best = other }
            }
            flip(open[..<index])
            return best.variable
        }
        return nil
    }

    private mutating func flip(_ passed: ArraySlice<Candidate>) {
        guard !passed.isEmpty else { return }
        for candidate in passed {
            let variable = candidate.variable
            let before = value(variable)
            isUpper[variable].toggle()
            addColumn(variable, times: before - value(variable))
        }
        factors.solve(room.byRow, into: room.byPlace)
        for place in 0..<rows { values[place] += room.byPlace[place] }
        work += factors.entries
    }

    private mutating func addColumn(_ variable: Int, times amount: Double) {
        if variable >= columns {
            room.byRow[variable - columns] -= amount
        } else {
            matrix.forEach(inColumn: variable) { row, own in room.byRow[Int(row)] += amount * own }
        }
    }

    /// False: the pivot is not to be trusted, nothing was changed but bounds that were passed.
    private mutating func step(_ place: Int, _ variable: Int, _ goal: Double) -> Bool {
        addColumn(variable, times: 1)
        factors.solve(room.byRow, into: room.entering)
        let pivot = -room.entering[place]
        let expected = room.sums[variable]
        guard abs(pivot - expected) <= 1e-7 * (1 + abs(pivot)), abs(pivot) > 1e-9 else { return false }
        let change = (goal - values[place]) / pivot
        let entered = value(variable) + change
        reweigh(place)
        let left = basic[place]
        let price = reduced[variable] / pivot
        for index in 0..<room.touchedCount {
            let other = Int(room.touched[index])
            reduced[other] -= price * room.sums[other]
        }
        room.clear()
        reduced[variable] = 0
        reduced[left] = price
        for other in 0..<rows where room.entering[other] != 0 { values[other] -= change * room.entering[other] }
        factors.exchange(place, for: room.entering)
        basic[place] = variable
        places[variable] = Int32(place)
        places[left] = -1
        isUpper[left] = goal == most[left] && (goal != least[left] || price < 0)
        values[place] = entered
        work += 3 * rows
        return true
    }

    /// The lengths of the edges after the step (Forrest and Goldfarb).
    private mutating func reweigh(_ place: Int) {
        var own = 0.0
        for row in 0..<rows {
            own += room.line[row] * room.line[row]
            room.byRow[row] = room.line[row]
        }
        factors.solve(room.byRow, into: room.edge)
        work += factors.entries + 2 * rows
        let pivot = room.entering[place]
        for other in 0..<rows where other != place && room.entering[other] != 0 {
            let factor = room.entering[other] / pivot
            let weight = weights[other] + factor * (factor * own - 2 * room.edge[other])
            weights[other] = max(weight, 1e-4, factor * factor)
        }
        weights[place] = max(own / (pivot * pivot), 1e-4)
    }

    // MARK: Proofs

    /// Prices of the rows that the reduced costs suggest.
    var prices: [Double] { (0..<rows).map { places[columns + $0] < 0 ? reduced[columns + $0] : 0 } }

    /// The multiples of the rows that add up to a basic variable's row of the dictionary.
    func multiples(of place: Int) -> [Double] {
        for other in 0..<rows { room.byPlace[other] = 0 }
        room.byPlace[place] = 1
        factors.solveAcross(room.byPlace, into: room.line)
        return (0..<rows).map { room.line[$0] }
    }

    /// Whether rows, as bound at present, take whole values.
    func isSatisfied(by values: [Int]) -> Bool {
        program.rows.enumerated().allSatisfy { number, row in
            let value = Double(program.value(of: row.terms, at: values))
            return value >= least[columns + number] && value <= most[columns + number]
        }
    }

    func isResting(_ variable: Int) -> Bool { places[variable] < 0 }

    /// What no solution within the bounds costs less than, and what a unit of each column costs beyond the prices.
    struct Proof {
        var value: Double
        var residual: [Double]
    }

    /// For any prices of the rows: what no solution within the bounds costs less than, and what a unit of each column
    /// costs beyond the prices.
    func bound(cost: [Double], prices: [Double]) -> Proof {
        var residual = cost
        var value = 0.0
        for row in 0..<rows where prices[row] != 0 {
            let price = prices[row]
            value += min(price * least[columns + row], price * most[columns + row])
            matrix.forEach(inRow: row) { column, amount in residual[Int(column)] -= price * amount }
        }
        for column in 0..<columns {
            value += min(residual[column] * least[column], residual[column] * most[column])
        }
        return Proof(value: value, residual: residual)
    }

    private func refuted(by ray: [Double]) -> Proof? {
        let none = Array(repeating: 0.0, count: columns)
        if zip(least, most).contains(where: { $0 > $1 }) { return Proof(value: .infinity, residual: none) }
        let proof = bound(cost: none, prices: ray)
        if proof.value > 1e-6 { return proof }
        let other = bound(cost: none, prices: ray.map { -$0 })
        return other.value > 1e-6 ? other : nil
    }

    func checkInvariants() -> Bool {
        let solution = solution
        let sums = program.rows.map { $0.terms.reduce(0.0) { $0 + Double($1.amount) * solution[$1.column] } }
        let known = (columns..<least.count).map(present)
        return zip(sums, known).allSatisfy { abs($0 - $1) < 1e-5 * (1 + abs($0)) }
            && reduced.indices.allSatisfy {
                places[$0] >= 0 || abs(reduced[$0]) < 1e-6 || isUpper[$0] == (reduced[$0] < 0) || least[$0] == most[$0]
            }
            && basic.enumerated().allSatisfy { places[$0.element] == Int32($0.offset) }
    }
}
