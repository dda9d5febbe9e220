extension Source: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        if text.hasPrefix("notice:") {
            let lines = text.dropFirst("notice:".count).split(separator: ",").compactMap { Int($0) }
            guard !lines.isEmpty else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "no line in “\(text)”")
            }
            self = .notice(lines: lines)
        } else if text.hasPrefix("ours:") {
            self = .ours(String(text.dropFirst("ours:".count)))
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is neither notice: nor ours:")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .notice(let lines): try container.encode("notice:" + lines.map(String.init).joined(separator: ","))
        case .ours(let reason): try container.encode("ours:" + reason)
        }
    }
}
