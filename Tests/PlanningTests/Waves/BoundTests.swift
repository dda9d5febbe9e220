import Exams
import Testing

@testable import Planning

@Suite struct BoundTests {
    /// What the relaxations promise is held against plans proved the best by the exact search.
    @Test(arguments: 0..<80)
    func `no plan as good in the earlier tiers is better than a bound`(seed: Int) throws {
        let model = Model(RandomProblem(seed: UInt64(1_000 + seed)).problem)
        var draft = Draft(places: Array(repeating: nil, count: model.applications.count))
        for members in Parts(model).members {
            let part = model.restricted(to: members)
            let planned = Planner().planned(part)
            for (member, place) in zip(members, planned.draft.places) { draft.places[member] = place }
            let score = Score(planned.draft, in: part)
            let cost = WaveCost(
                unplaced: part.applications.count - score.placed, delay: score.delay, missedWishes: score.missedWishes,
                invigilators: score.invigilators)
            let bounds = WaveBounds(WaveFrame(part)).bounds(for: cost)
            #expect(try #require(bounds.tiers[1])[0] >= score.placed)
            #expect(try #require(bounds.tiers[3])[0] <= score.delay)
            #expect(try #require(bounds.tiers[4])[0] <= score.missedWishes)
            #expect(try #require(bounds.tiers[5])[0] <= score.invigilators)
            for (bound, value) in zip(try #require(bounds.tiers[7]), score.comfort) { #expect(bound <= value) }
        }
    }
}
