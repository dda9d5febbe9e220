import Foundation
import Storage
import Testing

/// One small sitting, imported and planned once, for the tests that only look at it.
enum Office {
    static let scenario = "bjkj-2024-05"
    static let planned = "2024-04-28T09:00"

    private static let shared = Result {
        let folder = try WorkFolder()
        let database = folder.path("office.sqlite")
        _ = try Program.result("import", Scenarios.path(scenario), "--database", database, "--now", planned)
        _ = try Program.result("plan", "--database", database, "--now", planned, "--note", "首版")
        _ = try Program.result("key", "create", "--database", database)
        return (folder: folder, database: database)
    }

    static func database() throws -> String { try shared.get().database }
    static func key() throws -> String { try shared.get().folder.path("office.key") }

    /// Somebody with a seat.
    static func seatedApplication() throws -> String {
        let room = try Program.result("show", "room", try firstRoom(), "--database", try database())
        return String(try #require(room.output.firstMatch(of: #/BJKJ\d+/#)).output)
    }

    /// Of those that somebody sits in.
    static func firstRoom() throws -> String {
        let rooms = try String(contentsOfFile: Scenarios.path(scenario) + "/rooms.csv", encoding: .utf8)
        let names = rooms.split(whereSeparator: \.isNewline).dropFirst().map { String($0.split(separator: ",")[1]) }
        let database = try database()
        return try #require(
            try names.first { name in
                try Program.result("show", "room", name, "--database", database).output.contains(#/BJKJ\d+/#)
            })
    }
}

@Suite struct OfficeTests {
    @Test func numbersAreMaskedInEveryListing() throws {
        let database = try Office.database()
        let application = try Office.seatedApplication()
        let listings = [
            ["show", "plan"], ["show", "waiting"], ["show", "room", try Office.firstRoom()],
            ["show", "person", application],
        ]
        for listing in listings {
            for form in [[], ["--json"]] {
                let output = try Program.run(listing + ["--database", database] + form).output
                #expect(!output.isEmpty)
                #expect(!output.contains(#/\d{17}[\dX]/#), "\(listing) shows a whole number")
            }
        }
        let revealed = try Program.result("show", "person", application, "--database", database, "--reveal").output
        #expect(revealed.contains(#/\d{17}[\dX]/#))
    }

    @Test func aPersonIsFoundByEveryName() throws {
        let database = try Office.database()
        let application = try Office.seatedApplication()
        let byApplication = try Program.result("show", "person", application, "--database", database, "--reveal").output
        let number = try #require(byApplication.firstMatch(of: #/\d{17}[\dX]/#)).output
        let person = try #require(byApplication.firstMatch(of: #/P\d{6}/#)).output
        for which in [String(number), String(person)] {
            #expect(
                try Program.result("show", "person", which, "--database", database, "--reveal").output == byApplication)
        }
        #expect(try Program.run("show", "person", "查无此人", "--database", database).code == 1)
    }

    @Test func aSessionListsWhoSitsInIt() throws {
        let database = try Office.database()
        let room = try Program.result("show", "room", try Office.firstRoom(), "--database", database, "--json").output
        let period = try #require(room.firstMatch(of: #/"period" : "([^"]+)"/#)).output.1
        let session = try Program.result("show", "session", String(period), "--database", database, "--json").output
        #expect(session.contains("\"roomID\" : \"\(try Office.firstRoom())\""))
        #expect(try Program.run("show", "session", "没有", "--database", database).code == 1)
    }

