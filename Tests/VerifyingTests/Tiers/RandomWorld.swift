import Exams
import Verifying

/// Small seeded problems in which every optional field occurs, with a lawful plan that nobody tried to make good.
struct RandomWorld {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// SplitMix64.
    private mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    private mutating func oneIn(_ bound: Int) -> Bool { next(bound) == 0 }

    mutating func make() -> (Problem, Plan) {
        var problem = Problem(programmes: programmes(), sittings: sittings(), venues: venues(), applications: [])
        problem.policy.travelMinutes = 60
        problem.policy.maxSessionsPerDay = 2 + next(2)
        problem.applications = (0..<(6 + next(5))).map { application($0, of: problem.programmes[next(3)]) }
        var placements: [Placement] = []
        for application in problem.applications where !oneIn(4) {
            for _ in 0..<20 {
                guard let placement = attempt(application, problem, placements) else { continue }
                let plan = Plan(placements: placements + [placement], outcomes: [], tiers: [])
                if lawBreaches(problem: problem, plan: plan).allSatisfy({ $0.law == .minimumEnrolment }) {
                    placements.append(placement)
                    break
                }
            }
        }
        placements = runnable(placements, problem)
        if oneIn(2) { problem.released = tickets(problem, placements) }
        return (problem, finished(placements, problem))
    }

    private mutating func programmes() -> [Programme] {
        ["A-01", "A-02", "B-01"].map { id in
            var parts: [Programme.Part] = [.init(.theory, minutes: 60), .init(.skill, minutes: 60)]
            if oneIn(4) { parts.removeLast() }
            if oneIn(4) { parts[0].needs = ["CAD"] }
            return Programme(
                id: id, institution: String(id.prefix(1)), subjects: parts, maxWaves: 1 + next(2),
                minimumEnrolment: oneIn(2) ? 2 : nil)
        }
    }

    private mutating func sittings() -> [Sitting] {
        var sittings: [Sitting] = []
        for institution in ["A", "B"] {
            for (index, day) in ["2024-03-16", "2024-04-20"].enumerated() {
                let id = "\(institution)\(index)"
                sittings.append(
                    Sitting(
                        id: id, institution: institution, month: month(String(day.prefix(7))),
                        programmes: institution == "A" ? ["A-01", "A-02"] : ["B-01"],
                        periods: [
                            period("\(id)-1", day, "09:00", "10:10"), period("\(id)-2", day, "10:40", "11:40"),
                            period("\(id)-3", day, "13:00", "14:10"),
                        ]))
            }
        }
        return sittings
    }

    private mutating func venues() -> [Venue] {
        let second = Venue.Room(
            id: "R2", rows: 1, columns: 3, offers: oneIn(2) ? ["step-free"] : nil, institutions: oneIn(3) ? ["A"] : nil)
        return [
            Venue(
                id: "V1", district: "海淀区", invigilators: oneIn(2) ? 3 : nil,
                rooms: [Venue.Room(id: "R1", rows: 2, columns: 2, offers: ["CAD", "step-free"]), second]),
            Venue(id: "V2", rooms: [Venue.Room(id: "R3", rows: 2, columns: 2, blocked: [[1, 1]], offers: ["CAD"])]),
        ]
    }

    private mutating func application(_ index: Int, of programme: Programme) -> Application {
        var subjects = programme.subjects.map(\.subject)
        if subjects.count == 2 && oneIn(2) { subjects.remove(at: next(2)) }
        var value = Application(
            id: "a\(index)", person: oneIn(3) ? "p0" : "p\(index)", programme: programme.id, subjects: subjects,
            eligible: !oneIn(10), paidAt: LocalSecond(number: 1_700_000_000 + next(6)),
            firstMonth: month(oneIn(4) ? "2024-04" : "2024-03"))
        if oneIn(4) { value.needs = ["step-free"] }
        if oneIn(4) { value.extraMinutes = 10 }
        if oneIn(5) { value.lastDay = day("2024-04-19") }
        if oneIn(6) { value.banned = [[day("2024-04-01"), day("2024-04-30")]] }
        if oneIn(3) { value.unit = "单位甲" }
        return value
    }

    /// A random place for the application, joining a wave's periods where there is one.
    private mutating func attempt(_ application: Application, _ problem: Problem, _ placements: [Placement])
        -> Placement?
    {
        let sittings = problem.sittings.filter { $0.programmes.contains(application.programme) }
        let sitting = sittings[next(sittings.count)]
        let wave = 1 + next(2)
        let theory = next(2)
        var periods: [Subject: String] = [
            .theory: sitting.periods[theory].id, .skill: sitting.periods[theory + 1 + next(2 - theory)].id,
        ]
        for other in placements where other.sitting == sitting.id && other.wave == wave {
            let programme = problem.applications.first { $0.id == other.application }?.programme
            if programme == application.programme {
                for seat in other.subjects { periods[seat.subject] = seat.period }
            }
        }
        let room = ["R1", "R2", "R3"][next(3)]
        let (row, column) = (1 + next(2), 1 + next(3))
        return Placement(
            application: application.id, sitting: sitting.id, wave: wave,
            subjects: application.subjects.map {
                .init(subject: $0, period: periods[$0] ?? "", room: room, row: row, column: column)
            })
    }

    /// Without the programmes that stayed below their minimum in a sitting.
    private func runnable(_ placements: [Placement], _ problem: Problem) -> [Placement] {
        let applications = Dictionary(uniqueKeysWithValues: problem.applications.map { ($0.id, $0.programme) })
        return placements.filter { placement in
            let programme = applications[placement.application]
            let count = placements.filter {
                $0.sitting == placement.sitting && applications[$0.application] == programme
            }.count
            return count >= problem.programmes.first { $0.id == programme }?.minimumEnrolment ?? 1
        }
    }

    /// Tickets that promise some people what they have, and some another seat.
    private mutating func tickets(_ problem: Problem, _ placements: [Placement]) -> [Placement] {
        var tickets: [Placement] = []
        for placement in placements where oneIn(2) {
            var ticket = placement
            if oneIn(2) { ticket.subjects[0].room = ["R1", "R2", "R3"][next(3)] }
            if oneIn(3) { ticket.subjects[0].period = problem.sittings[next(4)].periods[next(3)].id }
            tickets.append(ticket)
        }
        return tickets
    }

    private func finished(_ placements: [Placement], _ problem: Problem) -> Plan {
        let placed = Set(placements.map(\.application))
        let outcomes = problem.applications.filter { !placed.contains($0.id) }.map {
            Outcome(application: $0.id, state: $0.eligible ? .waiting : .ineligible, reason: "not tried")
        }
        let counts = Measure.list(AllExchanges.tierZero(problem, placements))
        return Plan(
            placements: placements, outcomes: outcomes,
            tiers: [Tier(tier: 0, value: counts, bound: counts, status: .proved)])
    }
}
