import Exams
import Planning
import Testing
import Verifying

/// The planner against brute force: every plan passes the checker with its claims, and every tier has the
/// value of the optimum and says that it is proved.
@Suite struct PlannerOptimalityTests {
    @Test(arguments: [RandomProblem.Size.tiny, .small, .replan])
    func everyTierIsOptimal(size: RandomProblem.Size) {
        var compared = 0
        for seed: UInt64 in 5_000..<5_250 {
            let problem = RandomProblem(seed: seed, size: size).problem
            guard let optimum = BruteForce.optimum(of: problem) else { continue }
            compared += 1
            let plan = Planner().plan(problem)
            #expect(throws: Never.self, "\(size) \(seed)") { try verify(problem: problem, plan: plan) }
            #expect(plan.tiers.map(\.value) == optimum.values.measures.map(\.value), "\(size) \(seed)")
            #expect(plan.tiers.allSatisfy { $0.status == .proved }, "\(size) \(seed)")
        }
        #expect(compared > 150)
    }

    @Test(arguments: HardFamily.allCases)
    func everyTierOfHardProblemsIsOptimal(family: HardFamily) {
        var compared = 0
        var scarce = 0
        for seed: UInt64 in 0..<40 where compared < 6 {
            let problem = family.problem(seed: seed)
            // Those of its problems that can be enumerated in a moment.
            guard let optimum = BruteForce.optimum(of: problem) else { continue }
            compared += 1
            let values = optimum.values
            if values.placed < problem.applications.count || values.delay > 0 || values.invigilators > 4 { scarce += 1 }
            let plan = Planner().plan(problem)
            #expect(throws: Never.self, "\(family) \(seed)") { try verify(problem: problem, plan: plan) }
            #expect(plan.tiers.map(\.value) == values.measures.map(\.value), "\(family) \(seed)")
            #expect(plan.tiers.allSatisfy { $0.status == .proved }, "\(family) \(seed)")
        }
        #expect(compared > 4 && scarce > 0, "\(compared) compared, \(scarce) with something scarce")
    }
}
