import Foundation

/// What a scenario comes to, as recorded in its `expected.json`.
struct ExpectedOutcome: Codable, Equatable {
    struct TierValue: Codable, Equatable {
        var tier: Int
        var value: [Int]
        var bound: [Int]
        var status: String
    }

    struct Reason: Codable, Equatable {
        var institution: String
        var state: String
        var reason: String
        var count: Int
    }

    /// The whole folder of tickets after a release at `now`.
    struct Release: Codable, Equatable {
        var now: String
        var released: Int
        var notYetOpen: Int
        var tooLate: Int
        var refused: Int
    }

    var applications: Int
    var seated: Int
    var waiting: Int
    var ineligible: Int
    var reasons: [Reason]
    var tiers: [TierValue]
    /// In the order in which they were made, one after the other.
    var releases: [Release]

    static func read(of scenario: String) throws -> ExpectedOutcome? {
        let file = URL(fileURLWithPath: Scenarios.path(scenario)).appendingPathComponent("expected.json")
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try JSONDecoder().decode(ExpectedOutcome.self, from: Data(contentsOf: file))
    }

    func write(of scenario: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = URL(fileURLWithPath: Scenarios.path(scenario)).appendingPathComponent("expected.json")
        try (encoder.encode(self) + Data("\n".utf8)).write(to: file, options: .atomic)
    }
}

/// The parts of `kaowu … --json` that the tests read.
struct PlanResult: Decodable {
    struct Summary: Decodable {
        var applications: Int
        var seated: Int
        var waiting: Int
        var ineligible: Int
        var reasons: [ExpectedOutcome.Reason]
    }

    struct Tier: Decodable {
        var tier: Int
        var value: Numbers
        var bound: Numbers
        var status: String
    }

    /// A number, or a list of them.
    struct Numbers: Decodable {
        var values: [Int]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            values = try (try? container.decode(Int.self)).map { [$0] } ?? container.decode([Int].self)
        }
    }

    var revision: Int
    var summary: Summary
    var tiers: [Tier]
}

struct ReleaseResult: Decodable {
    struct Ticket: Decodable {
        var application: String
        var file: String?
    }

    struct Opening: Decodable {
        var opens: String
        var tickets: Int
    }

    var released: [Ticket]
    var alreadyOut: Int
    var notYetOpen: [Opening]
    var tooLate: [Ticket]
    var refused: [Ticket]
}
