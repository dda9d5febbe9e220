import Exams
import Foundation

/// What became of everybody, counted: per sitting, and by reason for those without a place.
struct OutcomeSummary: Encodable {
    struct Row: Encodable {
        let sitting: String
        let institution: String
        let month: String
        var seated = 0
        var waiting = 0
        var ineligible = 0
        var days: [String] = []
        var roomPeriods = 0
        var rooms = 0
    }

    struct Reason: Encodable {
        let institution: String
        let state: String
        let reason: String
        let count: Int
        /// The most frequent case in full, and what would help there.
        let example: String
        let remedy: String?
    }

    var applications = 0
    var people = 0
    var seated = 0
    var waiting = 0
    var ineligible = 0
    /// In the order of the scenario. Who has no place is counted where he wished to sit.
    var sittings: [Row] = []
    /// By institution, state, then the most frequent first.
    var reasons: [Reason] = []
    /// Rooms in use, each counted once per period.
    var roomPeriods = 0
    var rooms = 0
    var venues = 0

    init(_ index: PlanIndex) {
        applications = index.problem.applications.count
        people = Set(index.problem.applications.map(\.person)).count
        seated = index.plan.placements.count
        countOutcomes(index)
        countUse(index)
        groupReasons(index)
    }

    private mutating func countOutcomes(_ index: PlanIndex) {
        var rows = index.scenario.sittings.map {
            Row(sitting: $0.id, institution: $0.institution, month: $0.month.description)
        }
        let place = Dictionary(rows.enumerated().map { ($1.sitting, $0) }, uniquingKeysWith: { first, _ in first })
        for placement in index.plan.placements {
            if let row = place[placement.sitting] { rows[row].seated += 1 }
        }
        for outcome in index.plan.outcomes {
            let wished = index.registrations[outcome.application].flatMap { registration in
                index.scenario.sittings.firstIndex {
                    $0.institution == registration.institution && $0.month >= registration.firstMonth
                        && $0.programmes.contains(registration.programme)
                }
            }
            switch outcome.state {
            case .waiting:
                waiting += 1
                if let wished { rows[wished].waiting += 1 }
            case .ineligible:
                ineligible += 1
                if let wished { rows[wished].ineligible += 1 }
            }
        }
        sittings = rows
    }

    private mutating func countUse(_ index: PlanIndex) {
        struct Use: Hashable {
            let room: String
            let period: String
        }
        var uses: [String: Set<Use>] = [:]
        for placement in index.plan.placements {
            for seat in placement.subjects {
                uses[placement.sitting, default: []].insert(Use(room: seat.room, period: seat.period))
            }
        }
        for row in sittings.indices {
            let use = uses[sittings[row].sitting] ?? []
            sittings[row].roomPeriods = use.count
            sittings[row].rooms = Set(use.map(\.room)).count
            let days = Set(use.compactMap { index.periods[$0.period]?.start.day })
            sittings[row].days = days.sorted().map(\.description)
        }
        // A room may serve two sittings in one period where the policy lets papers mix.
        let all = uses.values.reduce(into: Set<Use>()) { $0.formUnion($1) }
        let spans = Set(all.compactMap { use in index.periods[use.period].map { "\(use.room) \($0.start)" } })
        roomPeriods = spans.count
        let used = Set(all.map(\.room))
        rooms = used.count
        venues = Set(used.compactMap { index.venue(ofRoom: $0)?.venue.id }).count
    }

    private mutating func groupReasons(_ index: PlanIndex) {
        struct Group: Hashable {
            let institution: String
            let state: Outcome.State
            let reason: String
        }
        var outcomes: [Group: [Outcome]] = [:]
        for outcome in index.plan.outcomes {
            let institution = index.registrations[outcome.application]?.institution ?? ""
            outcomes[
                Group(institution: institution, state: outcome.state, reason: ReasonText.kind(of: outcome)),
                default: []
            ].append(outcome)
        }
        reasons = outcomes
            .map { group, members in
                let example = ReasonText.mostFrequent(members)
                return Reason(
                    institution: group.institution, state: group.state.rawValue, reason: group.reason,
                    count: members.count, example: ReasonText.chinese(example.reason),
                    remedy: example.remedy.map(ReasonText.chinese))
            }
            .sorted {
                ($0.institution, $0.state, -$0.count, $0.reason) < ($1.institution, $1.state, -$1.count, $1.reason)
            }
    }
}

/// Reasons as the planner and the eligibility rules write them: `kind：detail / English`, `kind（detail）`.
enum ReasonText {
    /// The part that many share: the laws that keep somebody waiting, or the rule somebody does not meet.
    static func kind(of outcome: Outcome) -> String {
        let chinese = chinese(outcome.reason)
        if outcome.state == .waiting { return String(chinese.prefix { $0 != "：" }) }
        return chinese
            .replacing(#/（[^）]*）/#, with: "")
            .replacing(#/(于|晚于)? ?\d{4}-\d{2}(-\d{2})?( \d{2}:\d{2})? ?/#, with: "")
    }

    static func chinese(_ text: String) -> String {
        guard let slash = text.range(of: "/ ") else { return text }
        return String(text[..<slash.lowerBound].reversed().drop { $0 == " " }.reversed())
    }

    /// Of a list that is not empty; among equally frequent ones the first in order of text.
    fileprivate static func mostFrequent(_ outcomes: [Outcome]) -> Outcome {
        var counts: [String: Int] = [:]
        for outcome in outcomes { counts[outcome.reason, default: 0] += 1 }
        return outcomes.min { (-(counts[$0.reason] ?? 0), $0.reason) < (-(counts[$1.reason] ?? 0), $1.reason) }
            ?? outcomes[0]
    }
}
