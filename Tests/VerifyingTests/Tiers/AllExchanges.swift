import Exams
import Verifying

/// Tier 2 with no shortcut: each exchange is carried out on the plan, and all laws are asked about the whole of it.
struct AllExchanges {
    private(set) var lawful = 0
    /// Lawful pairs whose earlier payer had a place too.
    private(set) var swaps = 0
    /// Pairs that have a place to take, but against a law or a released ticket.
    private(set) var unlawful = 0

    init(problem: Problem, plan: Plan) {
        let months = Dictionary(uniqueKeysWithValues: problem.sittings.map { ($0.id, $0.month) })
        let placed = Dictionary(uniqueKeysWithValues: plan.placements.map { ($0.application, $0) })
        let applications = Dictionary(uniqueKeysWithValues: problem.applications.map { ($0.id, $0) })
        for u in problem.applications where u.eligible {
            for place in plan.placements {
                guard let s = applications[place.application], let month = months[place.sitting],
                    (u.paidAt, u.id) < (s.paidAt, s.id)
                else { continue }
                let old = placed[u.id]
                if let old, let current = months[old.sitting], current <= month { continue }
                var exchanged: [[Placement]] = []
                for mine in AllExchanges.places(of: u, on: place, applications, plan) {
                    if let old {
                        for theirs in AllExchanges.places(of: s, on: old, applications, plan) {
                            exchanged.append([mine, theirs])
                        }
                    } else {
                        exchanged.append([mine])
                    }
                }
                let others = plan.placements.filter { $0.application != u.id && $0.application != s.id }
                if exchanged.contains(where: { AllExchanges.isLawful(others + $0, problem, plan) }) {
                    lawful += 1
                    if old != nil { swaps += 1 }
                } else if !exchanged.isEmpty {
                    unlawful += 1
                }
            }
        }
    }

    private static func places(
        of application: Application, on place: Placement, _ applications: [String: Application], _ plan: Plan
    ) -> [Placement] {
        var periods: [Int: [Subject: String]] = [:]
        for other in plan.placements
        where other.sitting == place.sitting && applications[other.application]?.programme == application.programme {
            for seat in other.subjects { periods[other.wave, default: [:]][seat.subject] = seat.period }
        }
        return periods.compactMap { wave, periods in
            let seats = application.subjects.compactMap { subject in
                place.subjects.first { $0.period == periods[subject] }.map { seat in
                    Placement.Seat(
                        subject: subject, period: seat.period, room: seat.room, row: seat.row, column: seat.column)
                }
            }
            guard seats.count == application.subjects.count else { return nil }
            return Placement(application: application.id, sitting: place.sitting, wave: wave, subjects: seats)
        }
    }

    private static func isLawful(_ placements: [Placement], _ problem: Problem, _ plan: Plan) -> Bool {
        let counts = tierZero(problem, placements)
        guard counts == tierZero(problem, plan.placements) else { return false }
        let claim = Tier(tier: 0, value: .list(counts), bound: .list(counts), status: .proved)
        return lawBreaches(problem: problem, plan: Plan(placements: placements, outcomes: [], tiers: [claim])).isEmpty
    }

    static func tierZero(_ problem: Problem, _ placements: [Placement]) -> [Int] {
        var counts = [Int](repeating: 0, count: 6)
        let venues = Dictionary(uniqueKeysWithValues: problem.venues.flatMap { v in v.rooms.map { ($0.id, v.id) } })
        let days = Dictionary(
            uniqueKeysWithValues: problem.sittings.flatMap { s in s.periods.map { ($0.id, $0.start.day) } })
        for old in problem.released ?? [] {
            guard problem.applications.contains(where: { $0.id == old.application && $0.eligible }) else { continue }
            guard let new = placements.first(where: { $0.application == old.application }) else {
                counts[0] += 1
                continue
            }
            let worst = old.subjects.compactMap { was -> Int? in
                guard let now = new.subjects.first(where: { $0.subject == was.subject }) else { return 0 }
                if days[was.period] != days[now.period] { return 1 }
                if venues[was.room] != venues[now.room] { return 2 }
                if was.period != now.period { return 3 }
                if was.room != now.room { return 4 }
                return was == now ? nil : 5
            }.min()
            if let worst { counts[worst] += 1 }
        }
        return counts
    }
}
