import Exams
import Testing
import Verifying

/// A small lawful world that each test changes a little: one institution, one sitting of two days in 2024-03 and
/// one in 2024-04, two venues. 测试甲 (person p1) and 测试乙 (person p2) sit theory and skill of programme A-01.
struct Example {
    var problem: Problem
    var plan: Plan

    init() {
        let first = Sitting(
            id: "S3", institution: "A", month: month("2024-03"), programmes: ["A-01", "A-02"],
            periods: [
                period("P1", "2024-03-16", "09:00", "10:30"), period("P2", "2024-03-16", "11:00", "12:30"),
                period("P3", "2024-03-16", "14:00", "15:30"), period("Q1", "2024-03-17", "09:00", "10:30"),
                period("Q2", "2024-03-17", "11:00", "12:30"),
            ])
        let second = Sitting(
            id: "S4", institution: "A", month: month("2024-04"), programmes: ["A-01", "A-02"],
            periods: [
                period("T1", "2024-04-20", "09:00", "10:30"), period("T2", "2024-04-20", "11:00", "12:30"),
            ])
        problem = Problem(
            programmes: [
                Programme(
                    id: "A-01", institution: "A",
                    subjects: [.init(.theory, minutes: 60), .init(.skill, minutes: 90)], maxWaves: 2),
                Programme(id: "A-02", institution: "A", subjects: [.init(.theory, minutes: 60)], maxWaves: 1),
            ],
            sittings: [first, second],
            venues: [
                Venue(
                    id: "V1", district: "海淀区",
                    rooms: [.init(id: "R1", rows: 3, columns: 3), .init(id: "R2", rows: 2, columns: 2)]),
                Venue(id: "V2", district: "东城区", rooms: [.init(id: "R3", rows: 2, columns: 2)]),
            ],
            applications: [application("a1", person: "p1"), application("a2", person: "p2")])
        plan = Plan(
            placements: [
                Placement(application: "a1", sitting: "S3", wave: 1, subjects: whole("P1", "P2", "R1", 1, 1)),
                Placement(application: "a2", sitting: "S3", wave: 1, subjects: whole("P1", "P2", "R1", 1, 2)),
            ],
            outcomes: [], tiers: [])
    }

    /// One more application of programme A-02 (or another), placed in one period.
    mutating func add(
        _ id: String, person: String, programme: String = "A-02", subject: Subject = .theory, sitting: String = "S3",
        wave: Int = 1, _ period: String, _ room: String, _ row: Int, _ column: Int
    ) {
        problem.applications.append(
            application(id, person: person, programme: programme, subjects: [subject]))
        plan.placements.append(
            Placement(
                application: id, sitting: sitting, wave: wave,
                subjects: [.init(subject: subject, period: period, room: room, row: row, column: column)]))
    }

    /// The laws that the plan breaks, each once, in their order.
    var broken: [Law] {
        let breaches = lawBreaches(problem: problem, plan: plan)
        #expect(breaches.allSatisfy { $0.law != nil }, "\(breaches)")
        let laws = Set(breaches.compactMap(\.law))
        return Law.allCases.filter(laws.contains)
    }

    func verified() throws -> VerifiedPlan { try verify(problem: problem, plan: plan) }

    /// What the checker objects to in the documents.
    var refusal: [String] {
        do {
            _ = try verify(problem: problem, plan: plan)
            return []
        } catch {
            return error.breaches.map(\.text)
        }
    }
}

func application(
    _ id: String, person: String, programme: String = "A-01", subjects: [Subject] = [.theory, .skill]
) -> Application {
    Application(
        id: id, person: person, programme: programme, subjects: subjects,
        paidAt: LocalSecond("2024-02-01T10:00:00") ?? LocalSecond(number: 0), firstMonth: month("2024-03"))
}

func whole(_ theory: String, _ skill: String, _ room: String, _ row: Int, _ column: Int) -> [Placement.Seat] {
    [
        .init(subject: .theory, period: theory, room: room, row: row, column: column),
        .init(subject: .skill, period: skill, room: room, row: row, column: column),
    ]
}

func month(_ text: String) -> Month { Month(text) ?? Month(number: 0) }
func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
func minute(_ text: String) -> LocalMinute { LocalMinute(text) ?? LocalMinute(number: 0) }

func period(_ id: String, _ day: String, _ start: String, _ end: String) -> Sitting.Period {
    Sitting.Period(id: id, start: minute("\(day)T\(start)"), end: minute("\(day)T\(end)"))
}
