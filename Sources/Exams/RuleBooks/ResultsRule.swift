/// Until when results are published after a sitting's last day, and for how long.
package struct ResultsRule: Codable, Equatable, Sendable {
    /// Counted without the sitting's last day (民法典 §201). In JSON `{ "workingDays": 15 }` or `{ "days": 15 }`.
    package enum Deadline: Equatable, Sendable {
        case workingDays(Int)
        case days(Int)
    }

    package var deadline: Sourced<Deadline>
    package var publicDays: Sourced<Int>
    /// The notice's own sentence, without web addresses.
    package var words: Sourced<String>
}

extension ResultsRule.Deadline: Codable {
    private enum CodingKeys: String, CodingKey { case workingDays, days }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let count = try container.decodeIfPresent(Int.self, forKey: .workingDays) {
            self = .workingDays(count)
        } else {
            self = .days(try container.decode(Int.self, forKey: .days))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .workingDays(let count): try container.encode(count, forKey: .workingDays)
        case .days(let count): try container.encode(count, forKey: .days)
        }
    }
}
