import Exams

/// Law 14. What a released ticket promises changes only in a re-plan, and then every change is accounted for: a plan
/// for a problem that names released tickets claims tier 0, and its six counts are the true ones.
enum Released: LawStatement {
    static let law = Law.released

    static func breaches(in seating: Seating) -> [Breach] {
        guard let released = seating.register.problem.released, !released.isEmpty else { return [] }
        guard let claim = seating.claims.first(where: { $0.tier == 0 }) else {
            return [breach("\(released.count) tickets are released, but the plan does not count their changes in tier 0")]
        }
        let counts = ReleasedChanges.counts(in: seating)
        guard claim.value == .list(counts) else {
            return [breach("tier 0 is claimed to be \(claim.value.text), but it is \(Measure.list(counts).text)")]
        }
        return []
    }
}
