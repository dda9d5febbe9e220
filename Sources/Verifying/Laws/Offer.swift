import Exams

/// Law 2. A programme is sat only in a sitting of its own institution that lists it, not before the first month
/// the applicant wished, and a retake not after its last day.
enum Offer: LawStatement {
    static let law = Law.offer

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for placement in seating.placed {
            if let objection = objection(to: placement, seating.register) {
                breaches.append(breach("\(seating.name(application: placement.application)) \(objection())"))
            }
        }
        return breaches
    }

    static func objection(to placement: Placed, _ register: Register) -> Objection? {
        let applicant = register.applicants[placement.application]
        let sitting = register.problem.sittings[placement.sitting]
        let programme = register.problem.programmes[applicant.programme]
        if sitting.institution != programme.institution {
            return {
                "of institution \(programme.institution) is placed in sitting \(sitting.id) of \(sitting.institution)"
            }
        }
        if !register.listed[placement.sitting].contains(applicant.programme) {
            return { "is placed in sitting \(sitting.id), which does not list programme \(programme.id)" }
        }
        let firstMonth = register.applications[placement.application].firstMonth
        if sitting.month < firstMonth {
            return { "is placed in \(sitting.month), before its first month \(firstMonth)" }
        }
        if let lastDay = register.applications[placement.application].lastDay {
            for seat in placement.seats where register.periods[seat.period].day > lastDay {
                return { "is placed on \(register.periods[seat.period].day), after its last day \(lastDay)" }
            }
        }
        return nil
    }
}
