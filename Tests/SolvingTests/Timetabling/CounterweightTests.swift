import Testing

@testable import Solving

@Suite struct CounterweightTests {
    /// A full room: the large event can enter the other period only when all there make way, though none clashes.
    @Test func aLargeEventChangesPlacesWithSeveralSmallOnes() throws {
        let problem = TimetableProblem(
            events: [10, 4, 3, 3].map { TimetableProblem.Event(size: $0) }, periodCount: 2, roomCapacities: [10])
        let timetable = Timetable(try TimetableModel(problem))
        for (event, period) in [0, 1, 1, 1].enumerated() { #expect(timetable.place(event, period)) }
        var random = RandomSource(seed: 1)
        #expect(!timetable.exchange(0, 1, limit: 0, longest: 3, &random))
        #expect((0..<4).map { timetable.periodOf[$0] } == [0, 1, 1, 1])
        #expect(timetable.exchange(0, 1, limit: 0, longest: 4, &random))
        #expect((0..<4).map { timetable.periodOf[$0] } == [1, 0, 0, 0])
        #expect(timetable.checkInvariants(of: problem).isEmpty)
        #expect(timetable.shift(0, 0, limit: 0, longest: 4, &random))
        #expect((0..<4).map { timetable.periodOf[$0] } == [0, 1, 1, 1])
        #expect(timetable.checkInvariants(of: problem).isEmpty)
    }

    /// Seats are counted over all rooms: nobody makes way where there is room.
    @Test func nobodyMakesWayWithoutNeed() throws {
        let problem = TimetableProblem(
            events: [5, 4, 3].map { TimetableProblem.Event(size: $0) }, periodCount: 2, roomCapacities: [6, 6])
        let timetable = Timetable(try TimetableModel(problem))
        for (event, period) in [0, 1, 1].enumerated() { #expect(timetable.place(event, period)) }
        var random = RandomSource(seed: 1)
        #expect(!timetable.exchange(0, 1, limit: -1, longest: 1, &random))
        guard case .notNeeded = timetable.counterweight(5, 0, 1, &random) else {
            Issue.record("five people fit in the five seats left")
            return
        }
        guard case .block(let other) = timetable.counterweight(6, 0, 1, &random) else {
            Issue.record("six people do not")
            return
        }
        #expect(other == 1 || other == 2)
    }

    @Test(arguments: 1...4, [false, true])
    func aTimetableGoesBackToASnapshot(seed: UInt64, splits: Bool) throws {
        let problem = GeneratedTimetable.problem(seed: seed, splits: splits)
        let timetable = Timetable(try TimetableModel(problem))
        func fill() {
            for block in 0..<timetable.model.blockCount {
                for period in 0..<problem.periodCount where timetable.periodOf[block] < 0 {
                    _ = timetable.place(block, period)
                }
            }
        }
        fill()
        let (snapshot, cost, placed) = (timetable.snapshot, timetable.total[0], timetable.placed[0])
        let periods = (0..<timetable.model.blockCount).map { timetable.periodOf[$0] }
        var random = RandomSource(seed: seed)
        for block in 0..<timetable.model.blockCount where timetable.periodOf[block] >= 0 && block % 3 == 0 {
            timetable.keepIfBest()
            timetable.remove(block)
        }
        for _ in 0..<200 {
            let block = random.below(timetable.model.blockCount)
            if timetable.periodOf[block] >= 0 && timetable.nextBlock[block] >= 0 { timetable.remove(block) }
            fill()
        }
        timetable.restore(snapshot)
        #expect((0..<timetable.model.blockCount).map { timetable.periodOf[$0] } == periods)
        #expect(timetable.total[0] == cost && timetable.placed[0] == placed)
        #expect(timetable.checkInvariants(of: problem).isEmpty)
    }
}
