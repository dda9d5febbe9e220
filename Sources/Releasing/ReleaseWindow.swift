import Exams
import Storage

/// When a ticket may be had: from `opens`, inclusive, to `closes`, exclusive.
///
/// With D the local day of the candidate's own first session of the sitting and T its start:
/// - “考试开始前7日至开考前” (ZJCX line 74) and “考试前一周” (BJOU lines 69–71): [00:00 of D − 7, T);
/// - “考试前 5 日” (CECC line 53): [00:00 of D − 5, T);
/// - “接到报名资质审核通过的短信通知后” (BJKJ line 62) names no day, and before seats exist there is nothing to print:
///   [the moment the plan that seats the candidate was stored, T).
///
/// Days are calendar days and D itself is not counted (民法典 §201); “至开考前” leaves out T.
///
/// Seats may change. A window that had opened before the change stays open: who was told to print is not locked out,
/// so it then opens at the earlier of the old and the new moment. One that had not opened follows the new day.
package struct ReleaseWindow: Equatable, Sendable {
    package let opens: LocalSecond
    /// T.
    package let closes: LocalSecond

    /// - Parameter changes: how the seats of one ticket came to be, in order; nil for a ticket that never had any.
    package init?(_ rule: TicketWindow.Opening, changes: [TicketEntry.Change]) {
        var opening: LocalSecond?
        for change in changes {
            let own = ReleaseWindow.opening(rule, change)
            if let earlier = opening, earlier <= change.savedAt {
                opening = min(earlier, own)
            } else {
                opening = own
            }
        }
        guard let opening, let last = changes.last else { return nil }
        opens = opening
        closes = last.firstStart.second
    }

    private static func opening(_ rule: TicketWindow.Opening, _ change: TicketEntry.Change) -> LocalSecond {
        switch rule {
        case .daysBefore(let days): (change.firstStart.day - days).start.second
        case .onceSeated: change.savedAt
        }
    }

    package enum State: Equatable, Sendable {
        case notYetOpen, open, closed
    }

    package func state(at now: LocalSecond) -> State {
        if now >= closes { return .closed }
        return now < opens ? .notYetOpen : .open
    }
}
