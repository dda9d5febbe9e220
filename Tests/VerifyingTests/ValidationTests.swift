import Exams
import Testing
import Verifying

@Suite struct ValidationTests {
    /// A change of the example's problem and the code of the one mistake that it makes.
    static let changes: [(code: String, change: @Sendable (inout Problem) -> Void)] = [
        ("format-unknown", { $0.format = "kaowu-problem/9" }),
        ("time-zone-empty", { $0.timeZone = "" }),
        ("time-zone-unknown", { $0.timeZone = "Mars/Olympus" }),
        (
            "id-duplicate",
            {
                $0.programmes[1].id = "A-01"
                $0.sittings[0].programmes = []
                $0.sittings[1].programmes = []
            }
        ),
        ("id-duplicate", { $0.sittings[1].id = "S3" }),
        ("id-duplicate", { $0.sittings[1].periods[0].id = "P1" }),
        ("id-duplicate", { $0.venues[1].id = "V1" }),
        ("id-duplicate", { $0.venues[1].rooms[0].id = "R1" }),
        ("id-duplicate", { $0.applications[1].id = "a1" }),
        ("id-empty", { $0.applications[1].id = "" }),
        ("id-empty", { $0.applications[1].person = "" }),
        ("id-unknown", { $0.sittings[0].programmes.append("none") }),
        ("id-unknown", { $0.applications[0].programme = "none" }),
        (
            "institution-mismatch",
            {
                $0.sittings[0].institution = "B"
                $0.sittings[0].programmes = ["A-01"]
            }
        ),
        ("period-span", { $0.sittings[0].periods[0].end = $0.sittings[0].periods[0].start }),
        ("period-midnight", { $0.sittings[0].periods[0].end = minute("2024-03-17T00:01") }),
        ("subjects-empty", { $0.programmes.append(Programme(id: "X", institution: "A", subjects: [], maxWaves: 1)) }),
        ("subjects-empty", { $0.applications[0].subjects = [] }),
        ("subjects-order", { $0.applications[0].subjects = [.skill, .theory] }),
        ("subjects-order", { $0.applications[0].subjects = [.theory, .theory] }),
        ("subject-unknown", { $0.applications[0].subjects = [.review] }),
        ("blocked-outside-grid", { $0.venues[0].rooms[0].blocked = [[4, 1]] }),
        ("blocked-outside-grid", { $0.venues[0].rooms[0].blocked = [[1, 0]] }),
        ("blocked-outside-grid", { $0.venues[0].rooms[0].blocked = [[1]] }),
        ("open-span", { $0.venues[0].rooms[0].open = [[]] }),
        ("open-span", { $0.venues[0].rooms[0].open = [[minute("2024-03-16T12:00"), minute("2024-03-16T09:00")]] }),
        ("banned-span", { $0.applications[0].banned = [[day("2024-03-16")]] }),
        ("banned-span", { $0.applications[0].banned = [[day("2024-03-16"), day("2024-03-15")]] }),
        ("spare-ratio", { $0.policy.spare = [] }),
        ("spare-ratio", { $0.policy.spare = [0, 0] }),
        ("spare-ratio", { $0.policy.spare = [12, 11] }),
        ("spare-ratio", { $0.policy.spare = [1, Int.max] }),
        ("out-of-range", { $0.policy.gapMinutes = -1 }),
        ("out-of-range", { $0.policy.invigilatorFor = 0 }),
        ("out-of-range", { $0.policy.invigilatorsLeast = Int.max }),
        ("out-of-range", { $0.programmes[0].subjects[0].minutes = -1 }),
        ("out-of-range", { $0.programmes[0].subjects[0].minutes = Int.max }),
        ("out-of-range", { $0.applications[0].extraMinutes = Int.max }),
        ("out-of-range", { $0.applications[0].extraMinutes = -5 }),
        ("out-of-range", { $0.venues[0].invigilators = -1 }),
        ("out-of-range", { $0.venues[0].rooms[0].turnoverMinutes = Int.min }),
        (
            "out-of-range",
            {
                $0.venues[0].rooms[0].rows = 100_000
                $0.venues[0].rooms[0].columns = 100_000
            }
        ),
        ("out-of-range", { $0.programmes[0].maxWaves = -1 }),
        ("id-unknown", { $0.released = [Placement(application: "none", sitting: "S3", wave: 1, subjects: [])] }),
        (
            "id-unknown",
            {
                $0.released = [
                    Placement(
                        application: "a1", sitting: "S3", wave: 1,
                        subjects: whole("P1", "?", "R1", 1, 1)[..<2].map { $0 })
                ]
            }
        ),
        (
            "out-of-range",
            {
                $0.released = [
                    Placement(
                        application: "a1", sitting: "S3", wave: -9,
                        subjects: whole("P1", "P2", "R1", 1, 1)[..<2].map { $0 })
                ]
            }
        ),
        (
            "out-of-range",
            {
                $0.released = [
                    Placement(
                        application: "a1", sitting: "S3", wave: 1,
                        subjects: whole("P1", "P2", "R1", 1, 1).enumerated().map {
                            .init(subject: $1.subject, period: $1.period, room: $1.room, row: $0, column: 1)
                        })
                ]
            }
        ),
        ("released-subjects", { $0.released = [Placement(application: "a1", sitting: "S3", wave: 1, subjects: [])] }),
    ]

    @Test(arguments: changes.indices)
    func eachMistakeIsNamed(index: Int) {
        var example = Example()
        Self.changes[index].change(&example.problem)
        #expect(validate(problem: example.problem).map(\.code) == [Self.changes[index].code])
        #expect(example.refusal.count == 1)
        #expect(example.refusal.first?.hasPrefix("the problem is malformed: ") == true)
    }

    @Test func allMistakesAreNamedAtOnce() {
        var example = Example()
        example.problem.policy.spare = [3]
        example.problem.venues[0].rooms[0].rows = Int.max
        example.problem.venues[0].rooms[0].columns = Int.min
        example.problem.applications[0].programme = "none"
        #expect(
            validate(problem: example.problem).map(\.code)
                == ["spare-ratio", "out-of-range", "out-of-range", "out-of-range", "id-unknown"])
    }

    @Test func emptinessIsNoMistake() throws {
        let problem = Problem(programmes: [], sittings: [], venues: [], applications: [], released: [])
        #expect(validate(problem: problem) == [])
        let verified = try verify(problem: problem, plan: Plan(placements: [], outcomes: [], tiers: []))
        #expect(verified.measures[1] == .number(0))
        #expect(verified.measures[7] == .list([0, 0, 0]))
    }

    @Test func aRoomWithoutMachinesIsNoMistake() {
        var example = Example()
        example.problem.venues[0].rooms[1].rows = 0
        example.problem.venues[1].rooms = []
        example.problem.sittings[1].periods = []
        #expect(example.refusal == [])
    }
}
