// Branch and bound (Land and Doig, 1960) over `BoundedSimplex`.
//
// Problem. Minimise a sum over an `IntegerProgram`, or prove that no solution is better than one known.
// Method. Depth first; a column that is not whole is decided, those of the lowest order first, the nearest value
// first. Where a proof is wanted more than a solution, the column is decided that is expected to raise the bound most on
// both sides: by what deciding it has raised so far, and at first by trying (Achterberg, Koch and Martin, 2005), and
// that was needed of late to close branches (Achterberg and Berthold, 2009). Before the relaxation is solved, single
// rows are asked (`RowNarrowing`); after it, what the reduced costs forbid is struck out (Dantzig, Fulkerson and
// Johnson, 1954).
// A branch is given up only on a bound reckoned from the rows themselves, so rounding costs time but never truth. Of
// each such bound it is asked which decisions it needs: where it does without the last ones, what else could have been
// decided there is closed as well (backjumping: Stallman and Sussman, 1977).
// Invariant. `trail` leads back from the present bounds to those at the start; the causes of a finding are a superset of
// the decisions it needs.
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
    /// What every sum is a multiple of.
    private var step = 1
    /// Nothing that costs as much is looked for.
    private var best = 0
    private var values: [Int]?
    private var mostWork = 0
    private var restarts = 40
    private var isProving = false
    /// By column.
    private var worths: [Worth] = []
    private var trail = BoundTrail()
    private var narrowing = RowNarrowing()
    /// By column: how often it was needed of late to close a branch.
    private var activities: [Double]
    private var increment = 1.0
    private static let mostTries = 8
    /// By how much later closings count more.
    private static let growth = 1.02
    private static let leastActivity = 0.1
    private static let mostTrySteps = 20

    package init(_ program: IntegerProgram) {
        simplex = BoundedSimplex(program)
        activities = Array(repeating: 0, count: program.columns.count)
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
        step = max(1, IntegerProgram.commonDivisor(of: terms.map(\.amount)))
        best = beyond(known)
        values = nil
        mostWork = simplex.work + work
        trail = BoundTrail()
        narrowing = RowNarrowing(columns: program.columns.count, sum: terms)
        let bound = explore(floor, depth: 0, decided: nil).bound
        let reached = values.map { program.value(of: terms, at: $0) } ?? known
        return Result(values: values, bound: bound < best ? bound + (step - bound % step) % step : reached)
    }

    /// What no solution, whole or not, costs less than.
    /// - Parameter work: at most so much.
    package mutating func relaxed(_ terms: [(column: Int, amount: Int)], work: Int) -> Int {
        weigh(terms)
        _ = simplex.solve(limit: .infinity, mostWork: simplex.work + work)
        return reckoned().bound
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
            for row in broken { simplex.add(row) }
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

    /// What is known of everything within some bounds.
    private struct Finding {
        var bound: Int
        /// If nothing better lies there: the decisions, by depth, that this was concluded from; a superset.
        var causes: Depths?
    }

    /// A bound of everything within the present bounds.
    /// - Parameter decided: the column decided last; nil: none was.
    private mutating func explore(_ known: Int, depth: Int, decided: Int?) -> Finding {
        guard known < best else { return Finding(bound: best, causes: Depths(below: depth)) }
        guard simplex.work < mostWork, depth < Self.mostDepth else { return Finding(bound: known) }
        let mark = trail.mark
        defer { trail.undo(to: mark, in: &simplex) }
        if let closed = narrow(after: decided.map { [$0] }, depth) { return closed }
        var bound = known
        while true {
            switch simplex.solve(limit: Double(best) - 0.99, mostWork: mostWork) {
            case .gaveUp: return Finding(bound: max(bound, reckoned().bound))
            case .infeasible:
                guard let refutation = simplex.refutation else { return afresh(bound, depth) }
                return Finding(bound: best, causes: causes(refutation, beyond: Self.least))
            case .exceeded, .optimal: break
            }
            let (own, proof) = reckoned()
            bound = max(bound, own)
            if own >= best { return Finding(bound: best, causes: causes(proof, beyond: Self.least(for: best))) }
            if bound >= best { return Finding(bound: best, causes: Depths(below: depth)) }
            let start = trail.mark
            strikeOut(proof, depth)
            let struck = Set(trail.columns(since: start)).sorted()
            if let closed = struck.isEmpty ? nil : narrow(after: struck, depth) { return closed }
            let solution = simplex.solution
            let isWithin = trail.columns(since: start).allSatisfy {
                solution[$0] > simplex.least[$0] - Self.least && solution[$0] < simplex.most[$0] + Self.least
            }
            if isWithin { return branch(bound, depth) }
        }
    }

    /// Draws what single rows say; if nothing is left, that.
    private mutating func narrow(after changed: [Int]?, _ depth: Int) -> Finding? {
        narrowing.most = best - 1
        let proof = narrowing.narrow(&simplex, after: changed, depth, &trail)
        return proof.map { Finding(bound: best, causes: causes($0, beyond: Self.least)) }
    }

    /// Rounding has spoilt the dictionary: once more from the rows.
    private mutating func afresh(_ known: Int, _ depth: Int) -> Finding {
        guard restarts > 0 else { return Finding(bound: known) }
        restarts -= 1
        simplex.restart()
        return explore(known, depth: depth + 1, decided: nil)
    }

    /// Which decisions a bound from the rows needs.
    private mutating func causes(_ proof: BoundedSimplex.Proof, beyond enough: Double) -> Depths {
        increment *= Self.growth
        let causes = trail.causes(proof, beyond: enough, in: simplex, sum: terms.map(\.column)) {
            activities[$0] += increment
        }
        if increment > 1e100 {
            for column in activities.indices { activities[column] *= 1e-100 }
            increment *= 1e-100
        }
        return causes
    }

    /// Recursion takes memory for each level.
    private static let mostDepth = 400

    private func reckoned() -> (bound: Int, proof: BoundedSimplex.Proof) {
        let proof = simplex.bound(cost: cost, prices: simplex.prices)
        return (Self.roundedUp(proof.value), proof)
    }

    /// One more than the next lower sum there may be.
    private func beyond(_ value: Int) -> Int {
        let below = value - 1
        return below - ((below % step) + step) % step + 1
    }

    /// More than rounding.
    private static let least = 1e-6

    /// What is rounded up to this.
    private static func least(for bound: Int) -> Double { Double(bound - 1) + 2e-6 * (1 + abs(Double(bound))) }

    private static func roundedUp(_ value: Double) -> Int {
        Int((value - 1e-6 * (1 + abs(value))).rounded(.up))
    }

    /// Values so dear that every solution with them costs too much.
    private mutating func strikeOut(_ proof: BoundedSimplex.Proof, _ depth: Int) {
        let slack = Double(best) - 1 + 1e-4 - proof.value
        for (column, price) in proof.residual.enumerated() {
            let (least, most) = (simplex.least[column], simplex.most[column])
            guard abs(price) > 1e-6, abs(price) * (most - least) > slack else { continue }
            let steps = (slack / abs(price)).rounded(.down)
            if price > 0 {
                trail.bind(column, least, min(most, least + steps), depth, .cost, in: &simplex)
            } else {
                trail.bind(column, max(least, most - steps), most, depth, .cost, in: &simplex)
            }
        }
    }

    private mutating func branch(_ bound: Int, _ depth: Int) -> Finding {
        let solution = simplex.solution
        guard let column = isProving ? dearest(solution) : undecided(solution) else {
            return accept(solution) ? Finding(bound: bound) : afresh(bound, depth)
        }
        let (least, most) = (simplex.least[column], simplex.most[column])
        let below = min(max(solution[column].rounded(.down), least), most - 1)
        var sides = [(below + 1, most), (least, below)]
        if solution[column] - below < 0.5, program.columns[column].order > 0 { sides.reverse() }
        var reached = Finding(bound: Int.max, causes: Depths(below: 0))
        for (low, high) in sides {
            let mark = trail.mark
            trail.bind(column, low, high, depth, .decision, in: &simplex)
            var side = explore(bound, depth: depth + 1, decided: column)
            trail.undo(to: mark, in: &simplex)
            // Whatever is decided here, the same conclusion holds.
            if let causes = side.causes, !causes.contains(depth) {
                return side
            }
            side.causes?.remove(depth)
            reached.bound = min(reached.bound, side.bound)
            if let causes = side.causes { reached.causes?.formUnion(causes) } else { reached.causes = nil }
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
        let liveliest = max(1e-300, open.reduce(0) { max($0, activities[$1]) })
        func merit(_ column: Int) -> Double {
            let part = solution[column] - solution[column].rounded(.down)
            let rise = max(1e-6, worths[column].expected(0) * part) * max(1e-6, worths[column].expected(1) * (1 - part))
            return rise * (Self.leastActivity + activities[column] / liveliest)
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
            let limit = Double(best) - 0.99
            let outcome = trial.solve(limit: limit, mostWork: mostWork, mostSteps: Self.mostTrySteps)
            let reached = outcome == .infeasible || outcome == .exceeded ? limit : trial.total
            worths[column].rises[side] += max(0, reached - simplex.total) / abs(value - (side == 0 ? below : below + 1))
            worths[column].tries[side] += 1
            simplex.work = trial.work
        }
    }

    /// Takes a whole solution for the best.
    private mutating func accept(_ solution: [Double]) -> Bool {
        let whole = solution.map { Int($0.rounded()) }
        let value = program.value(of: terms, at: whole)
        guard value < best, isWithin(whole) else { return false }
        best = beyond(value)
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
