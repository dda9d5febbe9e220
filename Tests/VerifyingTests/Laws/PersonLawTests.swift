import Exams
import Testing
import Verifying

/// Laws 1 to 5: who may sit, where one application and one person are.
@Suite struct PersonLawTests {
    @Test func theExampleObeysAllLaws() { #expect(Example().broken == []) }

    @Test func eligibilityOfTheApplication() {
        var example = Example()
        example.problem.applications[0].eligible = false
        #expect(example.broken == [.eligibility])
    }

    @Test(arguments: [("2024-03-16", true), ("2024-03-15", false)])
    func eligibilityUnderABan(lastDay: String, breaks: Bool) {
        var example = Example()
        example.problem.applications[0].banned = [[day("2024-01-01"), day(lastDay)]]
        #expect(example.broken == (breaks ? [.eligibility] : []))
        example.problem.applications[0].banned = [
            [day(lastDay), day(lastDay)], [day("2024-03-17"), day("2025-01-01")],
        ]
        #expect(example.broken == (breaks ? [.eligibility] : []))
    }

    @Test func offerFromTheFirstMonth() {
        var example = Example()
        example.problem.applications[0].firstMonth = month("2024-04")
        #expect(example.broken == [.offer])
        example.problem.applications[0].firstMonth = month("2023-12")
        #expect(example.broken == [])
    }

    @Test func offerOnlyOfListedProgrammes() {
        var example = Example()
        example.problem.sittings[0].programmes = ["A-02"]
        #expect(example.broken == [.offer])
    }

    @Test func offerOnlyInAnInstitutionsOwnSitting() {
        var example = Example()
        example.problem.sittings.append(
            Sitting(
                id: "B3", institution: "B", month: month("2024-03"), programmes: [],
                periods: [period("B1", "2024-03-17", "09:00", "10:30")]))
        example.add("a3", person: "p3", sitting: "B3", "B1", "R2", 1, 1)
        #expect(example.broken == [.offer])
    }

    @Test func offerUntilTheLastDayOfARetake() {
        var example = Example()
        example.problem.applications[0].lastDay = day("2024-03-16")
        #expect(example.broken == [])
        example.problem.applications[0].lastDay = day("2024-03-15")
        #expect(example.broken == [.offer])
    }

    @Test func wholeSittingNeedsAllSubjects() {
        var example = Example()
        example.plan.placements[0].subjects.removeLast()
        #expect(example.broken == [.wholeSitting])
        example.plan.placements[0].subjects = []
        #expect(example.broken == [.wholeSitting])
    }

    @Test func wholeSittingTakesSubjectsInAnyWrittenOrder() {
        var example = Example()
        example.plan.placements[0].subjects.reverse()
        #expect(example.broken == [])
    }

    @Test func wholeSittingAtOneVenue() {
        var example = Example()
        example.problem.policy.travelMinutes = 30
        example.plan.placements[0].subjects[1].room = "R3"
        #expect(example.broken == [.wholeSitting])
        example.plan.placements[0].subjects[1].room = "R2"
        #expect(example.broken == [])
    }

    @Test func wholeSittingInPeriodsOfTheSitting() {
        var example = Example()
        example.add("a3", person: "p3", sitting: "S4", "Q1", "R2", 1, 1)
        #expect(example.broken == [.wholeSitting])
        example.plan.placements[2].sitting = "S3"
        #expect(example.broken == [])
    }

    @Test func wholeSittingRefusesASubjectNotAppliedFor() {
        var example = Example()
        example.add("a3", person: "p3", "Q1", "R2", 1, 1)
        example.plan.placements[2].subjects[0].subject = .review
        #expect(example.broken == [.wholeSitting])
    }

    @Test func onePlaceAtOnceOverAllApplicationsOfAPerson() {
        var example = Example()
        example.add("a3", person: "p1", "P2", "R2", 1, 1)
        #expect(example.broken == [.onePlaceAtOnce])
        example.problem.applications[2].person = "p3"
        #expect(example.broken == [])
    }

    @Test func onePlaceAtOnceNeedsTimeToTravel() {
        var example = Example()
        example.add("a3", person: "p1", "P3", "R3", 1, 1)
        #expect(example.broken == [])
        example.problem.policy.travelMinutes = 91
        #expect(example.broken == [.onePlaceAtOnce])
        example.plan.placements[2].subjects[0].room = "R2"
        #expect(example.broken == [])
    }

    @Test func onePlaceAtOnceNeedsTheGapBetweenApplications() {
        var example = Example()
        example.problem.sittings[0].periods[2].start = minute("2024-03-16T12:59")
        example.add("a3", person: "p1", "P3", "R1", 1, 1)
        #expect(example.broken == [.onePlaceAtOnce])
        example.problem.sittings[0].periods[2].start = minute("2024-03-16T13:00")
        #expect(example.broken == [])
    }

    @Test func onePlaceAtOnceLimitsTheDay() {
        var example = Example()
        example.add("a3", person: "p1", "P3", "R1", 1, 1)
        #expect(example.broken == [])
        example.problem.policy.maxSessionsPerDay = 2
        #expect(example.broken == [.onePlaceAtOnce])
        example.plan.placements[2].subjects[0].period = "Q1"
        #expect(example.broken == [])
    }

    @Test func paperTogetherInOnePeriod() {
        var example = Example()
        example.add("a3", person: "p3", programme: "A-01", "P1", "R2", 1, 1)
        #expect(example.broken == [])
        example.plan.placements[2].subjects[0].period = "Q1"
        #expect(example.broken == [.paperTogether])
        example.plan.placements[2].wave = 2
        #expect(example.broken == [])
    }

    @Test func paperTogetherInSubjectOrderOverAllPeopleOfTheWave() {
        var example = Example()
        example.add("a3", person: "p3", programme: "A-01", subject: .theory, wave: 2, "Q2", "R2", 1, 1)
        example.add("a4", person: "p4", programme: "A-01", subject: .skill, wave: 2, "Q1", "R2", 1, 1)
        #expect(example.broken == [.paperTogether])
        example.plan.placements[2].subjects[0].period = "Q1"
        example.plan.placements[3].subjects[0].period = "Q2"
        #expect(example.broken == [])
    }

    @Test func paperTogetherOnOneDay() {
        var example = Example()
        example.add("a3", person: "p3", programme: "A-01", subject: .theory, wave: 2, "P1", "R2", 1, 1)
        example.add("a4", person: "p4", programme: "A-01", subject: .skill, wave: 2, "Q1", "R2", 1, 1)
        #expect(example.broken == [.paperTogether])
    }

    @Test(arguments: [0, 3, Int.max, Int.min])
    func paperTogetherInAWaveThatExists(wave: Int) {
        var example = Example()
        example.add("a3", person: "p3", programme: "A-01", wave: wave, "P1", "R2", 1, 1)
        #expect(example.broken == [.paperTogether])
    }
}
