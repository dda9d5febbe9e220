import Exams
import Testing
import Verifying

/// Tier 2 by hand, and against all exchanges carried out on the documents and judged by all laws.
@Suite struct EnvyTests {
    /// 测试丙 paid before 测试甲 and 测试乙, who are placed, and waits.
    private func withWaiting(_ change: (inout Example) -> Void = { _ in }) throws -> Measure {
        var example = Example()
        example.problem.applications.append(application("a0", person: "p0"))
        example.plan.outcomes = [Outcome(application: "a0", state: .waiting, reason: "no seat")]
        change(&example)
        return try example.verified().measures[2]
    }

    @Test func theEarlierPayerEnvies() throws {
        #expect(try withWaiting() == .number(2), "equal payment times are ordered by id")
        #expect(
            try withWaiting {
                $0.problem.applications[0].paidAt =
                    LocalSecond("2024-02-01T09:59:59") ?? $0.problem.applications[1].paidAt
            }
                == .number(1))
        #expect(try withWaiting { $0.problem.applications[2].firstMonth = month("2024-04") } == .number(0))
        #expect(
            try withWaiting { $0.problem.applications[2].banned = [[day("2024-03-16"), day("2024-03-16")]] }
                == .number(0))
        #expect(try withWaiting { $0.problem.applications[2].lastDay = day("2024-03-15") } == .number(0))
        #expect(try withWaiting { $0.problem.applications[2].needs = ["step-free"] } == .number(0))
        #expect(
            try withWaiting { $0.problem.applications[2].subjects = [.skill] } == .number(2), "a retake takes a part")
        #expect(
            try withWaiting {
                $0.problem.applications[2].eligible = false
                $0.plan.outcomes[0].state = .ineligible
            } == .number(0))
    }

    @Test func extraTimeIsEnviedOnlyWhereNobodyElseSits() throws {
        func envy(_ others: Bool) throws -> Measure {
            try withWaiting { example in
                example.problem.programmes[0].subjects[1].minutes = 60
                example.problem.applications[2].extraMinutes = 20
                guard !others else { return }
                example.plan.placements[1].subjects = whole("P1", "P2", "R2", 1, 1)
            }
        }
        #expect(try envy(true) == .number(0))
        #expect(try envy(false) == .number(2))
    }

    @Test func aProgrammeThatWouldFallBelowItsMinimumIsNotTakenFrom() throws {
        func envy(_ minimum: Int) throws -> Measure {
            try withWaiting { example in
                example.problem.applications[2].programme = "A-02"
                example.problem.applications[2].subjects = [.theory]
                example.add("a3", person: "p3", "P1", "R1", 3, 3)
                example.problem.applications[3].paidAt = LocalSecond(number: 0)
                example.problem.programmes[0].minimumEnrolment = minimum
            }
        }
        #expect(try envy(1) == .number(2), "A-02 has a wave in the first period, and others sit there")
        #expect(try envy(2) == .number(0))
    }

    @Test func theSamePersonMayExchangeWithThemselves() throws {
        let value = try withWaiting { example in
            example.problem.applications[2].person = "p1"
        }
        #expect(value == .number(1), "in place of a1, but not in place of a2 while a1 sits")
    }

    @Test func whoSitsLaterSwapsIfTheOtherMay() throws {
        func envy(_ change: (inout Example) -> Void) throws -> Measure {
            var example = Example()
            example.problem.applications.append(application("a0", person: "p0"))
            example.plan.placements.append(
                Placement(application: "a0", sitting: "S4", wave: 1, subjects: whole("T1", "T2", "R3", 1, 1)))
            change(&example)
            return try example.verified().measures[2]
        }
        #expect(try envy { _ in } == .number(2))
        #expect(try envy { $0.problem.applications[0].lastDay = day("2024-04-19") } == .number(1))
        #expect(try envy { $0.problem.applications[2].firstMonth = month("2024-04") } == .number(0))
        #expect(
            try envy {
                $0.problem.applications[0].needs = ["front-row"]
                $0.problem.venues[0].rooms[0].offers = ["front-row"]
            } == .number(1))
    }

    @Test func onlyExchangesThatKeepTierZeroCountInAReplan() throws {
        let value = try withWaiting { example in
            example.problem.released = [example.plan.placements[0]]
            let unchanged = Measure.list([0, 0, 0, 0, 0, 0])
            example.plan.tiers = [Tier(tier: 0, value: unchanged, bound: unchanged, status: .proved)]
        }
        #expect(value == .number(1))
    }

    @Test func everyExchangeAgreesWithTheFullCheck() throws {
        var (total, swaps, unlawful, replanned) = (0, 0, 0, 0)
        for seed in 0..<800 {
            var world = RandomWorld(seed: UInt64(seed))
            let (problem, plan) = world.make()
            let exchanges = AllExchanges(problem: problem, plan: plan)
            let verified = try verify(problem: problem, plan: plan)
            #expect(verified.measures[2] == .number(exchanges.lawful), "seed \(seed)")
            #expect(verified.measures[0] == .list(AllExchanges.tierZero(problem, plan.placements)), "seed \(seed)")
            total += exchanges.lawful
            swaps += exchanges.swaps
            unlawful += exchanges.unlawful
            if problem.released != nil { replanned += exchanges.lawful }
        }
        #expect(
            total > 60 && swaps > 10 && unlawful > 100 && replanned > 10, "\(total) \(swaps) \(unlawful) \(replanned)")
    }
}
