import Exams

/// Law 14. What a released ticket promises changes only in a re-plan, and then every change is accounted for: a plan
/// for a problem that names released tickets claims tier 0, and its six counts are the true ones. In a period that has
/// begun only those sit whom `released` names for it and who have begun there, in the room it names; who has, and has a
/// place, sits there. (A person may have been moved to a spare machine since.)
enum Released: LawStatement {
    static let law = Law.released

    static func breaches(in seating: Seating) -> [Breach] {
        let late = lateBreaches(in: seating)
        guard let released = seating.register.problem.released, !released.isEmpty else { return late }
        guard let claim = seating.claims.first(where: { $0.tier == 0 }) else {
            return late + [
                breach("\(released.count) tickets are released, but the plan does not count their changes in tier 0")
            ]
        }
        let counts = ReleasedChanges.counts(in: seating)
        guard claim.value == .list(counts) else {
            return late + [
                breach("tier 0 is claimed to be \(claim.value.text), but it is \(Measure.list(counts).text)")
            ]
        }
        return late
    }

    private static func lateBreaches(in seating: Seating) -> [Breach] {
        let register = seating.register
        guard register.problem.begun != nil else { return [] }
        var promised: [Int: [Placed.Seat]] = [:]
        for placed in register.promised { promised[placed.application] = placed.seats.filter(register.hasBegun) }
        return seating.placed.compactMap { placed in
            let sits = placed.seats.filter { register.periods[$0.period].hasBegun }
            let began = promised[placed.application] ?? []
            let isKept =
                sits.count == began.count
                && zip(sits, began).allSatisfy {
                    $0.subject == $1.subject && $0.period == $1.period && $0.room == $1.room
                }
            if isKept { return nil }
            let other = sits.first { seat in !began.contains { $0.period == seat.period && $0.room == seat.room } }
            let name = seating.name(application: placed.application)
            guard let other else { return breach("\(name) has begun to sit and is sent elsewhere") }
            return breach(
                "\(name) is put into \(seating.name(period: other.period)), which has begun, in "
                    + seating.name(room: other.room))
        }
    }
}
