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

    /// Sheets in, stored plan out, as `kaowu plan SCENARIO --database FILE` goes.
    private mutating func measureScenario() throws -> VerifiedPlan {
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        let database = folder + "/bench.sqlite"
        for suffix in ["", "-wal", "-shm"] { unlink(database + suffix) }
        let now = LocalSecond(number: 1_709_251_200)
        let (problem, state) = try readAndImport(url, database, now)
        let verified = try planAndVerify(problem)
        try stage("store") {
            _ = try Store(path: database).savePlan(verified, note: "bench", at: now, after: nil, madeFor: state)
        }
        return verified
    }

    private mutating func readAndImport(
        _ url: URL, _ database: String, _ now: LocalSecond
    ) throws -> (Problem, ScenarioState) {
        let scenario = try stage("read") { try Scenario.read(folder: url).scenario }
        record.people = scenario.people.count
        let problem = stage("problem") { scenario.problem() }
        let receipt = try stage("import") { try Store(path: database).importScenario(scenario, at: now) }
        return (problem, receipt.state)
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
