import Exams
import Planning
import Storage
import Verifying

/// A scenario's first plan, from the folder that was read to the stored revision. The scenario's rows are written while
/// the plan is made, and the plan's rows while it is checked: they wait for disks, these for a processor.
struct FirstPlan {
    private struct Ground: Sendable {
        let state: ScenarioState
        let problem: KeptProblem
    }

    private let problem: Problem
    private let database: String
    private let now: LocalSecond
    private let imported: Aside<Ground, any Error>

    /// What a million people's scenario, plan, rows and check take would be too much to hold at the same time: one after
    /// the other, they stay under a gigabyte.
    private var isTooLargeForTwo: Bool { problem.applications.count > 500_000 }

    /// Begins to import.
    /// - Parameters:
    ///   - problem: the scenario's.
    ///   - database: in which nothing has been planned and no event recorded (`Store.isFresh`).
    init(_ scenario: Scenario, _ problem: Problem, into database: String, at now: LocalSecond) {
        self.problem = problem
        self.database = database
        self.now = now
        imported = Aside { () throws(any Error) in
            let store = try Store(path: database)
            let state = try store.importScenario(scenario, at: now).state
            return Ground(state: state, problem: try store.keep(problem))
        }
    }

    /// - Throws: what kept the scenario from being imported; then there is no use for a plan.
    func plan(by planner: Planner) throws -> Plan {
        if isTooLargeForTwo { _ = try imported.value() }
        let plan = planner.plan(problem)
        _ = try imported.value()
        return plan
    }

    /// Has the plan checked and stores it; of one that the checker refuses nothing is stored.
    func store(_ plan: Plan, note: String) throws -> (revision: Int, verified: VerifiedPlan) {
        let ground = try imported.value()
        let check = Verification(of: plan, for: problem)
        do {
            if isTooLargeForTwo { _ = try check.verified() }
            let revision = try Store(path: database).savePlan(
                check, note: note, at: now, origin: .planned(from: problem.begun), madeFor: ground.state,
                kept: ground.problem)
            return (revision, try PlanWork.verified(check))
        } catch {
            // Who made an unlawful plan should hear of that first.
            _ = try PlanWork.verified(check)
            throw error
        }
    }
}
