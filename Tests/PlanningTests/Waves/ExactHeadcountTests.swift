import Exams
import Testing
import Verifying

@testable import Planning

/// The best plan by numbers against brute force by people.
@Suite struct ExactHeadcountTests {
    private func exact(_ frame: WaveFrame) -> ExactHeadcounts? {
        let construction = WaveConstruction(frame: frame)
        var state = WaveState(frame)
        var dice = WaveRandom(seed: 1)
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice
        )
        guard let plan = HeadcountFrame(frame),
            var exact = ExactHeadcounts(plan, state, work: 20_000_000)
        else { return nil }
        exact.improve { _ in Bounds() }
        return exact
    }

    @Test(arguments: [RandomProblem.Size.tiny, .small])
    func `places as many as can be, and promises nothing better than the best plan`(
        size: RandomProblem.Size
    ) throws {
        try compare((5_000..<5_320).map { RandomProblem(seed: $0, size: size).problem }, atLeast: 60)
    }

    @Test(arguments: HardFamily.allCases)
    func `is right where something is scarce`(family: HardFamily) throws {
        try compare((0..<30).map { family.problem(seed: $0) }, atLeast: 2)
    }

    /// Of plans that differ only in which of these are used it looks at one (`AlikeTimes`; rooms likewise).
    @Test(arguments: [(days: 1, times: 4), (days: 2, times: 2), (days: 3, times: 1), (days: 1, times: 2)])
    func `loses nothing where times, days and rooms are alike`(days: Int, times: Int) throws {
        let problems = (6_000..<6_200).map { (seed: UInt64) in
            let pause = [30, 60, 120][Int(seed % 3)]
            return RandomProblem(seed: seed, size: seed % 2 == 0 ? .tiny : .small).problem.with(days, times, pause)
        }
        let alike = problems.map { AlikeTimes(WaveFrame(Model($0)), isOrderFelt: true) }
        #expect(alike.count { !$0.pairs.isEmpty } > 50 || times == 1)
        #expect(alike.count { !$0.days.isEmpty } > 50 || days == 1)
        try compare(problems, atLeast: 40)
    }

    /// Who applied twice for one wave gets the place he paid for first, even where the other would need fewer
    /// invigilators.
    @Test func `a person's first application envies his second`() throws {
        let month = Month(year: 2031, month: 3) ?? Month(number: 0)
        let start = (month.firstDay + 5).start + 540
        let wishes = ["V0", "V1", "V1", "V1"]
        let applications = wishes.enumerated().map { number, venue in
            var application = Application(
                id: "A\(number)", person: number < 2 ? "X" : "X\(number)", programme: "P", subjects: [.theory],
                paidAt: LocalSecond(number: number), firstMonth: month)
            application.wishVenue = venue
            return application
        }
        let problem = Problem(
            programmes: [Programme(id: "P", institution: "I", subjects: [.init(.theory, minutes: 60)], maxWaves: 1)],
            sittings: [
                Sitting(
                    id: "S", institution: "I", month: month, programmes: ["P"],
                    periods: [.init(id: "T", start: start, end: start + 60)])
            ],
            venues: ["V0", "V1"].map { Venue(id: $0, rooms: [.init(id: "R" + $0, rows: 4, columns: 5)]) },
            applications: applications)
        let best = try #require(exact(WaveFrame(Model(problem))))
        #expect(best.cost == WaveCost(unplaced: 1, delay: 0, missedWishes: 0, invigilators: 4))
        #expect(best.bounds == [-3, 0, 0, 4])
    }

    /// Who waits takes the seat of whoever paid later for another programme, where his own has a wave at that time.
    @Test func `who waits envies people of other programmes`() throws {
        let month = Month(year: 2031, month: 3) ?? Month(number: 0)
        let start = (month.firstDay + 5).start + 540
        let wanted = [("P", 0), ("P", -1), ("Q", 0)]
        let applications = wanted.enumerated().map { number, wish in
            Application(
                id: "A\(number)", person: "X\(number)", programme: wish.0, subjects: [.theory],
                paidAt: LocalSecond(number: number), firstMonth: Month(number: month.number + wish.1))
        }
        var problem = Problem(
            programmes: ["P", "Q"].map {
                Programme(id: $0, institution: "I", subjects: [.init(.theory, minutes: 60)], maxWaves: 1)
            },
            sittings: [
                Sitting(
                    id: "S", institution: "I", month: month, programmes: ["P", "Q"],
                    periods: [.init(id: "T", start: start, end: start + 60)])
            ],
            venues: [Venue(id: "V", rooms: [.init(id: "R", rows: 1, columns: 2)])], applications: applications)
        problem.policy.spare = [1, 1]
        let best = try #require(exact(WaveFrame(Model(problem))))
        #expect((best.cost.unplaced, best.cost.delay) == (1, 1))
        #expect(best.bounds.prefix(2) == [-2, 1])
        // Where nobody of his own programme comes, there is no wave for him.
        problem.applications[0].eligible = false
        problem.venues[0].rooms[0].columns = 1
        let alone = try #require(exact(WaveFrame(Model(problem))))
        #expect((alone.cost.unplaced, alone.cost.delay, alone.bounds[1]) == (1, 0, 0))
        // And a programme keeps its least enrolment.
        problem.applications[0].eligible = true
        problem.programmes[1].minimumEnrolment = 1
        problem.applications.append(problem.applications[2])
        problem.applications[3].id = "A3"
        problem.applications[3].person = "X3"
        problem.venues[0].rooms[0].columns = 3
        let open = try #require(exact(WaveFrame(Model(problem))))
        #expect((open.cost.unplaced, open.cost.delay, open.bounds[1]) == (1, 1, 1))
        problem.programmes[1].minimumEnrolment = 2
        let kept = try #require(exact(WaveFrame(Model(problem))))
        #expect((kept.cost.unplaced, kept.cost.delay, kept.bounds[1]) == (1, 0, 0))
    }

    private func compare(_ problems: [Problem], atLeast least: Int) throws {
        var (compared, alike) = (0, 0)
        for problem in problems {
            guard let values = BruteForce.optimum(of: problem)?.values else { continue }
            let frame = WaveFrame(Model(problem))
            guard let exact = exact(frame) else { continue }
            compared += 1
            #expect(frame.model.applications.count - exact.cost.unplaced == values.placed)
            #expect(exact.bounds[0] == -values.placed)
            // Envy may cost later tiers, but never help them.
            let best = WaveCost(
                unplaced: exact.cost.unplaced, delay: values.delay, missedWishes: values.wishesMissed,
                invigilators: values.invigilators)
            #expect(exact.cost <= best)
            var bounds = Bounds()
            bounds.tiers = [1: [values.placed], 3: [0], 4: [0], 5: [0]]
            exact.sharpen(&bounds, for: best)
            #expect(bounds.tiers[3]?[0] ?? 0 <= values.delay)
            #expect(bounds.tiers[4]?[0] ?? 0 <= values.wishesMissed)
            #expect(bounds.tiers[5]?[0] ?? 0 <= values.invigilators)
            if exact.cost == best { alike += 1 }
            try hold(exact, frame.model)
        }
        #expect(compared >= least && alike * 6 >= compared * 5, "\(compared) compared, \(alike) alike")
    }

    /// What it says a plan costs, the plan costs; and every law but the one of envy holds.
    private func hold(_ exact: ExactHeadcounts, _ model: Model) throws {
        guard let state = exact.state else { return }
        var draft = state.draft()
        draft.takeSeats(in: model)
        let score = Score(draft, in: model)
        #expect(
            model.applications.count - score.placed == exact.cost.unplaced
                && score.delay == exact.cost.delay)
        #expect(
            score.missedWishes == exact.cost.missedWishes && score.invigilators <= exact.cost.invigilators
        )
        _ = try verify(problem: model.problem, plan: Plan(draft, in: model))
    }
}

extension Problem {
    /// The same problem with as many periods of an hour on so many days in a row in every sitting, and two rooms of a
    /// kind at every venue.
    fileprivate func with(_ days: Int, _ times: Int, _ pause: Int) -> Problem {
        var problem = self
        for sitting in sittings.indices {
            let (id, first) = (sittings[sitting].id, sittings[sitting].month.firstDay + 8)
            problem.sittings[sitting].periods = (0..<(days * times)).map { number in
                let start = (first + number / times).start + 540 + number % times * (60 + pause)
                return Sitting.Period(id: "\(id)-\(number)", start: start, end: start + 60)
            }
        }
        for venue in venues.indices {
            let room = venues[venue].rooms[0]
            problem.venues[venue].rooms = ["a", "b"].map { twin in
                var copy = room
                copy.id += twin
                return copy
            }
        }
        return problem
    }
}
