import Synchronization
import Testing

@testable import Solving

@Suite struct TimetableSearchTests {
    @Test(arguments: 1...5, [false, true])
    func placesEverythingThatCanBePlaced(seed: Int, splits: Bool) throws {
        let problem = GeneratedTimetable.problem(seed: UInt64(seed), splits: splits)
        var search = TimetableSearch(budget: .steps(40_000), seed: 7)
        search.checksInvariants = true
        let outcome = try search.run(problem)
        let judged = TimetableEvaluation(problem, outcome.solution)
        #expect(outcome.solution.unplaced == 0)
        #expect(judged.violations == 0)
        #expect(judged.cost == outcome.cost)
        #expect(outcome.bound <= outcome.cost)
    }

    @Test func stepsAndSeedDecideWhateverTheThreads() throws {
        let problem = GeneratedTimetable.problem(seed: 11)
        func solution(_ threads: Int, _ seed: UInt64) throws -> TimetableSolution {
            var search = TimetableSearch(budget: .steps(20_000), seed: seed)
            search.searches = 4
            search.threads = threads
            return try search.run(problem).solution
        }
        let alone = try solution(1, 5)
        #expect(try solution(2, 5) == alone)
        #expect(try solution(4, 5) == alone)
        #expect(try solution(1, 6) != alone)
    }

    /// Against every timetable there is: five events, four periods, two rooms.
    @Test(arguments: 1...12)
    func findsTheOptimumOfTinyProblems(seed: Int) throws {
        var problem = GeneratedTimetable.problem(seed: UInt64(seed), events: 5, periods: 4, rooms: 2)
        problem.roomCapacities = [14, 20]
        let exhaustive = try #require(bruteForce(problem))
        var search = TimetableSearch(budget: .steps(20_000), seed: 1)
        search.searches = 8
        let outcome = try search.run(problem)
        #expect(outcome.solution.unplaced == 0)
        #expect(outcome.cost == exhaustive)
        #expect(outcome.bound <= exhaustive)
    }

    private func bruteForce(_ problem: TimetableProblem) -> Int? {
        let places = problem.periodCount * problem.roomCapacities.count
        var best: Int?
        var choice = Array(repeating: 0, count: problem.events.count)
        while true {
            let solution = TimetableSolution(
                periods: choice.map { $0 / problem.roomCapacities.count },
                rooms: choice.map { $0 % problem.roomCapacities.count })
            let judged = TimetableEvaluation(problem, solution)
            if judged.violations == 0 { best = min(best ?? .max, judged.cost) }
            guard let next = choice.indices.last(where: { choice[$0] < places - 1 }) else { return best }
            choice[next] += 1
            for later in (next + 1)..<choice.count { choice[later] = 0 }
        }
    }

    /// Three full rooms' worth of people and two free rooms: one event pays, and the bound knows.
    @Test func theBoundSeesScarceRooms() throws {
        var problem = TimetableProblem(
            events: (0..<3).map { _ in TimetableProblem.Event(size: 10) }, periodCount: 2, roomCapacities: [10, 10])
        for event in 0..<3 { problem.roomCosts[event * 2 + 1] = 50 }
        problem.proximity = [0, 2, 2, 0]
        problem.clashes = [TimetableProblem.Clash(0, 1, people: 3)]
        let outcome = try TimetableSearch(budget: .steps(5_000), seed: 1).run(problem)
        #expect(outcome.cost == 56)
        #expect(outcome.bound > 6 + 25)
        #expect(outcome.bound <= 56)
    }

