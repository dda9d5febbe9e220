import Testing

@testable import Planning

@Suite struct SeatFlowTests {
    /// Every way to give groups of people to rooms, one person at a time.
    private func cheapest(_ people: [Int], _ left: [Int], _ costs: [[Int]], _ away: [Int]) -> Int {
        guard let group = people.first else { return 0 }
        var best = away[group] + cheapest(Array(people.dropFirst()), left, costs, away)
        for room in left.indices where left[room] > 0 && costs[group][room] != SeatFlow.impossible {
            var rest = left
            rest[room] -= 1
            best = min(best, costs[group][room] + cheapest(Array(people.dropFirst()), rest, costs, away))
        }
        return best
    }

    @Test func flowsCostAsLittleAsAnyWay() {
        var dice = WaveRandom(seed: 3)
        for _ in 0..<150 {
            let (groups, rooms) = (1 + dice.below(3), 1 + dice.below(3))
            let supplies = (0..<groups).map { _ in dice.below(3) }
            let capacities = (0..<rooms).map { _ in dice.below(4) }
            let costs = (0..<groups).map { _ in
                (0..<rooms).map { _ in dice.below(4) == 0 ? SeatFlow.impossible : dice.below(3) }
            }
            let away = (0..<groups).map { _ in [0, 1, SeatFlow.dear][dice.below(3)] }
            let flow = SeatFlow(supplies: supplies, capacities: capacities, costs: costs, stayingAway: away)
            var cost = 0
            for group in 0..<groups {
                #expect(flow.amounts[group].reduce(0, +) == supplies[group])
                for room in 0..<rooms where flow.amounts[group][room] > 0 {
                    cost += costs[group][room] * flow.amounts[group][room]
                }
                cost += away[group] * flow.amounts[group][rooms]
            }
            for room in 0..<rooms {
                #expect((0..<groups).reduce(0) { $0 + flow.amounts[$1][room] } <= capacities[room])
            }
            let people = supplies.enumerated().flatMap { Array(repeating: $0, count: $1) }
            #expect(cost == cheapest(people, capacities, costs, away))
        }
    }
}