    @Test func drawingForTheStaffReleasesNothing() throws {
        let folder = try WorkFolder()
        let database = try Office.database()
        let application = try Office.seatedApplication()
        let before = try Program.result("status", "--database", database, "--now", Office.planned, "--json").output
        let drawn = try Program.result(
            "tickets", "--database", database, "--output", folder.path("tickets"), "--application", application)
        #expect(drawn.output.contains("not released"))
        let names = try folder.names("tickets")
        #expect(names.count == 1 && names[0].hasPrefix("unreleased-\(application)"))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("tickets/" + names[0]))[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(
            try Program.result("status", "--database", database, "--now", Office.planned, "--json").output == before)
        let unknown = try Program.run(
            "tickets", "--database", database, "--output", folder.path("tickets"), "--application", "没有")
        #expect(unknown.code == 1)
    }

    @Test func withoutAKeyNothingIsReleased() throws {
        let folder = try WorkFolder()
        let run = try Program.run(
            "release", "--database", try Office.database(), "--folder", folder.path("tickets"), "--now", Office.planned,
            "--key", folder.path("absent.key"))
        #expect(run.code == 1)
        #expect(run.diagnostics.contains("signing-key-missing"))
        #expect(try folder.names().isEmpty)
    }

    @Test func theSecondWriterIsToldToWait() throws {
        let folder = try WorkFolder()
        let copy = folder.path("office.sqlite")
        try FileManager.default.copyItem(atPath: try Office.database(), toPath: copy)
        let store = try Store(path: copy)
        try store.write(purpose: "a test that holds the database") { _ in
            let run = try Program.run(
                "release", "--database", copy, "--folder", folder.path("tickets"), "--now", Office.planned, "--key",
                try Office.key())
            #expect(run.code == 3, "\(run.diagnostics)")
            #expect(try Program.run("show", "plan", "--database", copy).code == 0, "readers need not wait")
        }
    }

    /// For cron: a clash is not worth a letter while releases do run.
    @Test func aShortClashIsQuiet() throws {
        let folder = try WorkFolder()
        let copy = folder.path("office.sqlite")
        try FileManager.default.copyItem(atPath: try Office.database(), toPath: copy)
        func release(_ now: String) throws -> Program.Run {
            try Program.run(
                "release", "--database", copy, "--folder", folder.path("tickets"), "--now", now, "--key",
                try Office.key(), "--quiet")
        }
        #expect(try release("2024-04-28T09:10").code == 0)
        let store = try Store(path: copy)
        try store.write(purpose: "a test that holds the database") { _ in
            let brief = try release("2024-04-28T09:20")
            #expect(brief.code == 3 && brief.output.isEmpty && brief.diagnostics.isEmpty, "\(brief.diagnostics)")
            let long = try release("2024-04-28T10:20")
            #expect(long.code == 3 && !long.diagnostics.isEmpty)
        }
    }

    @Test func theSameProblemGivesTheSameBytes() throws {
        let folder = try WorkFolder()
        let problem = folder.path("problem.json")
        _ = try Program.result("export", "problem", "--database", try Office.database(), "--output", problem)
        _ = try Program.result("export", "plan", "--database", try Office.database(), "--output", folder.path("stored"))
        for name in ["first", "second"] {
            _ = try Program.result("plan", "--problem", problem, "--output", folder.path(name))
        }
        let stored = try Data(contentsOf: URL(fileURLWithPath: folder.path("stored")))
        for name in ["first", "second"] {
            #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path(name))) == stored)
        }
    }

    @Test func generatedListsAreMarkedAndRepeatable() throws {
        let folder = try WorkFolder()
        for (name, seed) in [("one.csv", "7"), ("two.csv", "7"), ("three.csv", "8")] {
            _ = try Program.result(
                "generate", Scenarios.path(Office.scenario), "--people", "20", "--seed", seed, "--output",
                folder.path(name))
        }
        let lists = try ["one.csv", "two.csv", "three.csv"].map {
            try String(contentsOfFile: folder.path($0), encoding: .utf8)
        }
        #expect(lists[0] == lists[1])
        #expect(lists[0] != lists[2])
        #expect(lists[0].contains("生成数据"))
        let again = try Program.run(
            "generate", Scenarios.path(Office.scenario), "--people", "20", "--output", folder.path("one.csv"))
        #expect(again.code == 1)
        #expect(try String(contentsOfFile: folder.path("one.csv"), encoding: .utf8) == lists[0])
    }
}
