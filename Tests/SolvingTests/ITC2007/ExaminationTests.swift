import Foundation
import Testing

@testable import Solving

@Suite struct ExaminationTests {
    /// CRLF, stray blanks, repeated and self-referring constraints, no last line end.
    static let small = """
        [Exams:6]\r
        120, 1, 2, 3, 4\r
        60 ,2,  5\r
        120, 6, 7, 7\r
        60, 3, 6\r
        90\r
        120, 8, 9, 10\r
        [Periods:4]\r
        01:06:2005, 09:00:00, 180, 0\r
        01:06:2005, 14:00:00, 180, 3\r
        01:06:2005, 17:00:00, 60, 0\r
        02:06:2005, 09:00:00, 180, 1\r
        [Rooms:2]\r
        6, 0\r
        4, 8\r
        [PeriodHardConstraints]\r
        3, AFTER, 0\r
        3, AFTER, 0\r
        2, EXCLUSION, 2\r
        4,EXAM_COINCIDENCE ,5\r
        1, EXCLUSION, 2\r
        [RoomHardConstraints]\r
        5, ROOM_EXCLUSIVE\r
        [InstitutionalWeightings]\r
        TWOINAROW, 7\r
        TWOINADAY, 5\r
        PERIODSPREAD, 2\r
        NONMIXEDDURATIONS, 10\r
        FRONTLOAD, 2, 1, 5\r
        \r
         
        """

