import Testing

/// Every word of a command line is honoured or refused, and a script can tell the kinds of failure apart.
@Suite struct UsageTests {
    @Test(arguments: [
        [], ["frobnicate"], ["shwo"], ["show"], ["show", "everything", "--database", "x"], ["show", "room"],
        ["show", "plan", "surplus", "--database", "x"], ["show", "plan", "--reveal", "--database", "x"],
        ["show", "plan", "--databse", "x"], ["show", "plan", "-d", "x"], ["show", "plan", "--database"],
        ["show", "plan", "--database", "--json"], ["show", "plan", "--database="],
        ["show", "plan", "--database", "x", "--database", "y"], ["show", "plan", "--json=yes", "--database", "x"],
        ["verify", "--database", "x", "--revision", "0"], ["verify", "--database", "x", "--revision", "one"],
        ["verify", "--database", "x", "--plan", "y"], ["verify", "--plan", "y"], ["verify"], ["plan"],
        ["plan", "--problem", "x"], ["plan", "--problem", "x", "--output", "y", "--database", "z"],
        ["plan", "--database", "x", "--output", "y"], ["check"], ["check", "a", "b"], ["check", ""],
        ["generate", "x", "--people", "-1"], ["generate", "x", "--people", "99999999999999999999"],
        ["generate", "x", "--seed", "-1"], ["release", "--database", "x"], ["release", "--folder", "x"],
        ["release", "--database", "x", "--folder", "y", "--now", "tomorrow"],
        ["release", "--database", "x", "--folder", "y", "--now", "2024-02-30T08:00"],
        ["status"], ["export", "people", "--database", "x", "--output", "y"], ["key", "destroy", "--key", "x"],
        ["key", "create"], ["demo", "--scenario", "x"], ["ask"], ["help", "frobnicate"], ["--verbose"],
    ])
    func wrongUseIsExitCodeTwo(_ arguments: [String]) throws {
        let run = try Program.run(arguments)
        #expect(run.code == 2, "\(arguments): \(run.diagnostics)")
        #expect(run.output.isEmpty)
        #expect(!run.diagnostics.isEmpty)
    }

    @Test func aMisspeltNameIsSuggested() throws {
        #expect(try Program.run("shwo").diagnostics.contains("kaowu show"))
        #expect(try Program.run("show", "plan", "--databse", "x").diagnostics.contains("--database"))
        #expect(!(try Program.run("frobnicate").diagnostics.contains("did you mean")))
    }

    @Test(arguments: [
        "demo", "generate", "check", "import", "plan", "show", "verify", "tickets", "release", "status", "export",
        "key",
        "help", "ask", "replan", "event",
    ])
    func everyCommandExplainsItself(_ command: String) throws {
        let help = try Program.result("help", command)
        #expect(try Program.result(command, "--help").output == help.output)
        #expect(help.output.hasPrefix("kaowu \(command)"))
        #expect(try Program.result("help").output.contains("\n  \(command) "))
        #expect(help.diagnostics.isEmpty)
    }

    @Test func versionIsOneLine() throws {
        let output = try Program.result("--version").output
        #expect(output.hasPrefix("kaowu ") && output.filter(\.isNewline).count == 1)
    }

    @Test func whatFollowsTwoDashesIsAWord() throws {
        let run = try Program.run("check", "--", "--json")
        #expect(run.code == 1)
        #expect(run.diagnostics.contains("--json"))
    }
}
