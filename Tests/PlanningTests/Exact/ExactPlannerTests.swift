import Exams
import Testing

@testable import Planning

/// The search by people, without the planning by waves and its bounds.
@Suite struct ExactPlannerTests {
    /// What it forbids as envy no plan without envy contains: it would miss the optimum.
    @Test(arguments: [RandomProblem.Size.tiny, .small, .replan])
    func `comes to the optimum from a plan of nobody`(size: RandomProblem.Size) throws {
        try compare((7_000..<7_600).map { RandomProblem(seed: $0, size: size).problem }, atLeast: 300)
    }

    @Test(arguments: HardFamily.allCases)
    func `comes to the optimum where something is scarce`(family: HardFamily) throws {
        try compare((0..<40).map { family.problem(seed: $0) }, atLeast: 2)
    }

    private func compare(_ problems: [Problem], atLeast least: Int) throws {
        var compared = 0
        for (number, problem) in problems.enumerated() {
            let model = Model(problem)
            guard !model.hasOutlived, let optimum = BruteForce.optimum(of: problem) else { continue }
            let nobody = Draft(places: Array(repeating: nil, count: model.applications.count))
            var exact = ExactPlanner(model, limit: 50_000)
            let found = exact.plan(near: PartPlan(draft: nobody, bounds: Bounds()))
            let plan = try #require(found, "\(number)")
            let tiers = TierReport(plan.draft, parts: [plan.bounds], in: model).tiers
            #expect(tiers.map(\.value) == optimum.values.measures.map(\.value), "\(number)")
            #expect(tiers.allSatisfy { $0.status == .proved }, "\(number)")
            #expect(EnvyFinder(model).pairs(in: plan.draft, limit: 1).isEmpty, "\(number)")
            compared += 1
        }
        #expect(compared >= least, "\(compared) compared")
    }

    /// Though it may search for hardly anything.
    @Test(arguments: [RandomProblem.Size.tiny, .small, .replan])
    func `is never worse than the plan it starts from`(size: RandomProblem.Size) throws {
        for seed: UInt64 in 7_200..<7_300 {
            let model = Model(RandomProblem(seed: seed, size: size).problem)
            if model.hasOutlived || model.applications.isEmpty { continue }
            let (draft, bounds) = WavePlanner(model, seed: 1, steps: 60).plan()
            var exact = ExactPlanner(model, limit: 1)
            let found = exact.plan(near: PartPlan(draft: draft, bounds: bounds))
            let plan = try #require(found, "\(size) \(seed)")
            #expect(!Score(draft, in: model).isBetter(than: Score(plan.draft, in: model)), "\(size) \(seed)")
        }
    }
}
