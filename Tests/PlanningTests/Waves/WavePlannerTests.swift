import Exams
import Testing
import Verifying

@testable import Planning

@Suite struct WavePlannerTests {
    static let sessions: [(ImaginedSession, UInt64)] = (0..<60).map { seed in
        var session = ImaginedSession()
        session.people = [5, 30, 80, 300][seed % 4]
        session.programmes = 1 + seed % 6
        session.institutions = 1 + seed % 2
        session.months = 1 + seed % 3
        session.venues = 1 + seed % 3
        session.roomsPerVenue = 1 + seed % 4
        session.oddity = [0, 20, 40, 80][seed / 4 % 4]
        return (session, UInt64(seed))
    }

    @Test(arguments: sessions)
    func `every plan is lawful and without envy`(session: ImaginedSession, seed: UInt64) throws {
        let problem = session.problem(seed: seed)
        #expect(validate(problem: problem) == [])
        let model = Model(problem)
        let result = WavePlanner(model, seed: 1, steps: 60).plan()
        let verified = try verify(problem: problem, plan: Plan(result.draft, in: model))
        let score = Score(result.draft, in: model)
        #expect(verified.measures[2] == .number(0))
        #expect(verified.measures[1] == .number(score.placed))
        #expect((result.bounds.tiers[1]?[0] ?? Int.max) >= score.placed)
        for (tier, value) in [(3, score.delay), (4, score.missedWishes), (5, score.invigilators)] {
            #expect((result.bounds.tiers[tier]?[0] ?? 0) <= value)
        }
    }

    @Test(arguments: sessions.prefix(12))
    func `the same seed gives the same plan`(session: ImaginedSession, seed: UInt64) {
        let model = Model(session.problem(seed: seed))
        #expect(
            WavePlanner(model, seed: 7, steps: 40).plan().draft == WavePlanner(model, seed: 7, steps: 40).plan().draft)
    }
}
