import Exams
import Testing

@testable import Planning

/// A remedy that says it was tried must hold when everybody is planned again with the change.
@Suite struct RemedyTests {
    @Test(arguments: 0..<48)
    func `planning again with a confirmed change seats more people`(seed: Int) {
        var session = ImaginedSession()
        session.people = [8, 14, 20][seed % 3]
        session.programmes = 1 + seed % 4
        session.venues = 1 + seed % 2
        session.roomsPerVenue = 1 + seed % 2
        session.largestRoom = 6
        session.months = 1 + seed % 2
        session.oddity = [20, 50][seed / 3 % 2]
        let model = Model(session.problem(seed: UInt64(seed)))
        let before = Planner().planned(model)
        let placed = before.draft.places.count { $0 != nil }
        let (insertion, search) = (Insertion(before.draft, in: model), RemedySearch(before.draft, in: model))
        for number in model.applications.indices where before.draft.places[number] == nil {
            let attempts = insertion.attempts(for: number)
            guard let best = attempts.min(by: { $0.effort < $1.effort }), !best.obstacles.isEmpty else { continue }
            let remedy = search.remedy(for: number, from: best, in: nil)
            guard remedy.isConfirmed else { continue }
            var changed = model.withSpareRooms()
            for change in remedy.changes { search.edit(change, for: number)(&changed) }
            let after = Planner().planned(changed)
            #expect(after.draft.places.count { $0 != nil } > placed, "\(number): \(remedy.changes)")
        }
    }

    @Test func `the nearest way, its laws and a tried change are told in both languages`() throws {
        let plan = Planner().plan(RemedyTests.oneSeatShort)
        let waiting = try #require(plan.outcomes.first)
        #expect(plan.outcomes.count == 1)
        #expect(waiting.application == "A2")
        #expect(waiting.reason.hasPrefix("备用机："))
        #expect(waiting.reason.contains("SpareMachines: "))
        #expect(waiting.remedy?.contains("已试排") == true)
        #expect(waiting.remedy?.contains("1 more usable seat in room R of V in S1-1") == true)
    }

    @Test func `who sits later than wished is told why`() throws {
        var problem = RemedyTests.oneSeatShort
        let month = Month(number: problem.sittings[0].month.number + 1)
        problem.sittings.append(
            Sitting(
                id: "S2", institution: "I", month: month, programmes: ["P"],
                periods: [RemedyTests.period("S2-1", on: month.firstDay + 5)]))
        let plan = Planner().plan(problem)
        #expect(plan.outcomes.isEmpty)
        let delay = try #require(Planner.delays(in: plan, of: problem).first)
        #expect(delay.application == "A2")
        #expect(delay.months == 1)
        #expect(delay.reason.contains("S1-1"))
        #expect(delay.remedy.contains("已试排"))
    }

    private static func period(_ id: String, on day: Day) -> Sitting.Period {
        Sitting.Period(id: id, start: day.start + 540, end: day.start + 660)
    }

    /// Three people, a room of three machines of which one is a spare.
    private static var oneSeatShort: Problem {
        let month = Month(year: 2031, month: 3) ?? Month(number: 0)
        let programme = Programme(
            id: "P", institution: "I", subjects: [Programme.Part(.theory, minutes: 120)], maxWaves: 1)
        let sitting = Sitting(
            id: "S1", institution: "I", month: month, programmes: ["P"],
            periods: [period("S1-1", on: month.firstDay + 5)])
        let venue = Venue(id: "V", rooms: [Venue.Room(id: "R", rows: 1, columns: 3)])
        let applications = (0..<3).map { number in
            Application(
                id: "A\(number)", person: "X\(number)", programme: "P", subjects: [.theory],
                paidAt: LocalSecond(number: month.firstDay.number * 86_400 - 90_000 + number), firstMonth: month)
        }
        return Problem(programmes: [programme], sittings: [sitting], venues: [venue], applications: applications)
    }
}
