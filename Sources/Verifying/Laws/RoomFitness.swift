import Exams

/// Law 8. The room is open to the programme's institution and offers every tag that the subject and the person
/// need. People with extra time have a room of their own: nobody without extra time sits there in that period.
enum RoomFitness: LawStatement {
    static let law = Law.roomFitness

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for placement in seating.placed {
            for seat in placement.seats {
                if let objection = objection(to: seat, of: placement.application, seating.register) {
                    breaches.append(breach("\(seating.name(application: placement.application)) \(objection())"))
                }
            }
        }
        for session in seating.sessions {
            let extra = session.people.filter { seating.register.applicants[$0.application].hasExtraTime }.count
            if extra > 0 && extra < session.people.count {
                breaches.append(
                    breach(
                        "\(seating.name(session.key)) mixes \(extra) people with extra time among \(session.people.count)"
                    ))
            }
        }
        return breaches
    }

    static func objection(to seat: Placed.Seat, of application: Int, _ register: Register) -> Objection? {
        if let admitted = register.rooms[seat.room].value.institutions {
            let institution = register.programme(of: application).institution
            if !admitted.contains(institution) {
                return {
                    "sits in room \(register.rooms[seat.room].value.id), which is not open to institution \(institution)"
                }
            }
        }
        let ofSubject = register.part(seat.subject, of: application)?.needs
        let ofPerson = register.problem.applications[application].needs
        guard let tag = missing(ofSubject, seat.room, register) ?? missing(ofPerson, seat.room, register) else {
            return nil
        }
        return { "sits \(seat.subject) in room \(register.rooms[seat.room].value.id), which does not offer \(tag)" }
    }

    private static func missing(_ needs: [String]?, _ room: Int, _ register: Register) -> String? {
        needs?.first { !register.rooms[room].offers.contains($0) }
    }
}
