import Exams
import Storage

/// Why a seated candidate may not have the ticket today: what changed since the plan was made.
package enum Obstacle: String, Codable, CaseIterable, Sendable {
    case notApproved = "not-approved"
    case withdrawn
    case unpaid
    case banned

    package var text: String {
        switch self {
        case .notApproved: "报名审核未通过 (no longer approved)"
        case .withdrawn: "已退考 (withdrawn)"
        case .unpaid: "费用未缴清或已退费 (unpaid or refunded)"
        case .banned: "考试当天在禁考期内 (banned)"
        }
    }

    /// The first that applies. Whether payment is asked for is the rule book's word: BJKJ (line 62) asks for
    /// approval only.
    package init?(_ entry: TicketEntry, rule: TicketWindow) {
        let standing = entry.standing
        if standing.review != .approved {
            self = .notApproved
        } else if standing.withdrawn {
            self = .withdrawn
        } else if rule.requiresPayment.value && standing.feePaid < standing.feeDue {
            self = .unpaid
        } else if entry.examDays.contains(where: { day in standing.banned.contains { Obstacle.span($0, covers: day) } })
        {
            self = .banned
        } else {
            return nil
        }
    }

    private static func span(_ days: [Day], covers day: Day) -> Bool {
        guard let first = days.first, let last = days.last else { return false }
        return first <= day && day <= last
    }
}
