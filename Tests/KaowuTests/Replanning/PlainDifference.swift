import Exams

/// What differs between two revisions, found by plain loops that share nothing with the bill.
struct PlainDifference {
    /// Application to its change, as the bill names it.
    private(set) var changes: [String: Bill.Change] = [:]
    /// Room sessions that anybody came to or left, and desks with another sitter.
    private(set) var sessions: Set<String> = []
    private(set) var desks: Set<String> = []

    init(_ before: (problem: Problem, plan: Plan), _ after: (problem: Problem, plan: Plan)) {
        for application in after.problem.applications {
            let old = before.plan.placements.first { $0.application == application.id }
            let new = after.plan.placements.first { $0.application == application.id }
            if old?.subjects == new?.subjects, old?.sitting == new?.sitting { continue }
            for seat in (old?.subjects ?? []) + (new?.subjects ?? []) {
                guard !(old?.subjects.contains(seat) ?? false) || !(new?.subjects.contains(seat) ?? false) else {
                    continue
                }
                sessions.insert("\(seat.period) \(seat.room)")
                desks.insert("\(seat.period) \(seat.room) \(seat.row) \(seat.column)")
            }
            switch (old, new) {
            case (nil, _): changes[application.id] = .placed
            case (_, nil): changes[application.id] = application.eligible ? .displaced : .left
            case (let old?, let new?): changes[application.id] = PlainDifference.kind(old, new, after.problem)
            }
        }
    }

    private static func kind(_ old: Placement, _ new: Placement, _ problem: Problem) -> Bill.Change? {
        func day(_ period: String) -> Day? {
            for sitting in problem.sittings {
                for known in sitting.periods where known.id == period { return known.start.day }
            }
            return nil
        }
        func venue(_ room: String) -> String? { problem.venues.first { $0.rooms.contains { $0.id == room } }?.id }
        let pairs = Array(zip(old.subjects, new.subjects))
        if pairs.contains(where: { day($0.period) != day($1.period) }) { return .day }
        if pairs.contains(where: { venue($0.room) != venue($1.room) }) { return .venue }
        if pairs.contains(where: { $0.period != $1.period }) { return .period }
        if pairs.contains(where: { $0.room != $1.room }) { return .room }
        return pairs.contains { ($0.row, $0.column) != ($1.row, $1.column) } ? .seat : nil
    }
}
