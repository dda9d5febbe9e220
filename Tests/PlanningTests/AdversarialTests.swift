import Exams
import Testing
import Verifying

@testable import Planning

/// Inputs that nobody would hand in on purpose, some of them large: everybody has an outcome, and the checker agrees.
@Suite struct AdversarialTests {
    private static let march = Month(year: 2031, month: 3) ?? Month(number: 0)

    private func periods(_ count: Int) -> [Sitting.Period] {
        let day = AdversarialTests.march.firstDay + 4
        return (0..<count).map { number in
            let start = day.start + 8 * 60 + number * 150
            return Sitting.Period(id: "P\(number)", start: start, end: start + 120)
        }
    }

    private func problem(
        people: Int, subjects: [Subject] = [.theory], periods: [Sitting.Period]? = nil, rooms: [Venue.Room],
        maxWaves: Int = 4
    ) -> Problem {
        let programme = Programme(
            id: "A-01", institution: "A", subjects: subjects.map { .init($0, minutes: 90) }, maxWaves: maxWaves)
        let sitting = Sitting(
            id: "S", institution: "A", month: AdversarialTests.march, programmes: ["A-01"],
            periods: periods ?? self.periods(4))
        let applications = (0..<people).map { number in
            Application(
                id: "a\(number)", person: "p\(number)", programme: "A-01", subjects: subjects,
                paidAt: LocalSecond(number: 1_900_000_000 + (number * 7_919) % people),
                firstMonth: AdversarialTests.march)
        }
        return Problem(
            programmes: [programme], sittings: [sitting], venues: [Venue(id: "V", rooms: rooms)],
            applications: applications)
    }

    /// The checked plan, with an outcome and words for everybody who waits.
    private func planned(_ problem: Problem) throws -> Plan {
        #expect(validate(problem: problem) == [])
        let plan = Planner().plan(problem)
        _ = try verify(problem: problem, plan: plan)
        #expect(plan.placements.count + plan.outcomes.count == problem.applications.count)
        #expect(plan.outcomes.allSatisfy { !$0.reason.isEmpty })
        return plan
    }

    private func tier(_ number: Int, of plan: Plan) -> Tier? { plan.tiers.first { $0.tier == number } }

    @Test(arguments: [1, 2_000]) func withoutRoomsEverybodyWaitsProved(people: Int) throws {
        let plan = try planned(problem(people: people, rooms: []))
        #expect(plan.placements.isEmpty)
        #expect(plan.outcomes.allSatisfy { $0.state == .waiting && $0.remedy != nil })
        #expect(tier(1, of: plan) == Tier(tier: 1, value: .number(0), bound: .number(0), status: .proved))
    }

    @Test(arguments: [(30_000, 30_000), (1, 1_000_000_000), (1_000_000_000, 1)])
    func roomsBeyondAnyNeedAreNoTrouble(rows: Int, columns: Int) throws {
        let rooms = ["R1", "R2", "R3"].map { Venue.Room(id: $0, rows: rows, columns: columns) }
        var vast = problem(people: 9, subjects: [.theory, .skill], rooms: rooms)
        for number in vast.applications.indices { vast.applications[number].unit = "U" }
        let plan = try planned(vast)
        #expect(plan.placements.count == 9)
        #expect(tier(6, of: plan) == Tier(tier: 6, value: .number(0), bound: .number(0), status: .proved))
    }

    @Test func oneSeatGoesToTheEarliestPayersPeriodByPeriod() throws {
        var one = problem(people: 2_000, rooms: [.init(id: "R", rows: 1, columns: 1)])
        one.policy.spare = [1, 1]
        let plan = try planned(one)
        #expect(plan.placements.count == 4)
        let paidAt = Dictionary(uniqueKeysWithValues: one.applications.map { ($0.id, $0.paidAt) })
        let earliest = one.applications.sorted { $0.paidAt < $1.paidAt }.prefix(4).map(\.id)
        #expect(Set(plan.placements.map(\.application)) == Set(earliest), "\(paidAt.count)")
        #expect(tier(1, of: plan)?.status == .proved)
    }

    /// Law 7 leaves no machine of one in use.
    @Test func oneMachineIsItsOwnSpare() throws {
        let plan = try planned(problem(people: 3, rooms: [.init(id: "R", rows: 1, columns: 1)]))
        #expect(plan.placements.isEmpty)
        #expect(tier(1, of: plan)?.status == .proved)
    }

