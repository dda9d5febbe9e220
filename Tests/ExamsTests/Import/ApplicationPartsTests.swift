import Foundation
import Testing

@testable import Exams

/// A sheet read in parts gives what it gives row after row.
@Suite struct ApplicationPartsTests {
    private struct Reading {
        let people: [Person]
        let registrations: [Registration]
        let log: ImportLog

        init(_ bytes: [UInt8], of folder: URL, rowsOfPart: Int) throws {
            let scenario = try Scenario.readTemplate(folder: folder)
            var reader = ApplicationReader(
                catalogue: Catalogue(scenario.ruleBooks), sittings: scenario.sittings, venues: scenario.venues,
                folder: folder)
            reader.rowsOfPart = rowsOfPart
            var log = ImportLog()
            reader.read(try #require(Sheet<ApplicationsColumn>(bytes, log: &log)), log: &log)
            (people, registrations, self.log) = (reader.people, reader.registrations, log)
        }
    }

    private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Scenarios/quarter-2026-q2").standardizedFileURL

    private func expectTheSame(_ bytes: [UInt8], _ rowsOfPart: Int) throws -> Reading {
        let whole = try Reading(bytes, of: folder, rowsOfPart: 1_000_000)
        let parts = try Reading(bytes, of: folder, rowsOfPart: rowsOfPart)
        #expect(parts.people == whole.people)
        #expect(parts.registrations == whole.registrations)
        #expect(parts.log.notes == whole.log.notes)
        #expect(parts.log.mistakes == whole.log.mistakes)
        return whole
    }

    @Test(arguments: [1, 97, 1500]) func aQuarterIsReadTheSame(rowsOfPart: Int) throws {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "applications.csv")))
        let reading = try expectTheSame(bytes, rowsOfPart)
        #expect(reading.log.mistakes.isEmpty)
        #expect(reading.people.count < reading.registrations.count)
    }

    /// Of a person known from another part only the name, the photo and the claim matter.
    @Test func notesAndMistakesAcrossPartsAreToldTheSame() throws {
        let text = try String(contentsOf: folder.appending(path: "applications.csv"), encoding: .utf8)
        var lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let phones = lines[1].split(separator: ",", omittingEmptySubsequences: false).firstIndex(of: "手机")
        let phone = try #require(phones)
        func spoilPhone(_ line: Int) {
            var cells = lines[line].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            cells[phone] = "12"
            lines[line] = cells.joined(separator: ",")
        }
        for line in stride(from: 3, to: lines.count, by: 3) { spoilPhone(line) }
        let noted = try expectTheSame(Array(lines.joined(separator: "\n").utf8), 50)
        #expect(noted.log.notes.contains { $0.code == "phone-invalid" })
        let twice = lines + [lines[2]]
        let refused = try expectTheSame(Array(twice.joined(separator: "\n").utf8), 50)
        #expect(refused.log.mistakes.map(\.code).contains("application-twice"))
    }
}
