import Exams
import Testing
import Verifying

@testable import Planning

@Suite struct WaveReopeningTests {
    @Test(arguments: [RandomProblem.Size.tiny, .small])
    func `makes constructed plans better, lawfully, and never better than the best`(
        size: RandomProblem.Size
    ) throws {
        var (better, best) = (0, 0)
        for seed in UInt64(7_000)..<7_150 {
            let problem = RandomProblem(seed: seed, size: size).problem
            guard let values = BruteForce.optimum(of: problem)?.values else { continue }
            let frame = WaveFrame(Model(problem))
            guard let plan = HeadcountFrame(frame) else { continue }
            let start = constructed(frame)
            var reopening = WaveReopening(plan, work: 50_000_000)
            guard let state = reopening.improved(start, floors: { _ in Bounds() }) else { continue }
            better += 1
            #expect(state.cost < start.cost)
            #expect(frame.model.applications.count - state.cost.unplaced <= values.placed)
            if frame.model.applications.count - state.cost.unplaced == values.placed { best += 1 }
            var draft = state.draft()
            draft.takeSeats(in: frame.model)
            #expect(WaveCost(draft, in: frame.model) == state.cost)
            _ = try verify(problem: problem, plan: Plan(draft, in: frame.model))
        }
        #expect(better > 10 && best * 10 > better * 8, "\(better) better, \(best) with all that can be placed")
    }

    private func constructed(_ frame: WaveFrame) -> WaveState {
        let construction = WaveConstruction(frame: frame)
        var state = WaveState(frame)
        var dice = WaveRandom(seed: 1)
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice)
        return state
    }
}
