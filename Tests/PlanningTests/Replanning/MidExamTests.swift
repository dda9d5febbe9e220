import Exams
import Synchronization
import Testing
import Verifying

@testable import Planning

/// Re-plans while an exam is on: whatever has happened, who has begun to sit stays, and nobody is sent into a period
/// that has begun.
@Suite struct MidExamTests {
    enum Happening: CaseIterable, Sendable {
        case nothing, roomLost, machineLost, laterPeriodLost, restOfDayLost, nextDayLost, withdrawal, staffLost
        case minimumRaised, ban, programmeCancelled, thisPeriodWasCancelled, thisRoomWasClosed, thisMachineWasBroken
    }

    @Test(arguments: Happening.allCases) func whoHasBegunStays(happening: Happening) throws {
        var (begun, later) = (0, 0)
        for seed: UInt64 in 0..<5 {
            let stage = Stage(happening, seed: seed)
            let planner = Planner(limits: .quick)
            var plans = Proposal.allCases.map { planner.propose($0, for: stage.problem, from: stage.before) }
            plans.append(planner.restore(stage.earlier, for: stage.problem))
            plans.append(planner.plan(stage.problem))
            for (number, plan) in plans.enumerated() {
                let here = "\(happening) \(seed), plan \(number)"
                #expect(throws: Never.self, "\(here)") { try verify(problem: stage.problem, plan: plan) }
                let after = Dictionary(uniqueKeysWithValues: plan.placements.map { ($0.application, $0) })
                for placement in stage.before.placements where stage.problem.beginnings.hasBegun(placement) {
                    let (sat, left) = (
                        placement.subjects.filter(stage.hasBegun), placement.subjects.count { !stage.hasBegun($0) }
                    )
                    begun += 1
                    later += left > 0 ? 1 : 0
                    let now = after[placement.application]?.subjects.filter(stage.hasBegun)
                    let mayLose = left > 0 || stage.banned.contains(placement.application)
                    #expect(now == sat || (now == nil && mayLose), "\(here): \(placement.application)")
                }
            }
        }
        let isHeld = ![.thisPeriodWasCancelled, .thisRoomWasClosed].contains(happening)
        #expect(!isHeld || begun > 100 && later > 5, "\(begun) had begun, \(later) of them with a subject to come")
    }

    /// Its people have not begun, however late the re-plan: they are seated again like others, or wait like others.
    @Test(arguments: [Happening.thisPeriodWasCancelled, .thisRoomWasClosed, .thisMachineWasBroken])
    func whatWasLostInTimeNeverBegins(happening: Happening) throws {
        var (out, again) = (0, 0)
        for seed: UInt64 in 0..<5 {
            let stage = Stage(happening, seed: seed)
            let late = Set(
                stage.problem.sittings.flatMap(\.periods).filter { $0.start <= stage.now }.map(\.id))
            // Nothing of theirs has begun, though they were to sit by now.
            let owners = stage.before.placements.filter { placement in
                placement.subjects.contains { late.contains($0.period) }
                    && !stage.problem.beginnings.hasBegun(placement)
            }
            for proposal in Proposal.allCases {
                let plan = Planner(limits: .quick).propose(proposal, for: stage.problem, from: stage.before)
                let places = Dictionary(uniqueKeysWithValues: plan.placements.map { ($0.application, $0) })
                let interrupted = Set(stage.problem.interrupted(in: plan).map(\.application))
                for owner in owners {
                    let place = places[owner.application]
                    #expect(place?.subjects.allSatisfy { !late.contains($0.period) } ?? true, "\(proposal) \(seed)")
                    #expect(!interrupted.contains(owner.application), "he has not begun")
                    if place == nil {
                        #expect(plan.outcomes.first { $0.application == owner.application }?.state == .waiting)
                    }
                    (out, again) = (out + 1, again + (place == nil ? 0 : 1))
                }
            }
        }
        #expect(out > 5 && again > 0, "\(again) of \(out)")
    }

