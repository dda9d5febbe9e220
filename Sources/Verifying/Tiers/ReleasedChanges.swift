import Exams

/// Tier 0, least is best: of the applications with a released ticket whose people are still eligible, how many lose
/// their place, change day, venue, period, room, seat. Each is counted once, at the first of these that applies to
/// any of its subjects.
enum ReleasedChanges {
    static func counts(in seating: Seating) -> [Int] {
        var counts = [0, 0, 0, 0, 0, 0]
        for promised in seating.register.promised {
            let now = seating.placement(of: promised.application).map { seating.placed[$0] }
            if let change = change(from: promised, to: now, seating.register) { counts[change] += 1 }
        }
        return counts
    }

    /// The position of the application's count, or nil if it counts nowhere.
    static func change(from promised: Placed, to now: Placed?, _ register: Register) -> Int? {
        guard register.applications[promised.application].eligible else { return nil }
        guard let now else { return 0 }
        let pairs = promised.seats.compactMap { old in
            now.seats.first { $0.subject == old.subject }.map { (old: old, new: $0) }
        }
        if pairs.count < promised.seats.count { return 0 }
        let differences: [(Placed.Seat, Placed.Seat) -> Bool] = [
            { register.periods[$0.period].day != register.periods[$1.period].day },
            { register.rooms[$0.room].venue != register.rooms[$1.room].venue },
            { $0.period != $1.period },
            { $0.room != $1.room },
            { $0 != $1 },
        ]
        for (index, differs) in differences.enumerated() where pairs.contains(where: { differs($0.old, $0.new) }) {
            return index + 1
        }
        return nil
    }
}
