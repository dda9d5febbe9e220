import Exams

/// Law 6. At most one person uses a seat in a period; a seat is a place of the room's grid; a broken or reserved
/// machine is never used.
enum SeatUse: LawStatement {
    static let law = Law.seatUse

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for session in seating.sessions {
            let room = seating.register.rooms[session.key.room]
            var taken: [[Int]: Int] = [:]
            for person in session.people {
                let place = [person.seat.row, person.seat.column]
                let here = "row \(place[0]), column \(place[1]) of \(seating.name(session.key))"
                if let other = taken[place] {
                    breaches.append(
                        breach(
                            "\(seating.name(application: other)) and \(seating.name(application: person.application)) "
                                + "share \(here)"))
                }
                taken[place] = person.application
                if place[0] < 1 || place[0] > room.value.rows || place[1] < 1 || place[1] > room.value.columns {
                    breaches.append(
                        breach("\(seating.name(application: person.application)) has \(here), outside the grid"))
                } else if room.blocked.contains(place) {
                    breaches.append(
                        breach("\(seating.name(application: person.application)) has \(here), which is blocked"))
                }
            }
        }
        return breaches
    }
}