    /// A programme that somebody has begun to sit is held with however few, though he himself cannot finish; what is
    /// asked of memory is lawful as well.
    @Test(arguments: Happening.allCases) func whoeverIsLeftOfABegunProgrammeSitsOn(happening: Happening) throws {
        var short = 0
        for seed: UInt64 in 20..<26 {
            let stage = Stage(happening, seed: seed, minimum: 6 + Int(seed % 3) * 4)
            let planner = Planner(limits: .quick)
            for proposal in Proposal.allCases {
                let plan = planner.propose(proposal, for: stage.problem, from: stage.before)
                let here = "\(happening) \(seed) \(proposal)"
                #expect(throws: Never.self, "\(here)") { try verify(problem: stage.problem, plan: plan) }
                let programmes = Dictionary(
                    uniqueKeysWithValues: stage.problem.applications.map { ($0.id, $0.programme) })
                let runs = Dictionary(grouping: plan.placements) {
                    "\($0.sitting) \(programmes[$0.application] ?? "")"
                }
                short += runs.values.count { $0.count < 6 }
            }
            for loss in stage.losses {
                var replanner = Replanner(problem: stage.asked, plan: stage.before, at: stage.now)
                _ = replanner.answer(to: [loss])
                let (changed, plan) = replanner.plan()
                #expect(throws: Never.self, "\(happening) \(seed) \(loss)") {
                    try verify(problem: changed, plan: plan)
                }
            }
        }
        if happening == .restOfDayLost { #expect(short > 0, "somebody sat on alone") }
    }

    /// An earlier plan comes back but for who has begun since.
    @Test func aRestoredPlanLeavesAloneWhoHasBegun() throws {
        for seed: UInt64 in 10..<14 {
            let stage = Stage(.nothing, seed: seed)
            let plan = Planner(limits: .quick).restore(stage.earlier, for: stage.problem)
            #expect(throws: Never.self) { try verify(problem: stage.problem, plan: plan) }
            func begun(_ plan: Plan) -> Set<String> {
                Set(
                    plan.placements.filter { $0.subjects.contains(where: stage.hasBegun) }.map {
                        "\($0.application)\($0.subjects.filter(stage.hasBegun))"
                    })
            }
            #expect(!begun(stage.before).isEmpty && begun(stage.before) == begun(plan))
        }
    }
}

/// A plan in force, half an hour after some exam of it began.
private struct Stage {
    /// Another plan of the same people.
    let earlier: Plan
    let before: Plan
    private(set) var problem: Problem
    private(set) var banned: Set<String> = []
    let now: LocalMinute
    /// Before it happened.
    private(set) var asked: Problem
    /// The same, as it is asked of a plan in memory.
    private(set) var losses: [Replanner.Loss] = []

    init(_ happening: MidExamTests.Happening, seed: UInt64, minimum: Int? = nil) {
        var session = ImaginedSession()
        session.people = 140
        session.programmes = 3 + Int(seed % 3)
        session.oddity = [0, 20][Int(seed % 2)]
        problem = session.problem(seed: seed)
        if let minimum {
            for index in problem.programmes.indices { problem.programmes[index].minimumEnrolment = minimum }
        }
        asked = problem
        (before, earlier) = Stage.plans(of: problem, [Int(seed), minimum ?? 0])
        let starts = Dictionary(uniqueKeysWithValues: problem.sittings.flatMap(\.periods).map { ($0.id, $0.start) })
        // The begin of the fullest period in which somebody starts a day of two subjects.
        let firsts = before.placements.filter { $0.subjects.count > 1 }.compactMap { $0.subjects.first?.period }
        let fullest = Dictionary(grouping: firsts, by: { $0 }).max {
            ($0.value.count, $0.key) < ($1.value.count, $1.key)
        }
        now = (fullest.flatMap { starts[$0.key] } ?? LocalMinute(number: 0)) + 30
        problem = problem.beginning(at: now)
        let day = now.day
        let beginnings = problem.beginnings
        problem.released = before.placements.enumerated().filter { number, placement in
            beginnings.hasBegun(placement) || number % 2 == 0
        }.map(\.element)
        asked = problem
        happen(happening, day)
    }

    private static let known = Mutex([[Int]: (before: Plan, earlier: Plan)]())

