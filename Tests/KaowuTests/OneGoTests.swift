import Foundation
import Testing

/// `kaowu plan SCENARIO --database FILE`: importing and planning in one go.
@Suite struct OneGoTests {
    private static let scenario = Scenarios.path("bjkj-2024-05")
    private static let now = ["--now", "2024-04-28T09:00"]

    @Test func oneGoSaysAndStoresWhatTwoStepsDo() throws {
        let folder = try WorkFolder()
        let (steps, go) = (folder.path("steps.sqlite"), folder.path("go.sqlite"))
        _ = try Program.result("import", Self.scenario, "--database", steps, "--now", "2024-04-28T09:00")
        let planned = try Program.run(["plan", "--database", steps] + Self.now)
        let gone = try Program.run(["plan", Self.scenario, "--database", go] + Self.now)
        #expect(gone.code == 0, "\(gone.diagnostics)")
        #expect(gone.output == planned.output)
        for database in [steps, go] { _ = try Program.result("audit", "--database", database) }
        #expect(try Program.result("diff", "1", "1", "--database", go).code == 0)
        let seats = try [steps, go].map { try Program.result("show", "plan", "--database", $0, "--json").output }
        #expect(seats[0] == seats[1])
        // Where there is a plan already, its tickets are promises: the steps follow each other.
        let again = try Program.run(["plan", Self.scenario, "--database", go] + Self.now)
        #expect(again.code == 0, "\(again.diagnostics)")
        #expect(again.output.contains("第 2 版"))
    }

    @Test func whatCannotBeReadLeavesNoDatabase() throws {
        let folder = try WorkFolder()
        let database = folder.path("none.sqlite")
        #expect(try Program.run(["plan", folder.path("missing"), "--database", database] + Self.now).code == 1)
        #expect(!FileManager.default.fileExists(atPath: database))
        let document = ["plan", Self.scenario, "--problem", "p.json", "--output", folder.path("plan.json")]
        #expect(try Program.run(document).code == 2)
    }
}
