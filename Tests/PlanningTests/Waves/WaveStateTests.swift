import Testing

@testable import Planning

@Suite struct WaveStateTests {
    @Test(arguments: WavePlannerTests.sessions.prefix(24))
    func `running sums equal those from scratch`(session: ImaginedSession, seed: UInt64) {
        let model = Model(session.problem(seed: seed))
        let frame = WaveFrame(model)
        let construction = WaveConstruction(frame: frame)
        var (state, dice) = WaveState.constructed(frame, seed: seed)
        let improvement = WaveImprovement(frame: frame, construction: construction)
        for _ in 0..<5 {
            state = improvement.improve(state, steps: 10, dice: &dice)
            let score = Score(state.draft(), in: model)
            #expect(
                state.cost
                    == WaveCost(
                        unplaced: model.applications.count - score.placed, delay: score.delay,
                        missedWishes: score.missedWishes, invigilators: score.invigilators))
            #expect(WaveState(frame, draft: state.draft()).cost == state.cost)
            #expect(WaveCost(state.draft(), in: model) == state.cost)
        }
    }

    /// Exchanges of whole rooms change neither who sits when and at which venue, nor how full any room is but by name.
    @Test(arguments: WavePlannerTests.sessions.prefix(24))
    func `exchanging rooms saves room changes and nothing else`(session: ImaginedSession, seed: UInt64) {
        let model = Model(session.problem(seed: seed))
        let frame = WaveFrame(model)
        let state = WaveState.constructed(frame, seed: seed).state
        let draft = state.draft()
        var swapped = draft
        RoomSwap(draft, contains: EnvyFinder(model).contains, in: model).improve(&swapped)
        let (before, after) = (Score(draft, in: model), Score(swapped, in: model))
        #expect(WaveCost(swapped, in: model) == state.cost)
        #expect(after.comfort[0] <= before.comfort[0])
        #expect(after.comfort[1...] == before.comfort[1...])
        // Nothing more is to be had.
        var again = swapped
        RoomSwap(swapped, contains: EnvyFinder(model).contains, in: model).improve(&again)
        #expect(again == swapped)
        for (old, new) in zip(draft.places, swapped.places) {
            #expect(old?.periods == new?.periods)
            #expect(old?.rooms.map { model.rooms[$0].venue } == new?.rooms.map { model.rooms[$0].venue })
        }
    }

    @Test(arguments: WavePlannerTests.sessions.prefix(24))
    func `taking everything back leaves what was before`(session: ImaginedSession, seed: UInt64) {
        let frame = WaveFrame(Model(session.problem(seed: seed)))
        let construction = WaveConstruction(frame: frame)
        var state = WaveState(frame)
        var dice = WaveRandom(seed: seed)
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice)
        let (cost, draft, mark) = (state.cost, state.draft(), state.mark)
        for run in frame.runs.indices where run % 2 == 0 { construction.dissolve(run, &state) }
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize().reversed(), avoided: [], dice: &dice)
        state.rollBack(to: mark)
        #expect(state.cost == cost)
        #expect(state.draft().places.count { $0 == nil } == draft.places.count { $0 == nil })
        #expect(Score(state.draft(), in: frame.model).invigilators == cost.invigilators)
    }
}
