import Exams
import Testing
import Verifying

@testable import Planning

/// Re-plans while an exam is on: whatever has happened, who has begun to sit stays, and nobody is sent into a period
/// that has begun.
@Suite struct MidExamTests {
    enum Happening: CaseIterable, Sendable {
        case nothing, roomLost, machineLost, laterPeriodLost, restOfDayLost, nextDayLost, withdrawal, staffLost
        case minimumRaised, ban, programmeCancelled, thisPeriodWasCancelled
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
                for placement in stage.before.placements where stage.problem.hasBegun(placement) {
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
        let isHeld = happening != .thisPeriodWasCancelled
        #expect(!isHeld || begun > 100 && later > 5, "\(begun) had begun, \(later) of them with a subject to come")
    }

    /// Its people have not begun, however late the re-plan: they are seated again like others.
    @Test func aPeriodCancelledInTimeNeverBegins() throws {
        var again = 0
        for seed: UInt64 in 0..<5 {
            let stage = Stage(.thisPeriodWasCancelled, seed: seed)
            let lost = Set(stage.problem.sittings.flatMap(\.periods).filter { $0.lost == true }.map(\.id))
            let plan = Planner(limits: .quick).propose(.fewest, for: stage.problem, from: stage.before)
            #expect(plan.placements.allSatisfy { $0.subjects.allSatisfy { !lost.contains($0.period) } })
            let placed = Set(plan.placements.map(\.application))
            again += stage.before.placements.count { placement in
                placement.subjects.contains { lost.contains($0.period) } && placed.contains(placement.application)
            }
        }
        #expect(again > 10, "\(again)")
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
            let kept = Set(
                stage.before.placements.filter(stage.problem.hasBegun).map { "\($0.application)\($0.subjects)" })
            #expect(kept.isSubset(of: Set(plan.placements.map { "\($0.application)\($0.subjects)" })))
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
        before = Planner(limits: .quick).plan(problem)
        earlier = Planner(limits: .quick, seed: 7).plan(problem)
        let starts = Dictionary(uniqueKeysWithValues: problem.sittings.flatMap(\.periods).map { ($0.id, $0.start) })
        // The begin of the fullest period in which somebody starts a day of two subjects.
        let firsts = before.placements.filter { $0.subjects.count > 1 }.compactMap { $0.subjects.first?.period }
        let fullest = Dictionary(grouping: firsts, by: { $0 }).max {
            ($0.value.count, $0.key) < ($1.value.count, $1.key)
        }
        now = (fullest.flatMap { starts[$0.key] } ?? LocalMinute(number: 0)) + 30
        problem = problem.beginning(at: now)
        let day = now.day
        problem.released = before.placements.enumerated().filter { number, placement in
            problem.hasBegun(placement) || number % 2 == 0
        }.map(\.element)
        asked = problem
        happen(happening, day)
    }

    /// A period cancelled in time never begins.
    func hasBegun(_ seat: Placement.Seat) -> Bool {
        problem.sittings.contains { $0.periods.contains { $0.id == seat.period && $0.hasBegun(by: now) } }
    }

    private mutating func happen(_ happening: MidExamTests.Happening, _ day: Day) {
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
        case .laterPeriodLost:
            let ahead = before.placements.filter(problem.hasBegun).flatMap(\.subjects).first { !hasBegun($0) }
            lose { $0.id == ahead?.period }
        case .thisPeriodWasCancelled: lose { $0.id == seat.period }
        case .restOfDayLost: lose { $0.start.day == day && $0.start > now }
        case .nextDayLost: lose { $0.start.day > day && $0.start.day < day + 10 }
        case .withdrawal:
            let ahead = before.placements.first { !problem.hasBegun($0) }
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
