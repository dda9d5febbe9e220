import Exams
import Foundation
import Planning
import Storage
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

    /// Sheets in, stored plan out, as `kaowu plan SCENARIO --database FILE` goes. What is done meanwhile on another core
    /// is named after the stage: the import beside the planning, the check beside the storing.
    private mutating func measureScenario() throws -> VerifiedPlan {
        let database = folder + "/bench.sqlite"
        for suffix in ["", "-wal", "-shm"] { unlink(database + suffix) }
        let first = try readAndBegin(database)
        let plan = try stage("plan+import") { [planner] in try first.plan(by: planner) }
        let (_, verified) = try stage("store+verify") { try first.store(plan, note: "bench") }
        record.placed = plan.placements.count
        record.tiers = plan.tiers
        return verified
    }

    /// The scenario is let go of as soon as it is imported.
    private mutating func readAndBegin(_ database: String) throws -> FirstPlan {
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        let scenario = try stage("read") { try Scenario.read(folder: url).scenario }
        let digest = ScenarioDigest(of: scenario)
        record.people = scenario.people.count
        let problem = stage("problem") { scenario.problem() }
        record.applications = problem.applications.count
        let mistakes = stage("validate") { validate(problem: problem) }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return FirstPlan(
            scenario, digest: digest, problem, into: database, at: LocalSecond(number: 1_709_251_200))
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
        record.stages.append(BenchRecord.Stage(name: name, seconds: BenchRun.seconds(since: start)))
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
