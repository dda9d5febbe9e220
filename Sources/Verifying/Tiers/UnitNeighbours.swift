/// Tier 6, least is best: pairs of people of one registering unit who sit next to each other — left, right, front or
/// back — in the same room and period.
enum UnitNeighbours {
    static func value(of seating: Seating) -> Int {
        var pairs = 0
        for session in seating.sessions {
            var unitAt: [[Int]: String] = [:]
            for person in session.people {
                guard let unit = seating.register.applicants[person.application].value.unit, !unit.isEmpty else { continue }
                unitAt[[person.seat.row, person.seat.column]] = unit
            }
            for (place, unit) in unitAt {
                if unitAt[[place[0], place[1] + 1]] == unit { pairs += 1 }
                if unitAt[[place[0] + 1, place[1]]] == unit { pairs += 1 }
            }
        }
        return pairs
    }
}
