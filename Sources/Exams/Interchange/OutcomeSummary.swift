import Foundation

/// What became of everybody, counted: per sitting, and by reason for those without a place.
package struct OutcomeSummary: Encodable {
    package struct Row: Encodable {
        package let sitting: String
        package let institution: String
        package let month: String
        package fileprivate(set) var seated = 0
        package fileprivate(set) var waiting = 0
        package fileprivate(set) var ineligible = 0
        package fileprivate(set) var days: [String] = []
        package fileprivate(set) var roomPeriods = 0
        package fileprivate(set) var rooms = 0
    }

    package struct Reason: Encodable {
        package let institution: String
        package let state: String
        package let reason: String
        package let count: Int
        /// The most frequent case in full, and what would help there.
        package let example: String
        package let remedy: String?
    }

    package private(set) var applications = 0
    package private(set) var people = 0
    package private(set) var seated = 0
    package private(set) var waiting = 0
    package private(set) var ineligible = 0
    /// In the order of the scenario. Who has no place is counted where he wished to sit.
    package private(set) var sittings: [Row] = []
    /// By institution, state, then the most frequent first.
    package private(set) var reasons: [Reason] = []
    /// Rooms in use, each counted once per period.
    package private(set) var roomPeriods = 0
    package private(set) var rooms = 0
    package private(set) var venues = 0

    /// - Parameter people: how many the applications are of.
    package init(of plan: Plan, for problem: Problem, people: Int) {
        applications = problem.applications.count
        self.people = people
        seated = plan.placements.count
        sittings = problem.sittings.map {
            Row(sitting: $0.id, institution: $0.institution, month: $0.month.description)
        }
        countSeated(plan, problem)
        countUse(plan, problem)
        let unplaced = Unplaced(plan.outcomes, in: problem)
        countUnplaced(unplaced, problem)
        reasons = unplaced.reasons()
    }

    private mutating func countSeated(_ plan: Plan, _ problem: Problem) {
        var rows = NameTable(problem.sittings.map(\.id))
        for placement in plan.placements {
            if let row = rows.number(of: placement.sitting) { sittings[row].seated += 1 }
        }
    }

    private mutating func countUse(_ plan: Plan, _ problem: Problem) {
        let use = RoomUse(plan, in: problem)
        rooms = use.rooms.count
        roomPeriods = use.spanCount
        venues = Set(use.rooms.map { use.venueOfRoom[$0] }).count
        var first = 0
        for (row, sitting) in problem.sittings.enumerated() {
            let periods = first..<first + sitting.periods.count
            first = periods.upperBound
            sittings[row].roomPeriods = periods.reduce(0) { $0 + use.roomCount(in: $1) }
            sittings[row].rooms = use.rooms.count { room in periods.contains { use.isUsed(room, in: $0) } }
            let used = zip(periods, sitting.periods).filter { use.roomCount(in: $0.0) > 0 }
            sittings[row].days = Set(used.map(\.1.start.day)).sorted().map(\.description)
        }
    }

    private mutating func countUnplaced(_ unplaced: Unplaced, _ problem: Problem) {
        for (wish, count) in unplaced.counts {
            let row = problem.sittings.firstIndex {
                $0.institution == wish.institution && $0.month >= wish.month && $0.programmes.contains(wish.programme)
            }
            switch wish.state {
            case .waiting:
                waiting += count
                if let row { sittings[row].waiting += count }
            case .ineligible:
                ineligible += count
                if let row { sittings[row].ineligible += count }
            }
        }
    }
}

/// Which rooms a plan uses when. Rooms and periods are counted through all venues and sittings.
private struct RoomUse {
    let venueOfRoom: [Int]
    /// Those used at all.
    private(set) var rooms: [Int] = []
    /// Rooms in use at a time, whatever for: where the policy lets papers mix, two sittings may share one.
    private(set) var spanCount = 0
    private let roomCount: Int
    /// By period, then room.
    private var isUsed: [Bool]

