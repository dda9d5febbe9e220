import Testing

@testable import Solving

@Suite struct IntegerSolverTests {
    private struct Dice {
        private var state: UInt64

        init(seed: Int) { state = UInt64(seed) &* 7_919 }

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    /// A small programme of any kind of row, whose solutions can be gone through one by one.
    private struct Sample {
        var program = IntegerProgram()
        var goals: [[(column: Int, amount: Int)]] = []

        init(seed: Int) {
            var dice = Dice(seed: seed)
            func below(_ bound: Int) -> Int { dice.below(bound) }
            let count = 2 + below(5)
            for _ in 0..<count {
                let least = below(3) - 1
                _ = program.newColumn(least: least, most: least + below(4), order: below(3))
            }
            for _ in 0..<(1 + below(5)) {
                let terms = (0..<count).compactMap { below(3) == 0 ? nil : (column: $0, amount: below(9) - 4) }
                let (low, high) = (-3 - below(4), below(7) - 3)
                switch below(4) {
                case 0: program.add(terms, least: low)
                case 1: program.add(terms, most: high)
                case 2: program.add(terms, least: high, most: high)
                default: program.add(terms, least: low, most: high)
                }
            }
            goals = (0..<2).map { _ in (0..<count).map { (column: $0, amount: below(11) - 5) } }
        }

        /// Things to pack, each with a worth, into rows that hold about half of what there is.
        init(packing seed: Int) {
            var dice = Dice(seed: seed)
            func below(_ bound: Int) -> Int { dice.below(bound) }
            for _ in 0..<8 { _ = program.newColumn(most: 1 + below(2), order: below(2)) }
            for _ in 0..<6 {
                let terms = (0..<8).compactMap { below(2) == 0 ? nil : (column: $0, amount: 1 + below(5)) }
                program.add(terms, most: program.reach(of: terms).most / 2)
            }
            goals = [(0..<8).map { (column: $0, amount: -1 - below(6)) }]
        }

        /// Things of which one or another may be chosen: of some no two, of others no two that are large.
        init(choosing seed: Int) {
            var dice = Dice(seed: seed)
            func below(_ bound: Int) -> Int { dice.below(bound) }
            for _ in 0..<8 { _ = program.newColumn(most: 1, order: 0) }
            for _ in 0..<14 {
                let (one, other) = (below(8), below(8))
                if one != other { program.add([(one, 1), (other, 1)], most: 1) }
            }
            for _ in 0..<2 { program.add((0..<8).map { (column: $0, amount: 1 + below(4)) }, most: 4 + below(3)) }
            goals = [(0..<8).map { (column: $0, amount: -1 - below(6)) }]
        }

        /// All whole numbers within bounds.
        var everything: [[Int]] {
            program.columns.reduce([[]]) { found, column in
                found.flatMap { start in (column.least...column.most).map { start + [$0] } }
            }
        }

        var solutions: [[Int]] { everything.filter(program.isSatisfied) }
    }

    @Test func `finds the least of all solutions, or proves that there is none`() {
        var (solved, refuted) = (0, 0)
        for seed in 1...600 {
            let sample = Sample(seed: seed)
            var search = IntegerSolver(sample.program)
            let result = search.minimise(sample.goals[0], below: 1_000, floor: -1_000, work: 10_000_000)
            let least = sample.solutions.map { sample.program.value(of: sample.goals[0], at: $0) }.min()
            #expect(result.values.map { sample.program.value(of: sample.goals[0], at: $0) } == least, "\(seed)")
            #expect(result.bound == least ?? 1_000, "\(seed)")
            #expect(result.values.map(sample.program.isSatisfied) ?? true)
            var proof = IntegerSolver(sample.program)
            let relaxed = proof.relaxed(sample.goals[0], work: 1_000_000)
            #expect(least.map { relaxed <= $0 } ?? true, "\(seed)")
            let proved = proof.minimise(
                sample.goals[0], below: 1_000, floor: -1_000, work: 10_000_000, isProving: true)
            #expect(proved.bound == least ?? 1_000, "\(seed)")
            solved += least == nil ? 0 : 1
            refuted += least == nil ? 1 : 0
        }
        #expect(solved > 150 && refuted > 150)
    }

