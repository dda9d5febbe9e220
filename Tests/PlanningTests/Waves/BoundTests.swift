import Exams
import Testing

@testable import Planning

@Suite struct BoundTests {
    /// What the relaxations promise is held against plans proved the best by the exact search.
    @Test(arguments: 0..<80)
    func `no plan as good in the earlier tiers is better than a bound`(seed: Int) throws {
        try hold(RandomProblem(seed: UInt64(1_000 + seed)).problem)
    }

    @Test(arguments: HardFamily.allCases)
    func `no plan of a hard problem is better than a bound`(family: HardFamily) throws {
        for seed: UInt64 in 100..<130 { try hold(family.problem(seed: seed)) }
    }

    private func hold(_ problem: Problem) throws {
        let model = Model(problem)
        var draft = Draft(places: Array(repeating: nil, count: model.applications.count))
        for members in Parts(model).members {
            let part = model.restricted(to: members)
            let planned = Planner().planned(part)
            for (member, place) in zip(members, planned.draft.places) { draft.places[member] = place }
            let score = Score(planned.draft, in: part)
            let cost = WaveCost(
                unplaced: part.applications.count - score.placed, delay: score.delay, missedWishes: score.missedWishes,
                invigilators: score.invigilators)
            let bounds = WaveBounds(WaveFrame(part)).bounds(for: cost)
            #expect(try #require(bounds.tiers[1])[0] >= score.placed)
            #expect(try #require(bounds.tiers[3])[0] <= score.delay)
            #expect(try #require(bounds.tiers[4])[0] <= score.missedWishes)
            #expect(try #require(bounds.tiers[5])[0] <= score.invigilators)
            #expect(try #require(bounds.tiers[6])[0] <= score.neighbours)
            for (bound, value) in zip(try #require(bounds.tiers[7]), score.comfort) { #expect(bound <= value) }
            try holdForWorse(cost, part)
        }
    }

    /// A bound stops where it meets the plan at hand, so a worse plan has to be asked for as well.
    private func holdForWorse(_ best: WaveCost, _ part: Model) throws {
        func bound(_ tier: Int, _ change: (inout WaveCost) -> Void) throws -> Int {
            var worse = best
            change(&worse)
            return try #require(WaveBounds(WaveFrame(part)).bounds(for: worse).tiers[tier])[0]
        }
        #expect(try bound(1) { $0.unplaced += 3 } >= part.applications.count - best.unplaced)
        #expect(try bound(3) { $0.delay += 3 } <= best.delay)
        #expect(try bound(4) { $0.missedWishes += 3 } <= best.missedWishes)
        #expect(try bound(5) { $0.invigilators += 5 } <= best.invigilators)
    }

    /// Two months, nobody may be left out, and the second month runs only if four of the five wait for it.
    @Test func `a least enrolment that only later months reach delays those who could come sooner`() {
        let problem = Self.problem(enrolment: 5, firstMonths: [0, 0, 0, 0, 1])
        #expect(Self.bounds(of: problem, cost: WaveCost(unplaced: 0, delay: 4)).tiers[3] == [4])
        let apart = Self.problem(enrolment: 2, firstMonths: [0, 0, 0, 0, 1])
        #expect(Self.bounds(of: apart, cost: WaveCost(unplaced: 0, delay: 1)).tiers[3] == [1])
    }

    /// Four come in May for a run of five in June, so that nobody sits in May: two periods with two invigilators each.
    @Test func `nobody is watched where nobody may come`() {
        let problem = Self.problem(enrolment: 5, firstMonths: [0, 0, 0, 0, 1])
        let cost = WaveCost(unplaced: 0, delay: 4, missedWishes: 0, invigilators: 9)
        #expect(Self.bounds(of: problem, cost: cost).tiers[5] == [4])
    }

    /// Rooms of seven with two invigilators each: thirty sittings need five.
    @Test func `invigilators are counted in whole rooms`() {
        var problem = Self.problem(enrolment: 1, firstMonths: Array(repeating: 0, count: 15))
        problem.venues[0].rooms = (0..<4).map { .init(id: "R\($0)", rows: 1, columns: 8) }
        let cost = WaveCost(unplaced: 0, delay: 0, missedWishes: 0, invigilators: 14)
        #expect(Self.bounds(of: problem, cost: cost).tiers[5] == [10])
    }

    @Test func `one person cannot sit four sessions on a day`() {
        var problem = Self.problem(enrolment: 1, firstMonths: [0, 0, 0, 0])
        for index in [1, 3] { problem.applications[index].person = problem.applications[index - 1].person }
        #expect(Self.bounds(of: problem, cost: WaveCost(unplaced: 0, delay: 2)).tiers[3] == [2])
    }

    @Test func `few invigilators watch only so many rooms`() {
        var problem = Self.problem(enrolment: 1, firstMonths: Array(repeating: 0, count: 16))
        problem.venues[0].invigilators = 3
        problem.sittings.removeLast()
        problem.sittings[0].periods.removeLast(2)
        problem.venues[0].rooms = ["R1", "R2"].map { .init(id: $0, rows: 1, columns: 10) }
        #expect(Self.bounds(of: problem, cost: WaveCost(unplaced: 7)).tiers[1] == [9])
    }

    /// Whoever gives up a wish for a venue no longer opens a room there for each of his subjects.
    @Test func `rooms that only one person needs are saved when he goes elsewhere`() {
        var problem = Self.problem(enrolment: 1, firstMonths: [0, 0, 0, 0, 0])
        problem.policy.invigilatorFor = 2
        problem.sittings.removeLast()
        problem.venues = ["V", "W"].map { Venue(id: $0, rooms: [.init(id: "R\($0)", rows: 1, columns: 4)]) }
        for (number, venue) in [(1, "W"), (2, "W"), (3, "V"), (4, "V")] {
            problem.applications[number].wishVenue = venue
        }
        for number in [1, 4] { problem.applications[number].subjects = [.skill] }
        let cost = WaveCost(unplaced: 0, delay: 0, missedWishes: 1, invigilators: 6)
        #expect(Self.bounds(of: problem, cost: cost).tiers[5] == [6])
    }

    /// A room of four seats, three of them to be used, hosts four periods: nine people need it for one subject, and three
    /// more seats are left in it.
    @Test func `whoever finds no seat in the scarce room for his other subject changes rooms`() {
        var problem = Self.problem(enrolment: 1, firstMonths: Array(repeating: 0, count: 9))
        problem.programmes[0].subjects[1].needs = ["cad"]
        problem.venues[0].rooms.append(.init(id: "C", rows: 1, columns: 4))
        problem.venues[0].rooms[1].offers = ["cad"]
        let cost = WaveCost(unplaced: 0, delay: 0, missedWishes: 0, invigilators: 40)
        #expect(Self.bounds(of: problem, cost: cost).tiers[7]?[0] == 6)
        // Who sits the scarce subject only needs one seat, and never changes.
        problem.applications[0].subjects = [.skill]
        #expect(Self.bounds(of: problem, cost: cost).tiers[7]?[0] == 5)
    }

    /// Of twenty seats ten are apart.
    @Test func `a unit with too many people for the seats that are apart has neighbours`() {
        var problem = Self.problem(enrolment: 1, firstMonths: Array(repeating: 0, count: 12))
        for number in 0..<12 { problem.applications[number].unit = "U" }
        problem.sittings[0].periods.removeLast(2)
        let cost = WaveCost(unplaced: 0, delay: 0, missedWishes: 0, invigilators: 4)
        #expect(Self.bounds(of: problem, cost: cost).tiers[6] == [4])
        // Four periods are enough, if there are the invigilators.
        problem.sittings[0].periods = Self.problem(enrolment: 1, firstMonths: [0]).sittings[0].periods
        #expect(Self.bounds(of: problem, cost: cost).tiers[6] == [4])
        let more = WaveCost(unplaced: 0, delay: 0, missedWishes: 0, invigilators: 8)
        #expect(Self.bounds(of: problem, cost: more).tiers[6] == [0])
    }

    /// One programme of two subjects, a day of four periods in each of two months, a room for all.
    private static func problem(enrolment: Int, firstMonths: [Int]) -> Problem {
        let first = Month(year: 2024, month: 5)?.number ?? 0
        let sittings = (0...1).map { month in
            let day = Month(number: first + month).firstDay + 10
            return Sitting(
                id: "S\(month)", institution: "I", month: Month(number: first + month), programmes: ["P"],
                periods: [540, 660, 780, 900].map { start in
                    Sitting.Period(id: "\(month)-\(start)", start: day.start + start, end: day.start + start + 60)
                })
        }
        return Problem(
            programmes: [
                Programme(
                    id: "P", institution: "I", subjects: [.init(.theory, minutes: 60), .init(.skill, minutes: 60)],
                    maxWaves: 2, minimumEnrolment: enrolment)
            ],
            sittings: sittings, venues: [Venue(id: "V", rooms: [.init(id: "R", rows: 4, columns: 5)])],
            applications: firstMonths.enumerated().map { number, month in
                Application(
                    id: "A\(number)", person: "N\(number)", programme: "P", subjects: [.theory, .skill],
                    paidAt: LocalSecond(number: 1_711_900_800), firstMonth: Month(number: first + month))
            })
    }

    private static func bounds(of problem: Problem, cost: WaveCost) -> Bounds {
        WaveBounds(WaveFrame(Model(problem))).bounds(for: cost)
    }
}
