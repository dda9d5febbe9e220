import Testing

@testable import Solving

@Suite struct WishBoundTests {
    /// Never above the cheapest timetable there is, and of the tiny problems' relaxations often equal to it.
    @Test(arguments: 1...40)
    func isBelowEveryTimetable(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        let (events, periods, rooms) = (5, 3, 2)
        var problem = TimetableProblem(
            events: (0..<events).map { _ in TimetableProblem.Event(size: 1 + random.below(9)) }, periodCount: periods,
            roomCapacities: [12, 9])
        for event in 0..<events {
            for period in 0..<periods {
                problem.periodCosts[event * periods + period] =
                    random.below(8) == 0 ? TimetableProblem.forbidden : [0, 0, 5, 40][random.below(4)]
            }
            for room in 0..<rooms { problem.roomCosts[event * rooms + room] = random.below(2) * 7 }
        }
        var least: Int?
        for number in 0..<7776 {
            let places = (0..<events).map { event in (0..<event).reduce(number) { rest, _ in rest / 6 } % 6 }
            let judged = TimetableEvaluation(
                problem, TimetableSolution(periods: places.map { $0 / rooms }, rooms: places.map { $0 % rooms }))
            if judged.violations == 0 { least = min(least ?? .max, judged.cost) }
        }
        guard let least else { return }
        #expect(WishBound.value(of: problem) <= least)
    }

    /// Twenty equal events, one free period that takes eight of them: twelve pay, and the bound comes near.
    @Test func comesNearWhereAllWantTheSamePeriod() {
        var problem = TimetableProblem(
            events: (0..<20).map { _ in TimetableProblem.Event(size: 10) }, periodCount: 6, roomCapacities: [40, 40])
        for event in 0..<20 {
            for period in 1..<6 { problem.periodCosts[event * 6 + period] = period < 3 ? 10 : 30 }
        }
        let bound = WishBound.value(of: problem)
        #expect(bound <= 120)
        #expect(bound >= 110)
    }

    @Test func seesDearRoomsThatLargeEventsNeed() {
        var problem = TimetableProblem(
            events: [10, 10, 10, 3, 3].map { TimetableProblem.Event(size: $0) }, periodCount: 2,
            roomCapacities: [10, 5, 20])
        for event in 0..<5 { problem.roomCosts[event * 3 + 2] = 50 }
        let bound = WishBound.value(of: problem)
        #expect(bound > 25)
        #expect(bound <= 50)
    }

    @Test func nothingToPlaceCostsNothing() {
        #expect(WishBound.value(of: TimetableProblem(events: [], periodCount: 3, roomCapacities: [4])) == 0)
        let homeless = TimetableProblem(events: [TimetableProblem.Event(size: 9)], periodCount: 1, roomCapacities: [4])
        #expect(WishBound.value(of: homeless) == 0)
    }
}
