import Exams

/// Law 10. People in one room and period start and end together, with the period. So the period must last at least
/// as long as each person's paper and extra time.
enum OneClock: LawStatement {
    static let law = Law.oneClock

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for placement in seating.placed {
            for seat in placement.seats {
                if let objection = objection(to: seat, of: placement.application, seating) {
                    breaches.append(breach("\(seating.name(application: placement.application)) \(objection())"))
                }
            }
        }
        return breaches
    }

    static func objection(to seat: Placed.Seat, of application: Int, _ seating: Seating) -> Objection? {
        // A subject that the programme does not have is against law 3.
        guard let part = seating.register.part(seat.subject, of: application) else { return nil }
        let needed = part.minutes + seating.register.applicants[application].extraMinutes
        guard seating.register.periods[seat.period].minutes < needed else { return nil }
        return { "needs \(needed) minutes for \(seat.subject), more than \(seating.name(period: seat.period)) lasts" }
    }
}