    init(_ plan: Plan, in problem: Problem) {
        let ids = problem.venues.flatMap { $0.rooms.map(\.id) }
        let periods = problem.sittings.flatMap(\.periods)
        venueOfRoom = problem.venues.enumerated().flatMap { venue, value in value.rooms.map { _ in venue } }
        roomCount = ids.count
        isUsed = Array(repeating: false, count: ids.count * periods.count)
        var (roomAt, periodAt) = (NameTable(ids), NameTable(periods.map(\.id)))
        for placement in plan.placements {
            for seat in placement.subjects {
                guard let room = roomAt.number(of: seat.room), let period = periodAt.number(of: seat.period) else {
                    continue
                }
                isUsed[period * roomCount + room] = true
            }
        }
        let starts = Dictionary(grouping: periods.indices) { periods[$0].start }
        for room in ids.indices {
            let spans = starts.values.count { $0.contains { isUsed(room, in: $0) } }
            if spans > 0 { rooms.append(room) }
            spanCount += spans
        }
    }

    func isUsed(_ room: Int, in period: Int) -> Bool { isUsed[period * roomCount + room] }

    func roomCount(in period: Int) -> Int { rooms.count { isUsed($0, in: period) } }
}

/// Those without a place: a tenth of a million, with few reasons among them.
private struct Unplaced {
    /// What they wished, as far as it says in which sitting they are counted.
    struct Wish: Hashable {
        let state: Outcome.State
        let institution: String
        let programme: String
        let month: Month
    }

    /// One reason, word for word.
    private struct Case: Hashable {
        let state: Outcome.State
        let institution: String
        let reason: String
    }

    private(set) var counts: [Wish: Int] = [:]
    private var cases: [Case: (count: Int, remedy: String?)] = [:]

    init(_ outcomes: [Outcome], in problem: Problem) {
        let position = positions(outcomes.map(\.application))
        var applications = [Int?](repeating: nil, count: outcomes.count)
        for application in problem.applications.indices {
            if let outcome = position[problem.applications[application].id] { applications[outcome] = application }
        }
        var programmes = NameTable(problem.programmes.map(\.id))
        for (outcome, application) in zip(outcomes, applications) {
            guard let application else { continue }
            let wished = problem.applications[application]
            let institution =
                programmes.number(of: wished.programme).map { problem.programmes[$0].institution } ?? ""
            let wish = Wish(
                state: outcome.state, institution: institution, programme: wished.programme, month: wished.firstMonth)
            counts[wish, default: 0] += 1
            // Of one reason the first remedy is told.
            cases[
                Case(state: outcome.state, institution: institution, reason: outcome.reason),
                default: (0, outcome.remedy)
            ].count += 1
        }
    }

    func reasons() -> [OutcomeSummary.Reason] {
        let text = ReasonText()
        return Dictionary(grouping: cases) {
            Case(
                state: $0.key.state, institution: $0.key.institution,
                reason: text.kind(of: $0.key.reason, state: $0.key.state))
        }.map { group, members in
            // Among equally frequent ones the first in order of text.
            let example = members.min { (-$0.value.count, $0.key.reason) < (-$1.value.count, $1.key.reason) }
            return OutcomeSummary.Reason(
                institution: group.institution, state: group.state.rawValue, reason: group.reason,
                count: members.reduce(0) { $0 + $1.value.count },
                example: ReasonText.chinese(example?.key.reason ?? ""),
                remedy: (example?.value.remedy).map(ReasonText.chinese))
        }
        .sorted { ($0.institution, $0.state, -$0.count, $0.reason) < ($1.institution, $1.state, -$1.count, $1.reason) }
    }
}

/// Where each stands; of ids that are there twice the first counts.
private func positions(_ ids: [String]) -> [String: Int] {
    Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
}

/// Reasons as the planner and the eligibility rules write them: `kind：detail / English`, `kind（detail）`.
package struct ReasonText {
    private let parenthesis = #/（[^）]*）/#
    private let date = #/(于|晚于)? ?\d{4}-\d{2}(-\d{2})?( \d{2}:\d{2})? ?/#

    /// The part that many share: the laws that keep somebody waiting, or the rule somebody does not meet.
    func kind(of reason: String, state: Outcome.State) -> String {
        let chinese = ReasonText.chinese(reason)
        if state == .waiting { return String(chinese.prefix { $0 != "：" }) }
        return chinese.replacing(parenthesis, with: "").replacing(date, with: "")
    }

    package static func chinese(_ text: String) -> String {
        guard let slash = text.range(of: "/ ") else { return text }
        return String(text[..<slash.lowerBound].reversed().drop { $0 == " " }.reversed())
    }
}