    @Test func leavesOutOnlyWhatCannotStand() throws {
        var problem = TimetableProblem(
            events: (0..<4).map { _ in TimetableProblem.Event(size: 5) }, periodCount: 3, roomCapacities: [10])
        for pair in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            problem.clashes.append(TimetableProblem.Clash(pair.0, pair.1, people: 1))
        }
        let outcome = try TimetableSearch(budget: .steps(20_000), seed: 1).run(problem)
        #expect(outcome.solution.unplaced == 1)
        #expect(TimetableEvaluation(problem, outcome.solution).violations == 0)
    }

    /// A wave of 25 over rooms of 10, 10 and 5 fits only when it may be split; a seat too few has its price.
    @Test func splittingFillsSeveralRooms() throws {
        var problem = TimetableProblem(
            events: [
                TimetableProblem.Event(size: 25), TimetableProblem.Event(size: 20), TimetableProblem.Event(size: 6),
            ],
            periodCount: 2, roomCapacities: [10, 10, 5])
        problem.roomCosts[2 * 3 + 0] = TimetableProblem.forbidden
        problem.roomCosts[2 * 3 + 1] = TimetableProblem.forbidden
        #expect(try TimetableSearch(budget: .steps(5_000), seed: 1).run(problem).solution.unplaced == 3)
        problem.splitting = Splitting(periodCount: 2, kinds: 1, roomCapacities: [10, 10, 5], shortageCost: 7)
        let crowded = try TimetableSearch(budget: .steps(5_000), seed: 1).run(problem)
        #expect(crowded.solution.unplaced == 0)
        #expect(crowded.cost == 7)
        problem.events[2].size = 5
        let outcome = try TimetableSearch(budget: .steps(5_000), seed: 1).run(problem)
        #expect(outcome.solution.unplaced == 0)
        #expect(outcome.solution.periods[1] == outcome.solution.periods[2])
        #expect(outcome.isProvedBest)
        let poured = RoomPouring(problem, events: [2, 1], seats: [10, 10, 5])
        #expect(poured.people == [[0, 0, 5], [10, 10, 0]])
        #expect(poured.unseated == 0)
        #expect(RoomPouring(problem, events: [1, 2], seats: [10, 10, 5]).unseated == 0)
        #expect(RoomPouring(problem, events: [0, 2], seats: [10, 10, 5]).unseated == 5)
    }

    /// Three events of one person and two periods that a third overlaps: two share a period, or overlap, at a price.
    @Test func clashesMayBeAPriceOnly() throws {
        var problem = TimetableProblem(
            events: (0..<3).map { _ in TimetableProblem.Event(size: 4) }, periodCount: 3, roomCapacities: [8])
        problem.separatesClashes = false
        problem.proximity = [9, 0, 5, 0, 9, 5, 5, 5, 9]
        problem.clashes = [(0, 1), (0, 2), (1, 2)].map { TimetableProblem.Clash($0.0, $0.1, people: 1) }
        problem.splitting = Splitting(
            seats: [[8], [8]], slots: [[[0], [1], [0, 1]]], shortageCost: 20)
        let outcome = try TimetableSearch(budget: .steps(5_000), seed: 1).run(problem)
        #expect(outcome.solution.unplaced == 0)
        #expect(outcome.cost == 9)
        #expect(TimetableEvaluation(problem, outcome.solution).cost == 9)
    }

    @Test func aRaisedSignalLeavesTheBestSoFar() throws {
        let problem = GeneratedTimetable.problem(seed: 2)
        var search = TimetableSearch(budget: .steps(.max), seed: 1)
        let stop = search.stop
        let looks = Mutex(0)
        search.progress = { _ in
            let count = looks.withLock { looks in
                looks += 1
                return looks
            }
            if count == 2 { stop.raise() }
        }
        let outcome = try search.run(problem)
        #expect(TimetableEvaluation(problem, outcome.solution).violations == 0)
        #expect(outcome.solution.unplaced == 0)
    }

    @Test func emptyProblemsEnd() throws {
        let nothing = TimetableProblem(events: [], periodCount: 0, roomCapacities: [])
        #expect(try TimetableSearch(budget: .seconds(30), seed: 1).run(nothing).solution.periods.isEmpty)
        let homeless = TimetableProblem(events: [TimetableProblem.Event(size: 1)], periodCount: 2, roomCapacities: [])
        #expect(try TimetableSearch(budget: .steps(2_000), seed: 1).run(homeless).solution.unplaced == 1)
    }

    @Test func faultsAreTold() {
        var problem = TimetableProblem(
            events: [TimetableProblem.Event(size: 1), TimetableProblem.Event(size: -1)], periodCount: 2,
            roomCapacities: [3], proximity: [0, 1, 2, 0])
        problem.clashes = [TimetableProblem.Clash(0, 9, people: 1)]
        #expect(problem.faults().count == 3)
        #expect(throws: ProblemFault.self) { try TimetableSearch(budget: .steps(10), seed: 1).run(problem) }

        var contradiction = TimetableProblem(
            events: [TimetableProblem.Event(size: 1), TimetableProblem.Event(size: 1)], periodCount: 2,
            roomCapacities: [3])
        contradiction.together = [TimetableProblem.Pair(0, 1)]
        contradiction.clashes = [TimetableProblem.Clash(0, 1, people: 1)]
        #expect(throws: ProblemFault.self) { try TimetableSearch(budget: .steps(10), seed: 1).run(contradiction) }
        contradiction.clashes = []
        contradiction.periodCosts[0] = TimetableProblem.forbidden - 1
        #expect(throws: ProblemFault.self) { try TimetableSearch(budget: .steps(10), seed: 1).run(contradiction) }
    }
}
