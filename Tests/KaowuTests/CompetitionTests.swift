import Foundation
import Testing

/// `kaowu solve` and `kaowu score`, as somebody with the competition's files uses them.
@Suite struct CompetitionTests {
    /// CRLF, stray blanks, repeated and self-referring constraints, an empty line before the end.
    private static let instance: String = {
        var lines = ["[Exams:40]"]
        for exam in 0..<40 {
            let students = (0..<(3 + exam % 7)).map { " \((exam * 13 + $0 * 17) % 90)" }
            lines.append("\(60 * (1 + exam % 3))\(exam % 5 == 0 ? " " : ""),\(students.joined(separator: ","))")
        }
        lines += ["[Periods:15]"] + (0..<15).map { "\(10 + $0 / 3):06:2005, 09:00:00, 180, \($0 % 4 * 2)" }
        lines += ["[Rooms:2]", "30, 0", "12 , 5", "[PeriodHardConstraints]"]
        lines += ["1, AFTER, 0", "1, AFTER, 0", "5, EXCLUSION, 5", "7,EXAM_COINCIDENCE ,8", "3, EXCLUSION, 2"]
        lines += ["[RoomHardConstraints]", "6, ROOM_EXCLUSIVE", "[InstitutionalWeightings]"]
        lines += ["TWOINAROW,7", "TWOINADAY,5", "PERIODSPREAD,3", "NONMIXEDDURATIONS,10", "FRONTLOAD,5,4,5", " "]
        return lines.joined(separator: "\r\n")
    }()

