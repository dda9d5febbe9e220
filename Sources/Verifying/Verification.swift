import Exams

/// A check that is under way on another core, so that what follows from its verdict may be prepared meanwhile. Nothing
/// may count before `verified` has been asked.
package struct Verification: Sendable {
    package let problem: Problem
    package let plan: Plan
    private let verdict: Verdict

    private enum Verdict: Sendable {
        case known(VerifiedPlan)
        case awaited(Aside<VerifiedPlan, Refusal>)
    }

    /// Begins the check.
    package init(of plan: Plan, for problem: Problem) {
        self.problem = problem
        self.plan = plan
        verdict = .awaited(Aside { () throws(Refusal) in try verify(problem: problem, plan: plan) })
    }

    /// Begins the check by a checker that knows the problem.
    package init(of plan: Plan, by checker: Checker) {
        problem = checker.problem
        self.plan = plan
        verdict = .awaited(Aside { () throws(Refusal) in try checker.verify(plan) })
    }

    /// Of a plan that passed already.
    package init(_ verified: VerifiedPlan) {
        problem = verified.problem
        plan = verified.plan
        verdict = .known(verified)
    }

    /// Waits for the verdict.
    package func verified() throws(Refusal) -> VerifiedPlan {
        switch verdict {
        case .known(let verified): verified
        case .awaited(let check): try check.value()
        }
    }
}
