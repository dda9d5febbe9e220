import Exams

/// Law 3. An application is placed with exactly its subjects, in periods of one sitting, at one venue, on one day,
/// in one wave, in the order theory, skill, review, with the least gap between one subject and the next.
enum WholeSitting: LawStatement {
    static let law = Law.wholeSitting

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for placement in seating.placed {
            for objection in objections(to: placement, seating) {
                breaches.append(breach("\(seating.name(application: placement.application)) \(objection())"))
            }
        }
        return breaches
    }

    static func objections(to placement: Placed, _ seating: Seating) -> [Objection] {
        let register = seating.register
        var objections: [Objection] = []
        if placement.seats.map(\.subject) != register.applications[placement.application].subjects {
            objections.append { "does not sit exactly the subjects it applies for" }
        }
        for seat in placement.seats where register.periods[seat.period].sitting != placement.sitting {
            objections.append {
                "sits \(seat.subject) in \(seating.name(period: seat.period)), which is not one of "
                    + seating.name(sitting: placement.sitting)
            }
        }
        for (earlier, later) in zip(placement.seats, placement.seats.dropFirst()) {
            let (before, after) = (register.periods[earlier.period], register.periods[later.period])
            if register.rooms[earlier.room].venue != register.rooms[later.room].venue {
                objections.append { "sits \(earlier.subject) and \(later.subject) at two venues" }
            }
            if before.day != after.day {
                objections.append { "sits \(earlier.subject) and \(later.subject) on two days" }
            } else if after.value.start - before.value.end < register.policy.gapMinutes {
                objections.append {
                    "sits \(later.subject) in \(seating.name(period: later.period)) less than "
                        + "\(register.policy.gapMinutes) minutes after \(earlier.subject) in "
                        + seating.name(period: earlier.period)
                }
            }
        }
        return objections
    }
}
