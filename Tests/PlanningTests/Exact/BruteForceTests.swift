import Exams
import Testing

/// Problems small enough to solve on paper. One programme with theory (60 minutes), one room of `seats`
/// machines in a row all of which may be used, invigilators one for each two people.
private func exam(seats: Int, months: [Int] = [3], applicants: Int) -> Problem {
    var policy = Policy()
    policy.spare = [1, 1]
    policy.invigilatorFor = 2
    policy.invigilatorsLeast = 1
    policy.tailRoom = 2
    let sittings = months.map { month in
        let morning = (Day(year: 2024, month: month, day: 9) ?? Day(number: 0)).start + 540
        return Sitting(
            id: "S\(month)", institution: "I1", month: morning.day.month, programmes: ["P1"],
            periods: [.init(id: "S\(month)-1", start: morning, end: morning + 60)])
    }
    let paid = (Day(year: 2024, month: 1, day: 2) ?? Day(number: 0)).start.number * 60
    let applications = (1...applicants).map { index in
        Application(
            id: "A\(index)", person: "N\(index)", programme: "P1", subjects: [.theory],
            paidAt: LocalSecond(number: paid + index), firstMonth: sittings[0].month)
    }
    var problem = Problem(
        programmes: [Programme(id: "P1", institution: "I1", subjects: [.init(.theory, minutes: 60)], maxWaves: 1)],
        sittings: sittings, venues: [Venue(id: "V1", rooms: [.init(id: "R1", rows: 1, columns: seats)])],
        applications: applications)
    problem.policy = policy
    return problem
}

private func values(_ problem: Problem) throws -> TierValues {
    let optimum = try #require(BruteForce.optimum(of: problem))
    #expect(PlainReading(problem).breaches(optimum.plan.placements).isEmpty)
    #expect(PlainReading(problem).values(optimum.plan.placements) == optimum.values)
    return optimum.values
}

@Suite struct BruteForceTests {
    @Test func everybodyFitsInTheFirstMonth() throws {
        let found = try values(exam(seats: 4, months: [3, 4], applicants: 3))
        #expect(found.key == [0, 0, 0, 0, 0, 0, -3, 0, 0, 0, 2, 0, 0, 0, 0])
    }

    @Test func theLatePayerWaitsAMonth() throws {
        let problem = exam(seats: 2, months: [3, 4], applicants: 3)
        let optimum = try #require(BruteForce.optimum(of: problem))
        #expect(optimum.values.placed == 3)
        #expect(optimum.values.delay == 1)
        #expect(optimum.values.comfort == [0, 1, 0])
        #expect(optimum.plan.placements.map(\.sitting) == ["S3", "S3", "S4"])
    }

    @Test func spareMachinesStayFree() throws {
        var problem = exam(seats: 4, applicants: 4)
        problem.policy.spare = [10, 11]
        let optimum = try #require(BruteForce.optimum(of: problem))
        #expect(optimum.values.placed == 3)
        #expect(optimum.plan.outcomes.map(\.application) == ["A4"])
    }

    @Test func aProgrammeBelowItsMinimumDoesNotRun() throws {
        var problem = exam(seats: 3, months: [3, 4], applicants: 3)
        problem.programmes[0].minimumEnrolment = 3
        problem.applications[0].firstMonth = problem.sittings[1].month
        #expect(try values(problem).key == [0, 0, 0, 0, 0, 0, -3, 0, 2, 0, 2, 0, 0, 0, 0])
        problem.applications[0].eligible = false
        #expect(try values(problem).placed == 0)
    }

    @Test func oneUnitSitsApart() throws {
        var problem = exam(seats: 3, applicants: 3)
        for index in 0...1 { problem.applications[index].unit = "U1" }
        #expect(try values(problem).neighbours == 0)
        problem.applications[2].unit = "U1"
        #expect(try values(problem).neighbours == 2)
    }

    @Test func invigilatorsLimitTheRoom() throws {
        var problem = exam(seats: 4, applicants: 4)
        problem.venues[0].invigilators = 1
        #expect(try values(problem).placed == 2)
    }

    @Test func extraTimeNeedsARoomOfItsOwn() throws {
        var problem = exam(seats: 4, applicants: 2)
        problem.sittings[0].periods[0].end = problem.sittings[0].periods[0].end + 30
        problem.applications[1].extraMinutes = 30
        #expect(try values(problem).placed == 1)
        problem.venues[0].rooms.append(.init(id: "R2", rows: 1, columns: 1))
        #expect(try values(problem).key == [0, 0, 0, 0, 0, 0, -2, 0, 0, 0, 2, 0, 0, 2, 1])
    }

    @Test func wishesYieldToMonths() throws {
        var problem = exam(seats: 2, months: [3, 4], applicants: 1)
        problem.venues.append(Venue(id: "V2", rooms: [.init(id: "R2", rows: 1, columns: 1)]))
        problem.venues[1].rooms[0].open = [[problem.sittings[1].periods[0].start, problem.sittings[1].periods[0].end]]
        problem.applications[0].wishVenue = "V2"
        let found = try values(problem)
        #expect(found.delay == 0)
        #expect(found.wishesMissed == 1)
    }

    /// A1 and A2 keep their neighbouring seats although tier 6 would part them; a broken machine moves one of
    /// them or leaves no room, and the newcomer never gets a place at their cost.
    @Test func aReleasedSeatIsKept() throws {
        var problem = exam(seats: 3, applicants: 3)
        problem.applications[0].unit = "U1"
        problem.applications[1].unit = "U1"
        problem.released = (1...2).map { index in
            Placement(
                application: "A\(index)", sitting: "S3", wave: 1,
                subjects: [.init(subject: .theory, period: "S3-1", room: "R1", row: 1, column: index)])
        }
        #expect(try values(problem).key == [0, 0, 0, 0, 0, 0, -3, 0, 0, 0, 2, 1, 0, 0, 0])
        problem.venues[0].rooms[0].blocked = [[1, 1]]
        #expect(try values(problem).key == [0, 0, 0, 0, 0, 1, -2, 0, 0, 0, 1, 1, 0, 0, 0])
        problem.venues[0].rooms[0].blocked = [[1, 1], [1, 2]]
        #expect(try values(problem).key == [1, 0, 0, 0, 0, 1, -1, 0, 0, 0, 1, 0, 0, 1, 0])
    }

    /// One seat a month, and A1 may only sit in April: A2 takes March and A3 waits. With A3 in A2's place
    /// just as many are placed, but A2, who paid earlier, would envy.
    @Test func payingEarlierSitsEarlier() throws {
        var problem = exam(seats: 1, months: [3, 4], applicants: 3)
        problem.applications[0].firstMonth = problem.sittings[1].month
        let optimum = try #require(BruteForce.optimum(of: problem))
        #expect(optimum.plan.placements.map(\.application) == ["A1", "A2"])
        var swapped = optimum.plan.placements
        swapped[1].application = "A3"
        #expect(PlainReading(problem).values(swapped).envy == 1)
    }

    @Test func tooLargeIsSaid() {
        #expect(BruteForce.optimum(of: exam(seats: 4, months: [3, 4, 5], applicants: 9), steps: 50) == nil)
    }
}
