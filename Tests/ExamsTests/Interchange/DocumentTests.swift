import Exams
import Foundation
import Testing

@Suite struct DocumentTests {
    static let problem = """
        {"format": "kaowu-problem/1", "timeZone": "Asia/Shanghai", "note": {"ours": [1, null]},
         "policy": {"spare": [10, 11], "gapMinutes": 30, "travelMinutes": 90, "maxSessionsPerDay": 3, "invigilatorFor": 15,
                    "invigilatorsLeast": 2, "tailRoom": 5},
         "programmes": [{"id": "A-01", "institution": "A", "maxWaves": 1, "subjects": [{"subject": "theory", "minutes": 90}]}],
         "sittings": [{"id": "S", "institution": "A", "month": "2024-03", "programmes": ["A-01"],
                       "periods": [{"id": "P", "start": "2024-03-16T09:00", "end": "2024-03-16T10:30"}]}],
         "venues": [{"id": "V", "rooms": [{"id": "R", "rows": 2, "columns": 2, "open": [], "blocked": [[1, 1]]}]}],
         "applications": [{"id": "a1", "person": "p1", "programme": "A-01", "subjects": ["theory"], "eligible": true,
                           "paidAt": "2024-03-01T10:00:00", "firstMonth": "2024-03", "unit": null}]}
        """

    private func mistakes(_ text: String) -> [Mistake] {
        do {
            _ = try Problem.read(from: Data(text.utf8), file: "problem.json")
            return []
        } catch {
            return error.all
        }
    }

    private func mistakes(replacing part: String, with other: String) -> [Mistake] {
        #expect(DocumentTests.problem.contains(part))
        return mistakes(DocumentTests.problem.replacingOccurrences(of: part, with: other))
    }

    @Test func aProblemIsReadWithItsOptionalKeysAbsent() throws {
        let problem = try Problem.read(from: Data(DocumentTests.problem.utf8))
        #expect(problem.released == nil)
        #expect(problem.venues[0].rooms[0].open == [])
        #expect(problem.venues[0].rooms[0].offers == nil)
        #expect(problem.applications[0].unit == nil)
        #expect(problem.applications[0].paidAt.description == "2024-03-01T10:00:00")
    }

    @Test func writingIsCanonicalAndOmitsAbsentKeys() throws {
        let problem = try Problem.read(from: Data(DocumentTests.problem.utf8))
        let bytes = problem.encoded()
        #expect(try Problem.read(from: bytes) == problem)
        #expect(try Problem.read(from: bytes).encoded() == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("null") && !text.contains("released") && !text.contains("lost"))
        #expect(text.contains(#"{"eligible":true,"firstMonth":"2024-03","id":"a1","#))
        #expect(text.hasPrefix("{\n\"applications\": [\n") && text.hasSuffix("]\n}\n"))
    }

    @Test func aPlanSurvivesTheWay() throws {
        let plan = Plan(
            placements: [
                Placement(
                    application: "a1", sitting: "S", wave: 1,
                    subjects: [.init(subject: .theory, period: "P", room: "第一/考场", row: 1, column: 2)])
            ],
            outcomes: [Outcome(application: "a2", state: .waiting, reason: "少 1 个机位", remedy: nil)],
            tiers: [
                Tier(tier: 0, value: .list([0, 0, 0, 0, 0, 0]), bound: .list([0, 0, 0, 0, 0, 0]), status: .proved),
                Tier(tier: 1, value: .number(1), bound: .number(2), status: .gap),
            ])
        #expect(try Plan.read(from: plan.encoded()) == plan)
        #expect(try Plan.read(from: plan.encoded()).encoded() == plan.encoded())
    }

    @Test func emptyListsAreWrittenAndRead() throws {
        let plan = Plan(placements: [], outcomes: [], tiers: [])
        #expect(try Plan.read(from: plan.encoded()) == plan)
    }

