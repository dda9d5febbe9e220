import Foundation
import Testing

/// Files that are missing, of another kind, or garbage: one exit code, a clear mistake, nothing half-written.
@Suite struct BadInputTests {
    private static let garbage = ["", "{", "[]", "null", "{\"format\":\"kaowu-problem/9\"}", "\u{0}\u{1}\u{2}", "报名"]

    @Test(arguments: garbage) func garbageDocumentsAreMistakes(_ text: String) throws {
        let folder = try WorkFolder()
        let document = try folder.write(text, to: "document.json")
        let output = folder.path("plan.json")
        for arguments in [
            ["plan", "--problem", document, "--output", output], ["verify", "--problem", document, "--plan", document],
        ] {
            let run = try Program.run(arguments)
            #expect(run.code == 1, "\(run.diagnostics)")
            #expect(run.diagnostics.contains("→"))
        }
        #expect(try folder.names() == ["document.json"])
    }

    @Test func folderAndFileAreNotTakenForEachOther() throws {
        let folder = try WorkFolder()
        let file = try folder.write("x", to: "file")
        for arguments in [
            ["check", file], ["check", folder.path("absent")],
            ["import", file, "--database", folder.path("new.sqlite")],
            ["plan", "--problem", folder.path(""), "--output", folder.path("out")],
            ["plan", "--problem", folder.path("absent"), "--output", folder.path("out")],
            ["verify", "--problem", folder.path(""), "--plan", file], ["key", "public", "--key", folder.path("")],
            ["show", "plan", "--database", folder.path("")], ["status", "--database", folder.path("absent")],
        ] {
            #expect(try Program.run(arguments).code == 1, "\(arguments)")
        }
        #expect(try folder.names() == ["file"])
    }

    /// The store makes its own file private; somebody else's file must stay as it is.
    @Test func aFileThatIsNoDatabaseIsLeftAlone() throws {
        let folder = try WorkFolder()
        let file = try folder.write("这不是数据库", to: "notes.txt")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        for arguments in [
            ["show", "plan", "--database", file], ["import", Scenarios.path("bjkj-2024-05"), "--database", file],
            ["status", "--database", file],
        ] {
            let run = try Program.run(arguments)
            #expect(run.code == 1)
            #expect(run.diagnostics.contains("not-a-database"))
        }
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o644)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "这不是数据库")
    }

    @Test func aScenarioWithMistakesImportsNothing() throws {
        let folder = try WorkFolder()
        let scenario = folder.path("scenario")
        try FileManager.default.copyItem(atPath: Scenarios.path("bjkj-2024-05"), toPath: scenario)
        let sheet = scenario + "/applications.csv"
        let ruined = try String(contentsOfFile: sheet, encoding: .utf8)
            .replacing(#/(居民身份证,\d{15})\d{2}[\dX]/#) { $0.output.1 + "000" }
        try ruined.write(toFile: sheet, atomically: true, encoding: .utf8)
        let run = try Program.run("import", scenario, "--database", folder.path("office.sqlite"))
        #expect(run.code == 1)
        #expect(run.diagnostics.contains("applications.csv:"))
        #expect(!run.diagnostics.contains(#/\d{17}/#), "a whole ID number was printed")
        #expect(try folder.names() == ["scenario"])
        let check = try Program.run("check", scenario, "--json")
        #expect(check.code == 1)
        #expect(check.output.contains("\"isValid\" : false"))
    }

    @Test func anOutputThatCannotBeWrittenLeavesNothingBehind() throws {
        let folder = try WorkFolder()
        let problem = folder.path("problem.json")
        let database = try Office.database()
        _ = try Program.result("export", "problem", "--database", database, "--output", problem)
        for output in [folder.path("absent/plan.json"), folder.path("")] {
            let run = try Program.run("export", "plan", "--database", database, "--output", output)
            #expect(run.code == 1)
            #expect(run.diagnostics.contains("output-unwritable"))
        }
        #expect(try folder.names() == ["problem.json"])
    }

    @Test func aPlanTamperedWithIsRefused() throws {
        let folder = try WorkFolder()
        let (problem, plan) = (folder.path("problem.json"), folder.path("plan.json"))
        let database = try Office.database()
        _ = try Program.result("export", "problem", "--database", database, "--output", problem)
        _ = try Program.result("export", "plan", "--database", database, "--output", plan)
        let text = try String(contentsOfFile: plan, encoding: .utf8)
        let moved = text.replacing(#/"row":\d+/#, with: "\"row\":1").replacing(#/"column":\d+/#, with: "\"column\":1")
        _ = try folder.write(moved, to: "plan.json")
        let run = try Program.run("verify", "--problem", problem, "--plan", plan, "--json")
        #expect(run.code == 1)
        #expect(run.output.contains("SeatUse"))
        #expect(run.output.contains("\"isValid\" : false"))
    }
}
