import Exams
import Foundation
import Releasing

extension Option where Value == LocalSecond {
    /// A moment in Beijing's time.
    static func moment(_ name: String, _ help: Words) -> Option {
        Option(
            name: name, placeholder: "TIME", help: help, read: { LocalSecond(moment: $0) },
            expectation: "应为北京时间，如 2026-04-11T08:00 (Beijing time, e.g. 2026-04-11T08:00)")
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