    @Test func allMistakesAreToldAtOnceWithTheirPaths() {
        let broken = DocumentTests.problem
            .replacingOccurrences(of: "\"timeZone\": \"Asia/Shanghai\",", with: "")
            .replacingOccurrences(of: "\"minutes\": 90", with: "\"minutes\": \"long\"")
            .replacingOccurrences(of: "\"month\": \"2024-03\"", with: "\"month\": \"2024-13\"")
            .replacingOccurrences(of: "\"person\": \"p1\", ", with: "")
        let found = mistakes(broken)
        #expect(
            found.map(\.column) == [
                "timeZone", "programmes[0].subjects[0].minutes", "sittings[0].month", "applications[0].person",
            ])
        #expect(found.map(\.code) == ["json-key-missing", "json-type", "json-value", "json-key-missing"])
        #expect(found.allSatisfy { $0.file == "problem.json" && !$0.cause.isEmpty && !$0.action.isEmpty })
    }

    @Test(arguments: [
        ("\"2024-03-16T09:00\"", "\"2024-02-30T09:00\"", "json-value"),
        ("\"2024-03-16T09:00\"", "\"2024-03-16T24:00\"", "json-value"),
        ("\"2024-03-16T09:00\"", "\"2024-03-16 09:00\"", "json-value"),
        ("\"2024-03-16T09:00\"", "null", "json-key-missing"),
        ("\"rows\": 2", "\"rows\": 1e400", "json-value"),
        ("\"rows\": 2", "\"rows\": 99999999999999999999", "json-value"),
        ("\"rows\": 2", "\"rows\": 2.5", "json-value"),
        ("\"rows\": 2", "\"rows\": true", "json-type"),
        ("[\"theory\"]", "[\"singing\"]", "json-value"),
        ("kaowu-problem/1", "kaowu-problem/2", "format-unknown"),
        ("\"eligible\": true", "\"eligible\": 1", "json-type"),
    ])
    func wrongValuesAreNamed(part: String, other: String, code: String) {
        #expect(mistakes(replacing: part, with: other).map(\.code) == [code])
    }

    @Test(arguments: [
        ("\"rows\": 2,", "\"rows\": 2, \"rows\": 3,", "json-key-twice", "venues[0].rooms[0].rows", 7),
        ("\"rows\": 2,", "\"rows\": 2, \"\\u0072ows\": 3,", "json-key-twice", "venues[0].rooms[0].rows", 7),
        ("\"unit\": null", "\"x\": \"\\q\"", "json-unreadable", "applications[0].x", 9),
        ("\"unit\": null", "\"x\": \"\\u12g4\"", "json-unreadable", "applications[0].x", 9),
        ("[[1, 1]]", "[[1, 1],]", "json-unreadable", "venues[0].rooms[0].blocked", 7),
        ("\"unit\": null", "\"unit\": null,", "json-unreadable", "applications[0]", 9),
        ("\"maxWaves\": 1", "\"maxWaves\": 01", "json-unreadable", "programmes[0].maxWaves", 4),
        ("\"maxWaves\": 1", "\"maxWaves\": 1.", "json-unreadable", "programmes[0].maxWaves", 4),
        ("\"programme\": \"A-01\",", "\"programme\" \"A-01\",", "json-unreadable", "applications[0]", 8),
    ])
    func whatFoundationLetsPassIsNamedWithItsLine(part: String, other: String, code: String, column: String, row: Int) {
        let found = mistakes(replacing: part, with: other)
        #expect(found.map(\.code) == [code] && found.map(\.column) == [column] && found.map(\.row) == [row])
    }

    @Test func aKeyGivenTwiceHidesNoOtherMistake() {
        let text = DocumentTests.problem.replacingOccurrences(of: "\"rows\": 2", with: "\"rows\": true, \"rows\": 2")
        #expect(mistakes(text).map(\.code) == ["json-key-twice", "json-type"])
    }

    @Test func theCauseIsTheTrueOne() {
        #expect(mistakes("null").map(\.cause) == ["The document is null."])
        #expect(mistakes(replacing: "\"rows\": 2", with: "\"rows\": 2.5").first?.cause.contains("number") == true)
        let listed = mistakes(replacing: "[\"theory\"]", with: "[\"singing\"]").first?.cause
        #expect(listed?.hasSuffix("“singing” is none of “theory”, “skill”, “review”.") == true)
        let month = mistakes(replacing: "\"2024-03\"", with: "\"2024-13\"").first?.cause
        #expect(month?.hasSuffix("“2024-13” is not a month, YYYY-MM.") == true)
        let text = mistakes(replacing: "\"Asia/Shanghai\"", with: "5").first?.cause
        #expect(text == "“timeZone”: The value is not a text in quotation marks.")
        let half = mistakes(replacing: "\"Asia/Shanghai\"", with: #""\uD800""#)
        #expect(half.count == 1 && half.first?.cause.contains("number") == false)
    }

    @Test(arguments: ["", " ", "{", "[]", "null", "12", "\"x\"", "{\"format\"", "\u{0}\u{1}"])
    func whatIsNoDocumentIsRefused(text: String) {
        #expect(!mistakes(text).isEmpty)
        #expect(throws: Mistakes.self) { _ = try Plan.read(from: Data(text.utf8)) }
    }

    @Test func depthAndForeignBytesAreRefused() {
        #expect(!mistakes(String(repeating: "[", count: 100_000)).isEmpty)
        #expect(throws: Mistakes.self) { _ = try Problem.read(from: Data([0xFF, 0xFE, 0x00, 0xD8, 0x80])) }
    }

    @Test func escapesAreNoMistake() throws {
        let text = DocumentTests.problem.replacingOccurrences(
            of: "\"unit\": null", with: #""\u0075nit": "\"\\\/\b\f\n\r\t\u4e00", "x": {"u": {}, "v": {"u": [[], {}]}}"#)
        let problem = try Problem.read(from: Data(text.utf8))
        #expect(problem.applications[0].unit == "\"\\/\u{8}\u{c}\n\r\t一")
    }

    @Test func aByteOrderMarkIsNoMistake() throws {
        _ = try Problem.read(from: Data([0xEF, 0xBB, 0xBF]) + Data(DocumentTests.problem.utf8))
    }

    @Test func aMissingFileIsAMistake() {
        #expect(throws: Mistakes.self) { _ = try Plan.read(from: URL(filePath: "/nowhere/plan.json")) }
    }

    @Test func timesBeforeTheEpochFallOnTheirDay() {
        #expect(LocalMinute("1969-12-31T23:59")?.day == Day("1969-12-31"))
        #expect(LocalMinute("1969-12-31T23:59")?.description == "1969-12-31T23:59")
        #expect(LocalSecond("1969-12-31T23:59:59")?.description == "1969-12-31T23:59:59")
        #expect(LocalSecond("1969-12-31T00:00:00")?.day == Day("1969-12-31"))
    }
}
