import Exams
import Testing
import Verifying

@testable import Planning

@Suite struct ComfortSearchTests {
    /// A plan by construction, without envy.
    private func start(_ session: ImaginedSession, _ seed: UInt64) -> (Draft, Model) {
        let model = Model(session.problem(seed: seed))
        var draft = WaveState.constructed(WaveFrame(model), seed: seed).state.draft()
        draft.takeSeats(in: model)
        return (draft, model)
    }

    @Test(arguments: WavePlannerTests.sessions.prefix(40))
    func `sums stay true under random changes`(session: ImaginedSession, seed: UInt64) {
        let (draft, model) = start(session, seed)
        guard var search = ComfortSearch(draft, in: model, dice: WaveRandom(seed: seed)) else { return }
        #expect(search.state.checkInvariants())
        _ = search.best(steps: 1_000)
        #expect(search.state.checkInvariants())
    }

    @Test(arguments: WavePlannerTests.sessions.prefix(40))
    func `better plans are lawful and no worse in the earlier tiers`(session: ImaginedSession, seed: UInt64) throws {
        let (draft, model) = start(session, seed)
        guard var search = ComfortSearch(draft, in: model, dice: WaveRandom(seed: seed)),
            let found = search.best(steps: 2_000)
        else { return }
        var better = found.draft()
        better.takeSeats(in: model)
        let (old, new) = (Score(draft, in: model), Score(better, in: model))
        #expect(new.placed == old.placed && new.delay == old.delay)
        #expect(new.missedWishes <= old.missedWishes)
        #expect(new.missedWishes < old.missedWishes || new.invigilators <= old.invigilators)
        #expect(found.cost.unplaced == model.applications.count - old.placed)
        // Envy is repaired later; every other law is asked here.
        _ = try verify(problem: model.problem, plan: Plan(better, in: model))
    }

    @Test func `who could stay in one room does, and a unit is spread over rooms`() throws {
        let day = Day(year: 2031, month: 3, day: 8)
        let start = try #require(day).start
        let periods = (0..<2).map {
            Sitting.Period(id: "T\($0)", start: start + (540 + 150 * $0), end: start + (630 + 150 * $0))
        }
        let month = try #require(Month(year: 2031, month: 3))
        let programme = Programme(
            id: "P", institution: "I", subjects: [.init(.theory, minutes: 90), .init(.skill, minutes: 90)], maxWaves: 1)
        let rooms = (0..<2).map { Venue.Room(id: "R\($0)", rows: 4, columns: 6) }
        let applications = (0..<36).map { number in
            var application = Application(
                id: "A\(number)", person: "X\(number)", programme: "P", subjects: [.theory, .skill], eligible: true,
                paidAt: LocalSecond(number: number), firstMonth: month)
            if number < 18 { application.unit = "U" }
            return application
        }
        let model = Model(
            Problem(
                programmes: [programme],
                sittings: [Sitting(id: "S", institution: "I", month: month, programmes: ["P"], periods: periods)],
                venues: [Venue(id: "V", district: "D", rooms: rooms)], applications: applications))
        // The unit sits in one room, and everybody changes rooms.
        var draft = Draft(
            places: (0..<36).map { number in
                let first = number < 18 ? 0 : 1
                return Place(sitting: 0, wave: 0, periods: [0, 1], rooms: [first, 1 - first], seats: [-1, -1])
            })
        draft.takeSeats(in: model)
        #expect(Score(draft, in: model).neighbours > 0 && Score(draft, in: model).comfort == [36, 0, 2])
        var search = try #require(ComfortSearch(draft, in: model, dice: WaveRandom(seed: 1)))
        let found = search.best(steps: 2_000)
        var better = try #require(found).draft()
        better.takeSeats(in: model)
        let score = Score(better, in: model)
        #expect(score.neighbours == 0 && score.comfort == [0, 0, 2] && score.invigilators == 8)
    }
}
