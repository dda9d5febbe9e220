/// An institution's notice as data. Every value carries where it stands in the notice, or that it is ours.
package struct RuleBook: Codable, Equatable, Sendable {
    /// Our short code: BJKJ, ZJCX, CECC, BJOU.
    package var id: String
    /// Three digits inside ticket numbers, unique per institution.
    package var numberCode: String
    package var institution: Sourced<String>
    package var documentNumber: Sourced<String>?
    /// The year the catalogue is for.
    package var year: Sourced<Int>
    package var catalogue: [CatalogueRow]
    /// One per occupation or for all of them (`occupation` absent).
    package var subjects: [SubjectRule]
    package var fees: [FeeRule]
    package var payment: PaymentRule
    package var ticketWindow: TicketWindow
    package var retake: RetakeRule
    package var ban: BanRule?
    package var results: ResultsRule
    package var serviceDesk: ServiceDesk
    /// What the ticket tells candidates, in order.
    package var candidateNotices: [Sourced<String>]
    /// 备案 validity; absent where the notice does not say.
    package var filing: Sourced<Filing>?
}

/// Where a value comes from.
package enum Source: Equatable, Sendable {
    /// Lines of the institution's notice, from 1.
    case notice(lines: [Int])
    /// The notice is silent; we chose, and this says why.
    case ours(String)
}

package struct Sourced<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    package var value: Value
    package var source: Source

    package init(_ value: Value, _ source: Source) {
        self.value = value
        self.source = source
    }
}

/// 五级 … 一级. The raw value is the notices' digit.
package enum Level: Int, Codable, CaseIterable, Sendable, Comparable {
    case one = 1, two, three, four, five

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    /// `四级/中级工`.
    package var title: String {
        switch self {
        case .one: "一级/高级技师"
        case .two: "二级/技师"
        case .three: "三级/高级工"
        case .four: "四级/中级工"
        case .five: "五级/初级工"
        }
    }
}

/// One row of a notice's catalogue after fill-down of merged cells: a programme.
package struct CatalogueRow: Codable, Equatable, Sendable {
    /// 序号 in the notice.
    package var number: Int
    package var occupation: String
    package var workType: String?
    package var level: Level
    /// 1 … 12.
    package var months: [Int]
    package var source: Source

    /// The programme id in the interchange documents: `ZJCX-22`.
    package func programmeID(of book: String) -> String { "\(book)-\(twoDigits(number))" }

    /// `互联网营销师（直播销售员）四级/中级工`.
    package var title: String {
        occupation + (workType.map { "（\($0)）" } ?? "") + level.title
    }
}

/// Which levels sit a subject and how long it takes.
package struct SubjectRule: Codable, Equatable, Sendable {
    package var occupation: String?
    package var subject: Subject
    package var levels: [Level]
    package var mode: Sourced<String>
    package var minutes: Sourced<Int>
}

/// 分 per subject, for some levels of an occupation (or of all).
package struct FeeRule: Codable, Equatable, Sendable {
    package var occupation: String?
    package var levels: [Level]
    package var subject: Subject
    /// 分.
    package var fee: Sourced<Int>
    /// 分.
    package var retakeFee: Sourced<Int>
}

package struct PaymentRule: Codable, Equatable, Sendable {
    package var method: Sourced<String>
    package var account: Sourced<String>?
    package var forfeitedAfterDeadline: Sourced<Bool>
    package var refundForPersonalReasons: Sourced<Bool>
    package var invoice: Sourced<String>?
    /// The deadline of a sitting that names none: 24:00 of this many days before the candidate's first exam day.
    package var deadlineDaysBefore: Sourced<Int>
}

/// When a ticket may be had. D is the local day of the candidate's first session of the sitting, T its start.
package struct TicketWindow: Codable, Equatable, Sendable {
    package enum Opening: Codable, Equatable, Sendable {
        /// From 00:00 of D − days.
        case daysBefore(Int)
        /// As soon as the application is approved and seated.
        case onceSeated
    }

    package enum Delivery: String, Codable, Sendable {
        /// The candidate fetches it from the registration platform.
        case download
        /// The institution sends it.
        case push
    }

    package var opening: Sourced<Opening>
    package var delivery: Sourced<Delivery>
    package var requiresPayment: Sourced<Bool>
    /// The notice's own sentence.
    package var words: Sourced<String>
}

package struct RetakeRule: Codable, Equatable, Sendable {
    package var validityYears: Sourced<Int>
    package var times: Sourced<Int>
    /// A new full application of the same occupation and level gives up the retake (002).
    package var waivedByNewApplication: Sourced<Bool>
    package var words: Sourced<String>
}

package struct BanRule: Codable, Equatable, Sendable {
    package var years: Sourced<Int>
    package var words: Sourced<String>
}

package struct ResultsRule: Codable, Equatable, Sendable {
    package enum Deadline: Codable, Equatable, Sendable {
        case workingDays(Int)
        case days(Int)
    }

    package var deadline: Sourced<Deadline>
    package var publicDays: Sourced<Int>
    package var words: Sourced<String>
}

package struct ServiceDesk: Codable, Equatable, Sendable {
    package var address: Sourced<String>
    package var hours: Sourced<String>
    package var phone: Sourced<String>
    package var complaints: Sourced<String>
}

package struct Filing: Codable, Equatable, Sendable {
    package var number: String
    package var first: Month
    package var last: Month
}
