import Testing

@testable import Solving

@Suite struct LeastProximityTests {
    private func cheapest(_ count: Int, of problem: TimetableProblem) -> Int {
        (0..<(1 << problem.periodCount)).filter { $0.nonzeroBitCount == count }.map { set in
            let chosen = (0..<problem.periodCount).filter { set >> $0 & 1 == 1 }
            return chosen.reduce(0) { sum, one in
                chosen.filter { $0 < one }.reduce(sum) { $0 + problem.proximity[one * problem.periodCount + $1] }
            }
        }.min() ?? 0
    }

    @Test func isWhatTryingAllSetsOfPeriodsFinds() {
        var random = RandomSource(seed: 4)
        for size in [1, 2, 5, 8] {
            var problem = TimetableProblem(events: [], periodCount: size, roomCapacities: [])
            for row in 0..<size {
                for column in 0..<row {
                    let cost = random.below(3) * random.below(9)
                    problem.proximity[row * size + column] = cost
                    problem.proximity[column * size + row] = cost
                }
            }
            var least = LeastProximity(problem)
            for count in (0...size).reversed() {
                #expect(least.cost(ofEvents: count) == cheapest(count, of: problem))
            }
            #expect(least.cost(ofEvents: size + 3) == cheapest(size, of: problem))
        }
    }

    /// Two people with four events in four periods, neighbours at one each: three neighbours whatever is done.
    @Test func sittersMakeTheBound() throws {
        var problem = TimetableProblem(
            events: (0..<4).map { _ in TimetableProblem.Event(size: 2) }, periodCount: 4, roomCapacities: [9],
            proximity: (0..<16).map { abs($0 / 4 - $0 % 4) == 1 ? 1 : 0 })
        problem.sitters = [TimetableProblem.Sitters(events: [0, 1, 2, 3], people: 2)]
        #expect(throws: ProblemFault.self) { try TimetableSearch(budget: .steps(9), seed: 1).run(problem) }
        for second in 0..<4 {
            for first in 0..<second { problem.clashes.append(TimetableProblem.Clash(first, second, people: 2)) }
        }
        let outcome = try TimetableSearch(budget: .steps(5_000), seed: 1).run(problem)
        #expect(outcome.bound == 6)
        #expect(outcome.isProvedBest)
    }
}
