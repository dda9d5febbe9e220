// A solver for Boolean variables under clauses and linear constraints Σ wᵢ·lᵢ ≥ b (pseudo-Boolean), by
// conflict-driven clause learning.
//
// Problem. Find an assignment that satisfies every constraint, or prove that there is none; optionally under
// assumptions, of which the proof then names a sufficient subset.
//
// Method. Unit propagation with two watched literals per clause and a counter (the slack) per linear
// constraint; a conflict is resolved back to its first unique implication point, which gives a new clause;
// variables are chosen by decaying activity and take the value they had last. A linear constraint explains
// itself by the false literals that already leave it too little, so learned constraints are always clauses.
//
// Invariants (checked by `checkInvariants()`).
// - The first two literals of every clause are its watches; if a watch is false and the other is not true,
//   the clause is unit or in conflict, and propagation has still to see it.
// - `slack[c]` = Σ of the weights of literals that propagation has not yet seen false − the bound of c.
// - `trail` holds the true literals in the order they became true; the reason of a propagated literal names
//   only literals that became false before it.
//
// Complexity. A propagated literal costs the watches of its negation and its occurrences in linear
// constraints. The search is exponential in the worst case: proofs of counting arguments between
// interchangeable things (pigeonholes) are out of reach of clause learning, so callers break symmetries and
// bring bounds of their own.
//
// Limits. Steps are conflicts, and one more for so many watches visited (`watchesPerStep`), because one conflict among
// thousands of interchangeable things costs as much as a hundred elsewhere; no clock is read and no randomness used, so
// a run repeats exactly.
//
// Papers. Marques-Silva & Sakallah 1999 (GRASP); Moskewicz et al. 2001 (Chaff); Eén & Sörensson 2003
// (MiniSat), 2006 (pseudo-Boolean constraints); Audemard & Simon 2009 (LBD); Luby et al. 1993 (restarts).
package struct ConstraintSolver {
    /// A clause's place in `arena`: size, LBD (0 for a given clause), then the literals.
    typealias ClauseReference = Int
    static let header = 2

    enum Reason {
        case decision
        case clause(ClauseReference)
        case linear(Int)
    }

    struct Watch {
        var clause: ClauseReference
        /// Some other literal of the clause; if it is true the clause need not be looked at.
        var blocker: Literal
    }

    struct Occurrence {
        var constraint: Int
        var weight: Int
    }

    struct Linear {
        var terms: Range<Int>
        var bound: Int
        var slack: Int
        var largestWeight: Int
    }

    // Constraints.
    var arena: [Int32] = []
    var given: [ClauseReference] = []
    var learned: [ClauseReference] = []
    var watches: [[Watch]] = []
    var linears: [Linear] = []
    /// The terms of all linear constraints, each constraint's by falling weight.
    var terms: [Term] = []
    var occurrences: [[Occurrence]] = []
    /// False once the constraints alone are refuted.
    var isConsistent = true

    // Assignment. Values: 1 true, -1 false, 0 open; by literal.
    var values: [Int8] = []
    var level: [Int32] = []
    var position: [Int32] = []
    var reasons: [Reason] = []
    var trail: [Literal] = []
    var levelStarts: [Int] = []
    /// Trail entries before this one have been propagated and are counted in the slacks.
    var head = 0

    // Search state.
    var order = ActivityHeap()
    var savedPhase: [Bool] = []
    var seen: [Bool] = []
    var model: [Bool] = []
    private var conflicts = 0
    var watchesVisited = 0
    private static let watchesPerStep = 200_000

    package init() {}

    package var variableCount: Int { savedPhase.count }

    /// - Parameter phase: the value tried first.
    package mutating func newVariable(phase: Bool = false) -> Literal {
        let variable = savedPhase.count
        values += [0, 0]
        watches += [[], []]
        occurrences += [[], []]
        level.append(0)
        position.append(0)
        reasons.append(.decision)
        savedPhase.append(phase)
        seen.append(false)
        order.insertNew(variable)
        return Literal(variable: variable, isNegated: false)
    }

    /// The value in the last assignment found.
    package func isTrue(_ literal: Literal) -> Bool { model[literal.variable] != literal.isNegated }

    /// The value tried first from now on.
    package mutating func prefer(_ literal: Literal) { savedPhase[literal.variable] = !literal.isNegated }

    mutating func countConflict() { conflicts += 1 }

    /// How much has been searched so far.
    package var steps: Int { conflicts + watchesVisited / Self.watchesPerStep }

    /// At least one of the literals.
    package mutating func add(clause literals: [Literal]) {
        backtrack(to: 0)
        guard isConsistent else { return }
        var kept: [Literal] = []
        for literal in literals {
            if values[literal.index] == 1 || kept.contains(!literal) { return }
            if values[literal.index] == -1 || kept.contains(literal) { continue }
            kept.append(literal)
        }
        switch kept.count {
        case 0: isConsistent = false
        case 1: settle(kept[0])
        default: given.append(attach(kept, lbd: 0))
        }
    }

    package mutating func add(clause literals: Literal...) { add(clause: literals) }

    /// Σ weight·literal ≥ bound. Weights are 0 or more; a literal stands in one term only.
    package mutating func add(atLeast bound: Int, of given: [Term]) {
        backtrack(to: 0)
        guard isConsistent else { return }
        var rest = bound
        var open: [Term] = []
        for term in given where term.weight > 0 {
            switch values[term.literal.index] {
            case 1: rest -= term.weight
            case 0: open.append(term)
            default: break
            }
        }
        guard rest > 0 else { return }
        open = open.map { Term($0.literal, min($0.weight, rest)) }
        open.sort { ($1.weight, $0.literal.code) < ($0.weight, $1.literal.code) }
        if open.allSatisfy({ $0.weight >= rest }) { return add(clause: open.map(\.literal)) }
        let number = linears.count
        let first = terms.count
        terms += open
        for term in open { occurrences[term.literal.index].append(Occurrence(constraint: number, weight: term.weight)) }
        let slack = open.reduce(0) { $0 + $1.weight } - rest
        linears.append(
            Linear(terms: first..<terms.count, bound: rest, slack: slack, largestWeight: open.first?.weight ?? 0))
        if slack < 0 {
            isConsistent = false
        } else {
            enqueueForced(by: number)
            isConsistent = propagate() == nil
        }
    }

    /// Σ weight·literal ≤ bound.
    package mutating func add(atMost bound: Int, of terms: [Term]) {
        let total = terms.reduce(0) { $0 + $1.weight }
        add(atLeast: total - bound, of: terms.map { Term(!$0.literal, $0.weight) })
    }

    /// An upper bound on Σ weight·literal that can be tightened later, in force only while `guardian` is true.
    mutating func addCeiling(on given: [Term], guardedBy guardian: Literal) -> Int {
        backtrack(to: 0)
        let total = given.reduce(0) { $0 + $1.weight }
        let first = terms.count
        let number = linears.count
        terms.append(Term(!guardian, total + 1))
        terms += given.map { Term(!$0.literal, $0.weight) }.sorted {
            ($1.weight, $0.literal.code) < ($0.weight, $1.literal.code)
        }
        var slack = 0
        for index in first..<terms.count {
            let term = terms[index]
            occurrences[term.literal.index].append(Occurrence(constraint: number, weight: term.weight))
            if values[term.literal.index] != -1 { slack += term.weight }
        }
        linears.append(Linear(terms: first..<terms.count, bound: 0, slack: slack, largestWeight: total + 1))
        return number
    }

    /// Lowers a ceiling to `value`.
    mutating func lower(ceiling: Int, to value: Int) {
        backtrack(to: 0)
        let total = linears[ceiling].largestWeight - 1
        let bound = total - value
        linears[ceiling].slack -= bound - linears[ceiling].bound
        linears[ceiling].bound = bound
        guard isConsistent else { return }
        if linears[ceiling].slack < 0 {
            isConsistent = false
        } else {
            enqueueForced(by: ceiling)
            isConsistent = propagate() == nil
        }
    }

    package mutating func add(atMostOneOf literals: [Literal]) {
        if literals.count <= 5 {
            for (number, one) in literals.enumerated() {
                for other in literals[(number + 1)...] { add(clause: !one, !other) }
            }
        } else {
            add(atMost: 1, of: literals.map { Term($0) })
        }
    }

    /// Makes a literal true for good.
    mutating func settle(_ literal: Literal) {
        switch values[literal.index] {
        case 1: return
        case -1: isConsistent = false
        default:
            assign(literal, because: .decision)
            isConsistent = propagate() == nil
        }
    }

    mutating func attach(_ literals: [Literal], lbd: Int) -> ClauseReference {
        let clause = arena.count
        arena.append(Int32(literals.count))
        arena.append(Int32(lbd))
        arena += literals.map(\.code)
        watches[literals[0].index].append(Watch(clause: clause, blocker: literals[1]))
        watches[literals[1].index].append(Watch(clause: clause, blocker: literals[0]))
        return clause
    }

    func literals(of clause: ClauseReference) -> Range<Int> {
        let first = clause + ConstraintSolver.header
        return first..<first + Int(arena[clause])
    }
}
