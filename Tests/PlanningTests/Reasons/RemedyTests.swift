import Exams
import Testing
import Verifying

@testable import Planning

/// A remedy that says it was tried must hold when the document is changed accordingly and planned again, and no part
/// of it may be left out.
@Suite struct RemedyTests {
    @Test(arguments: [RandomProblem.Size.small, .replan])
    func everyRemedyThatWasTriedIsTrueAndAsSmallAsCanBe(size: RandomProblem.Size) {
        var tried = 0
        for seed: UInt64 in 9_000..<9_040 {
            tried += check(RandomProblem(seed: seed, size: size).problem, "\(size) \(seed)")
        }
        #expect(tried > 15)
    }

    /// Scarcer and more crowded: queues for one seat.
    @Test func peopleInAQueueAreToldWhatEachOfThemNeeds() {
        var tried = 0
        for seed in 0..<4 {
            var session = ImaginedSession()
            session.people = [6, 8][seed % 2]
            session.programmes = 1 + seed % 2
            session.venues = 1 + seed / 2 % 2
            session.largestRoom = 4
            session.months = 1
            tried += check(session.problem(seed: UInt64(seed)), "\(seed)")
        }
        #expect(tried > 0)
    }

    /// - Returns: how many remedies were tried.
    private func check(_ problem: Problem, _ name: String) -> Int {
        let model = Model(problem)
        let planner = Planner()
        let draft = model.draft(of: planner.plan(problem))
        let insertion = Insertion(draft, in: model)
        let search = RemedySearch(draft, insertion, Trials(planner, model))
        var silent = Planner.Limits()
        silent.trials = 0
        func seats(_ id: String, _ changes: [Change], before month: Int?) -> Bool {
            Planner(limits: silent).plan(problem.changed(by: changes)).placements.contains { placement in
                let sitting = problem.sittings.first { $0.id == placement.sitting }
                return placement.application == id && month.map { (sitting?.month.number ?? 0) < $0 } ?? true
            }
        }
        var tried = 0
        for number in model.applications.indices {
            let month = draft.places[number].map { model.sittings[$0.sitting].month }
            if let month, month <= model.applications[number].firstMonth { continue }
            let id = problem.applications[model.applications[number].document].id
            let candidates = RemedyCandidates(insertion).changes(for: number, before: month)
            let remedy = search.remedy(for: number, before: month, candidates)
            guard remedy.standing == .tried else { continue }
            tried += 1
            #expect(seats(id, remedy.changes, before: month), "\(name) \(id): \(remedy.changes)")
            for index in remedy.changes.indices {
                var fewer = remedy.changes
                if let amount = fewer[index].amount, amount > 1 {
                    fewer[index] = fewer[index].with(amount: amount - 1)
                } else {
                    fewer.remove(at: index)
                }
                #expect(!seats(id, fewer, before: month), "\(name) \(id): \(fewer) of \(remedy.changes) is enough")
            }
        }
        return tried
    }

    // MARK: What is told