    @Test func readsWhatFilesHold() throws {
        let instance = try ExaminationInstance(reading: Self.small)
        #expect(instance.exams.map(\.duration) == [120, 60, 120, 60, 90, 120])
        #expect(instance.exams[2].students == [6, 7])
        #expect(instance.exams[4].students.isEmpty)
        #expect(instance.periods.map(\.penalty) == [0, 3, 0, 1])
        #expect(instance.rooms.map(\.capacity) == [6, 4])
        #expect(instance.periodConstraints.map(\.relation) == [.after, .coincidence, .exclusion])
        #expect(instance.exclusiveExams == [5])
        #expect(
            instance.weights.frontLoad == 5 && instance.weights.largeExams == 2 && instance.weights.latePeriods == 1)
        #expect(try ExaminationInstance(reading: Self.small.replacingOccurrences(of: "\r\n", with: "\n")) == instance)
    }

    @Test func reportsEveryFaultWithItsLine() {
        let broken =
            "[Exams:2]\n60, 1\nsixty, 2\n[Periods:1]\n1, 2, 3\n[Rooms:1]\n5, 0\n[PeriodHardConstraints]\n0, BEFORE, 1\n0, AFTER, 7\n[Weather]\n"
        do {
            _ = try ExaminationInstance(reading: broken)
            Issue.record("a broken file was read")
        } catch {
            #expect(error.all.compactMap(\.line) == [3, 5, 9, 10, 11])
            #expect(error.all.contains { $0.cause.contains("Periods") && $0.line == nil })
        }
        #expect(throws: ExaminationFileFaults.self) { try ExaminationInstance(reading: "") }
        // A blank where a comma should be makes no larger number.
        #expect(throws: ExaminationFileFaults.self) {
            try ExaminationInstance(reading: Self.small.replacingOccurrences(of: ", ", with: " "))
        }
    }

    /// Letters lost, doubled and exchanged: read, or refused with a line; what is read can be put to the engine.
    @Test func noDamagedFileCrashes() {
        var random = RandomSource(seed: 9)
        for _ in 0..<400 {
            var letters = Array(Self.small.unicodeScalars)
            for _ in 0...random.below(4) {
                let at = random.below(letters.count)
                switch random.below(4) {
                case 0: letters.remove(at: at)
                case 1: letters.insert(letters[random.below(letters.count)], at: at)
                case 2: letters[at] = ["-", "9", "[", ",", "\n", "x"][random.below(6)]
                default: letters.swapAt(at, random.below(letters.count))
                }
            }
            let text = String(String.UnicodeScalarView(letters))
            guard let instance = try? ExaminationInstance(reading: text) else { continue }
            let problem = instance.timetableProblem()
            guard let outcome = try? TimetableSearch(budget: .steps(300), seed: 1).run(problem) else { continue }
            let score = ExaminationScore(instance, outcome.solution)
            #expect(score.distanceToFeasibility >= outcome.solution.unplaced)
        }
    }

    /// Every part by hand: exam 0 in period 0, 1 in 1, 2 and 3 in 3 (mixed, in the small room), 4 and 5 in 2.
    @Test func scoresByHand() throws {
        let instance = try ExaminationInstance(reading: Self.small)
        let solution = TimetableSolution(periods: [0, 1, 1, 3, 2, 2], rooms: [0, 0, 0, 1, 0, 1])
        let score = ExaminationScore(instance, solution)
        #expect(score.twoInARow == 7)
        #expect(score.twoInADay == 0)
        #expect(score.periodSpread == 2)
        #expect(score.mixedDurations == 10)
        #expect(score.frontLoad == 0)
        #expect(score.roomPenalty == 16)
        #expect(score.periodPenalty == 3 + 3 + 1)
        #expect(score.periodUtilisation == 2)
        #expect(score.periodRelated == 1)
        #expect(score.conflicts == 0 && score.roomOccupancy == 0 && score.roomRelated == 0 && score.unplaced == 0)
        let crowded = ExaminationScore(
            instance, TimetableSolution(periods: [0, 0, 1, 0, 1, 1], rooms: [1, 1, 0, 0, 0, 0]))
        #expect(crowded.conflicts == 2)
        #expect(crowded.roomOccupancy == 1)
        #expect(crowded.roomRelated == 1)
        #expect(crowded.periodRelated == 1)
        let late = ExaminationScore(
            instance, TimetableSolution(periods: [3, -1, 3, 3, 3, 3], rooms: [0, -1, 0, 0, 0, 0]))
        #expect(late.frontLoad == 10)
        #expect(late.unplaced == 1)
    }

    @Test func solutionsGoOutAndIn() throws {
        let instance = try ExaminationInstance(reading: Self.small)
        let solution = TimetableSolution(periods: [0, 1, -1, 3, 2, 2], rooms: [0, 1, -1, 1, 0, 1])
        #expect(solution.competitionText.hasPrefix("0, 0\r\n1, 1\r\n-1, -1\r\n"))
        #expect(try TimetableSolution(reading: solution.competitionText, for: instance) == solution)
        let asTheWinnerWrites = solution.competitionText.replacingOccurrences(of: "-1, -1\r\n", with: "-1, -1")
        #expect(try TimetableSolution(reading: asTheWinnerWrites, for: instance) == solution)
        #expect(throws: ExaminationFileFaults.self) { try TimetableSolution(reading: "0, 0\n", for: instance) }
        let blank = solution.competitionText.replacingOccurrences(of: "0, 0", with: "0 0, 0")
        #expect(throws: ExaminationFileFaults.self) { try TimetableSolution(reading: blank, for: instance) }
        #expect(throws: ExaminationFileFaults.self) {
            try TimetableSolution(
                reading: solution.competitionText.replacingOccurrences(of: "1, 1", with: "1, 9"), for: instance)
        }
    }

    /// The engine and the plain loops agree on cost and feasibility, through the door.
    @Test(arguments: 1...4)
    func engineAndScorerAgree(seed: Int) throws {
        let instance = try ExaminationInstance(reading: seed == 1 ? Self.small : Self.generated(seed: UInt64(seed)))
        let problem = instance.timetableProblem()
        let outcome = try TimetableSearch(budget: .steps(30_000), seed: UInt64(seed)).run(problem)
        let score = ExaminationScore(instance, outcome.solution)
        #expect(score.distanceToFeasibility == 0)
        #expect(score.penalty == outcome.cost)
        #expect(outcome.bound <= outcome.cost)
    }

    static func generated(seed: UInt64) -> String {
        var random = RandomSource(seed: seed)
        var lines = ["[Exams:50]"]
        for _ in 0..<50 {
            let students = (0..<(1 + random.below(20))).map { _ in String(random.below(200)) }
            lines.append(([String(60 * (1 + random.below(3)))] + students).joined(separator: ", "))
        }
        lines.append("[Periods:24]")
        for period in 0..<24 { lines.append("\(10 + period / 3):06:2005, 09:00:00, 180, \(random.below(3) * 5)") }
        lines += ["[Rooms:3]", "30, 0", "50, 5", "60, 0", "[PeriodHardConstraints]"]
        lines += [
            "1, AFTER, 0", "2, EXCLUSION, 3", "4, EXAM_COINCIDENCE, 5", "[RoomHardConstraints]", "7, ROOM_EXCLUSIVE",
        ]
        lines += ["[InstitutionalWeightings]", "TWOINAROW,7", "TWOINADAY,5", "PERIODSPREAD,3"]
        return (lines + ["NONMIXEDDURATIONS,10", "FRONTLOAD,10,5,5", ""]).joined(separator: "\n")
    }

    /// The public instances, where they are at hand: KAOWU_ITC2007 names their folder.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["KAOWU_ITC2007"] != nil), arguments: 1...8)
    func publicInstancesAreFeasibleAtOnce(set: Int) throws {
        let folder = ProcessInfo.processInfo.environment["KAOWU_ITC2007"] ?? ""
        let path = "\(folder)/exam_comp_set\(set).exam"
        let instance = try ExaminationInstance(reading: String(contentsOfFile: path, encoding: .utf8))
        let outcome = try TimetableSearch(budget: .steps(4_000_000), seed: 1).run(instance.timetableProblem())
        let score = ExaminationScore(instance, outcome.solution)
        #expect(score.distanceToFeasibility == 0)
        #expect(score.penalty == outcome.cost)
    }
}
