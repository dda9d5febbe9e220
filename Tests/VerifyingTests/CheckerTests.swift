import Exams
import Testing
import Verifying

/// The documents themselves: everybody accounted for, claims true, malformed problems refused in words.
@Suite struct CheckerTests {
    @Test func aLawfulPlanIsVerified() throws {
        let example = Example()
        #expect(try example.verified().plan == example.plan)
    }

    @Test func everyApplicationHasAPlaceOrAnOutcome() {
        var example = Example()
        example.plan.placements.removeLast()
        #expect(example.refusal == ["application a2 has neither a place nor an outcome"])
        example.plan.outcomes = [Outcome(application: "a2", state: .waiting, reason: "one more seat is needed")]
        #expect(example.refusal == [])
        example.plan.outcomes.append(example.plan.outcomes[0])
        #expect(example.refusal == ["the outcome of application a2 is given twice"])
    }

    @Test func noApplicationHasBothOrTwoPlaces() {
        var example = Example()
        example.plan.outcomes = [Outcome(application: "a2", state: .waiting, reason: "no seat")]
        #expect(example.refusal == ["application a2 has both a place and an outcome"])
        example.plan.outcomes = []
        example.plan.placements.append(example.plan.placements[0])
        #expect(example.refusal == ["application a1 is placed twice"])
    }

    @Test func outcomesTellTheTruth() {
        var example = Example()
        example.plan.placements.removeLast()
        example.plan.outcomes = [Outcome(application: "a2", state: .ineligible, reason: "unpaid")]
        #expect(example.refusal.count == 1)
        example.problem.applications[1].eligible = false
        #expect(example.refusal == [])
        example.plan.outcomes[0].state = .waiting
        #expect(example.refusal.count == 1)
        example.plan.outcomes[0].state = .ineligible
        example.plan.outcomes[0].reason = " "
        #expect(example.refusal == ["the outcome of application a2 gives no reason"])
    }

    @Test func unknownIDsAreNamed() {
        var example = Example()
        example.plan.placements[0].application = "nobody"
        example.plan.placements[1].sitting = "nowhere"
        example.plan.placements[1].subjects[0].period = "never"
        example.plan.placements[1].subjects[1].room = "no-room"
        example.plan.outcomes = [Outcome(application: "stranger", state: .waiting, reason: "no seat")]
        for id in ["nobody", "nowhere", "never", "no-room", "stranger", "a1"] {
            #expect(example.refusal.contains { $0.contains(id) }, "\(id)")
        }
    }

    @Test func claimsMustBeTrue() {
        func objections(_ tier: Int, _ value: Measure, _ bound: Measure, _ status: Tier.Status) -> Int {
            var example = Example()
            example.plan.tiers = [Tier(tier: tier, value: value, bound: bound, status: status)]
            return example.refusal.count
        }
        #expect(objections(1, .number(2), .number(2), .proved) == 0)
        #expect(objections(1, .number(1), .number(2), .gap) == 1, "a false value")
        #expect(objections(1, .number(2), .number(3), .gap) == 0)
        #expect(objections(1, .number(2), .number(3), .proved) == 1, "proved, yet the bound is away")
        #expect(objections(1, .number(2), .number(1), .gap) == 1, "more than the bound allows")
        #expect(objections(5, .number(4), .number(3), .gap) == 0)
        #expect(objections(5, .number(4), .number(5), .gap) == 1, "less than the bound allows")
        #expect(objections(5, .number(4), .number(-1), .gap) == 1, "nothing is below 0")
        #expect(objections(7, .list([0, 2, 0]), .list([0, 0, 9]), .gap) == 0)
        #expect(objections(7, .list([0, 2, 0]), .list([0, 2, 1]), .gap) == 1)
        #expect(objections(7, .list([0, 2, 0]), .list([]), .gap) == 1)
        #expect(objections(7, .list([0, 2, 0]), .number(0), .gap) == 1)
        #expect(objections(1, .list([2]), .list([2]), .proved) == 1)
        #expect(objections(2, .number(0), .number(Int.min), .gap) == 1)
        #expect(objections(8, .number(0), .number(0), .proved) == 1)
        #expect(objections(Int.min, .number(0), .number(0), .proved) == 1)
    }

    @Test func aTierIsClaimedOnce() {
        var example = Example()
        let claim = Tier(tier: 1, value: .number(2), bound: .number(2), status: .proved)
        example.plan.tiers = [claim, claim]
        #expect(example.refusal == ["tier 1 is claimed twice"])
    }

    @Test func envyIsNeverProvedUnavoidable() {
        var example = Example()
        example.problem.applications.append(application("a0", person: "p0"))
        example.plan.outcomes = [Outcome(application: "a0", state: .waiting, reason: "forgotten")]
        example.plan.tiers = [Tier(tier: 2, value: .number(2), bound: .number(2), status: .proved)]
        #expect(example.refusal == ["tier 2 has the bound 2, but zero is always within reach"])
        example.plan.tiers = [Tier(tier: 2, value: .number(2), bound: .number(0), status: .gap)]
        #expect(example.refusal == [])
    }

    @Test func allBreachesAreReported() {
        var example = Example()
        example.problem.applications[0].eligible = false
        example.problem.sittings[0].periods[1].lost = true
        example.problem.programmes[0].minimumEnrolment = 3
        #expect(example.broken == [.eligibility, .calendar, .minimumEnrolment])
    }
}
