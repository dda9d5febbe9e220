import Exams

/// Law 7. Of N working machines in a room at most ⌊N·a/b⌋ are used in a period, [a, b] being the policy's `spare`,
/// so that a machine that fails has a substitute in the same room. A period that has begun is not asked: that is what
/// the substitutes are for.
enum SpareMachines: LawStatement {
    static let law = Law.spareMachines

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for session in seating.sessions where !seating.register.periods[session.key.period].hasBegun {
            let usable = seating.register.rooms[session.key.room].usable
            if session.people.count > usable {
                breaches.append(
                    breach("\(seating.name(session.key)) holds \(session.people.count) people, not at most \(usable)"))
            }
        }
        return breaches
    }
}
