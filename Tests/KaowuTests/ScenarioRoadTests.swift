import Exams
import Foundation
import Testing

/// Every folder in `Scenarios/` goes the whole road — import, plan, verify, draw, release — and must come to what
/// its `expected.json` says. `KAOWU_RECORD=1 swift test …` writes the files anew, and fails while it does.
@Suite struct ScenarioRoadTests {
    static let isRecording = ProcessInfo.processInfo.environment["KAOWU_RECORD"] == "1"

    @Test func theFoldersAreThere() {
        #expect(Scenarios.names.count >= 8)
    }

    @Test(arguments: Scenarios.names) func scenarioComesToWhatIsExpected(_ name: String) throws {
        let folder = try WorkFolder()
        let moments = try ReleaseMoments(of: name)
        let database = folder.path("office.sqlite")
        _ = try Program.result("check", Scenarios.path(name))
        _ = try Program.result("import", Scenarios.path(name), "--database", database, "--now", moments.planned)
        let plan = try Program.result("plan", "--database", database, "--now", moments.planned, "--json")
            .decoded(PlanResult.self)
        _ = try Program.result("verify", "--database", database)
        try checkDocuments(of: database, folder)
        _ = try Program.result("key", "create", "--database", database)
        let releases = try moments.releases.map { try release(at: $0, database, folder) }
        let found = ExpectedOutcome(
            applications: plan.summary.applications, seated: plan.summary.seated, waiting: plan.summary.waiting,
            ineligible: plan.summary.ineligible, reasons: plan.summary.reasons,
            tiers: plan.tiers.map {
                ExpectedOutcome.TierValue(
                    tier: $0.tier, value: $0.value.values, bound: $0.bound.values, status: $0.status)
            },
            releases: releases)
        #expect(found.applications == found.seated + found.waiting + found.ineligible, "somebody has vanished")
        if Self.isRecording {
            try found.write(of: name)
            Issue.record("\(name): recorded anew; look at the difference, then run without KAOWU_RECORD")
        } else {
            let expected = try #require(try ExpectedOutcome.read(of: name), "no expected.json; run with KAOWU_RECORD=1")
            #expect(found == expected)
        }
    }

    /// What anybody else would judge: the two documents alone.
    private func checkDocuments(of database: String, _ folder: WorkFolder) throws {
        let (problem, plan) = (folder.path("problem.json"), folder.path("plan.json"))
        _ = try Program.result("export", "problem", "--database", database, "--output", problem)
        _ = try Program.result("export", "plan", "--database", database, "--output", plan)
        _ = try Program.result("verify", "--problem", problem, "--plan", plan)
    }

    /// Releases twice; the second time there must be nothing to do. The folder must hold what the reports say.
    private func release(
        at now: String, _ database: String, _ folder: WorkFolder
    ) throws -> ExpectedOutcome.Release {
        let tickets = folder.path("tickets")
        let arguments = ["release", "--database", database, "--folder", tickets, "--now", now, "--json"]
        let first = try Program.run(arguments).decoded(ReleaseResult.self)
        let second = try Program.run(arguments).decoded(ReleaseResult.self)
        #expect(second.released.isEmpty, "a second release at \(now) released again")
        #expect(second.alreadyOut == first.alreadyOut + first.released.count)
        for ticket in first.released {
            let file = try #require(ticket.file)
            #expect(FileManager.default.fileExists(atPath: tickets + "/" + file))
        }
        #expect(try pdfs(in: tickets) == second.alreadyOut)
        return ExpectedOutcome.Release(
            now: now, released: first.released.count,
            notYetOpen: first.notYetOpen.reduce(0) { $0 + $1.tickets }, tooLate: first.tooLate.count,
            refused: first.refused.count)
    }

    private func pdfs(in folder: String) throws -> Int {
        guard FileManager.default.fileExists(atPath: folder) else { return 0 }
        return try FileManager.default.subpathsOfDirectory(atPath: folder).count { $0.hasSuffix(".pdf") }
    }
}

/// Moments around which a scenario's tickets open and close, from its own sittings: no date is typed by hand.
struct ReleaseMoments {
    /// Long before any window but that of whoever may print once seated.
    let planned: String
    /// A second before the first seven-day window and its opening, the opening of a five-day window, and a minute
    /// after the first exam has begun.
    let releases: [String]

    init(of scenario: String) throws {
        let folder = URL(fileURLWithPath: Scenarios.path(scenario))
        let starts = try Scenario.read(folder: folder).scenario.sittings.flatMap(\.periods).map(\.start)
        let first = try #require(starts.min())
        planned = LocalMinute(number: (first.day - 20).start.number + 9 * 60).description
        let opening = LocalSecond(number: (first.day - 7).start.number * 60)
        releases = [
            LocalSecond(number: opening.number - 1).description, opening.description,
            (first.day - 5).start.description, (first + 1).description,
        ]
    }
}
