import Exams

/// Law 13. A programme has in a sitting either nobody or at least its minimum of people, unless somebody whom `released`
/// names for it has begun to sit: then it is too late to call it off, however few are left and though he himself could
/// not finish.
enum MinimumEnrolment: LawStatement {
    static let law = Law.minimumEnrolment

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for enrolment in seating.enrolments where !enrolment.hasBegun {
            let programme = seating.register.problem.programmes[enrolment.key.programme]
            if !allows(enrolment.count, of: programme) {
                breaches.append(
                    breach(
                        "\(seating.name(programme: enrolment.key.programme)) has \(enrolment.count) people in "
                            + "\(seating.name(sitting: enrolment.key.sitting)), fewer than \(programme.minimumEnrolment ?? 1)"
                    ))
            }
        }
        return breaches
    }

    static func allows(_ people: Int, of programme: Programme) -> Bool {
        people == 0 || people >= programme.minimumEnrolment ?? 1
    }
}