    private func value(_ name: String, in text: String) throws -> Int {
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name) }, "\(name) is not in \(text)")
        return try #require(Int(line.dropFirst(name.count).trimmingCharacters(in: .whitespaces)))
    }

    @Test func solvesWhatItScores() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        let solution = folder.path("small.sln")
        let solved = try Program.result(
            "solve", exam, "--steps", "60000", "--seed", "3", "--output", solution, "--progress")
        #expect(try value("distance to feasibility", in: solved.output) == 0)
        #expect(solved.output.contains("moves per second"))
        #expect(solved.diagnostics.split(separator: "\n").count { $0.contains(" steps  T ") } > 5)
        let scored = try Program.result("score", exam, solution)
        for part in [
            "two in a row", "two in a day", "period spread", "mixed durations", "front load", "room penalty",
            "period penalty", "soft penalty",
        ] {
            #expect(try value(part, in: scored.output) == value(part, in: solved.output))
        }
        let text = try String(contentsOfFile: solution, encoding: .utf8)
        #expect(text.components(separatedBy: "\r\n").count == 41)
        let lines = try folder.write(Self.instance.replacingOccurrences(of: "\r\n", with: "\n"), to: "lines.exam")
        #expect(try Program.result("score", lines, solution).output == scored.output)
    }

    @Test func threadsDoNotDecideWhatIsFound() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        func solution(_ name: String, _ options: String...) throws -> String {
            let arguments = ["solve", exam, "--steps", "15000", "--output", folder.path(name)] + options
            #expect(try Program.run(arguments).code == 0)
            return try String(contentsOfFile: folder.path(name), encoding: .utf8)
        }
        let alone = try solution("1.sln", "--seed", "5", "--searches", "3")
        #expect(try solution("2.sln", "--seed", "5", "--searches", "3", "--threads", "3") == alone)
        #expect(try solution("3.sln", "--seed", "5", "--searches", "3", "--threads", "2") == alone)
        #expect(try solution("4.sln", "--seed", "6", "--searches", "3") != alone)
    }

    /// Ctrl-C interrupts; `timeout` and a shutdown ask to terminate.
    @Test(arguments: [SIGINT, SIGTERM]) func aSignalLeavesTheBestSoFar(_ signal: Int32) throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        let process = Process()
        process.executableURL = Program.executable
        process.arguments = ["solve", exam, "--seconds", "600", "--progress", "--output", folder.path("found.sln")]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        _ = errors.fileHandleForReading.availableData
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
        #expect(try Program.run("score", exam, folder.path("found.sln")).code == 0)
    }

    @Test func whereNothingCanBeWrittenNothingIsSearched() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        let run = try Program.run(
            "solve", exam, "--seconds", "600", "--output", folder.path("absent/found.sln"))
        #expect(run.code == 1)
        #expect(run.diagnostics.contains("output-unwritable"))
        #expect(try folder.names() == ["small.exam"])
    }

    /// Nothing is renamed over a device: seen through a link, so that no broken program can do harm.
    @Test func devicesAreWrittenToAndStay() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        for (name, device, code) in [("null", "/dev/null", Int32(0)), ("full", "/dev/full", 1)] {
            try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: device)
            #expect(try Program.run("solve", exam, "--steps", "30000", "--output", folder.path(name)).code == code)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path(name)) == device)
        }
        let standardOutput = folder.path("spoken")
        try FileManager.default.createSymbolicLink(atPath: standardOutput, withDestinationPath: "/proc/self/fd/1")
        let spoken = try Program.result("solve", exam, "--steps", "30000", "--output", standardOutput).output
        #expect(spoken.components(separatedBy: "\r\n").count == 41)
        #expect(spoken.contains("soft penalty"))
    }

    @Test func aFileCutShortIsNotTakenForWhole() throws {
        let folder = try WorkFolder()
        let cut = Self.instance.components(separatedBy: "TWOINADAY")[0]
        let run = try Program.run("solve", try folder.write(cut, to: "cut.exam"), "--steps", "1000")
        #expect(run.code == 1)
        for weight in ["TWOINADAY", "PERIODSPREAD", "NONMIXEDDURATIONS", "FRONTLOAD"] {
            #expect(run.diagnostics.contains("weight \(weight) is missing"))
        }
    }

    @Test func benchMeasuresTheEngine() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        let given = try Program.result(
            "bench", "itc", "--instances", exam, "--seeds", "2", "--processor-seconds", "0.05")
        #expect(given.output.split(separator: "\n").count { $0.contains("small") } == 3)
        #expect(given.output.contains("中位"))
        let own = try Program.result("bench", "itc", "--processor-seconds", "0.5", "--json")
        #expect(own.output.contains("\"instance\" : \"generated\""))
        #expect(own.output.contains("\"distance\" : 0"))
        #expect(try Program.run("bench", "itc", "--instances", folder.path("absent.exam")).code == 1)
    }

    @Test func brokenFilesAreToldLineByLine() throws {
        let folder = try WorkFolder()
        var lines = Self.instance.components(separatedBy: "\r\n")
        lines[3] = "sixty, 1, 2"
        lines[45] = "10:06:2005, 09:00:00"
        lines[60] = "1, BEFORE, 0"
        let broken = try folder.write(lines.joined(separator: "\r\n"), to: "broken.exam")
        let run = try Program.run("solve", broken, "--steps", "1000", "--output", folder.path("none.sln"))
        #expect(run.code == 1)
        for line in [4, 46, 61] { #expect(run.diagnostics.contains("\(line)"), "\(run.diagnostics)") }
        #expect(try folder.names() == ["broken.exam"])

        let exam = try folder.write(Self.instance, to: "small.exam")
        let solution = try folder.write("0, 0\r\n1, 9\r\n", to: "short.sln")
        #expect(try Program.run("score", exam, solution).code == 1)
        #expect(try Program.run("score", exam, folder.path("absent.sln")).code == 1)
        #expect(try Program.run("solve", exam, "--steps", "10", "--seconds", "1").code == 2)
    }

    /// A look at the search must not change what it finds.
    @Test(arguments: 1...4) func progressIsOnlyALook(seed: Int) throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        let budget = ["solve", exam, "--steps", "9000", "--seed", "\(seed)", "--output"]
        #expect(try Program.run(budget + [folder.path("plain.sln")]).code == 0)
        #expect(try Program.run(budget + [folder.path("watched.sln"), "--progress"]).code == 0)
        let texts = try ["plain.sln", "watched.sln"].map {
            try String(contentsOfFile: folder.path($0), encoding: .utf8)
        }
        #expect(texts[0] == texts[1])
    }

    @Test func theInstanceIsNotWrittenOver() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(Self.instance, to: "small.exam")
        #expect(try Program.run("solve", exam, "--steps", "10", "--output", exam).code == 1)
        #expect(try String(contentsOfFile: exam, encoding: .utf8) == Self.instance)
    }

    /// 0 with 1 and 1 with 2 would bring 0 and 2 together, who share a student: there is still a solution to score.
    @Test func whatContradictsItselfIsSolvedAsFarAsItGoes() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(
            "[Exams:3]\n60, 1\n60, 2\n60, 1\n[Periods:2]\n1:1:2030, 09:00:00, 60, 0\n01:01:2030, 11:00:00, 60, 0\n"
                + "[Rooms:1]\n5, 0,\n[PeriodHardConstraints]\n0, EXAM_COINCIDENCE, 1\n1, EXAM_COINCIDENCE, 2\n"
                + "2, EXCLUSION, 0\n0, EXCLUSION, 2\n[RoomHardConstraints]\n[InstitutionalWeightings]\nTWOINAROW, 7\n"
                + "TWOINADAY, 1\nPERIODSPREAD, 0\nNONMIXEDDURATIONS, 1\nFRONTLOAD, 1, 1, 1\n",
            to: "odd.exam")
        let run = try Program.run("solve", exam, "--steps", "2000", "--output", folder.path("odd.sln"))
        #expect(run.code == 1)
        #expect(try value("distance to feasibility", in: run.output) == 1)
        #expect(try value("two in a row", in: run.output) == 7, "both periods are one day")
    }

    @Test func whatCannotBePlacedIsSaid() throws {
        let folder = try WorkFolder()
        let exam = try folder.write(
            "[Exams:2]\n60, 1\n60, 1\n[Periods:1]\n01:01:2030, 09:00:00, 60, 0\n[Rooms:1]\n5, 0\n"
                + "[PeriodHardConstraints]\n[RoomHardConstraints]\n[InstitutionalWeightings]\nTWOINAROW, 1\n"
                + "TWOINADAY, 1\nPERIODSPREAD, 1\nNONMIXEDDURATIONS, 1\nFRONTLOAD, 1, 1, 1\n",
            to: "tight.exam")
        let run = try Program.run("solve", exam, "--steps", "2000", "--output", folder.path("tight.sln"))
        #expect(run.code == 1)
        #expect(try value("distance to feasibility", in: run.output) == 1)
        #expect(try value("unplaced", in: run.output) == 1)
        #expect(try String(contentsOfFile: folder.path("tight.sln"), encoding: .utf8).contains("-1, -1"))
    }
}
