import Exams
import Foundation

extension Option where Value == LocalSecond {
    /// A moment in Beijing's time.
    static func moment(_ name: String, _ help: Words) -> Option {
        Option(
            name: name, placeholder: "TIME", help: help, read: { LocalSecond(moment: $0) },
            expectation: "应为北京时间，如 2026-04-11T08:00 (Beijing time, e.g. 2026-04-11T08:00)")
    }
}

extension LocalSecond {
    /// `2026-04-11`, `2026-04-11T08:00`, `2026-04-11T08:00:30`; a blank for the `T`, and `+08:00` behind a time, are
    /// allowed. Other zones are refused, not converted: a release must not depend on which zone a script was in.
    fileprivate init?(moment text: String) {
        var text = text
        if text.contains(":"), text.hasSuffix("+08:00") { text.removeLast("+08:00".count) }
        if text.count > 10, let blank = text.firstIndex(of: " ") { text.replaceSubrange(blank...blank, with: "T") }
        if text.count == 10 { text += "T00:00" }
        if text.count == 16 { text += ":00" }
        guard let moment = LocalSecond(text) else { return nil }
        self = moment
    }
}

/// The one place where the program looks at a clock; everything behind it gets `now` as a parameter.
enum MachineClock {
    /// Beijing has kept UTC+8 without summer time since 1991.
    private static let beijingOffset = 8 * 3600

    static func now() -> LocalSecond {
        LocalSecond(number: Int(Date().timeIntervalSince1970.rounded(.down)) + beijingOffset)
    }
}
