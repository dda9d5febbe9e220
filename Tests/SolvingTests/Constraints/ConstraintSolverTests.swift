import Solving
import Testing

/// Random small systems of clauses and linear constraints, solved by trying every assignment.
private struct RandomSystem {
    var variables: Int
    var clauses: [[Int]] = []
    /// Terms are (variable, isNegated, weight).
    var linears: [(bound: Int, terms: [(Int, Bool, Int)])] = []
    var objective: [(Int, Bool, Int)] = []

    init(seed: UInt64) {
        var random = SplitMix(state: seed)
        variables = 4 + random.next(below: 8)
        for _ in 0..<random.next(below: 2 * variables) {
            clauses.append((0..<1 + random.next(below: 4)).map { _ in random.next(below: 2 * variables) })
        }
        for _ in 0..<random.next(below: 6) {
            let terms = RandomSystem.terms(variables, &random)
            linears.append((random.next(below: 1 + terms.reduce(0) { $0 + $1.2 }), terms))
        }
        objective = RandomSystem.terms(variables, &random)
    }

    private static func terms(_ variables: Int, _ random: inout SplitMix) -> [(Int, Bool, Int)] {
        (0..<variables).compactMap {
            random.next(below: 3) == 0 ? nil : ($0, random.next(below: 2) == 0, 1 + random.next(below: 4))
        }
    }

    func isSatisfied(by assignment: Int) -> Bool {
        func holds(_ code: Int) -> Bool { (assignment >> (code / 2) & 1 == 1) != (code % 2 == 1) }
        return clauses.allSatisfy { $0.contains(where: holds) }
            && linears.allSatisfy { RandomSystem.sum($0.terms, assignment) >= $0.bound }
    }

    static func sum(_ terms: [(Int, Bool, Int)], _ assignment: Int) -> Int {
        terms.reduce(0) { $0 + ((assignment >> $1.0 & 1 == 1) != $1.1 ? $1.2 : 0) }
    }

    func solver() -> (ConstraintSolver, [Literal]) {
        var solver = ConstraintSolver()
        let literals = (0..<variables).map { _ in solver.newVariable() }
        for clause in clauses { solver.add(clause: clause.map { $0 % 2 == 1 ? !literals[$0 / 2] : literals[$0 / 2] }) }
        for linear in linears { solver.add(atLeast: linear.bound, of: terms(linear.terms, literals)) }
        return (solver, literals)
    }

    func terms(_ terms: [(Int, Bool, Int)], _ literals: [Literal]) -> [Term] {
        terms.map { Term($0.1 ? !literals[$0.0] : literals[$0.0], $0.2) }
    }

    var solutions: [Int] { (0..<1 << variables).filter(isSatisfied) }
}

@Suite struct ConstraintSolverTests {
    @Test func agreesWithTryingEverything() {
        for seed: UInt64 in 0..<600 {
            let system = RandomSystem(seed: seed)
            var (solver, literals) = system.solver()
            let verdict = solver.solve()
            solver.checkInvariants()
            #expect((verdict == .satisfied) == !system.solutions.isEmpty, "seed \(seed)")
            guard verdict == .satisfied else { continue }
            let assignment = literals.enumerated().reduce(0) { $0 | (solver.isTrue($1.element) ? 1 << $1.offset : 0) }
            #expect(system.isSatisfied(by: assignment), "seed \(seed)")
        }
    }

    @Test func minimisesAsTryingEverythingDoes() {
        for seed: UInt64 in 0..<300 { minimises(seed) }
    }

    private func minimises(_ seed: UInt64) {
        let system = RandomSystem(seed: seed)
        let (solver, literals) = system.solver()
        let best = system.solutions.map { RandomSystem.sum(system.objective, $0) }.min()
        var minimiser = LexicographicMinimiser(solver, limit: 10_000)
        #expect(minimiser.findFirst() == (best != nil), "seed \(seed)")
        guard let best else { return }
        let result = minimiser.minimise(.init(terms: system.terms(system.objective, literals)))
        minimiser.solver.checkInvariants()
        #expect(result.value == best && result.isProved, "seed \(seed)")
    }

    @Test func aCoreIsARefutation() {
        for seed: UInt64 in 0..<300 { refutes(seed) }
    }

    private func refutes(_ seed: UInt64) {
        let system = RandomSystem(seed: seed)
        var (solver, literals) = system.solver()
        let assumptions = literals.prefix(4).enumerated().map { $0.offset % 2 == 0 ? $0.element : !$0.element }
        guard case .refuted(let core) = solver.solve(assuming: assumptions) else { return }
        #expect(core.allSatisfy(assumptions.contains), "seed \(seed)")
        let surviving = system.solutions.filter { solution in
            core.allSatisfy {
                (solution >> (literals.firstIndex(of: $0.isNegated ? !$0 : $0) ?? 0) & 1 == 1) != $0.isNegated
            }
        }
        #expect(surviving.isEmpty, "seed \(seed)")
    }

    /// n + 1 pigeons, n holes, as linear constraints: refuted, and not by giving up.
    @Test func aCountingArgumentIsAProof() {
        var solver = ConstraintSolver()
        let pigeons = (0..<6).map { _ in (0..<5).map { _ in solver.newVariable() } }
        for pigeon in pigeons { solver.add(clause: pigeon) }
        for hole in 0..<5 { solver.add(atMost: 1, of: pigeons.map { Term($0[hole]) }) }
        #expect(solver.solve() == .refuted(core: []))
    }

    @Test func givingUpIsNotAProof() {
        var solver = ConstraintSolver()
        let pigeons = (0..<10).map { _ in (0..<9).map { _ in solver.newVariable() } }
        for pigeon in pigeons { solver.add(clause: pigeon) }
        for hole in 0..<9 { solver.add(atMost: 1, of: pigeons.map { Term($0[hole]) }) }
        #expect(solver.solve(limit: 50) == .gaveUp)
    }

    @Test func restartsFollowTheUniversalSequence() {
        var restart = RestartSequence()
        #expect((0..<15).map { _ in restart.next() / 100 } == [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8])
    }
}

/// Steele, Lea & Flood 2014: a small generator whose seed alone fixes the sequence.
struct SplitMix {
    var state: UInt64

    mutating func next(below limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((word ^ (word >> 31)) % UInt64(max(1, limit)))
    }
}
