import Exams

/// A plan that passed the checker against its problem. Only `Verifying` can mint one; storage, tickets and
/// release accept nothing else.
package struct VerifiedPlan: Sendable {
    package let problem: Problem
    package let plan: Plan
    /// How many people the problem's applications are of.
    package let people: Int
    /// All tiers as the checker found them, whether or not the plan claims them.
    package let measures: Measures
}

extension VerifiedPlan {
    /// Who had begun to sit and has no place in the plan, with what he began: on the record of that room, but no
    /// placement.
    package var interrupted: [Placement] { problem.interrupted(in: plan) }
}
