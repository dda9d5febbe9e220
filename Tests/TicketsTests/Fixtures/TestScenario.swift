import Exams
import Foundation
import Testing
import Tickets
import Verifying

/// A small month of one institution with two invented candidates, as import would give it, and a lawful plan.
enum TestScenario {
    static let theory = "T"
    static let skill = "S"
    static let review = "R"

    static func scenario(name: String = "测试甲", unit: String? = "测试电商有限公司") throws -> Scenario {
        Scenario(
            name: "tickets", policy: Policy(), ruleBooks: [try RuleBook.shipped(id: "ZJCX", year: 2024)], calendars: [],
            blackouts: [], sittings: try decoded([SittingPlan].self, sittings),
            venues: try decoded([VenueSheet].self, venues), people: try decoded([Person].self, people(name)),
            registrations: try decoded([Registration].self, registrations(unit)))
    }

    /// A0001 sits three subjects, A0002 one.
    static func plan(for scenario: Scenario) throws -> VerifiedPlan {
        let placements = [
            Placement(
                application: "A0001", sitting: "ZJCX-2024-03", wave: 1,
                subjects: [
                    .init(subject: .theory, period: theory, room: "HD-03", row: 2, column: 2),
                    .init(subject: .skill, period: skill, room: "HD-03", row: 2, column: 2),
                    .init(subject: .review, period: review, room: "HD-03", row: 2, column: 2),
                ]),
            Placement(
                application: "A0002", sitting: "ZJCX-2024-03", wave: 1,
                subjects: [.init(subject: .skill, period: skill, room: "HD-04", row: 1, column: 1)]),
        ]
        let values: [Measure] = [
            .number(2), .number(0), .number(0), .number(0), .number(8), .number(0), .list([0, 4, 0]),
        ]
        let tiers = values.enumerated().map { place, value in
            Tier(tier: place + 1, value: value, bound: value, status: .gap)
        }
        return try verify(problem: scenario.problem(), plan: Plan(placements: placements, outcomes: [], tiers: tiers))
    }

    static func number(_ serial: Int = 1) throws -> TicketNumber {
        try TicketNumber(month: #require(Month("2024-03")), institution: "002", serial: serial)
    }

    static func content(
        name: String = "测试甲", unit: String? = "测试电商有限公司", application: String = "A0001"
    ) throws -> TicketContent {
        let scenario = try scenario(name: name, unit: unit)
        return try TicketContent(
            scenario: scenario, plan: plan(for: scenario), application: application, number: number(), revision: 1,
            printedAsOf: #require(LocalSecond("2024-03-16T00:00:00"))
        ).signed(with: key())
    }

    static func key() throws -> SigningKey { try SigningKey(seed: (0..<32).map { UInt8($0) }) }
}
