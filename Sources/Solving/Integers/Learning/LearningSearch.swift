// Minimises a sum over an `IntegerProgram` by learning from conflicts, with the linear relaxation as one of those who
// find them.
//
// Problem. Minimise Σ amount·column over whole numbers within bounds, under rows, or prove a bound.
// Method. Bounds are decided one after another. After each decision, rows and clauses narrow bounds until they say no
// more; then the relaxation is solved. Where it is infeasible or costs too much, its prices add the rows up to one sum
// that says so on its own; where it is neither, the same sum narrows bounds (reduced costs). Every change of a bound
// knows the sum or clause it was made for, so a conflict is traced back to the first bound that all of it at the present
// level goes through, and what is learned is a clause of bounds: the search goes back as far as the clause still forces
// something, and forces it. The sum minimised is a column of its own (the last), so clauses stay true while better
// solutions are looked for, and while it is assumed to be at its bound, which a refutation then raises.
// Invariants. A clause's first two bounds are watched: if one of them is false and the other not true, propagation has
// still to see it. A bound in a reason held before what it is a reason of. Sums after the given ones were told by the
// relaxation; they follow from the rows and the bounds at level 0, whatever is decided.
// Truth. A sum is reckoned from the rows with the prices found, however rounding has spoilt them, and counts only beyond
// a tolerance; so does every reason. Rounding costs time, never truth.
// Complexity: exponential. Limit: work, in numbers touched; the bound of the sum at level 0 holds at any time.
// Papers. Ohrimenko, Stuckey and Codish 2009 (lazy clause generation); Achterberg 2007 (conflict analysis in mixed
// integer programming); Marques-Silva and Sakallah 1999; Luby, Sinclair and Zuckerman 1993 (restarts).
struct LearningSearch {
    typealias Term = (column: Int, amount: Int)

    enum Reason {
        case decision
        case clause(Int)
        case sum(Int)
    }

    struct Change {
        var item: Int32
        var before: Double
        /// The change of the same item before, or -1.
        var previous: Int32
        var reason: Reason
    }

    struct Watch {
        var clause: Int
        /// Of the bound watched.
        var key: Double
    }

    var simplex: BoundedSimplex
    let terms: [Term]
    /// By column.
    let cost: [Double]
    /// The column that stands for the sum.
    let total: Int
    /// Nothing that costs as much is looked for.
    var best: Int
    var values: [Int]?
    var mostWork = 0

    // Bounds. By item: its key, its key at level 0, its last change or -1.
    var keys: [Double] = []
    var base: [Double] = []
    var latest: [Int32] = []
    var trail: [Change] = []
    /// By level: how many changes, and sums, there were when it began.
    var levelStarts: [(trail: Int, sums: Int)] = []
    /// Changes before this one have been propagated.
    var head = 0

    // Constraints.
    var sums: [KeySum] = []
    /// By item, given sums only.
    var sumsOf: [[Int32]] = []
    var queue: [Int] = []
    var isQueued: [Bool] = []
    /// At least one bound of each holds.
    var clauses: [[KeyBound]] = []
    /// By clause: levels it spans.
    var spans: [Int] = []
    /// By item: clauses with a watched bound of it.
    var watches: [[Watch]] = []

    // Search.
    var activities: [Double]
    var increment = 1.0
    /// By item, in analysis: the key needed.
    var need: [Double]
    var isNeeded: [Bool]
    /// How long the trail was when the last solution of the relaxation was seen to be within bounds; nil: it is not.
    var relaxedAt: Int?
    /// How often the simplex method may start afresh because rounding has spoilt its dictionary.
    var freshStarts = 40
    var mostClauses = 4_000

    /// The level of decisions; 0 before the first.
    var level: Int { levelStarts.count }
    /// No solution costs less.
    var bound: Int { Int(base[2 * total]) }

    /// - Parameters:
    ///   - simplex: minimises `cost`.
    ///   - floor: a bound at hand.
    ///   - best: only what costs less is looked for.
    init(_ simplex: BoundedSimplex, _ terms: [Term] = [], cost: [Double] = [], floor: Int = 0, best: Int = 1) {
        (self.simplex, self.terms, self.cost, self.best) = (simplex, terms, cost, best)
        total = simplex.columns
        for column in 0..<total { keys += [simplex.least[column], -simplex.most[column]] }
        keys += [Double(floor), Double(1 - best)]
        base = keys
        latest = Array(repeating: -1, count: keys.count)
        watches = Array(repeating: [], count: keys.count)
        sumsOf = Array(repeating: [], count: keys.count)
        activities = Array(repeating: 0, count: total + 1)
        need = Array(repeating: 0, count: keys.count)
        isNeeded = Array(repeating: false, count: keys.count)
        giveRows()
    }

    private mutating func giveRows() {
        simplex.arrange()
        for row in simplex.program.rows.indices {
            for sign in [1.0, -1.0] {
                var sum = KeySum()
                simplex.matrix.forEach(inRow: row) { sum.add(Int($0), sign * $1) }
                let variable = total + row
                sum.high = sign > 0 ? simplex.most[variable] : -simplex.least[variable]
                give(sum)
            }
        }
        var sum = KeySum()
        for term in terms { sum.add(term.column, Double(term.amount)) }
        sum.add(total, -1)
        give(sum)
        isQueued = Array(repeating: true, count: sums.count)
        queue = Array(sums.indices)
    }

    private mutating func give(_ sum: KeySum) {
        let most = zip(sum.items, sum.weights).reduce(0) { $0 - $1.1 * keys[Int($1.0 ^ 1)] }
        if most <= sum.high { return }
        for item in sum.items { sumsOf[Int(item)].append(Int32(sums.count)) }
        sums.append(sum)
    }
}
