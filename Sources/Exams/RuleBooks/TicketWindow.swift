/// When a ticket may be had. D is the local day of the candidate's first session of the sitting, T its start.
package struct TicketWindow: Codable, Equatable, Sendable {
    /// In JSON `{ "daysBefore": 7 }` or `"onceSeated"`.
    package enum Opening: Equatable, Sendable {
        /// From 00:00 of D − days.
        case daysBefore(Int)
        /// As soon as the application is approved and seated.
        case onceSeated
    }

    package enum Delivery: String, ListedValue, Sendable {
        /// The candidate fetches it from the registration platform.
        case download
        /// The institution sends it.
        case push
    }

    package var opening: Sourced<Opening>
    package var delivery: Sourced<Delivery>
    package var requiresPayment: Sourced<Bool>
    /// The notice's own sentence, without web addresses.
    package var words: Sourced<String>
}

extension TicketWindow.Opening: Codable {
    private static let onceSeatedText = "onceSeated"

    private enum CodingKeys: String, CodingKey { case daysBefore }

    package init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            guard text == Self.onceSeatedText else {
                let why = "“\(text)” is neither “\(Self.onceSeatedText)” nor { \"daysBefore\": days }"
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: why))
            }
            self = .onceSeated
        } else {
            self = .daysBefore(try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .daysBefore))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .onceSeated:
            var container = encoder.singleValueContainer()
            try container.encode(Self.onceSeatedText)
        case .daysBefore(let days):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(days, forKey: .daysBefore)
        }
    }
}
