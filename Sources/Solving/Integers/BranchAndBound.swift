// Branch and bound (Land and Doig, 1960) over `BoundedSimplex`.
//
// Problem. Minimise a sum over an `IntegerProgram`, or prove that no solution is better than one known.
// Method. Depth first; a column that is not whole is decided, those of the lowest order first, the nearest value
// first. Where a proof is wanted more than a solution, the column is decided that is expected to raise the bound most on
// both sides: by what deciding it has raised so far, and at first by trying (Achterberg, Koch and Martin, 2005). What the reduced costs forbid is struck out (Dantzig, Fulkerson and Johnson, 1954). A branch is given up only
// on a bound reckoned from the rows themselves, so rounding costs time but never truth.
// Complexity: exponential. Limit: `work`, in numbers touched; the bound of what was not looked into still holds.
package struct BranchAndBound {
    package struct Result {
        /// By column; nil: nothing better than what was known was found.
        package var values: [Int]?
        /// No solution costs less, or none at all exists below what was known.
        package var bound: Int
    }

    private var simplex: BoundedSimplex
    private var program: IntegerProgram { simplex.program }
    private var terms: [(column: Int, amount: Int)] = []
    private var cost: [Double] = []
    private var best = 0
    private var values: [Int]?
    private var mostWork = 0
    private var restarts = 40
    private var isProving = false
    /// By column.
    private var worths: [Worth] = []
    private static let mostTries = 8

    package init(_ program: IntegerProgram) {
        simplex = BoundedSimplex(program)
    }

    /// Numbers touched so far.
    package var work: Int { simplex.work }

    /// A row's bounds from now on.
    package mutating func bind(row: Int, least: Int, most: Int) {
        simplex.bind(row: row, least: least, most: most)
    }

    /// - Parameters:
    ///   - known: the value of a solution at hand; the program's own are looked for below it only.
    ///   - floor: a bound at hand.
    ///   - work: at most so much more.
    ///   - isProving: whether a proof is wanted more than a solution.
    package mutating func minimise(
        _ terms: [(column: Int, amount: Int)], below known: Int, floor: Int, work: Int, isProving: Bool = false
    ) -> Result {
        weigh(terms)
        self.isProving = isProving
        best = known
        values = nil
        mostWork = simplex.work + work
        let bound = explore(floor, depth: 0)
        return Result(values: values, bound: min(best, bound))
    }

    /// What no solution, whole or not, costs less than.
    /// - Parameter work: at most so much.
    package mutating func relaxed(_ terms: [(column: Int, amount: Int)], work: Int) -> Int {
        weigh(terms)
        _ = simplex.solve(limit: .infinity, mostWork: simplex.work + work)
        return reckoned().bound
    }

    /// A bound after constraints that cut off solutions that are not whole (`roundingCuts`). They stay: ask before any
    /// `minimise`, under bounds that will hold for all of them.
    /// - Parameters:
    ///   - known: the value of a solution at hand; a bound that meets it is enough.
    ///   - work: at most so much more.
    package mutating func tighten(_ terms: [(column: Int, amount: Int)], below known: Int, work: Int) -> Int {
        weigh(terms)
        mostWork = simplex.work + work
        var bound = Int.min
        var last = -Double.infinity
        var still = 0
        let mostRows = program.rows.count + max(Self.leastCuts, program.rows.count / 4)
        while still < Self.mostStill, program.rows.count < mostRows {
            guard simplex.solve(limit: .infinity, mostWork: mostWork) == .optimal else { break }
            bound = max(bound, reckoned().bound)
            if bound >= known { break }
            still = simplex.total > last + 1e-3 ? 0 : still + 1
            last = max(last, simplex.total)
            let cuts = simplex.roundingCuts(most: Self.cutsAtOnce)
            if cuts.isEmpty { break }
            for cut in cuts { simplex.add(cut) }
        }
        return bound
    }

    private static let cutsAtOnce = 20
    private static let leastCuts = 100
    /// Rounds that raise the bound by nothing.
    private static let mostStill = 3

    private mutating func weigh(_ terms: [(column: Int, amount: Int)]) {
        self.terms = terms
        cost = Array(repeating: 0, count: program.columns.count)
        for term in terms { cost[term.column] += Double(term.amount) }
        // A little more for each column, another amount for each: ties would stand still.
        var shift = 0.0
        let moved = cost.map { own in
            shift = (shift + 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
            return own + 1e-7 * (0.5 + shift)
        }
        simplex.minimise(moved)
    }

    /// A bound of everything within the present bounds.
    private mutating func explore(_ known: Int, depth: Int) -> Int {
        guard known < best else { return best }
        guard simplex.work < mostWork, depth < Self.mostDepth else { return known }
        switch simplex.solve(limit: Double(best) - 0.99, mostWork: mostWork) {
        case .gaveUp: return max(known, reckoned().bound)
        case .infeasible: return simplex.isRefuted ? best : afresh(known, depth)
        case .exceeded, .optimal: break
        }
        let (own, residual) = reckoned()
        let bound = max(known, own)
        if bound >= best { return best }
        let changed = strikeOut(residual)
        let reached = branch(bound, depth)
        for change in changed.reversed() { simplex.bind(change.column, least: change.least, most: change.most) }
        return reached
    }

    /// Rounding has spoilt the dictionary: once more from the rows.
    private mutating func afresh(_ known: Int, _ depth: Int) -> Int {
        guard restarts > 0 else { return known }
        restarts -= 1
        simplex.restart()
        return explore(known, depth: depth + 1)
    }

    /// Recursion takes memory for each level.
    private static let mostDepth = 400

    private func reckoned() -> (bound: Int, residual: (value: Double, by: [Double])) {
        let (value, residual) = simplex.bound(cost: cost, prices: simplex.prices)
        return (Self.roundedUp(value), (value, residual))
    }

    private static func roundedUp(_ value: Double) -> Int {
        Int((value - 1e-6 * (1 + abs(value))).rounded(.up))
    }

    private typealias Change = (column: Int, least: Double, most: Double)

    /// Values so dear that every solution with them costs too much.
    private mutating func strikeOut(_ residual: (value: Double, by: [Double])) -> [Change] {
        let slack = Double(best) - 1 + 1e-4 - residual.value
        var changed: [Change] = []
        for (column, price) in residual.by.enumerated() {
            let (least, most) = (simplex.least[column], simplex.most[column])
            guard abs(price) > 1e-6, abs(price) * (most - least) > slack else { continue }
            let steps = (slack / abs(price)).rounded(.down)
            changed.append((column, least, most))
            if price > 0 {
                simplex.bind(column, least: least, most: min(most, least + steps))
            } else {
                simplex.bind(column, least: max(least, most - steps), most: most)
            }
        }
        return changed
    }

    private mutating func branch(_ bound: Int, _ depth: Int) -> Int {
        let solution = simplex.solution
        guard let column = isProving ? dearest(solution) : undecided(solution) else {
            return accept(solution) ? bound : afresh(bound, depth)
        }
        let (least, most) = (simplex.least[column], simplex.most[column])
        let below = min(max(solution[column].rounded(.down), least), most - 1)
        var sides = [(below + 1, most), (least, below)]
        if solution[column] - below < 0.5, program.columns[column].order > 0 { sides.reverse() }
        var reached = Int.max
        for (low, high) in sides {
            simplex.bind(column, least: low, most: high)
            reached = min(reached, explore(bound, depth: depth + 1))
            simplex.bind(column, least: least, most: most)
        }
        return reached
    }

    private func undecided(_ solution: [Double]) -> Int? {
        var chosen: Int?
        var merit = (order: Int.max, distance: 0.0)
        for (column, value) in solution.enumerated() where simplex.least[column] < simplex.most[column] {
            let distance = abs(value - value.rounded())
            guard distance > 1e-6 else { continue }
            let order = program.columns[column].order
            if order < merit.order || (order == merit.order && distance > merit.distance + 1e-9) {
                merit = (order, distance)
                chosen = column
            }
        }
        return chosen
    }

    /// How much deciding a column has raised the bound, by a unit: downwards and upwards.
    private struct Worth {
        var rises = [0.0, 0.0]
        var tries = [0, 0]

        func expected(_ side: Int) -> Double { rises[side] / Double(max(1, tries[side])) }
    }

    private mutating func dearest(_ solution: [Double]) -> Int? {
        if worths.isEmpty { worths = program.columns.map { _ in Worth() } }
        let open = solution.indices.filter {
            simplex.least[$0] < simplex.most[$0] && abs(solution[$0] - solution[$0].rounded()) > 1e-6
        }
        func distance(_ column: Int) -> Double { abs(solution[column] - solution[column].rounded()) }
        let unknown = open.filter { worths[$0].tries.contains(0) }.sorted {
            (program.columns[$0].order, -distance($0), $0) < (program.columns[$1].order, -distance($1), $1)
        }
        for column in unknown.prefix(Self.mostTries) { tryOut(column, solution[column]) }
        func merit(_ column: Int) -> Double {
            let part = solution[column] - solution[column].rounded(.down)
            return max(1e-6, worths[column].expected(0) * part) * max(1e-6, worths[column].expected(1) * (1 - part))
        }
        return open.max { (merit($0), -program.columns[$0].order, -$0) < (merit($1), -program.columns[$1].order, -$1) }
    }

    /// A few steps to either side, undone.
    private mutating func tryOut(_ column: Int, _ value: Double) {
        let below = value.rounded(.down)
        let (least, most) = (simplex.least[column], simplex.most[column])
        for (side, bounds) in [(least, below), (below + 1, most)].enumerated() {
            var trial = simplex
            trial.bind(column, least: bounds.0, most: bounds.1)
            let size = program.rows.count * program.columns.count
            let limit = Double(best) - 0.99
            let outcome = trial.solve(limit: limit, mostWork: trial.work + 3 * size)
            let reached = outcome == .infeasible || outcome == .exceeded ? limit : trial.total
            worths[column].rises[side] += max(0, reached - simplex.total) / abs(value - (side == 0 ? below : below + 1))
            worths[column].tries[side] += 1
            simplex.work = trial.work + size
        }
    }

    /// Takes a whole solution for the best.
    private mutating func accept(_ solution: [Double]) -> Bool {
        let whole = solution.map { Int($0.rounded()) }
        let value = program.value(of: terms, at: whole)
        guard value < best, isWithin(whole) else { return false }
        best = value
        values = whole
        return true
    }

    private func isWithin(_ whole: [Int]) -> Bool {
        let columns = program.columns.count
        return whole.enumerated().allSatisfy {
            Double($0.element) >= simplex.least[$0.offset] && Double($0.element) <= simplex.most[$0.offset]
        }
            && program.rows.enumerated().allSatisfy { number, row in
                let value = Double(program.value(of: row.terms, at: whole))
                return value >= simplex.least[columns + number] && value <= simplex.most[columns + number]
            }
    }
}
