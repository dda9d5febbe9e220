import Foundation
import Testing

@testable import Exams

@Suite struct ApplicationGeneratorTests {
    private let template = Result {
        try Scenario.readTemplate(folder: ScenariosTests.root.appending(path: "zjcx-2024-03"))
    }

    /// The first values of the published algorithm for seed 1234567.
    @Test func theRandomNumbersAreThoseOfThePaper() {
        var random = SeededRandom(seed: 1_234_567)
        #expect(
            [random.next(), random.next(), random.next()] == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test func sameSeedSameBytes() throws {
        let template = try template.get()
        let first = ApplicationGenerator(seed: 9, count: 80).sheet(for: template)
        #expect(first == ApplicationGenerator(seed: 9, count: 80).sheet(for: template))
        #expect(first != ApplicationGenerator(seed: 10, count: 80).sheet(for: template))
    }

    @Test func inventedPeopleHaveDifferentLawfulDocuments() throws {
        var random = SeededRandom(seed: 3)
        var keys: Set<String> = []
        for serial in [1...10_000, 999_990...1_009_989, 2_990_001...3_000_000].joined() {
            let person = InventedPerson.make(serial: serial, offset: 77, random: &random)
            let document = try IdentityDocument.read(
                person.documentType, Array(person.documentNumber.utf8), country: person.country
            ).get()
            keys.insert(document.personKey)
        }
        #expect(keys.count == 30_000)
    }

    @Test func theMixIsObeyed() throws {
        var mix = ApplicationMix()
        mix.inGroups = 1000
        mix.unpaid = 1000
        let bytes = ApplicationGenerator(seed: 1, count: 200, mix: mix).sheet(for: try template.get())
        let table = try CSVTable(TextEncoding.utf8(bytes, file: "a.csv"), file: "a.csv")
        let unit = ApplicationsColumn.unit.rawValue
        let paid = ApplicationsColumn.feePaid.rawValue
        let rows = (2..<table.recordCount).map { Array(table.cells(ofRecord: $0)) }
        #expect(rows.count >= 200)
        #expect(rows.count { !table.bytes(ofCell: $0[unit]).isEmpty } >= 195)
        #expect(rows.allSatisfy { table.bytes(ofCell: $0[paid]).isEmpty })
    }
}
