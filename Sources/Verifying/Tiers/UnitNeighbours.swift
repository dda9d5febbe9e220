/// Tier 6, least is best: pairs of people of one registering unit who sit next to each other — left, right, front or
/// back — in the same room and period.
enum UnitNeighbours {
    static func value(of seating: Seating) -> Int {
        var pairs = 0
        for session in seating.sessions {
            var unitAt: [Register.GridPlace: String] = [:]
            for person in session.people {
                guard let unit = seating.register.applications[person.application].unit, !unit.isEmpty else { continue }
                unitAt[person.place] = unit
            }
            for (place, unit) in unitAt {
                if unitAt[Register.GridPlace(row: place.row, column: place.column + 1)] == unit { pairs += 1 }
                if unitAt[Register.GridPlace(row: place.row + 1, column: place.column)] == unit { pairs += 1 }
            }
        }
        return pairs
    }
}
