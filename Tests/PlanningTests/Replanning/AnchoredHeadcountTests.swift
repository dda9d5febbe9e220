import Exams
import Testing
import Verifying

@testable import Planning

/// The best re-plan by numbers against brute force by people.
@Suite struct AnchoredHeadcountTests {
    @Test func `promises nothing better than the best plan, and moves as few`() throws {
        var (compared, alike) = (0, 0)
        for seed: UInt64 in 20_000..<20_200 {
            let problem = RandomProblem(seed: seed, size: .replan).problem
            guard let values = BruteForce.optimum(of: problem)?.values, let changes = values.released else { continue }
            let model = Model(problem)
            let start = model.repaired(model.anchors(), asking: .nobody)
            guard var exact = AnchoredHeadcounts(model, model.anchors(), .tiers, work: 20_000_000) else { continue }
            compared += 1
            let best = fair(exact.improved(start, known: trivial(model)), orElse: start, in: model)
            #expect(throws: Never.self, "\(seed)") { try verify(problem: problem, plan: Plan(best, in: model)) }
            let score = Score(best, in: model)
            #expect(score.changes == changes, "\(seed)")
            var bounds = trivial(model)
            exact.sharpen(&bounds, for: best)
            #expect(bounds.tiers[0] == changes, "\(seed)")
            #expect(bounds.tiers[1]?[0] ?? 0 >= values.placed, "\(seed)")
            guard score.placed == values.placed else { continue }
            #expect(bounds.tiers[3]?[0] ?? 0 <= values.delay, "\(seed)")
            guard score.delay == values.delay else { continue }
            #expect(bounds.tiers[4]?[0] ?? 0 <= values.wishesMissed, "\(seed)")
            guard score.missedWishes == values.wishesMissed else { continue }
            #expect(bounds.tiers[5]?[0] ?? 0 <= values.invigilators, "\(seed)")
            if score.invigilators == values.invigilators { alike += 1 }
        }
        #expect(compared > 100 && alike * 10 > compared * 8, "\(compared) compared, \(alike) alike")
    }

    /// Nobody at one venue can be watched any more. Whoever loses a place there by a repair one by one keeps one where
    /// waves change their periods together.
    @Test func `loses nobody whom new periods of waves can keep`() throws {
        var fewer = 0
        for seed: UInt64 in 0..<12 {
            var session = ImaginedSession()
            session.people = 60
            session.programmes = 3
            session.roomsPerVenue = 2
            var problem = session.problem(seed: seed)
            let before = Planner(limits: .quick).plan(problem)
            problem.released = before.placements
            guard let venue = problem.venues.indices.first else { continue }
            problem.venues[venue].invigilators = 0
            let model = Model(problem)
            let repaired = model.repaired(model.anchors(), asking: .anybody)
            let plan = Planner(limits: .quick).plan(problem)
            _ = try verify(problem: problem, plan: plan)
            let changes = Score(model.draft(of: plan), in: model).changes
            let known = Score(repaired, in: model).changes
            #expect(!known.lexicographicallyPrecedes(changes), "\(seed)")
            if changes.lexicographicallyPrecedes(known) { fewer += 1 }
        }
        #expect(fewer > 0)
    }

    private func trivial(_ model: Model) -> Bounds {
        var bounds = Bounds()
        bounds.tiers = [0: [0, 0, 0, 0, 0, 0], 1: [model.applications.count], 3: [0], 4: [0], 5: [0]]
        return bounds
    }

    private func fair(_ found: Draft?, orElse start: Draft, in model: Model) -> Draft {
        guard var found else { return start }
        EnvyRepair(model).repair(&found)
        return Score(found, in: model).isBetter(than: Score(start, in: model)) ? found : start
    }
}
