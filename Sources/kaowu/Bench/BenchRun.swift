import Exams
import Foundation
import Planning
import Verifying

/// Measures one family in this process, which does nothing else: its memory is the family's.
struct BenchRun {
    var record: BenchRecord
    private let started = ContinuousClock.now
    let folder: String
    private let planner: Planner
    private let timetables: TimetableTask

    init(_ family: BenchFamily, folder: String, threads: Int, timetables: TimetableTask) {
        self.timetables = timetables
        record = BenchRecord(family: family.name)
        record.threads = threads
        self.folder = folder
        planner = Planner(threads: threads)
    }

    mutating func measure(_ input: BenchFamily.Input) throws {
        var verified: VerifiedPlan?
        switch input {
        case .scenario: verified = try measureScenario()
        case .problem: verified = try measureProblem()
        case .tickets: try measureTickets()
        case .replanning: try measureReplanning()
        case .timetables: try measureTimetables(timetables)
        }
        record.seconds = BenchRun.seconds(since: started)
        record.peakMegabytes = BenchRun.peakMegabytes
        // Counting costs time and memory too.
        if let verified { describe(verified) }
    }

    /// Sheets in, stored plan and report out.
    private mutating func measureScenario() throws -> VerifiedPlan {
        let database = folder + "/bench.sqlite"
        for suffix in ["", "-wal", "-shm"] { unlink(database + suffix) }
        let road = PlanningRoad(
            folder: folder, database: database, note: "bench", now: LocalSecond(number: 1_709_251_200),
            threads: record.threads)
        var begun: (stage: PlanStage, at: ContinuousClock.Instant)?
        func begin(_ stage: PlanStage?) {
            if let begun { record.add(begun.stage.name, seconds: BenchRun.seconds(since: begun.at)) }
            begun = stage.map { ($0, .now) }
        }
        let (said, verified) = try road.plan(onNotes: { _ in }, onStage: begin)
        begin(nil)
        record.people = said.summary.people
        record.applications = said.summary.applications
        record.placed = said.summary.seated
        record.tiers = said.tiers
        return verified
    }

    private mutating func measureProblem() throws -> VerifiedPlan {
        let path = folder + "/" + BenchFamily.problemFile
        let problem = try stage("read") { try Problem.read(from: try InputFile.data(at: path)) }
        record.people = Set(problem.applications.map(\.person)).count
        return try planAndVerify(problem)
    }

    mutating func planAndVerify(_ problem: Problem) throws -> VerifiedPlan {
        record.applications = problem.applications.count
        let mistakes = stage("validate") { validate(problem: problem) }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        let plan = stage("plan") { [planner] in planner.plan(problem) }
        let verified = try stage("verify") { try verify(problem: problem, plan: plan) }
        record.placed = plan.placements.count
        record.tiers = plan.tiers
        return verified
    }

    private mutating func describe(_ verified: VerifiedPlan) {
        let problem = verified.problem
        record.classes = Planner.classCount(of: problem)
        let programmes = Dictionary(
            problem.applications.map { ($0.id, $0.programme) }, uniquingKeysWith: { first, _ in first })
        record.waves =
            Set(verified.plan.placements.map { "\(programmes[$0.application] ?? "")|\($0.sitting)|\($0.wave)" }).count
    }

    mutating func stage<Result, Failure>(
        _ name: String, _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = ContinuousClock.now
        let result = try work()
        record.add(name, seconds: BenchRun.seconds(since: start))
        return result
    }

    static func seconds(since start: ContinuousClock.Instant) -> Double {
        let parts = (ContinuousClock.now - start).components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }

    /// The high-water mark of the process's own memory; `getrusage` would count what its parent held as well.
    private static var peakMegabytes: Double {
        let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
        return kilobytes / 1024
    }
}
