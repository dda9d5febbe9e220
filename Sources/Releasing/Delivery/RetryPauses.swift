import Exams

/// When a message that did not go is tried again: after 5 minutes, then each time three times later, at most half a
/// day. It is never given up before the exam begins; after the fourth failure, about an hour, staff are told.
enum RetryPauses {
    private static let first = 5 * 60
    private static let longest = 12 * 3600

    /// Failures after which a person should look.
    static let patience = 4

    /// - Parameter failures: how often it has failed, this time included.
    static func next(after failures: Int, at now: LocalSecond) -> LocalSecond {
        var pause = first
        for _ in 1..<max(failures, 1) where pause < longest { pause *= 3 }
        return LocalSecond(number: now.number + min(pause, longest))
    }

    /// A moment further off than any pause can only come from a clock that has been set back since.
    static func isDue(_ next: LocalSecond?, at now: LocalSecond) -> Bool {
        guard let next else { return true }
        return next <= now || next.number - now.number > longest
    }
}
