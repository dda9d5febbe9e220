import Exams

/// What a plan says of its tiers must be true as far as the plan itself can tell: a value is the one found here, and
/// a bound does not contradict it. A plan made elsewhere may claim fewer tiers than there are.
func claimBreaches(of claims: [Tier], against measures: Measures) -> [Breach] {
    var breaches: [Breach] = []
    var seen = Set<Int>()
    for claim in claims {
        if !measures.values.indices.contains(claim.tier) {
            breaches.append(Breach(law: nil, text: "there is no tier \(claim.tier)"))
        } else if !seen.insert(claim.tier).inserted {
            breaches.append(Breach(law: nil, text: "tier \(claim.tier) is claimed twice"))
        } else if let objection = objection(to: claim, measures[claim.tier]) {
            breaches.append(Breach(law: nil, text: "tier \(claim.tier) \(objection)"))
        }
    }
    return breaches
}

private func objection(to claim: Tier, _ found: Measure) -> String? {
    if claim.value != found { return "is claimed to be \(claim.value.text), but it is \(found.text)" }
    if !claim.bound.hasForm(of: found) { return "has a bound of another form than its value: \(claim.bound.text)" }
    if claim.status == .proved && claim.bound != claim.value {
        return "is claimed to be proved, but its bound \(claim.bound.text) is not its value \(claim.value.text)"
    }
    let (bound, value) = (claim.bound.numbers, claim.value.numbers)
    if bound.contains(where: { $0 < 0 }) { return "has a bound below 0: \(claim.bound.text)" }
    // Tier 1 is the only one where more is better; lists are compared from the front, as the tiers are.
    let isBroken = claim.tier == 1 ? bound.lexicographicallyPrecedes(value) : value.lexicographicallyPrecedes(bound)
    if isBroken { return "has the bound \(claim.bound.text), which its value \(claim.value.text) already passes" }
    // Every exchange that envy justifies can be made, so zero is always within reach.
    if claim.tier == 2 && bound.contains(where: { $0 > 0 }) {
        return "has the bound \(claim.bound.text), but zero is always within reach"
    }
    return nil
}

extension Measure {
    fileprivate func hasForm(of other: Measure) -> Bool {
        switch (self, other) {
        case (.number, .number): true
        case (.list(let values), .list(let others)): values.count == others.count
        default: false
        }
    }
}
