import Foundation
import Testing

@testable import Exams

/// The texts written by hand are those `JSONEncoder` writes, or digests of stored plans would change.
@Suite struct CanonicalTextTests {
    private static let strings = [
        "", "A-01", "测试荒", "a/b", #"say "hi"\"#, "line\nend\ttab", "\u{1}\u{1F}\u{7F}", "é\u{301}🙂", "U+2028 \u{2028}",
    ]

    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func written(_ value: some CanonicallyWritten) -> String {
        var text = CanonicalText()
        value.write(to: &text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test(arguments: strings) func anApplicationIsWrittenAsTheEncoderDoes(string: String) throws {
        var application = Application(
            id: string, person: "P000001", programme: string, subjects: [.theory, .skill], eligible: false,
            paidAt: LocalSecond(number: 1_709_251_201), firstMonth: Month(number: 24_290))
        #expect(written(application) == (try encoded(application)))
        application.lastDay = Day(number: 19_800)
        application.unit = string
        application.needs = [string, "step-free"]
        application.extraMinutes = 30
        application.wishVenue = string
        application.wishDistrict = string
        application.banned = [[Day(number: 19_700), Day(number: 19_701)], []]
        application.ineligibleReason = string
        #expect(written(application) == (try encoded(application)))
    }

    @Test(arguments: strings) func aPlanIsWrittenAsTheEncoderDoes(string: String) throws {
        let placement = Placement(
            application: string, sitting: "S", wave: 12,
            subjects: [.init(subject: .review, period: string, room: string, row: 1, column: 10)])
        #expect(written(placement) == (try encoded(placement)))
        var outcome = Outcome(application: string, state: .waiting, reason: string)
        #expect(written(outcome) == (try encoded(outcome)))
        outcome.remedy = string
        #expect(written(outcome) == (try encoded(outcome)))
    }

    @Test(arguments: strings) func peopleAreWrittenAsTheEncoderDoes(string: String) throws {
        var person = Person(
            id: "P1", name: string, documentType: .passport, documentNumber: string, generated: true)
        #expect(written(person) == (try encoded(person)))
        (person.documentCountry, person.phone, person.email, person.photo) = (string, string, string, string)
        #expect(written(person) == (try encoded(person)))
        var registration = Registration(
            id: string, person: "P1", institution: "A", programme: string, subjects: [.skill], review: .approved,
            feeDue: 8000, feePaid: 0, withdrawn: false, firstMonth: Month(number: 24_290), banned: [], needs: [],
            extraMinutes: 0)
        #expect(written(registration) == (try encoded(registration)))
        registration.paidAt = LocalSecond(number: 1_709_251_201)
        registration.resultsPublished = Day(number: 19_700)
        registration.banned = [[Day(number: 19_700), Day(number: 19_701)]]
        registration.needs = [string]
        (registration.unit, registration.wishVenue, registration.wishDistrict) = (string, string, string)
        #expect(written(registration) == (try encoded(registration)))
    }

    @Test func aScenarioInPiecesIsTheScenarioInOne() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Scenarios/tight-2024-10")
        let scenario = try Scenario.read(folder: folder).scenario
        var bytes: [UInt8] = []
        scenario.write { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == (try encoded(scenario)))
    }

    @Test func piecesOfADocumentAreTheDocument() {
        let applications = (0..<2_000).map { number in
            Application(
                id: "a\(number)", person: "p\(number)", programme: "A", subjects: [.theory],
                paidAt: LocalSecond(number: number), firstMonth: Month(number: 24_290))
        }
        let problem = Problem(programmes: [], sittings: [], venues: [], applications: applications)
        var pieces: [[UInt8]] = []
        problem.write { pieces.append($0) }
        #expect(pieces.count > 2)
        #expect(Data(pieces.joined()) == problem.encoded())
    }
}
