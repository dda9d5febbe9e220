import Exams

/// Law 1. Only applications that are approved, fully paid in time and not withdrawn — the document's `eligible` —
/// are placed, and never on a day on which the person is banned.
enum Eligibility: LawStatement {
    static let law = Law.eligibility

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for placement in seating.placed {
            let application = seating.register.applications[placement.application]
            if application.eligible && application.banned == nil { continue }
            let days = placement.seats.map { seating.register.periods[$0.period].day }
            if let objection = objection(to: application, on: days) {
                breaches.append(breach("\(seating.name(application: placement.application)) \(objection())"))
            }
        }
        return breaches
    }

    static func objection(to application: Application, on days: [Day]) -> Objection? {
        if !application.eligible { return { "is not eligible, yet has a place" } }
        for span in application.banned ?? [] {
            for day in days where span[0] <= day && day <= span[1] {
                return { "is banned from \(span[0]) to \(span[1]), yet has a place on \(day)" }
            }
        }
        return nil
    }
}
