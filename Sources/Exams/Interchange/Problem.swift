/// The planning problem as the interchange document `kaowu-problem/1`: everything the planner may know,
/// and no name or ID number. The property names are the document's keys; the document's meaning is stated
/// in `Scenarios/README.md`. Times are local to `timeZone`.
package struct Problem: Codable, Equatable, Sendable {
    package static let currentFormat = "kaowu-problem/1"

    package var format = Problem.currentFormat
    package var timeZone: String
    package var policy: Policy
    package var programmes: [Programme]
    package var sittings: [Sitting]
    package var venues: [Venue]
    package var applications: [Application]
    /// What tickets already promise; absent unless this is a re-plan.
    package var released: [Placement]?
    /// Our own key, ignored by others: what starts then or before has begun. Only those sit there whom `released` names
    /// for it; they stay, whatever has been lost since (`Beginnings`). A programme in a sitting that one of them has
    /// begun takes place with however few (law 13). Absent: nothing has begun.
    package var begun: LocalMinute?
    /// Our own key, ignored by others: when machines that are `blocked` broke. Of one not named here whoever sat at it
    /// had begun before it broke.
    package var broken: [Breakdown]?

    package init(
        timeZone: String = "Asia/Shanghai", policy: Policy = Policy(), programmes: [Programme], sittings: [Sitting],
        venues: [Venue], applications: [Application], released: [Placement]? = nil
    ) {
        self.timeZone = timeZone
        self.policy = policy
        self.programmes = programmes
        self.sittings = sittings
        self.venues = venues
        self.applications = applications
        self.released = released
    }

    /// The same problem at a moment: `begun` is the last start that is not after it, so that the document stays the
    /// same until the next period starts.
    package func beginning(at now: LocalMinute) -> Problem {
        var problem = self
        problem.begun = sittings.flatMap(\.periods).map(\.start).filter { $0 <= now }.max()
        return problem
    }
}

/// The numbers of the laws. Minutes and people.
package struct Policy: Codable, Equatable, Sendable {
    /// `[a, b]`: of N working machines at most ⌊N·a/b⌋ are used in a period (law 7).
    package var spare = [10, 11]
    /// Least minutes between two periods of a person at one venue (laws 3 and 4).
    package var gapMinutes = 30
    /// Least minutes between two periods of a person at two venues (law 4).
    package var travelMinutes = 90
    /// Most periods of a person on one day (law 4).
    package var maxSessionsPerDay = 3
    /// One invigilator watches up to this many people (law 11).
    package var invigilatorFor = 15
    /// Fewest invigilators in a room in use (law 11).
    package var invigilatorsLeast = 2
    /// A room and period with fewer people is a tail room (tier 7).
    package var tailRoom = 5

    package init() {}
}

package enum Subject: String, ListedValue, Sendable, Comparable {
    case theory, skill, review

    private var order: Int {
        switch self {
        case .theory: 0
        case .skill: 1
        case .review: 2
        }
    }

    /// The order in which the subjects are sat: 理论知识, 技能考核, 综合评审.
    package static func < (left: Subject, right: Subject) -> Bool { left.order < right.order }
}

package struct Programme: Codable, Equatable, Sendable {
    package struct Part: Codable, Equatable, Sendable {
        package var subject: Subject
        package var minutes: Int
        /// What the room must offer for this subject.
        package var needs: [String]?

        package init(_ subject: Subject, minutes: Int, needs: [String]? = nil) {
            self.subject = subject
            self.minutes = minutes
            self.needs = needs
        }
    }

    package var id: String
    package var institution: String
    /// In the order they are sat.
    package var subjects: [Part]
    package var maxWaves: Int
    /// Fewest placements with which the programme runs in a sitting (law 13); absent: 1.
    package var minimumEnrolment: Int?

    package init(id: String, institution: String, subjects: [Part], maxWaves: Int, minimumEnrolment: Int? = nil) {
        self.id = id
        self.institution = institution
        self.subjects = subjects
        self.maxWaves = maxWaves
        self.minimumEnrolment = minimumEnrolment
    }
}

