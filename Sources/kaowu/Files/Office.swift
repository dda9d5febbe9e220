import Exams
import Foundation
import Planning
import Storage
import Verifying

/// A database that is there, with a scenario in it: what most commands start from.
struct Office {
    let store: Store
    let scenario: Scenario
    /// What the scenario was read at.
    private let state: ScenarioState?

    /// - Throws: `file-missing`; `no-scenario`; what the store finds wrong with the file.
    init(database: String) throws {
        store = try Store(path: try InputFile.database(at: database))
        let (scenario, state) = try store.snapshot { [store] () throws(StorageFault) in
            (try store.loadScenario(), try store.scenarioState())
        }
        guard let scenario else {
            throw Mistakes([
                Mistake(
                    code: "no-scenario", file: database, cause: "数据库里还没有数据。",
                    action: "先运行 kaowu import SCENARIO --database \(database)。")
            ])
        }
        self.scenario = scenario
        self.state = state
    }

    /// A stored plan, verified anew.
    func index(revision: Int? = nil) throws -> (index: PlanIndex, revision: Int) {
        let verified = try store.loadPlan(revision: revision)
        let current = try store.currentRevision()
        return (PlanIndex(scenario: scenario, verified: verified), revision ?? current ?? 0)
    }

    /// The problem as the data stands today; what released tickets promise is part of it.
    func problem() throws -> Problem { try problem(at: nil) }

    private func problem(at now: LocalSecond?) throws -> Problem {
        guard try store.currentRevision() != nil else { return scenario.problem() }
        return try standing(at: now ?? LocalSecond(number: 0)).problem
    }

    /// Plans, has the plan checked, stores it. Tickets whose seats it changes are taken back in the same moment.
    /// - Returns: the new revision, and its plan as it was checked.
    func plan(
        note: String, at now: LocalSecond, threads: Int? = nil, onStage: (PlanStage) -> Void
    ) throws -> (revision: Int, verified: VerifiedPlan) {
        let base = try store.currentRevision()
        let problem = try problem(at: now)
        let verified = try PlanWork.verifiedPlan(of: problem, threads: threads, onStage: onStage)
        let origin = RevisionOrigin.planned(from: problem.begun)
        guard let base else {
            let first = try store.savePlan(
                verified, note: note, at: now, after: base, origin: origin, madeFor: state)
            return (first, verified)
        }
        let revision = try store.write(purpose: "saving a plan") { writer in
            try writer.replacePlan(verified, note: note, at: now, after: base, origin: origin).revision
        }
        return (revision, verified)
    }
}

/// Planning and checking, as the commands that plan do it.
enum PlanWork {
    /// - Parameter threads: nil: as many as the machine has.
    static func verifiedPlan(
        of problem: Problem, threads: Int? = nil, onStage: (PlanStage) -> Void
    ) throws -> VerifiedPlan {
        onStage(.planning(problem.applications.count))
        let plan = planner(threads: threads).plan(problem)
        onStage(.verifying)
        return try verified(plan, of: problem)
    }

    static func planner(threads: Int?) -> Planner {
        Planner(threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    static func verified(_ plan: Plan, of problem: Problem) throws -> VerifiedPlan {
        try verified(Verification(of: plan, for: problem))
    }

    static func verified(_ check: Verification) throws -> VerifiedPlan {
        do {
            return try check.verified()
        } catch {
            throw PlannerFault(breaches: error.breaches)
        }
    }
}

/// Our planner made a plan that our checker refuses: never the user's fault.
struct PlannerFault: Error, CustomStringConvertible {
    let breaches: [Breach]

    var description: String {
        let first = breaches.prefix(3).map { "\($0.law?.rawValue ?? "document"): \($0.text)" }.joined(separator: "; ")
        return "the planner's plan breaks \(breaches.count) rules; nothing was stored: \(first)"
    }
}
