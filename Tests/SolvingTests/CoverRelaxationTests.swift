import Solving
import Testing

@Suite struct CoverRelaxationTests {
    /// Two machines of capacity 2 and 1; three jobs cost 1 on the first and 5 on the second.
    @Test func `is sharp where the relaxation is integral`() {
        let jobs = (0..<3).map { _ in
            CoverRelaxation.Group(
                count: 1,
                options: [
                    .init(cost: 1, uses: [(row: 0, amount: 1)]), .init(cost: 5, uses: [(row: 1, amount: 1)]),
                ])
        }
        let relaxation = CoverRelaxation(groups: jobs, capacities: [2, 1], required: 3)
        #expect(relaxation.lowerBound(target: 7, iterations: 2000) == 7)
    }

    /// 300 people of 30 groups, room for 200 in the first month, two seats a person: 200 of them wait a month.
    @Test func `finds the best multipliers where there are many groups`() {
        let groups = (0..<30).map { number in
            CoverRelaxation.Group(
                count: 10,
                options: [
                    .init(cost: 0, uses: [(row: 0, amount: 2), (row: 2 + number, amount: 1)]),
                    .init(cost: 1, uses: [(row: 1, amount: 2)]),
                ])
        }
        let relaxation = CoverRelaxation(
            groups: groups, capacities: [200, 1_000] + Array(repeating: 9, count: 30), required: 300)
        #expect(relaxation.lowerBound(target: 205, iterations: 1) == 200)
    }

    /// A pair is served together or apart, but not both in the first month.
    @Test func `counts how many an option serves`() {
        let pair = CoverRelaxation.Group(
            count: 4,
            options: [
                .init(cost: 0, uses: [(row: 0, amount: 1)]), .init(cost: 1, uses: [(row: 0, amount: 1)], served: 2),
            ])
        #expect(
            CoverRelaxation(groups: [pair], capacities: [4], required: 6).lowerBound(target: 2, iterations: 400) == 2)
    }

    @Test(arguments: 1...60)
    func `never exceeds the optimum`(seed: Int) {
        var state = UInt64(seed)
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let groups = (0..<5).map { _ in
            CoverRelaxation.Group(
                count: 1,
                options: (0...below(2)).map { _ in
                    .init(cost: Double(below(9) - 2), uses: [(row: below(3), amount: Double(1 + below(2)))])
                })
        }
        let relaxation = CoverRelaxation(
            groups: groups, capacities: (0..<3).map { _ in Double(below(4)) }, required: below(4))
        if let optimum = bestCost(of: relaxation) {
            #expect(relaxation.lowerBound(target: optimum, iterations: 300) <= optimum)
            #expect(relaxation.lowerBound(target: optimum + 5, iterations: 300) <= optimum)
        }
    }

    private func bestCost(of relaxation: CoverRelaxation) -> Int? {
        var best: Int?
        func choose(_ group: Int, _ left: [Double], _ taken: Int, _ cost: Double) {
            guard group < relaxation.groups.count else {
                if taken >= relaxation.required { best = min(best ?? Int.max, Int(cost)) }
                return
            }
            choose(group + 1, left, taken, cost)
            for option in relaxation.groups[group].options {
                var rest = left
                for use in option.uses { rest[use.row] -= use.amount }
                if rest.allSatisfy({ $0 >= 0 }) { choose(group + 1, rest, taken + 1, cost + option.cost) }
            }
        }
        choose(0, relaxation.capacities, 0, 0)
        return best
    }
}
