import Testing

@testable import Solving

@Suite struct TimetableTests {
    /// Moves of every kind, allowed and refused, with all tables held against the problem after each few.
    @Test(arguments: 1...6, [false, true])
    func everyTableAgreesUnderRandomMoves(seed: Int, splits: Bool) throws {
        let problem = GeneratedTimetable.problem(seed: UInt64(seed), splits: splits)
        let timetable = Timetable(try TimetableModel(problem))
        var random = RandomSource(seed: UInt64(seed))
        var made = 0
        for round in 0..<3000 {
            if randomMove(timetable, &random, splits) { made += 1 }
            if round % 50 == 0 {
                let broken = timetable.checkInvariants(of: problem)
                #expect(broken.isEmpty, "after round \(round): \(broken)")
                if !broken.isEmpty { return }
            }
        }
        #expect(made > 200)
        let (solution, cost) = timetable.best()
        let judged = TimetableEvaluation(problem, solution)
        #expect(judged.cost == cost)
        #expect(judged.violations == 0)
    }

    private func randomMove(_ timetable: Timetable, _ random: inout RandomSource, _ splits: Bool) -> Bool {
        let model = timetable.model
        let block = random.below(model.blockCount)
        let period = random.below(model.periodCount)
        let limit = random.below(60) - 10
        if timetable.periodOf[block] < 0 {
            timetable.keepIfBest()
            return timetable.place(block, period)
        }
        let event = timetable.event(of: block, &random)
        switch random.below(16) {
        case 0:
            timetable.keepIfBest()
            timetable.remove(block)
            return true
        case 1...3 where !splits:
            let room = Int(model.suitableRooms[Int(model.roomStarts[event])])
            return timetable.changeRoom(event, room, limit: limit)
        case 4...5 where !splits:
            guard timetable.nextBlock[block] >= 0 else { return false }
            let other = timetable.event(of: Int(timetable.nextBlock[block]), &random)
            return timetable.swapRooms(event, other, limit: limit)
        case 6...9:
            let partner = random.below(model.blockCount)
            let target = Int(timetable.periodOf[partner])
            if target < 0 || target == Int(timetable.periodOf[block]) { return false }
            return timetable.exchange(block, target, partner: partner, limit: limit, longest: 12, &random)
        default:
            if period == Int(timetable.periodOf[block]) || !model.allows[block * model.rowLength + period] {
                return false
            }
            let isPlain =
                timetable.clashes[block * model.rowLength + period] == 0 && timetable.eventSlots(block).count == 1
                && !model.movesByChains
            return isPlain
                ? timetable.shift(block, period, limit: limit, longest: 12, &random)
                : timetable.exchange(block, period, limit: limit, longest: 12, &random)
        }
    }

    /// The check would notice: a table spoiled by hand is found.
    @Test func aSpoiledTableIsNoticed() throws {
        let problem = GeneratedTimetable.problem(seed: 3)
        let timetable = Timetable(try TimetableModel(problem))
        for block in 0..<timetable.model.blockCount {
            for period in 0..<problem.periodCount where timetable.periodOf[block] < 0 {
                _ = timetable.place(block, period)
            }
        }
        #expect(timetable.checkInvariants(of: problem).isEmpty)
        timetable.total[0] += 1
        #expect(!timetable.checkInvariants(of: problem).isEmpty)
        timetable.total[0] -= 1
        timetable.cost[Int(timetable.model.allowedPeriods[0])] += 1
        #expect(!timetable.checkInvariants(of: problem).isEmpty)
        timetable.cost[Int(timetable.model.allowedPeriods[0])] -= 1
        timetable.free[0] -= 1
        #expect(!timetable.checkInvariants(of: problem).isEmpty)
        timetable.free[0] += 1
        timetable.clashes[0] += 1
        #expect(!timetable.checkInvariants(of: problem).isEmpty)
        timetable.clashes[0] -= 1
        timetable.kindOccupants[0] += 1
        #expect(!timetable.checkInvariants(of: problem).isEmpty)
        timetable.kindOccupants[0] -= 1
        timetable.placed[0] -= 1
        #expect(!timetable.checkInvariants(of: problem).isEmpty)
        timetable.placed[0] += 1
        timetable.familyPeriods[0] += 1
        #expect(!timetable.checkInvariants(of: problem).isEmpty)
        timetable.familyPeriods[0] -= 1
        #expect(timetable.checkInvariants(of: problem).isEmpty)
    }
}
