import Exams

/// What a plan is worth, tier by tier.
struct TierValues: Equatable, CustomStringConvertible {
    /// Tier 0, only in a re-plan: place lost, day, venue, period, room, seat changed.
    var released: [Int]?
    /// Tier 1, the only one to be maximised.
    var placed = 0
    /// Tier 2.
    var envy = 0
    /// Tier 3, in months.
    var delay = 0
    /// Tier 4.
    var wishesMissed = 0
    /// Tier 5.
    var invigilators = 0
    /// Tier 6.
    var neighbours = 0
    /// Tier 7: room changes, tail rooms, spread.
    var comfort = [0, 0, 0]

    /// Lexicographically smaller is better.
    var key: [Int] {
        (released ?? [0, 0, 0, 0, 0, 0]) + [-placed, envy, delay, wishesMissed, invigilators, neighbours] + comfort
    }

    func isBetter(than other: TierValues) -> Bool { key.lexicographicallyPrecedes(other.key) }

    /// The values as the interchange document lists them.
    var measures: [(tier: Int, value: Measure)] {
        (released.map { [(0, .list($0))] } ?? []) + [
            (1, .number(placed)), (2, .number(envy)), (3, .number(delay)), (4, .number(wishesMissed)),
            (5, .number(invigilators)), (6, .number(neighbours)), (7, .list(comfort)),
        ]
    }

    var description: String {
        measures.map { "\($0.tier): \($0.value.numbers.map(String.init).joined(separator: ","))" }
            .joined(separator: " | ")
    }
}
