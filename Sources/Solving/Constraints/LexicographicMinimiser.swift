// Minimises several objectives in order of importance over one constraint system.
//
// Problem. Objectives f₁, f₂, … (each Σ weight·literal), an earlier one never traded for a later one.
// Method. For each objective in turn: find an assignment, ask for a better one, until there is none (a proof)
// or the floor is met (a proof by the caller) or the limit is reached; then fix the value reached and go on.
// Conditions that are too many to state are given as an examiner: it looks at an assignment and returns the
// clauses it violates; such an assignment is never accepted.
// Invariant. The incumbent satisfies every constraint, every examiner's clause so far, and all values fixed.
// Limits. After an objective whose optimum is not proved, the values of the later ones are those of the plans
// as good as the incumbent, so their proofs are still relative to it.
package struct LexicographicMinimiser {
    package struct Objective {
        package var terms: [Term]
        /// A value known to be a lower bound.
        package var floor: Int

        package init(terms: [Term], floor: Int = 0) {
            self.terms = terms
            self.floor = floor
        }
    }

    package struct Result: Sendable {
        package var value: Int
        package var bound: Int
        package var isProved: Bool { value == bound }
    }

    package var solver: ConstraintSolver
    /// The values of the literals in the best assignment so far; empty before the first.
    private var incumbent: [Bool] = []
    /// Conflicts still allowed, over all objectives.
    package private(set) var remaining: Int

    package init(_ solver: ConstraintSolver, limit: Int) {
        self.solver = solver
        remaining = limit
    }

    package var hasSolution: Bool { !incumbent.isEmpty }

    package func isTrue(_ literal: Literal) -> Bool { incumbent[literal.variable] != literal.isNegated }

    /// Finds some assignment. Nil after giving up; false if there is none.
    package mutating func findFirst(examiner: ((ConstraintSolver) -> [[Literal]])? = nil) -> Bool? {
        switch search(assuming: [], examiner: examiner) {
        case .satisfied: true
        case .refuted: false
        case .gaveUp: nil
        }
    }

    /// Makes an assignment in which all of these are true the incumbent. False: there is none that passes, as far as was
    /// looked.
    package mutating func start(
        from literals: [Literal], examiner: ((ConstraintSolver) -> [[Literal]])? = nil
    ) -> Bool {
        guard search(assuming: literals, examiner: examiner) == .satisfied else { return false }
        preferIncumbent()
        return true
    }

    /// Whether something as good in the objectives so far satisfies all of these. Nil after giving up.
    package mutating func isPossible(
        _ literals: [Literal], examiner: ((ConstraintSolver) -> [[Literal]])? = nil
    ) -> Bool? {
        let best = incumbent
        defer { incumbent = best }
        return switch search(assuming: literals, examiner: examiner) {
        case .satisfied: true
        case .refuted: false
        case .gaveUp: nil
        }
    }

    /// Minimises one objective and fixes the value reached. Needs an incumbent.
    ///
    /// The incumbent need not satisfy the examiner yet: it is examined first.
    package mutating func minimise(
        _ objective: Objective, examiner: ((ConstraintSolver) -> [[Literal]])? = nil
    ) -> Result {
        let active = solver.newVariable(phase: true)
        let ceiling = solver.addCeiling(on: objective.terms, guardedBy: active)
        var value = self.value(of: objective.terms)
        var bound = min(objective.floor, value)
        while value > bound {
            solver.lower(ceiling: ceiling, to: value - 1)
            switch search(assuming: [active], examiner: examiner) {
            case .satisfied: value = self.value(of: objective.terms)
            case .refuted: bound = value
            case .gaveUp:
                fix(objective, at: value, retiring: active)
                return Result(value: value, bound: bound)
            }
        }
        fix(objective, at: value, retiring: active)
        return Result(value: value, bound: value)
    }

    private mutating func fix(_ objective: Objective, at value: Int, retiring active: Literal) {
        solver.add(clause: !active)
        solver.add(atMost: value, of: objective.terms)
        preferIncumbent()
    }

    private func value(of terms: [Term]) -> Int {
        terms.reduce(0) { $0 + (isTrue($1.literal) ? $1.weight : 0) }
    }

    /// An assignment that passes the examiner becomes the incumbent.
    private mutating func search(
        assuming assumptions: [Literal], examiner: ((ConstraintSolver) -> [[Literal]])?
    ) -> Verdict {
        while true {
            let before = solver.steps
            let verdict = solver.solve(assuming: assumptions, limit: max(1, remaining))
            remaining = max(0, remaining - (solver.steps - before))
            guard verdict == .satisfied else { return verdict }
            let violated = examiner?(solver) ?? []
            if violated.isEmpty {
                incumbent = solver.model
                return .satisfied
            }
            for clause in violated { solver.add(clause: clause) }
            remaining = max(0, remaining - roundCost)
            if remaining == 0 { return .gaveUp }
        }
    }

    /// An assignment that fails the examiner was work as well, though it met no conflict: in conflicts, about.
    private var roundCost: Int { solver.variableCount / Self.variablesPerConflict }
    private static let variablesPerConflict = 200

    /// New searches start near the best assignment.
    private mutating func preferIncumbent() {
        for variable in incumbent.indices {
            solver.prefer(Literal(variable: variable, isNegated: !incumbent[variable]))
        }
    }
}