    @Test func nobodyHasPaid() throws {
        var unpaid = problem(people: 2_000, rooms: [.init(id: "R", rows: 5, columns: 10)])
        for index in unpaid.applications.indices { unpaid.applications[index].eligible = false }
        let plan = try planned(unpaid)
        #expect(plan.outcomes.count { $0.state == .ineligible } == 2_000)
        #expect(tier(1, of: plan)?.status == .proved)
    }

    /// One period and as many waves as one likes: the rooms are filled to what law 7 allows, and that is proved.
    @Test func tenThousandPeopleForOnePeriod() throws {
        let rooms = (0..<30).map { Venue.Room(id: "R\($0)", rows: 10, columns: 11) }
        let crowd = problem(people: 10_000, periods: periods(1), rooms: rooms)
        let plan = try planned(crowd)
        #expect(plan.placements.count == 30 * 100)
        #expect(tier(1, of: plan)?.status == .proved)
        #expect(Set(plan.outcomes.map(\.reason)).count < 10, "alike people wait for the same reason")
        let last = plan.placements.map(\.application)
        let paidAt = Dictionary(uniqueKeysWithValues: crowd.applications.map { ($0.id, $0.paidAt) })
        let waiting = plan.outcomes.compactMap { paidAt[$0.application] }.min()
        #expect((last.compactMap { paidAt[$0] }.max()).map { placed in waiting.map { placed < $0 } ?? false } == true)
    }

    @Test func aRoomWithoutAWorkingMachineTakesNobody() throws {
        let blocked = (1...2).flatMap { row in (1...3).map { [row, $0] } }
        let plan = try planned(
            problem(
                people: 40,
                rooms: [.init(id: "dead", rows: 2, columns: 3, blocked: blocked), .init(id: "R", rows: 2, columns: 6)]))
        #expect(plan.placements.count == 40)
        #expect(plan.placements.allSatisfy { $0.subjects.allSatisfy { $0.room == "R" } })
        let none = try planned(problem(people: 5, rooms: [.init(id: "dead", rows: 2, columns: 3, blocked: blocked)]))
        #expect(none.placements.isEmpty)
    }

    @Test func aRoomOfNoSeatsTakesNobody() throws {
        let plan = try planned(problem(people: 5, rooms: [.init(id: "R", rows: 0, columns: 0)]))
        #expect(plan.placements.isEmpty)
    }

    @Test func twoRoomsOfOneIDAreRefused() {
        let twins = problem(
            people: 5, rooms: [.init(id: "R", rows: 2, columns: 6), .init(id: "R", rows: 2, columns: 6)])
        #expect(validate(problem: twins).map(\.code) == ["id-duplicate"])
    }

    @Test func aSittingWithoutPeriodsSeatsNobody() throws {
        let plan = try planned(
            problem(people: 2_000, periods: [], rooms: [.init(id: "R", rows: 5, columns: 10)]))
        #expect(plan.placements.isEmpty)
        #expect(plan.outcomes.count { $0.state == .waiting } == 2_000)
        #expect(tier(1, of: plan)?.status == .proved)
    }

    @Test func nobodyAtAll() throws {
        let plan = try planned(problem(people: 0, rooms: [.init(id: "R", rows: 5, columns: 10)]))
        #expect(plan.placements.isEmpty && plan.outcomes.isEmpty)
    }

    /// Subjects that fit no day together.
    @Test func twoSubjectsAndOnePeriod() throws {
        let plan = try planned(
            problem(
                people: 500, subjects: [.theory, .skill], periods: periods(1),
                rooms: [.init(id: "R", rows: 5, columns: 10)]))
        #expect(plan.placements.isEmpty)
        #expect(tier(1, of: plan)?.status == .proved)
    }

    /// One person with a hundred applications can sit only a few.
    @Test func onePersonWithManyApplications() throws {
        var many = problem(people: 100, rooms: [.init(id: "R", rows: 5, columns: 11)])
        for index in many.applications.indices { many.applications[index].person = "p" }
        let plan = try planned(many)
        #expect(plan.placements.count <= 3)
    }

    @Test func threadsChangeNothing() {
        var session = ImaginedSession()
        session.people = 300
        session.institutions = 3
        let problem = session.problem(seed: 11)
        var limits = Planner.Limits()
        limits.trials = 0
        limits.numbers = 100_000
        let one = Planner(limits: limits, threads: 1).plan(problem)
        #expect(Planner(limits: limits, threads: 2).plan(problem).encoded() == one.encoded())
        #expect(Planner(limits: limits, threads: 7).plan(problem).encoded() == one.encoded())
    }
}
