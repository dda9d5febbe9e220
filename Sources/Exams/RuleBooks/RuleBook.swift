/// An institution's notice as data. Every value carries where it stands in the notice, or that it is ours.
/// A book that `RuleBook.read` or `RuleBook.shipped` returned has no contradictions in itself: every row has
/// subjects, every subject of a row one fee.
package struct RuleBook: Codable, Equatable, Sendable {
    /// Our short code: BJKJ, ZJCX, CECC, BJOU. Ours by definition, so without a source.
    package var id: String
    /// Three digits inside ticket numbers, unique per institution. Ours by definition, so without a source.
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
    /// Identity documents a candidate may register and come with; absent where the notice names none.
    package var documents: Sourced<[DocumentType]>?
    package var ticketWindow: TicketWindow
    package var retake: RetakeRule
    package var ban: BanRule?
    package var results: ResultsRule
    package var serviceDesk: ServiceDesk
    /// What the ticket tells candidates, in order. A web address belongs here only once its link is verified.
    package var candidateNotices: [Sourced<String>]
    /// 备案 validity; absent where the notice does not say.
    package var filing: Sourced<Filing>?
    package var links: [WebLink]
    /// Oddities of the notice, kept as printed, and what we made of them.
    package var remarks: [Sourced<String>]

    enum CodingKeys: String, CodingKey {
        case id, numberCode, institution, documentNumber, year, catalogue, subjects, fees, payment, documents,
            ticketWindow
        case retake, ban, results, serviceDesk, candidateNotices, filing, links, remarks
    }
}

/// Which levels sit a subject and how long it takes.
package struct SubjectRule: Codable, Equatable, Sendable {
    package var occupation: String?
    package var subject: Subject
    package var levels: [Level]
    package var mode: Sourced<String>
    package var minutes: Sourced<Int>
    /// Where the notice says that these levels of this occupation sit the subject.
    package var source: Source
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
    /// Whether candidates ask the staff for it on the exam day, who then need a list; absent: no.
    package var invoiceOnExamDay: Sourced<Bool>?
    /// The deadline of a sitting that names none: 24:00 of this many days before the candidate's first exam day.
    package var deadlineDaysBefore: Sourced<Int>
}

package struct RetakeRule: Codable, Equatable, Sendable {
    package var validityYears: Sourced<Int>
    package var times: Sourced<Int>
    /// What the years are counted from, in words; `retakeLastDay` takes that day.
    package var countedFrom: Sourced<String>
    /// A new full application of the same occupation and level gives up the retake (CECC, line 69).
    package var waivedByNewApplication: Sourced<Bool>
    package var words: Sourced<String>
}

package struct BanRule: Codable, Equatable, Sendable {
    package var years: Sourced<Int>
    package var words: Sourced<String>
}

package struct ServiceDesk: Codable, Equatable, Sendable {
    /// Where questions are answered. No notice names an exam venue; never print this as one.
    package var address: Sourced<String>
    package var hours: Sourced<String>
    package var phone: Sourced<String>
    package var complaints: Sourced<String>
}

package struct WebLink: Codable, Equatable, Sendable {
    package var purpose: String
    package var address: Sourced<String>
    /// Somebody opened the address and found what the notice promises. Nothing else may be printed for candidates.
    package var verified: Sourced<Bool>
}

package struct Filing: Codable, Equatable, Sendable {
    package var number: String
    package var first: Month
    package var last: Month
}
