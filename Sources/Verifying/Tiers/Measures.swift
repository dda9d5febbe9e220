import Exams

/// All tiers of a plan as the checker finds them.
package struct Measures: Equatable, Sendable {
    /// The value of each tier; the position is the tier's number, 0 to 7. Tier 0 is six zeros unless the problem
    /// names released tickets.
    package let values: [Measure]

    init(of seating: Seating) {
        values = [
            .list(ReleasedChanges.counts(in: seating)),
            .number(PlacedApplications.value(of: seating)),
            .number(JustifiedEnvy(seating).pairs),
            .number(Delay.value(of: seating)),
            .number(MissedWishes.value(of: seating)),
            .number(Invigilation.value(of: seating)),
            .number(UnitNeighbours.value(of: seating)),
            .list(Scatter.values(of: seating)),
        ]
    }

    package subscript(tier: Int) -> Measure { values[tier] }
}

extension Measure {
    /// As JSON writes it.
    package var text: String {
        switch self {
        case .number(let value): "\(value)"
        case .list(let values): "[" + values.map(String.init).joined(separator: ", ") + "]"
        }
    }
}
