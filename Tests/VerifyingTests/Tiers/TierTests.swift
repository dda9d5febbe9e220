import Exams
import Testing
import Verifying

/// Each tier on a plan small enough to count by hand.
@Suite struct TierTests {
    private func measure(_ tier: Int, _ change: (inout Example) -> Void) throws -> Measure {
        var example = Example()
        change(&example)
        return try example.verified().measures[tier]
    }

    @Test func tierOneCountsApplications() throws {
        #expect(try measure(1) { _ in } == .number(2))
        #expect(try measure(1) { $0.add("a3", person: "p1", "Q1", "R2", 1, 1) } == .number(3))
    }

    @Test func tierThreeCountsCalendarMonths() throws {
        let value = try measure(3) { example in
            example.problem.applications[0].firstMonth = month("2023-12")
            example.add("a3", person: "p3", sitting: "S4", "T1", "R2", 1, 1)
        }
        #expect(value == .number(3 + 0 + 1))
    }

    @Test func tierFourCountsMissedWishes() throws {
        func missed(_ venue: String?, _ district: String?) throws -> Measure {
            try measure(4) { example in
                example.problem.applications[0].wishVenue = venue
                example.problem.applications[0].wishDistrict = district
            }
        }
        #expect(try missed(nil, nil) == .number(0))
        #expect(try missed("V1", "东城区") == .number(0), "the venue wished counts before the district")
        #expect(try missed("V2", "海淀区") == .number(1))
        #expect(try missed("V9", nil) == .number(1))
        #expect(try missed(nil, "海淀区") == .number(0))
        #expect(try missed(nil, "东城区") == .number(1))
        #expect(
            try measure(4) { example in
                example.problem.applications[0].wishDistrict = "海淀区"
                example.problem.venues[0].district = nil
            } == .number(1))
    }

    @Test func tierFiveCountsInvigilators() throws {
        #expect(try measure(5) { _ in } == .number(2 + 2))
        let value = try measure(5) { example in
            example.problem.policy.invigilatorFor = 2
            example.problem.policy.invigilatorsLeast = 1
            example.add("a3", person: "p3", "P1", "R1", 3, 3)
            example.add("a4", person: "p4", "P1", "R2", 1, 1)
        }
        #expect(value == .number(2 + 1 + 1), "⌈3/2⌉ and ⌈2/2⌉ in room R1, ⌈1/2⌉ in room R2")
    }

    @Test func tierSixCountsNeighboursOfOneUnit() throws {
        func pairs(_ units: [String?], _ places: [(Int, Int)]) throws -> Measure {
            try measure(6) { example in
                for (index, unit) in units.enumerated() {
                    example.add("b\(index)", person: "q\(index)", "Q1", "R1", places[index].0, places[index].1)
                    example.problem.applications[index + 2].unit = unit
                }
            }
        }
        #expect(try pairs(["甲", "甲"], [(1, 1), (1, 2)]) == .number(1))
        #expect(try pairs(["甲", "甲"], [(2, 1), (1, 1)]) == .number(1))
        #expect(try pairs(["甲", "甲"], [(1, 1), (2, 2)]) == .number(0))
        #expect(try pairs(["甲", "甲"], [(1, 1), (1, 3)]) == .number(0))
        #expect(try pairs(["甲", "乙"], [(1, 1), (1, 2)]) == .number(0))
        #expect(try pairs(["", ""], [(1, 1), (1, 2)]) == .number(0))
        #expect(try pairs([nil, nil], [(1, 1), (1, 2)]) == .number(0))
        #expect(try pairs(["甲", "甲", "甲", "甲"], [(1, 1), (1, 2), (2, 1), (2, 2)]) == .number(4))
    }

    @Test func tierSevenCountsChangesTailsAndSpread() throws {
        #expect(try measure(7) { _ in } == .list([0, 2, 0]))
        #expect(try measure(7) { $0.plan.placements[0].subjects[1].room = "R2" } == .list([1, 3, 1]))
        let value = try measure(7) { example in
            example.problem.policy.tailRoom = 2
            example.add("a3", person: "p3", programme: "A-01", "P1", "R2", 1, 1)
            example.add("a4", person: "p4", programme: "A-01", wave: 2, "Q1", "R2", 1, 1)
        }
        #expect(value == .list([0, 2, 1]), "wave 2 is not spread, wave 1's theory is over two rooms")
    }

    @Test func tierZeroCountsEachApplicationOnceAtItsWorst() throws {
        func counts(_ change: (inout Example) -> Void) throws -> Measure {
            var example = Example()
            example.problem.sittings[0].periods.append(period("P4", "2024-03-16", "15:30", "17:00"))
            example.problem.released = example.plan.placements
            change(&example)
            // The claim is what is asked for: each of the possible answers is offered to the checker.
            for count in -1...5 {
                let value = Measure.list((0...5).map { $0 == count ? 1 : 0 })
                example.plan.tiers = [Tier(tier: 0, value: value, bound: value, status: .proved)]
                if example.refusal.isEmpty { return try example.verified().measures[0] }
            }
            return .list([])
        }
        func move(_ example: inout Example, _ theory: String, _ skill: String, _ room: String, _ wave: Int = 2) {
            example.plan.placements[0] = Placement(
                application: "a1", sitting: "S3", wave: wave, subjects: whole(theory, skill, room, 1, 1))
        }
        #expect(try counts { _ in } == .list([0, 0, 0, 0, 0, 0]))
        #expect(
            try counts { example in
                example.plan.placements.removeFirst()
                example.plan.outcomes = [Outcome(application: "a1", state: .waiting, reason: "displaced")]
            } == .list([1, 0, 0, 0, 0, 0]))
        #expect(try counts { move(&$0, "Q1", "Q2", "R3") } == .list([0, 1, 0, 0, 0, 0]))
        #expect(try counts { move(&$0, "P1", "P3", "R3") } == .list([0, 0, 1, 0, 0, 0]))
        #expect(try counts { move(&$0, "P1", "P3", "R2") } == .list([0, 0, 0, 1, 0, 0]))
        #expect(try counts { move(&$0, "P1", "P2", "R2", 1) } == .list([0, 0, 0, 0, 1, 0]))
        #expect(try counts { $0.plan.placements[0].subjects[1].row = 2 } == .list([0, 0, 0, 0, 0, 1]))
        #expect(
            try counts { example in
                example.plan.placements.removeFirst()
                example.problem.applications[0].eligible = false
                example.plan.outcomes = [Outcome(application: "a1", state: .ineligible, reason: "withdrawn")]
            } == .list([0, 0, 0, 0, 0, 0]), "who left counts in no tier")
    }
}
