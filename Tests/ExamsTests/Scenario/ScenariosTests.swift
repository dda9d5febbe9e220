import Foundation
import Testing

@testable import Exams

/// The folders of `Scenarios/`, which are read, planned and released by everybody else's tests too.
@Suite struct ScenariosTests {
    struct Recipe: Sendable, CustomTestStringConvertible {
        let folder: String
        let seed: UInt64
        let people: Int
        var testDescription: String { folder }
        var url: URL { ScenariosTests.root.appending(path: folder) }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Scenarios")

    static let recipes = [
        Recipe(folder: "bjkj-2024-05", seed: 1, people: 60), Recipe(folder: "zjcx-2024-03", seed: 2, people: 160),
        Recipe(folder: "cecc-2024-06", seed: 3, people: 120), Recipe(folder: "bjou-2026-04", seed: 4, people: 180),
        Recipe(folder: "quarter-2026-q2", seed: 5, people: 3000), Recipe(folder: "tight-2024-10", seed: 6, people: 330),
        Recipe(folder: "impossible-2024-06", seed: 7, people: 60), Recipe(folder: "hard-2024-06", seed: 8, people: 240),
    ]

    /// With `KAOWU_RECORD` set, the lists are written anew; the test then fails, so that nobody records by accident.
    @Test(arguments: recipes) func applicationsAreWhatTheGeneratorWrites(recipe: Recipe) throws {
        let generator = ApplicationGenerator(seed: recipe.seed, count: recipe.people)
        if ProcessInfo.processInfo.environment["KAOWU_RECORD"] != nil {
            try generator.write(into: recipe.url)
            Issue.record("recorded \(recipe.folder) anew")
            return
        }
        let sheet = generator.sheet(for: try Scenario.readTemplate(folder: recipe.url))
        #expect(try Data(contentsOf: recipe.url.appending(path: "applications.csv")) == Data(sheet))
    }

    @Test(arguments: recipes) func everyFolderIsReadWithoutMistakes(recipe: Recipe) throws {
        let (scenario, _) = try Scenario.read(folder: recipe.url)
        #expect(scenario.people.count == recipe.people)
        #expect(scenario.people.allSatisfy { $0.generated && $0.name.hasPrefix("测试") })
        let problem = scenario.problem()
        #expect(problem.applications.count == scenario.registrations.count)
        #expect(problem.applications.contains { $0.eligible } && problem.applications.contains { !$0.eligible })
        #expect(problem.applications.allSatisfy { $0.eligible == ($0.ineligibleReason == nil) })
    }

    @Test func allFoldersAreListed() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.path(percentEncoded: false))
            .filter { !$0.hasPrefix(".") && $0 != "README.md" }
        #expect(folders.sorted() == Self.recipes.map(\.folder).sorted())
    }

    /// What the quarter is for: everything that makes planning four institutions together hard is in it.
    @Test func theQuarterHasEveryKindOfApplication() throws {
        let (scenario, _) = try Scenario.read(folder: Self.root.appending(path: "quarter-2026-q2"))
        let registrations = scenario.registrations
        #expect(Set(registrations.map(\.institution)) == ["BJKJ", "ZJCX", "CECC", "BJOU"])
        let byPerson = Dictionary(grouping: registrations, by: \.person).values
        #expect(byPerson.contains { Set($0.map(\.institution)).count == 2 })
        #expect(byPerson.contains { $0.count == 2 && Set($0.map(\.institution)).count == 1 })
        #expect(registrations.contains { $0.subjects.count == 3 } && registrations.contains { $0.subjects.count == 1 })
        let units = Dictionary(grouping: registrations.compactMap(\.unit)) { $0 }.values.map(\.count)
        #expect(units.count > 5 && units.allSatisfy { (5...60).contains($0) })
        let problem = scenario.problem()
        let reasons = Set(problem.applications.compactMap(\.ineligibleReason).map { $0.prefix(4) })
        for reason in ["未缴费（", "逾期缴费", "缴费不足", "考生已退", "资格审核", "在成绩有", "补考资格"] {
            #expect(reasons.contains { $0 == reason }, "\(reason)")
        }
        #expect(
            problem.applications.contains { $0.extraMinutes != nil }
                && problem.applications.contains { $0.needs != nil })
        #expect(
            problem.applications.contains { $0.wishVenue != nil }
                && problem.applications.contains { $0.wishDistrict != nil })
        #expect(problem.applications.contains { $0.banned != nil })
    }
}
