/// Minimises sums over an `IntegerProgram`: one after another, under rows bound in between, over one dictionary of the
/// simplex method. Its rows are said as sharply as they can be from the start (`RowStrengthening`); what the relaxation
/// leaves open, `LearningSearch` decides. Limits are numbers touched; a bound holds however soon it was given up.
package struct IntegerSolver {
    package struct Result {
        /// By column; nil: nothing better than what was known was found.
        package var values: [Int]?
        /// No solution costs less, or none at all exists below what was known.
        package var bound: Int
    }

    private var simplex: BoundedSimplex
    private var program: IntegerProgram { simplex.program }
    private var cost: [Double] = []

    /// - Parameter work: numbers that may be touched to say its rows more sharply by trying columns.
    package init(_ program: IntegerProgram, probing work: Int = 0) {
        simplex = BoundedSimplex(program.strengthened(probing: work))
    }

    /// Numbers touched so far.
    package var work: Int { simplex.work }

    /// A row's bounds from now on. It had none of its own before.
    package mutating func bind(row: Int, least: Int, most: Int) {
        simplex.bind(row: row, least: least, most: most)
    }

    /// One more row.
    package mutating func add(_ row: IntegerProgram.Row) { simplex.add(program.strengthened(row)) }

    /// - Parameters:
    ///   - known: the value of a solution at hand; the program's own are looked for below it only.
    ///   - floor: a bound at hand.
    ///   - work: at most so much more.
    ///   - isProving: whether a proof is wanted more than a solution.
    package mutating func minimise(
        _ terms: [(column: Int, amount: Int)], below known: Int, floor: Int, work: Int, isProving: Bool = false
    ) -> Result {
        // Every sum is a multiple of the step: minimised in steps.
        let step = max(1, IntegerProgram.commonDivisor(of: terms.map(\.amount)))
        func steps(_ value: Int) -> Int { Int((Double(value) / Double(step)).rounded(.up)) }
        let sum = terms.map { (column: $0.column, amount: $0.amount / step) }
        let reach = program.reach(of: sum)
        weigh(sum)
        var search = LearningSearch(
            simplex, sum, cost: cost, floor: max(steps(floor), reach.least), best: min(steps(known), reach.most + 1))
        search.search(isProving: isProving, work: work)
        // What was narrowed holds for this sum only.
        let own = zip(simplex.least, simplex.most).prefix(simplex.columns)
        simplex = search.simplex
        for (column, bounds) in own.enumerated() { simplex.bind(column, least: bounds.0, most: bounds.1) }
        let reached = search.values == nil ? known : search.best * step
        return Result(values: search.values, bound: search.bound < search.best ? search.bound * step : reached)
    }

    /// What no solution, whole or not, costs less than.
    /// - Parameter work: at most so much.
    package mutating func relaxed(_ terms: [(column: Int, amount: Int)], work: Int) -> Int {
        weigh(terms)
        _ = simplex.solve(limit: .infinity, mostWork: simplex.work + work)
        return reckoned()
    }

    /// Adds those of some constraints that a solution of the relaxation breaks, until it breaks none. They stay.
    /// - Parameters:
    ///   - others: constraints that every whole solution meets; those added are removed.
    ///   - work: at most so much more.
    package mutating func add(
        brokenOf others: inout [IntegerProgram.Row], minimising terms: [(column: Int, amount: Int)], work: Int
    ) {
        guard !others.isEmpty else { return }
        weigh(terms)
        let mostWork = simplex.work + work
        while simplex.solve(limit: .infinity, mostWork: mostWork) == .optimal {
            let solution = simplex.solution
            func isBroken(_ row: IntegerProgram.Row) -> Bool {
                let sum = row.terms.reduce(0.0) { $0 + Double($1.amount) * solution[$1.column] }
                return sum > Double(row.most) + 1e-6 || sum < Double(row.least) - 1e-6
            }
            let broken = others.filter(isBroken)
            if broken.isEmpty { return }
            for row in broken { add(row) }
            others.removeAll(where: isBroken)
        }
    }

    /// A bound after constraints that cut off solutions that are not whole (`roundingCuts`). They stay: ask before any
    /// `minimise`, under bounds that will hold for all of them.
    /// - Parameters:
    ///   - known: the value of a solution at hand; a bound that meets it is enough.
    ///   - work: at most so much more.
    package mutating func tighten(_ terms: [(column: Int, amount: Int)], below known: Int, work: Int) -> Int {
        weigh(terms)
        let mostWork = simplex.work + work
        var bound = Int.min
        var last = -Double.infinity
        var still = 0
        let mostRows = program.rows.count + max(Self.leastCuts, program.rows.count / 4)
        while still < Self.mostStill, program.rows.count < mostRows {
            guard simplex.solve(limit: .infinity, mostWork: mostWork) == .optimal else { break }
            bound = max(bound, reckoned())
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

    /// A bound from the rows, whatever rounding has done to the dictionary.
    private func reckoned() -> Int {
        let value = simplex.bound(cost: cost, prices: simplex.prices).value
        return Int((value - 1e-6 * (1 + abs(value))).rounded(.up))
    }
}
