import Testing

@testable import Solving

@Suite struct PeriodOrderTests {
    private func placed(_ problem: TimetableProblem) throws -> Timetable {
        let timetable = Timetable(try TimetableModel(problem))
        for block in 0..<timetable.model.blockCount {
            for period in 0..<problem.periodCount where timetable.periodOf[block] < 0 {
                _ = timetable.place(block, period)
            }
        }
        return timetable
    }

    /// Periods of several rooms, with orders, forbidden periods and events told to be together.
    @Test(arguments: 1...6)
    func everyTableAgreesWhenPeriodsChangePlaces(seed: UInt64) throws {
        var problem = GeneratedTimetable.problem(seed: seed, events: 24, periods: 12)
        problem.families = []
        problem.orders = Array(problem.orders.prefix(2))
        problem.periodCosts = problem.periodCosts.enumerated().map { index, cost in
            index % 7 == 0 || cost != TimetableProblem.forbidden ? cost : 3
        }
        let timetable = try placed(problem)
        let order = try #require(PeriodOrder(timetable))
        var random = RandomSource(seed: seed)
        for round in 0..<60 {
            order.anneal(40, Double(60 - round), &random)
            #expect(timetable.checkInvariants(of: problem).isEmpty)
        }
        #expect(order.proposals.made > 0)
        #expect(order.proposals.made < order.proposals.tried)
    }

    /// Where clashes may share a period, a group's own people count too.
    @Test func clashesWithinAPeriodMoveWithIt() throws {
        var problem = GeneratedTimetable.problem(seed: 4, events: 20, periods: 6)
        problem.families = []
        problem.separatesClashes = false
        problem.proximity = (0..<36).map { $0 / 6 == $0 % 6 ? 3 + $0 / 6 : 1 }
        let timetable = try placed(problem)
        let order = try #require(PeriodOrder(timetable))
        var random = RandomSource(seed: 1)
        for _ in 0..<40 { order.anneal(20, 50, &random) }
        #expect(order.proposals.made > 0)
        #expect(timetable.checkInvariants(of: problem).isEmpty)
    }

    /// Six large events, each filling the only room: the cold search for their order ends at the best of all 720.
    @Test func findsTheBestOrder() throws {
        var problem = TimetableProblem(
            events: (0..<6).map { _ in TimetableProblem.Event(size: 10) }, periodCount: 6, roomCapacities: [10])
        problem.proximity = (0..<36).map { [0, 9, 4, 1, 0, 0][abs($0 / 6 - $0 % 6)] }
        for (first, second, people) in [(0, 1, 5), (1, 2, 7), (0, 3, 2), (3, 4, 6), (2, 5, 8), (4, 5, 3), (1, 4, 4)] {
            problem.clashes.append(TimetableProblem.Clash(first, second, people: people))
        }
        problem.orders = [TimetableProblem.Pair(5, 0)]
        let best = permutations(6).map { periods in
            TimetableEvaluation(problem, TimetableSolution(periods: periods, rooms: Array(repeating: 0, count: 6)))
        }.filter { $0.violations == 0 }.map(\.cost).min()
        let timetable = Timetable(try TimetableModel(problem))
        for (event, period) in [5, 1, 2, 3, 4, 0].enumerated() { #expect(timetable.place(event, period)) }
        let order = try #require(PeriodOrder(timetable))
        var random = RandomSource(seed: 3)
        for round in 0..<48 { order.anneal(200, [40.0, 20, 10, 5, 2, 1][round % 6], &random) }
        #expect(timetable.checkInvariants(of: problem).isEmpty)
        #expect(timetable.best().cost == best)
    }

    private func permutations(_ count: Int) -> [[Int]] {
        if count == 0 { return [[]] }
        return permutations(count - 1).flatMap { rest in
            (0..<count).map { at in
                var whole = rest
                whole.insert(count - 1, at: at)
                return whole
            }
        }
    }

    @Test func notWithFamiliesOrSplitting() throws {
        #expect(PeriodOrder(Timetable(try TimetableModel(GeneratedTimetable.problem(seed: 1)))) == nil)
        #expect(PeriodOrder(Timetable(try TimetableModel(GeneratedTimetable.problem(seed: 2, splits: true)))) == nil)
    }
}
