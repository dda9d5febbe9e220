import Exams

/// A plan that passed the checker against its problem. Only `Verifying` can mint one; storage, tickets and
/// release accept nothing else.
package struct VerifiedPlan: Sendable {
    package let problem: Problem
    package let plan: Plan

    init(problem: Problem, plan: Plan) {
        self.problem = problem
        self.plan = plan
    }
}
