import Dispatch
import Exams
import Planning
import Storage
import Synchronization
import Verifying

/// A scenario's first plan, from the folder that was read to the stored revision. The scenario's rows are written while
/// the plan is made, and the plan's rows while it is checked: they wait for disks, these for a processor.
struct FirstPlan {
    private struct Ground: Sendable {
        let state: ScenarioState
        let problem: KeptProblem
        let checker: Checker
    }

    var applications: Int { problem.applications.count }

    private let problem: Problem
    private let database: String
    private let now: LocalSecond
    private let imported: Aside<Ground, any Error>
    /// Signals when the import has let go of the people, or has failed.
    private let isLighter = DispatchSemaphore(value: 0)
    /// Of so many applications, a search beside all of the scenario would take more than a gigabyte.
    private static let manyApplications = 500_000

    /// Begins to import.
    /// - Parameters:
    ///   - problem: the scenario's.
    ///   - database: in which nothing has been planned and no event recorded (`Store.isFresh`).
    init(
        _ scenario: consuming Scenario, digest: ScenarioDigest? = nil, _ problem: Problem, into database: String,
        at now: LocalSecond
    ) {
        self.problem = problem
        self.database = database
        self.now = now
        let handed = Handed(scenario)
        imported = Aside { [isLighter] () throws(any Error) in
            let (state, kept) = try FirstPlan.lay(handed, digest, problem, into: database, at: now, isLighter)
            // Nor need it wait for the plan to get to know the problem.
            return Ground(state: state, problem: kept, checker: Checker(problem))
        }
    }

    private static func lay(
        _ scenario: Handed<Scenario>, _ digest: ScenarioDigest?, _ problem: Problem, into database: String,
        at now: LocalSecond, _ isLighter: DispatchSemaphore
    ) throws -> (state: ScenarioState, problem: KeptProblem) {
        defer { isLighter.signal() }
        let store = try Store(path: database)
        // The import lets go of a million people as it writes them: nobody else should hold them.
        let receipt = try store.importScenario(scenario.take(), digest: digest, at: now) { isLighter.signal() }
        return (receipt.state, try store.keep(problem))
    }

    /// - Throws: what kept the scenario from being imported; then there is no use for a plan.
    func plan(by planner: Planner) throws -> Plan {
        let plan = planner.plan(problem) {
            if applications > FirstPlan.manyApplications { isLighter.wait() }
        }
        _ = try imported.value()
        return plan
    }

    /// Has the plan checked and stores it; of one that the checker refuses nothing is stored. What is to be said of it is
    /// counted meanwhile.
    func store(
        _ plan: Plan, note: String
    ) throws -> (revision: Int, verified: VerifiedPlan, summary: OutcomeSummary) {
        let ground = try imported.value()
        let check = Verification(of: plan, by: ground.checker)
        let summary = Aside { [problem, people = ground.checker.people] () throws(Never) in
            OutcomeSummary(of: plan, for: problem, people: people)
        }
        do {
            let revision = try Store(path: database).savePlan(
                check, note: note, at: now, origin: .planned(from: problem.begun), madeFor: ground.state,
                kept: ground.problem)
            return (revision, try PlanWork.verified(check), summary.value())
        } catch {
            // Who made an unlawful plan should hear of that first.
            _ = try PlanWork.verified(check)
            throw error
        }
    }
}

/// What one gives and another takes, and neither holds then.
private final class Handed<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: consuming Value) { self.value = Mutex(value) }

    /// To be called once.
    func take() -> Value {
        guard let value = value.withLock({ $0.take() }) else { preconditionFailure("it was taken before") }
        return value
    }
}