    @Test func `rows take no solution away, and find some programmes empty`() {
        var (narrowed, emptied) = (0, 0)
        for seed in 1...600 {
            let sample = Sample(seed: seed)
            let solutions = sample.solutions
            var search = LearningSearch(BoundedSimplex(sample.program))
            let isEmpty = search.propagate() != nil
            #expect(!isEmpty || solutions.isEmpty, "\(seed)")
            if isEmpty { emptied += 1 }
            for (column, own) in sample.program.columns.enumerated() where !isEmpty {
                let range = Int(search.base[2 * column])...Int(-search.base[2 * column + 1])
                #expect(solutions.allSatisfy { range.contains($0[column]) }, "\(seed)")
                if range.count <= own.most - own.least { narrowed += 1 }
            }
        }
        #expect(narrowed > 100 && emptied > 50, "\(narrowed) narrowed, \(emptied) emptied")
    }

    @Test func `rows said more sharply keep all solutions and lose others`() {
        #expect(raisedBySharpness((1...600).map { Sample(seed: $0) }) > 30)
        #expect(raisedBySharpness((1...600).map { Sample(seed: $0) }, probing: 1_000_000) > 30)
        let choices = (1...200).map { Sample(choosing: $0) }
        let raised = raisedBySharpness(choices)
        let raisedByProbing = raisedBySharpness(choices, probing: 1_000_000)
        #expect(raised > 50 && raisedByProbing > raised, "\(raised), \(raisedByProbing)")
    }

    /// - Returns: of how many the relaxation is closer.
    private func raisedBySharpness(_ samples: [Sample], probing work: Int = 0) -> Int {
        var raised = 0
        for (seed, sample) in samples.enumerated() {
            let strong = sample.program.strengthened(probing: work)
            #expect(
                sample.solutions == sample.solutions.filter(strong.isSatisfied)
                    && !sample.everything.contains { strong.isSatisfied(by: $0) != sample.program.isSatisfied(by: $0) },
                "\(seed)")
            let cost = sample.goals[0].map { Double($0.amount) }
            let totals = [sample.program, strong].map { program in
                var simplex = BoundedSimplex(program)
                simplex.minimise(cost)
                return simplex.solve(limit: .infinity, mostWork: 1_000_000) == .optimal ? simplex.total : .infinity
            }
            #expect(totals[1] >= totals[0] - 1e-6, "\(seed)")
            if totals[1] > totals[0] + 1e-3 { raised += 1 }
        }
        return raised
    }

    @Test func `three of which no two may be are said to be one at most`() {
        var program = IntegerProgram()
        for _ in 0..<4 { _ = program.newColumn(most: 1, order: 0) }
        for (one, other) in [(0, 1), (1, 2), (0, 2), (2, 3)] { program.add([(one, 1), (other, 1)], most: 1) }
        let rows = program.strengthened().rows
        #expect(rows.map { $0.terms.map(\.column) } == [[0, 1, 2], [], [], [2, 3]])
        #expect(rows[0].most == 1 && rows[3].most == 1)
    }

    @Test func `what it learns holds for every solution, and everything forced has a cause`() {
        var (learned, closed) = (0, 0)
        for seed in 1...300 {
            let sample = Sample(packing: seed)
            let values = sample.solutions.map { sample.program.value(of: sample.goals[0], at: $0) }
            guard let least = values.min() else { continue }
            let best = least + seed % 5
            let good = sample.solutions.filter { sample.program.value(of: sample.goals[0], at: $0) < best }
            var simplex = BoundedSimplex(sample.program)
            let sum = sample.program.row(sample.goals[0]).terms
            var cost = Array(repeating: 0.0, count: sample.program.columns.count)
            for term in sum { cost[term.column] = Double(term.amount) }
            simplex.minimise(cost)
            var search = LearningSearch(simplex, sum, cost: cost, floor: -1_000, best: best)
            search.mostWork = 1_000_000
            var isOpen = true
            for step in 0..<100 {
                var conflict = search.propagate()
                if step % 2 == 0, conflict == nil, case .conflict(let found) = search.relax() { conflict = found }
                #expect(conflict?.allSatisfy(search.holds) ?? true, "\(seed)")
                while let met = conflict, isOpen {
                    isOpen = search.level > 0
                    conflict = search.learn(met)
                }
                #expect(search.checkInvariants(), "\(seed)")
                let open = sample.program.columns.indices.filter { search.keys[2 * $0] < -search.keys[2 * $0 + 1] }
                guard isOpen else { break }
                // A solution is left behind.
                if open.isEmpty { search.back(to: 0) }
                guard !open.isEmpty else { continue }
                let item = Int32(2 * open[step % open.count] + step % 2)
                search.decide(KeyBound(item: item, key: search.keys[Int(item)] + 1))
            }
            if !isOpen {
                closed += 1
                #expect(good.isEmpty, "\(seed)")
            }
            func holds(_ bound: KeyBound, _ solution: [Int]) -> Bool {
                let value = solution + [sample.program.value(of: sum, at: solution)]
                return Double(value[bound.index / 2]) * (bound.index % 2 == 0 ? 1 : -1) >= bound.key
            }
            for clause in search.clauses {
                learned += 1
                #expect(good.allSatisfy { one in clause.contains { holds($0, one) } }, "\(seed)")
            }
        }
        #expect(learned > 300 && closed > 20, "\(learned) learned, \(closed) closed")
    }

