/// What an institution's coordinator gives us, read and found free of mistakes: the input of the whole road.
/// Holds personal data; it stays inside import, storage, tickets and release. The planner gets `Problem`.
package struct Scenario: Codable, Equatable, Sendable {
    package var name: String
    package var policy: Policy
    package var ruleBooks: [RuleBook]
    /// One per year the sittings touch.
    package var calendars: [WorkCalendar]
    /// No period on these days, whatever the calendar says.
    package var blackouts: [Day]
    /// What rooms must offer, per programme and subject; those not listed need nothing special.
    package var needs: [SubjectNeed]
    /// By month, then in the order of the rule books.
    package var sittings: [SittingPlan]
    package var venues: [VenueSheet]
    package var people: [Person]
    package var registrations: [Registration]

    package init(
        name: String, policy: Policy, ruleBooks: [RuleBook], calendars: [WorkCalendar], blackouts: [Day],
        needs: [SubjectNeed] = [], sittings: [SittingPlan], venues: [VenueSheet], people: [Person],
        registrations: [Registration]
    ) {
        self.name = name
        self.policy = policy
        self.ruleBooks = ruleBooks
        self.calendars = calendars
        self.blackouts = blackouts
        self.needs = needs
        self.sittings = sittings
        self.venues = venues
        self.people = people
        self.registrations = registrations
    }
}

/// One institution in one month: its periods, and until when its candidates may pay.
package struct SittingPlan: Codable, Equatable, Sendable {
    /// `ZJCX-2024-03`.
    package var id: String
    package var institution: String
    package var month: Month
    /// Programme ids examined; all rows of the month unless the sheet names fewer.
    package var programmes: [String]
    package var periods: [Sitting.Period]
    /// Payments strictly before this second count (24:00 of the last day is 00:00 of the next).
    package var paymentDeadline: LocalSecond
    /// For every programme of the sitting; the same in all sittings of an institution.
    package var minimumEnrolment: Int
    package var maxWaves: Int

    package init(
        id: String, institution: String, month: Month, programmes: [String], periods: [Sitting.Period],
        paymentDeadline: LocalSecond, minimumEnrolment: Int, maxWaves: Int
    ) {
        self.id = id
        self.institution = institution
        self.month = month
        self.programmes = programmes
        self.periods = periods
        self.paymentDeadline = paymentDeadline
        self.minimumEnrolment = minimumEnrolment
        self.maxWaves = maxWaves
    }
}

package struct VenueSheet: Codable, Equatable, Sendable {
    package var venue: Venue
    package var name: String
    package var address: String
    /// Display names of the rooms by id, e.g. `第3考场 · 5层机房`.
    package var roomNames: [String: String]

    package init(
        venue: Venue, name: String, address: String, roomNames: [String: String]
    ) {
        self.venue = venue
        self.name = name
        self.address = address
        self.roomNames = roomNames
    }
}

package enum DocumentType: String, Codable, CaseIterable, Sendable {
    case residentID  // 居民身份证
    case socialSecurityCard  // 北京社保卡
    case hongKongMacaoPermit  // 港澳居民来往内地通行证
    case residencePermit  // 港澳台居民居住证
    case hongKongID  // 香港居民身份证
    case macaoID  // 澳门居民身份证
    case taiwanPermit  // 台湾居民来往大陆通行证
    case foreignPermanentID  // 外国人永久居留身份证
    case passport  // 护照
}

/// One human being over all institutions, recognised by document type, issuing country and number.
package struct Person: Codable, Equatable, Sendable {
    /// `P000001`, in order of first appearance; the only key that leaves the personal data.
    package var id: String
    package var name: String
    package var documentType: DocumentType
    package var documentNumber: String
    /// For passports.
    package var documentCountry: String?
    package var phone: String?
    package var email: String?
    /// Relative to the scenario folder.
    package var photo: String?
    /// Made by `kaowu generate`, not a real candidate.
    package var generated: Bool

    package init(
        id: String, name: String, documentType: DocumentType, documentNumber: String,
        documentCountry: String? = nil, phone: String? = nil, email: String? = nil, photo: String? = nil,
        generated: Bool
    ) {
        self.id = id
        self.name = name
        self.documentType = documentType
        self.documentNumber = documentNumber
        self.documentCountry = documentCountry
        self.phone = phone
        self.email = email
        self.photo = photo
        self.generated = generated
    }
}

/// One row of the applications sheet.
package struct Registration: Codable, Equatable, Sendable {
    package enum Review: String, Codable, CaseIterable, Sendable {
        case submitted, approved, rejected
    }

    /// 报名号, unique over the scenario.
    package var id: String
    package var person: String
    package var institution: String
    package var programme: String
    package var subjects: [Subject]
    package var review: Review
    /// 分 due for the subjects and 分 paid.
    package var feeDue: Int
    package var feePaid: Int
    package var paidAt: LocalSecond?
    package var withdrawn: Bool
    package var firstMonth: Month
    /// Retake: the day the first results were published; its last day follows from the rule book.
    package var resultsPublished: Day?
    package var banned: [[Day]]
    package var unit: String?
    package var needs: [String]
    package var extraMinutes: Int
    package var wishVenue: String?
    package var wishDistrict: String?

    package init(
        id: String, person: String, institution: String, programme: String, subjects: [Subject], review: Review,
        feeDue: Int, feePaid: Int, paidAt: LocalSecond? = nil, withdrawn: Bool, firstMonth: Month,
        resultsPublished: Day? = nil, banned: [[Day]], unit: String? = nil, needs: [String], extraMinutes: Int,
        wishVenue: String? = nil, wishDistrict: String? = nil
    ) {
        self.id = id
        self.person = person
        self.institution = institution
        self.programme = programme
        self.subjects = subjects
        self.review = review
        self.feeDue = feeDue
        self.feePaid = feePaid
        self.paidAt = paidAt
        self.withdrawn = withdrawn
        self.firstMonth = firstMonth
        self.resultsPublished = resultsPublished
        self.banned = banned
        self.unit = unit
        self.needs = needs
        self.extraMinutes = extraMinutes
        self.wishVenue = wishVenue
        self.wishDistrict = wishDistrict
    }
}
