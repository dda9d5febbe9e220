import Exams

/// Law 6. At most one person uses a seat in a period; a seat is a place of the room's grid; a broken or reserved
/// machine is never used; who had begun to sit when it died stays in the plan.
enum SeatUse: LawStatement {
    static let law = Law.seatUse

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for session in seating.sessions {
            let room = seating.register.rooms[session.key.room]
            var taken: [Register.GridPlace: Int] = [:]
            taken.reserveCapacity(session.people.count)
            for person in session.people {
                let place = person.place
                var here: String { "row \(place.row), column \(place.column) of \(seating.name(session.key))" }
                if let other = taken.updateValue(person.application, forKey: place) {
                    breaches.append(
                        breach(
                            "\(seating.name(application: other)) and \(seating.name(application: person.application)) "
                                + "share \(here)"))
                }
                if place.row < 1 || place.row > room.value.rows || place.column < 1 || place.column > room.value.columns
                {
                    breaches.append(
                        breach("\(seating.name(application: person.application)) has \(here), outside the grid"))
                } else if room.blocked.contains(place), !seating.register.periods[session.key.period].hasBegun {
                    breaches.append(
                        breach("\(seating.name(application: person.application)) has \(here), which is blocked"))
                }
            }
        }
        return breaches
    }
}
