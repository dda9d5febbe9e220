/// A value with the place it comes from. In JSON: `{ "value": 8000, "source": "notice:136" }`.
package struct Sourced<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    package var value: Value
    package var source: Source

    package init(_ value: Value, _ source: Source) {
        self.value = value
        self.source = source
    }
}

/// Where a value comes from. In JSON `notice:18,19` or `ours:why`.
package enum Source: Equatable, Sendable {
    /// Lines of the institution's notice, from 1. More than one where cells were merged or a sentence is cut.
    case notice(lines: [Int])
    /// The notice is silent; we chose, and this says why.
    case ours(String)
}

extension Source: LosslessStringConvertible {
    package init?(_ text: String) {
        if text.hasPrefix("notice:") {
            let parts = text.dropFirst("notice:".count).split(separator: ",", omittingEmptySubsequences: false)
            let lines = parts.compactMap { Int($0) }.filter { $0 > 0 }
            guard lines.count == parts.count else { return nil }
            self = .notice(lines: lines)
        } else if text.hasPrefix("ours:") {
            let reason = text.dropFirst("ours:".count)
            guard reason.contains(where: { !$0.isWhitespace }) else { return nil }
            self = .ours(String(reason))
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .notice(let lines): "notice:" + lines.map(String.init).joined(separator: ",")
        case .ours(let reason): "ours:" + reason
        }
    }
}

extension Source: TextCodable {
    package static let kind = "a source, notice:LINE[,LINE…] or ours:REASON"
}