package struct Sitting: Codable, Equatable, Sendable {
    package struct Period: Codable, Equatable, Sendable {
        /// Unique in the document.
        package var id: String
        package var start: LocalMinute
        package var end: LocalMinute
        /// Only in a re-plan: the period was lost and is never used.
        package var lost: Bool?

        package init(id: String, start: LocalMinute, end: LocalMinute, lost: Bool? = nil) {
            self.id = id
            self.start = start
            self.end = end
            self.lost = lost
        }

        /// A period that was lost before it could begin never does.
        package func hasBegun(by minute: LocalMinute) -> Bool { start <= minute && lost != true }
    }

    package var id: String
    package var institution: String
    package var month: Month
    package var programmes: [String]
    package var periods: [Period]

    package init(id: String, institution: String, month: Month, programmes: [String], periods: [Period]) {
        self.id = id
        self.institution = institution
        self.month = month
        self.programmes = programmes
        self.periods = periods
    }
}

package struct Venue: Codable, Equatable, Sendable {
    package struct Room: Codable, Equatable, Sendable {
        /// Unique in the document.
        package var id: String
        package var rows: Int
        package var columns: Int
        /// Broken or reserved machines, `[row, column]` from 1.
        package var blocked: [[Int]]?
        /// Software, machine class and what people need (step-free, front row).
        package var offers: [String]?
        /// The institutions that may use the room; absent: all.
        package var institutions: [String]?
        /// `[start, end]` spans in which a period may lie; absent: always.
        package var open: [[LocalMinute]]?
        /// Minutes between two periods in this room; absent: 0.
        package var turnoverMinutes: Int?

        package init(
            id: String, rows: Int, columns: Int, blocked: [[Int]]? = nil, offers: [String]? = nil,
            institutions: [String]? = nil, open: [[LocalMinute]]? = nil, turnoverMinutes: Int? = nil
        ) {
            self.id = id
            self.rows = rows
            self.columns = columns
            self.blocked = blocked
            self.offers = offers
            self.institutions = institutions
            self.open = open
            self.turnoverMinutes = turnoverMinutes
        }
    }

    package var id: String
    package var district: String?
    /// Most invigilators at any instant; absent: no limit.
    package var invigilators: Int?
    package var rooms: [Room]

    package init(id: String, district: String? = nil, invigilators: Int? = nil, rooms: [Room]) {
        self.id = id
        self.district = district
        self.invigilators = invigilators
        self.rooms = rooms
    }
}

package struct Application: Codable, Equatable, Sendable {
    package var id: String
    /// One key per human being over all institutions; never an ID number.
    package var person: String
    package var programme: String
    /// The subjects still to sit.
    package var subjects: [Subject]
    package var eligible: Bool
    /// Equal times are ordered by `id`.
    package var paidAt: LocalSecond
    package var firstMonth: Month
    /// The last day a retake may be sat.
    package var lastDay: Day?
    /// 报名单位, for tier 6.
    package var unit: String?
    /// What the room must offer for this person.
    package var needs: [String]?
    package var extraMinutes: Int?
    package var wishVenue: String?
    package var wishDistrict: String?
    /// `[firstDay, lastDay]`, both included.
    package var banned: [[Day]]?
    /// Our own key, ignored by others: why `eligible` is false, in words for the coordinator.
    package var ineligibleReason: String?

    package init(
        id: String, person: String, programme: String, subjects: [Subject], eligible: Bool = true,
        paidAt: LocalSecond, firstMonth: Month
    ) {
        self.id = id
        self.person = person
        self.programme = programme
        self.subjects = subjects
        self.eligible = eligible
        self.paidAt = paidAt
        self.firstMonth = firstMonth
    }
}
