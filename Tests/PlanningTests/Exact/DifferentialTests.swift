import Exams
import Testing

/// Holds a planner against the optimum of many small problems: its plan is read by `PlainReading`, never by its
/// own tiers.
struct Differential {
    /// The problems that were small enough for the exact judge.
    private(set) var compared = 0
    /// One line for each problem on which the planner's plan is unlawful or not optimal.
    private(set) var differences: [String] = []

    init(
        seeds: Range<UInt64>, size: RandomProblem.Size, optimum: (Problem) -> TierValues?,
        planner: (Problem) throws -> Plan
    ) rethrows {
        for seed in seeds {
            let problem = RandomProblem(seed: seed, size: size).problem
            guard let best = optimum(problem) else { continue }
            compared += 1
            let placements = try planner(problem).placements
            let reading = PlainReading(problem)
            let breaches = reading.breaches(placements)
            guard breaches.isEmpty else {
                differences.append("\(size) \(seed): breaks \(breaches.map(\.rawValue))")
                continue
            }
            let values = reading.values(placements)
            if values != best { differences.append("\(size) \(seed): \(values), but best is \(best)") }
        }
    }
}

@Suite struct DifferentialTests {
    /// The two exact judges share no code, so a common mistake must have been made twice.
    @Test(arguments: [RandomProblem.Size.tiny, .replan, .small])
    func bruteForceAgreesWithSlowEnumeration(size: RandomProblem.Size) {
        let plan: (Problem) -> Plan = { problem in
            BruteForce.optimum(of: problem)?.plan ?? Plan(placements: [], outcomes: [], tiers: [])
        }
        let found = Differential(
            seeds: 0..<120, size: size, optimum: { SlowEnumeration.optimum(of: $0, limit: 1_500) }, planner: plan)
        #expect(found.differences == [])
        #expect(found.compared > 30)
    }

    /// Zero envy is always reachable without loss in tier 1, so the optimum of every problem has none; and
    /// the values the search adds up on the way are those of the plan it returns.
    @Test(arguments: [RandomProblem.Size.small, .replan])
    func optimaAreLawfulAndWithoutEnvy(size: RandomProblem.Size) {
        var solved = 0
        for seed: UInt64 in 1_000..<1_080 {
            let problem = RandomProblem(seed: seed, size: size).problem
            guard let optimum = BruteForce.optimum(of: problem) else { continue }
            solved += 1
            let reading = PlainReading(problem)
            #expect(reading.breaches(optimum.plan.placements) == [], "seed \(seed)")
            #expect(reading.values(optimum.plan.placements) == optimum.values, "seed \(seed)")
            #expect(optimum.values.envy == 0, "seed \(seed)")
        }
        #expect(solved > 70)
    }

    /// The generator must not hand out only problems in which everybody fits.
    @Test func problemsBite() {
        var crowded = 0
        var late = 0
        var moved = 0
        for seed: UInt64 in 0..<80 {
            if let found = BruteForce.optimum(of: RandomProblem(seed: seed).problem)?.values {
                if found.placed > 0, found.placed < RandomProblem(seed: seed).problem.applications.count {
                    crowded += 1
                }
                if found.delay > 0 { late += 1 }
            }
            let again = BruteForce.optimum(of: RandomProblem(seed: seed, size: .replan).problem)?.values
            if let released = again?.released, released.reduce(0, +) > 0 { moved += 1 }
        }
        #expect(crowded > 15 && late > 5 && moved > 15, "\(crowded) crowded, \(late) late, \(moved) moved")
    }

    @Test func theSeedDeterminesTheProblem() {
        for seed: UInt64 in 0..<20 {
            #expect(RandomProblem(seed: seed).problem == RandomProblem(seed: seed).problem)
        }
        #expect(RandomProblem(seed: 1).problem != RandomProblem(seed: 2).problem)
    }
}
