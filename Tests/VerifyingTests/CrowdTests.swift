import Exams
import Testing
import Verifying

@Suite struct CrowdTests {
    /// Ten thousand people, half of them waiting although they paid first: 25 million envious pairs, counted by kind.
    @Test func envyInACrowdIsCountedByKind() throws {
        let rooms = (0..<50).map { Venue.Room(id: "R\($0)", rows: 11, columns: 10) }
        var applications: [Application] = []
        var placements: [Placement] = []
        var outcomes: [Outcome] = []
        for index in 0..<10_000 {
            let id = "a\(index)"
            var value = application(id, person: id, subjects: [.theory])
            value.paidAt = LocalSecond(number: 1_700_000_000 + index)
            value.unit = "单位\(index % 7)"
            applications.append(value)
            guard index >= 5000 else {
                outcomes.append(Outcome(application: id, state: .waiting, reason: "left out"))
                continue
            }
            let place = index - 5000
            placements.append(
                Placement(
                    application: id, sitting: "S3", wave: 1,
                    subjects: [
                        .init(
                            subject: .theory, period: "P1", room: "R\(place / 100)", row: place % 100 / 10 + 1,
                            column: place % 10 + 1)
                    ]))
        }
        var problem = Example().problem
        problem.venues = [Venue(id: "V", rooms: rooms)]
        problem.applications = applications
        let verified = try verify(
            problem: problem, plan: Plan(placements: placements, outcomes: outcomes, tiers: []))
        #expect(verified.measures[2] == .number(25_000_000))
        #expect(verified.measures[5] == .number(50 * 7))
    }
}
