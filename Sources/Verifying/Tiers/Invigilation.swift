/// Tier 5, least is best: the invigilators that law 11 asks for, summed over all rooms and periods in use.
enum Invigilation {
    static func value(of seating: Seating) -> Int {
        var invigilators = 0
        for session in seating.sessions {
            invigilators += Staff.invigilators(for: session.people.count, seating.register.policy)
        }
        return invigilators
    }
}
