/// A plan as the interchange document `kaowu-plan/1`. Whoever made it, nobody may trust it before
/// `Verifying` has checked it against its `Problem`.
package struct Plan: Codable, Equatable, Sendable {
    package static let currentFormat = "kaowu-plan/1"

    package var format = Plan.currentFormat
    package var placements: [Placement]
    /// Exactly the applications without a placement.
    package var outcomes: [Outcome]
    package var tiers: [Tier]

    package init(placements: [Placement], outcomes: [Outcome], tiers: [Tier]) {
        self.placements = placements
        self.outcomes = outcomes
        self.tiers = tiers
    }
}

package struct Placement: Codable, Equatable, Sendable {
    package struct Seat: Codable, Equatable, Sendable {
        package var subject: Subject
        package var period: String
        package var room: String
        /// From 1.
        package var row: Int
        /// From 1.
        package var column: Int

        package init(subject: Subject, period: String, room: String, row: Int, column: Int) {
            self.subject = subject
            self.period = period
            self.room = room
            self.row = row
            self.column = column
        }
    }

    package var application: String
    package var sitting: String
    /// From 1.
    package var wave: Int
    package var subjects: [Seat]

    package init(application: String, sitting: String, wave: Int, subjects: [Seat]) {
        self.application = application
        self.sitting = sitting
        self.wave = wave
        self.subjects = subjects
    }
}

package struct Outcome: Codable, Equatable, Sendable {
    package enum State: String, ListedValue, Sendable {
        case waiting, ineligible
    }

    package var application: String
    package var state: State
    /// One sentence a coordinator can act on.
    package var reason: String
    /// The cheapest change that would seat the person.
    package var remedy: String?

    package init(application: String, state: State, reason: String, remedy: String? = nil) {
        self.application = application
        self.state = state
        self.reason = reason
        self.remedy = remedy
    }
}

/// One measure of a plan, with what is known about how good it could be.
package struct Tier: Codable, Equatable, Sendable {
    package enum Status: String, ListedValue, Sendable {
        /// No lawful plan that is as good in the earlier tiers has a better value.
        case proved
        /// The search stopped before a proof; `bound` is still valid.
        case gap
    }

    package var tier: Int
    package var value: Measure
    package var bound: Measure
    package var status: Status

    package init(tier: Int, value: Measure, bound: Measure, status: Status) {
        self.tier = tier
        self.value = value
        self.bound = bound
        self.status = status
    }
}

/// A number, or the list of tiers 0 (six counts) and 7 (three).
package enum Measure: Equatable, Sendable {
    case number(Int)
    case list([Int])

    package var numbers: [Int] {
        switch self {
        case .number(let value): [value]
        case .list(let values): values
        }
    }
}

extension Measure: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int.self) {
            self = .number(value)
        } else {
            self = .list(try container.decode([Int].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        }
    }
}
