import Exams
import Testing
import Verifying

@testable import Planning

/// The plan in memory after a row of events, held against the checker.
@Suite struct ReplannerTests {
    private static let now = LocalMinute(number: 0)

    @Test(arguments: 0..<16) func answersKeepTheWholePlanLawful(seed: UInt64) throws {
        var session = ImaginedSession()
        session.people = 250
        session.programmes = 3 + Int(seed % 4)
        session.oddity = [0, 20, 50][Int(seed % 3)]
        var problem = session.problem(seed: seed)
        let before = Planner(limits: .quick).plan(problem)
        if seed % 4 > 0 { problem.released = before.placements }
        var replanner = Replanner(problem: problem, plan: before, at: Self.now)
        var expected = Dictionary(uniqueKeysWithValues: before.placements.map { ($0.application, $0.subjects) })
        for loss in losses(problem, before, seed) {
            for change in replanner.answer(to: [loss]) {
                #expect(change.from?.subjects == expected[change.application])
                expected[change.application] = change.to?.subjects
            }
            let (changed, plan) = replanner.plan(told: Planner(limits: .quick))
            #expect(throws: Never.self, "\(seed) \(loss)") { try verify(problem: changed, plan: plan) }
            let found = Dictionary(uniqueKeysWithValues: plan.placements.map { ($0.application, $0.subjects) })
            #expect(found == expected, "the changes told are all that changed")
            let envy = EnvyFinder(replanner.repair.model).pairs(in: replanner.repair.draft, limit: 1)
            #expect(envy.isEmpty, "\(seed) \(loss)")
        }
    }

    /// Some have tickets, others not yet: the others help a programme to its minimum, give up places, and may envy.
    @Test(arguments: [103, 110, 149] as [UInt64])
    func eventAfterEventNobodyEnviesAndTheBoundsHold(seed: UInt64) throws {
        var session = ImaginedSession()
        session.people = 60 + Int(seed % 5) * 50
        session.programmes = 2 + Int(seed % 5)
        session.oddity = [0, 20, 50][Int(seed % 3)]
        if seed % 2 == 1 { session.roomsPerVenue = 1 }
        var problem = session.problem(seed: seed)
        let before = Planner(limits: .quick).plan(problem)
        problem.released = Array(before.placements.prefix(before.placements.count * Int(seed % 4) / 3))
        var replanner = Replanner(problem: problem, plan: before, at: Self.now)
        for step in 1...8 {
            let placement = before.placements[(before.placements.count - 1) * step / 9]
            _ = replanner.answer(to: [loss(of: placement, problem, (Int(seed) + step) % 4)])
            let envy = EnvyFinder(replanner.repair.model).pairs(in: replanner.repair.draft, limit: 1)
            #expect(envy.isEmpty, "\(step)")
        }
        let (changed, plan) = replanner.plan(told: Planner(limits: .quick))
        #expect(throws: Never.self) { try verify(problem: changed, plan: plan) }
    }

    private func loss(of placement: Placement, _ problem: Problem, _ kind: Int) -> Replanner.Loss {
        let seat = placement.subjects[0]
        switch kind {
        case 0: return .application(placement.application)
        case 1: return .machine(room: seat.room, row: seat.row, column: seat.column)
        case 2: return .room(seat.room)
        default:
            let periods = problem.sittings.flatMap(\.periods)
            let day = periods.first { $0.id == seat.period }?.start.day
            return .periods(Set(periods.filter { $0.start.day == day }.map(\.id)))
        }
    }

    /// A day is lost, and not everybody finds another place at once: then the proposal of fewest moves is asked.
    @Test func anAnswerMovesNoMoreTicketsThanTheProposal() throws {
        var further = 0
        for seed: UInt64 in 60..<66 {
            var session = ImaginedSession()
            session.people = 160
            session.roomsPerVenue = 1
            session.oddity = 20
            var problem = session.problem(seed: seed)
            let planner = Planner(limits: .quick)
            let before = planner.plan(problem)
            problem.released = before.placements.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            let day = loss(of: before.placements[before.placements.count / 2], problem, 3)
            var (asked, alone) = (
                Replanner(problem: problem, plan: before, at: Self.now, planner: planner),
                Replanner(problem: problem, plan: before, at: Self.now)
            )
            _ = (asked.answer(to: [day]), alone.answer(to: [day]))
            let (changed, plan) = asked.plan(told: planner)
            #expect(throws: Never.self, "\(seed)") { try verify(problem: changed, plan: plan) }
            let model = Model(changed)
            let anchors = model.anchors(previous: before)
            func upheaval(_ plan: Plan) -> Upheaval { Upheaval(model.draft(of: plan), anchors, in: model) }
            let proposed = upheaval(planner.propose(.fewest, for: changed, from: before))
            #expect(!proposed.changes.lexicographicallyPrecedes(upheaval(plan).changes), "\(seed)")
            if upheaval(plan) < upheaval(alone.plan(told: planner).plan) { further += 1 }
        }
        #expect(further > 0)
    }

    @Test func aWithdrawalGoesToWhoWaitsLongest() throws {
        var session = ImaginedSession()
        session.people = 300
        session.roomsPerVenue = 1
        session.oddity = 0
        var tried = 0
        for seed: UInt64 in 0..<8 {
            let problem = session.problem(seed: seed)
            let before = Planner(limits: .quick).plan(problem)
            guard let leaver = before.placements.first else { continue }
            var replanner = Replanner(problem: problem, plan: before, at: Self.now)
            let changes = replanner.answer(to: [.application(leaver.application)])
            #expect(changes.contains { $0.application == leaver.application && $0.to == nil })
            let (changed, plan) = replanner.plan(told: Planner(limits: .quick))
            let verified = try verify(problem: changed, plan: plan)
            #expect(verified.measures[2] == .number(0), "nobody envies with justification")
            if changes.count > 1 { tried += 1 }
        }
        #expect(tried > 0, "somebody took a freed seat")
    }

    private func losses(_ problem: Problem, _ plan: Plan, _ seed: UInt64) -> [Replanner.Loss] {
        let placements = plan.placements
        guard placements.count > 8 else { return [] }
        let picked = (1...4).map { placements[(placements.count - 1) * $0 / 5] }
        let seat = picked[1].subjects[0]
        let day = problem.sittings.flatMap(\.periods).first { $0.id == picked[3].subjects[0].period }?.start.day
        let lost = problem.sittings.flatMap(\.periods).filter { $0.start.day == day }.map(\.id)
        return [
            .application(picked[0].application), .machine(room: seat.room, row: seat.row, column: seat.column),
            .room(picked[2].subjects[0].room), .periods(Set(lost)),
        ]
    }
}