    @Test func `minimises one sum after the other`() {
        var compared = 0
        for seed in 1...600 {
            var sample = Sample(seed: seed)
            let row = sample.program.add(sample.goals[0])
            let values = { (goal: Int, solution: [Int]) in sample.program.value(of: sample.goals[goal], at: solution) }
            let solutions = sample.solutions
            guard let least = solutions.map({ values(0, $0) }).min() else { continue }
            compared += 1
            var search = IntegerSolver(sample.program)
            _ = search.minimise(sample.goals[0], below: 1_000, floor: -1_000, work: 10_000_000)
            search.bind(row: row, least: sample.program.rows[row].least, most: least)
            let second = search.minimise(sample.goals[1], below: 1_000, floor: -1_000, work: 10_000_000)
            let expected = solutions.filter { values(0, $0) == least }.map { values(1, $0) }.min()
            #expect(second.bound == expected && second.values.map { values(1, $0) } == expected, "\(seed)")
        }
        #expect(compared > 150)
    }

    @Test func `what it says when it gives up is true`() {
        var open = 0
        for seed in 1...600 {
            let sample = Sample(seed: seed)
            let least = sample.solutions.map { sample.program.value(of: sample.goals[0], at: $0) }.min()
            for work in [0, 60, 200] {
                var search = IntegerSolver(sample.program)
                let result = search.minimise(sample.goals[0], below: 1_000, floor: -1_000, work: work)
                #expect(result.bound <= least ?? 1_000, "\(seed)")
                if result.bound < least ?? 1_000 { open += 1 }
            }
        }
        #expect(open > 50)
    }

    @Test func `the dictionary stays equivalent to the rows`() {
        for seed in 1...200 {
            let sample = Sample(seed: seed)
            var simplex = BoundedSimplex(sample.program)
            simplex.minimise(sample.goals[0].map { Double($0.amount) })
            _ = simplex.solve(limit: .infinity, mostWork: 1_000_000)
            #expect(simplex.checkInvariants(), "\(seed)")
        }
    }

    @Test func `cuts keep every whole solution and lose the one at hand`() {
        var (cuts, kept) = (0, 0)
        for seed in 1...600 {
            let sample = Sample(seed: seed)
            var simplex = BoundedSimplex(sample.program)
            simplex.minimise(sample.goals[0].map { Double($0.amount) })
            guard simplex.solve(limit: .infinity, mostWork: 1_000_000) == .optimal else { continue }
            let solutions = sample.solutions
            for cut in simplex.roundingCuts(most: 10) {
                func sum(_ values: [Double]) -> Double {
                    cut.terms.reduce(0) { $0 + Double($1.amount) * values[$1.column] }
                }
                #expect(sum(simplex.solution) < Double(cut.least), "\(seed)")
                #expect(solutions.allSatisfy { sum($0.map(Double.init)) >= Double(cut.least) }, "\(seed)")
                cuts += 1
                kept += solutions.count
                simplex.add(cut)
            }
            #expect(simplex.checkInvariants(), "\(seed)")
        }
        #expect(cuts > 100 && kept > 1_000)
    }

    @Test func `cuts raise the bound, never above the least of all solutions`() {
        var (raised, met) = (0, 0)
        for seed in 1...600 {
            let sample = Sample(seed: seed)
            guard let least = sample.solutions.map({ sample.program.value(of: sample.goals[0], at: $0) }).min() else {
                continue
            }
            var search = IntegerSolver(sample.program)
            let relaxed = search.relaxed(sample.goals[0], work: 1_000_000)
            let bound = search.tighten(sample.goals[0], below: 1_000, work: 10_000_000)
            #expect(bound <= least, "\(seed)")
            raised += bound > relaxed ? 1 : 0
            met += bound > relaxed && bound == least ? 1 : 0
            let result = search.minimise(
                sample.goals[0], below: 1_000, floor: bound, work: 10_000_000, isProving: true)
            #expect(result.bound == least, "\(seed)")
        }
        #expect(raised > 10 && met > 10, "\(raised) raised, \(met) met")
    }
}