    @Test func numberKInTheQueueNeedsKSeats() {
        let plan = Planner().plan(RemedyTests.problem(people: 5))
        let remedies = plan.outcomes.map { $0.remedy ?? "" }
        #expect(plan.outcomes.map(\.application) == ["A2", "A3", "A4"])
        #expect(remedies.allSatisfy { $0.contains("tried: that seats them") })
        #expect(remedies[0].contains("1 more usable seat in room R of V"))
        #expect(remedies[1].contains("2 more usable seats in room R of V"))
        #expect(remedies[2].contains("3 more usable seats in room R of V"))
        #expect(
            plan.outcomes[0].reason
                == "备用机：场次 S1-1 考点 V 适用考场（R）的 2 个可用机位已排满 / SpareMachines: all 2 usable seats of room R of V are taken in S1-1"
        )
    }

    @Test func ofALongQueueTheEndsAreTriedAndTheRestSaySo() {
        let plan = Planner().plan(RemedyTests.problem(people: 22))
        let remedies = plan.outcomes.map { $0.remedy ?? "" }
        #expect(remedies.count == 20)
        #expect(remedies[0].contains("tried: that seats them") && remedies[19].contains("tried: that seats them"))
        #expect(remedies[7].contains("8 more usable seats"))
        #expect(remedies[1..<19].allSatisfy { $0.contains("tried for the first and the last") })
    }

    @Test func invigilatorsAreCountedAsTheVenueCountsThem() {
        var problem = RemedyTests.problem(people: 2)
        problem.venues[0].invigilators = 0
        let outcome = Planner().plan(problem).outcomes.first
        #expect(
            outcome?.reason.hasSuffix(
                "Staff: V has 0 invigilators, 0 on duty in S1-1, and one more person there needs 2 more") == true)
        #expect(outcome?.remedy?.contains("2 more invigilators at V (2 instead of 0) (tried") == true)
    }

    @Test func theMinimumIsLoweredNoFurtherThanToThoseWhoAreThere() {
        var problem = RemedyTests.problem(people: 2)
        problem.programmes[0].minimumEnrolment = 5
        let outcome = Planner().plan(problem).outcomes.first
        #expect(outcome?.remedy?.contains("lower the minimum of P from 5 to 2 (tried") == true)
        #expect(outcome?.reason.contains("S1 needs at least 5 people and only 2 without a place could come") == true)
    }

    @Test func withoutARoomAVenueOrAListingAChangeIsTried() {
        var problem = RemedyTests.problem(people: 2)
        problem.venues[0].rooms = []
        var outcomes = Planner().plan(problem).outcomes
        #expect(outcomes[0].reason.hasSuffix("RoomFitness: there is no room"))
        #expect(outcomes[1].remedy?.contains("with 2 usable seats (tried") == true)
        problem.venues = []
        outcomes = Planner().plan(problem).outcomes
        #expect(outcomes[0].reason.hasSuffix("RoomFitness: there is no venue"))
        #expect(outcomes[0].remedy?.contains("a new venue with a room with 1 usable seat (tried") == true)
        problem = RemedyTests.problem(people: 2)
        problem.sittings[0].programmes = []
        #expect(Planner().plan(problem).outcomes[0].remedy?.contains("list P in sitting S1 (tried") == true)
        problem = RemedyTests.problem(people: 2)
        problem.programmes[0].subjects[0].needs = ["CAD"]
        #expect(Planner().plan(problem).outcomes[0].remedy?.contains("equip room R of V with CAD (tried") == true)
    }

    @Test func periodsThatDoNotFollowOneAnotherAreNamed() {
        var problem = RemedyTests.problem(people: 1)
        problem.programmes[0].subjects.append(Programme.Part(.skill, minutes: 60))
        problem.applications[0].subjects = [.theory, .skill]
        let day = problem.sittings[0].month.firstDay + 40
        problem.sittings[0].periods.append(
            Sitting.Period(id: "S1-2", start: day.start + 540, end: day.start + 600))
        let outcome = Planner().plan(problem).outcomes[0]
        #expect(outcome.reason.contains("WholeSitting: "))
        #expect(outcome.reason.contains("S1-1 2031-03-06 09:00–11:00"))
        #expect(outcome.reason.contains("S1-2 2031-04-10 09:00–10:00 (≠ 2031-03)"))
        #expect(outcome.remedy?.contains("add a period 2031-03-06 11:30–12:30 to sitting S1 (tried") == true)
    }

    @Test func aProgrammeIsListedWhereThePersonMaySit() {
        var problem = RemedyTests.problem(people: 1)
        let day = problem.sittings[0].month.firstDay + 5
        problem.sittings.append(problem.sittings[0])
        problem.sittings[1].id = "S2"
        problem.sittings[1].periods = [RemedyTests.period("S2-1", on: day + 2)]
        for index in problem.sittings.indices { problem.sittings[index].programmes = [] }
        problem.applications[0].banned = [[day, day]]
        var remedy = Planner().plan(problem).outcomes[0].remedy
        #expect(remedy?.contains("list P in sitting S2 (tried") == true)
        problem.applications[0].banned = [[day, day + 2]]
        remedy = Planner().plan(problem).outcomes[0].remedy
        #expect(remedy?.contains("list P") == false)
        #expect(remedy?.contains("add a sitting in a listed month, 2031-03 or later") == true)
    }

    @Test func aProgrammeIsListedWhereAPeriodMayBeLengthened() {
        var problem = RemedyTests.problem(people: 1)
        problem.sittings[0].programmes = []
        problem.programmes[0].subjects[0].minutes = 150
        let remedy = Planner().plan(problem).outcomes[0].remedy
        #expect(remedy?.contains("list P in sitting S1, and lengthen period S1-1 to 11:30 (tried") == true)
    }

    @Test func moreSubjectsThanADayMayHaveNeedTheirPeriodsAsWell() {
        var problem = RemedyTests.problem(people: 1)
        problem.programmes[0].subjects.append(Programme.Part(.skill, minutes: 60))
        problem.applications[0].subjects = [.theory, .skill]
        problem.policy.maxSessionsPerDay = 1
        var remedy = Planner().plan(problem).outcomes[0].remedy
        #expect(remedy?.contains("allow 2 periods a day per person instead of 1, and add a period") == true)
        #expect(remedy?.contains("to sitting S1 (tried") == true)
        let day = problem.sittings[0].month.firstDay + 5
        problem.sittings[0].periods.append(Sitting.Period(id: "S1-2", start: day.start + 780, end: day.start + 840))
        remedy = Planner().plan(problem).outcomes[0].remedy
        #expect(remedy?.contains("allow 2 periods a day per person instead of 1 (tried") == true)
    }

    @Test func thePeriodThatIsLengthenedLeavesTimeForTheOtherSubject() {
        var problem = RemedyTests.problem(people: 1)
        problem.programmes[0].subjects[0].minutes = 60
        problem.programmes[0].subjects.append(Programme.Part(.skill, minutes: 130))
        problem.applications[0].subjects = [.theory, .skill]
        let day = problem.sittings[0].month.firstDay + 5
        problem.sittings[0].periods.append(Sitting.Period(id: "S1-2", start: day.start + 720, end: day.start + 840))
        let outcome = Planner().plan(problem).outcomes[0]
        #expect(outcome.reason.contains("skill takes 130 minutes, too long for S1-1 (120), S1-2 (120)"))
        #expect(outcome.remedy?.contains("lengthen period S1-2 to 14:10 (tried") == true)
    }

    @Test func aChangeOfTheDocumentKeepsItValid() {
        var problem = RemedyTests.problem(people: 3)
        problem.venues[0].invigilators = 3
        let day = problem.sittings[0].month.firstDay + 6
        let changed = problem.changed(by: [
            .seats(room: "R", more: 4), .room(venue: "V", seats: 12, offers: ["CAD"]),
            .room(venue: "", seats: 1, offers: []), .staff(venue: "V", more: 1), .waves(programme: "P", more: 1),
            .period(sitting: "S1", start: day.start + 540, end: day.start + 600),
        ])
        #expect(validate(problem: changed) == [])
        let model = Model(changed)
        let rooms = changed.venues.flatMap(\.rooms)
        #expect(rooms.map { model.spareMachinesCapacity(working: Model.workingCount(of: $0)) } == [6, 12, 1])
    }

    @Test func whoSitsLaterThanWishedIsToldWhy() throws {
        var problem = RemedyTests.problem(people: 3)
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
        #expect(delay.remedy.contains("1 more usable seat in room R of V (tried"))
    }

    private static func period(_ id: String, on day: Day) -> Sitting.Period {
        Sitting.Period(id: id, start: day.start + 540, end: day.start + 660)
    }

    /// People for one room of three machines of which one is a spare.
    private static func problem(people: Int) -> Problem {
        let month = Month(year: 2031, month: 3) ?? Month(number: 0)
        let programme = Programme(
            id: "P", institution: "I", subjects: [Programme.Part(.theory, minutes: 120)], maxWaves: 1)
        let sitting = Sitting(
            id: "S1", institution: "I", month: month, programmes: ["P"],
            periods: [period("S1-1", on: month.firstDay + 5)])
        let venue = Venue(id: "V", rooms: [Venue.Room(id: "R", rows: 1, columns: 3)])
        let applications = (0..<people).map { number in
            Application(
                id: "A\(number)", person: "X\(number)", programme: "P", subjects: [.theory],
                paidAt: LocalSecond(number: month.firstDay.number * 86_400 - 90_000 + number), firstMonth: month)
        }
        return Problem(programmes: [programme], sittings: [sitting], venues: [venue], applications: applications)
    }
}
