import Exams
import Testing
import Verifying

@testable import Planning

@Suite struct WaveReopeningTests {
    @Test(arguments: [RandomProblem.Size.tiny, .small])
    func `fills an empty plan, lawfully, and never better than the best`(
        size: RandomProblem.Size
    ) throws {
        var (better, best) = (0, 0)
        for seed in UInt64(7_000)..<7_150 {
            let problem = RandomProblem(seed: seed, size: size).problem
            guard let values = BruteForce.optimum(of: problem)?.values else { continue }
            let frame = WaveFrame(Model(problem))
            guard let plan = HeadcountFrame(frame) else { continue }
            let start = WaveState(frame)
            var reopening = WaveReopening(plan, work: 50_000_000)
            guard let state = reopening.improved(start, floors: { _ in Bounds() }) else { continue }
            better += 1
            #expect(state.cost < start.cost)
            #expect(frame.model.applications.count - state.cost.unplaced <= values.placed)
            if frame.model.applications.count - state.cost.unplaced == values.placed { best += 1 }
            var draft = state.draft()
            draft.takeSeats(in: frame.model)
            #expect(WaveCost(draft, in: frame.model) <= state.cost)
            _ = try verify(problem: problem, plan: Plan(draft, in: frame.model))
        }
        #expect(better > 30 && best * 10 > better * 7, "\(better) better, \(best) with all that can be placed")
    }
}
