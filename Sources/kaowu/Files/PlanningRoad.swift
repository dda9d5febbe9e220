import Exams
import Planning
import Storage
import Tickets
import Verifying

/// From a scenario's folder to a stored plan and what is said of it. `kaowu plan SCENARIO --database FILE` goes this
/// road and `kaowu bench` measures it, so that what is measured is what a user waits for.
///
/// Of a million people nothing is held longer than it is needed: the scenario until its rows are written, what the
/// checker knows of the problem until the plan is stored.
struct PlanningRoad {
    let folder: String
    let database: String
    let note: String
    let now: LocalSecond
    /// Nil: as many as the machine has.
    let threads: Int?

    /// - Parameters:
    ///   - onNotes: told what deserves a look, before anything is planned.
    ///   - onStage: told what begins.
    /// - Returns: what is said of the plan, and the plan as it was checked.
    func plan(
        onNotes: ([Mistake]) -> Void, onStage: (PlanStage) -> Void
    ) throws -> (record: PlanRecord, verified: VerifiedPlan) {
        let path = try InputFile.newOrExistingDatabase(at: database)
        let (name, first) = try begin(in: path, onNotes: onNotes, onStage: onStage)
        // Where nothing has been planned yet, nothing need be read back from the database.
        guard let first else {
            let office = try Office(database: path)
            let (revision, verified) = try office.plan(note: note, at: now, threads: threads, onStage: onStage)
            return (PlanRecord(verified, of: name, revision: revision), verified)
        }
        onStage(.planning(first.applications, isImporting: true))
        let plan = try first.plan(by: PlanWork.planner(threads: threads))
        onStage(.storing)
        let (revision, verified, summary) = try first.store(plan, note: note)
        return (PlanRecord(summary, plan.tiers, of: name, revision: revision), verified)
    }

    /// The scenario lives no longer than this, unless the import still writes it.
    /// - Returns: its name, and its first plan; nil where something has been planned: then it has been imported.
    private func begin(
        in path: String, onNotes: ([Mistake]) -> Void, onStage: (PlanStage) -> Void
    ) throws -> (scenario: String, first: FirstPlan?) {
        let read = try ReadFolder(at: folder, onStage: onStage)
        onNotes(read.notes)
        let name = read.scenario.name
        guard try Store(path: path).isFresh() else {
            try Store(path: path).importScenario(read.scenario, digest: read.digest, at: now)
            return (name, nil)
        }
        return (name, FirstPlan(read.scenario, digest: read.digest, read.problem, into: path, at: now))
    }
}

/// What planning is at: as `kaowu bench` lists it, and in words for a person who waits. Where another core does
/// something meanwhile, that is named after the stage.
struct PlanStage {
    let name: String
    let words: String

    static let reading = PlanStage(name: "read", words: "正在读取场景 (reading)")
    static let deriving = PlanStage(name: "problem", words: "正在判定资格 (deriving the problem)")
    static let checking = PlanStage(name: "validate", words: "正在核对 (checking)")
    static let noting = PlanStage(name: "notes", words: "正在查看有无不妥 (looking for what deserves a look)")
    static let verifying = PlanStage(name: "verify", words: "正在独立校验 (verifying)")
    static let storing = PlanStage(name: "store+verify", words: "正在独立校验并存档 (verifying and storing)")

    static func planning(_ applications: Int, isImporting: Bool = false) -> PlanStage {
        isImporting
            ? PlanStage(name: "plan+import", words: "正在导入，并编排 \(applications) 个报名 (importing and planning)")
            : PlanStage(name: "plan", words: "正在编排 \(applications) 个报名 (planning)")
    }
}

/// A scenario's folder that may be imported.
struct ReadFolder {
    let scenario: Scenario
    /// Worked out while the rest is looked at.
    let digest: ScenarioDigest
    let problem: Problem
    /// What deserves a look.
    let notes: [Mistake]

    /// - Throws: all mistakes.
    init(at path: String, onStage: (PlanStage) -> Void = { _ in }) throws {
        onStage(.reading)
        let folder = try InputFile.folder(at: path)
        let (scenario, remarks) = try Scenario.read(folder: folder)
        digest = ScenarioDigest(of: scenario)
        let texts = Aside { () throws(Mistakes) in try DrawableTexts.notes(scenario) }
        // Nobody may be at the fonts any more when the program ends.
        defer { _ = try? texts.value() }
        onStage(.deriving)
        problem = scenario.problem()
        onStage(.checking)
        let contradictions = validate(problem: problem)
        guard contradictions.isEmpty else { throw Mistakes(contradictions) }
        onStage(.noting)
        notes = try remarks + texts.value() + PhotoFolder(root: folder).mapNotes(scenario)
        self.scenario = scenario
    }
}