    /// Many things happen to one plan.
    private static func plans(of problem: Problem, _ key: [Int]) -> (before: Plan, earlier: Plan) {
        if let plans = known.withLock({ $0[key] }) { return plans }
        let planner = (Planner(limits: .quick), Planner(limits: .quick, seed: 7))
        let plans = (planner.0.plan(problem), planner.1.plan(problem))
        known.withLock { $0[key] = plans }
        return plans
    }

    /// What was lost in time never begins.
    func hasBegun(_ seat: Placement.Seat) -> Bool { problem.beginnings.hasBegun(seat) }

    private mutating func happen(_ happening: MidExamTests.Happening, _ day: Day) {
        let starts = Dictionary(uniqueKeysWithValues: problem.sittings.flatMap(\.periods).map { ($0.id, $0.start) })
        guard let someone = before.placements.first(where: { $0.subjects.contains(where: hasBegun) }),
            let seat = someone.subjects.first(where: hasBegun)
        else { return }
        let now = now
        switch happening {
        case .nothing: break
        case .roomLost:
            losses = [.room(seat.room)]
            change(seat.room) {
                $0.open = ($0.open ?? [[LocalMinute(number: 0), now]]).map { [$0[0], min($0[1], now)] }
            }
        case .machineLost:
            losses = [.machine(room: seat.room, row: seat.row, column: seat.column)]
            change(seat.room) { $0.blocked = ($0.blocked ?? []) + [[seat.row, seat.column]] }
        case .thisRoomWasClosed:
            guard let start = starts[seat.period] else { return }
            change(seat.room) {
                $0.open = ($0.open ?? [[LocalMinute(number: 0), now]]).map { [$0[0], min($0[1], start + -60)] }
            }
        case .thisMachineWasBroken:
            guard let start = starts[seat.period] else { return }
            change(seat.room) { $0.blocked = ($0.blocked ?? []) + [[seat.row, seat.column]] }
            problem.broken = [Breakdown(room: seat.room, row: seat.row, column: seat.column, at: start + -60)]
        case .laterPeriodLost:
            let ahead = before.placements.filter(problem.beginnings.hasBegun).flatMap(\.subjects).first {
                !hasBegun($0)
            }
            lose { $0.id == ahead?.period }
        case .thisPeriodWasCancelled: lose { $0.id == seat.period }
        case .restOfDayLost: lose { $0.start.day == day && $0.start > now }
        case .nextDayLost: lose { $0.start.day > day && $0.start.day < day + 10 }
        case .withdrawal:
            let ahead = before.placements.first { !problem.beginnings.hasBegun($0) }
            for index in problem.applications.indices where problem.applications[index].id == ahead?.application {
                problem.applications[index].eligible = false
            }
        case .staffLost:
            for index in problem.venues.indices { problem.venues[index].invigilators = 1 }
        case .minimumRaised:
            for index in problem.programmes.indices { problem.programmes[index].minimumEnrolment = 60 }
        case .programmeCancelled:
            for index in problem.sittings.indices
            where !problem.sittings[index].periods.contains(where: { $0.start <= now }) {
                problem.sittings[index].programmes.removeFirst()
            }
        case .ban:
            banned = [someone.application]
            for index in problem.applications.indices where problem.applications[index].id == someone.application {
                problem.applications[index].banned = [[day, day + 100]]
            }
        }
    }

    private mutating func change(_ id: String, _ change: (inout Venue.Room) -> Void) {
        for venue in problem.venues.indices {
            for room in problem.venues[venue].rooms.indices where problem.venues[venue].rooms[room].id == id {
                change(&problem.venues[venue].rooms[room])
            }
        }
    }

    private mutating func lose(_ isLost: (Sitting.Period) -> Bool) {
        losses = [.periods(Set(problem.sittings.flatMap(\.periods).filter(isLost).map(\.id)))]
        for sitting in problem.sittings.indices {
            for period in problem.sittings[sitting].periods.indices
            where isLost(problem.sittings[sitting].periods[period]) {
                problem.sittings[sitting].periods[period].lost = true
            }
        }
    }
}
