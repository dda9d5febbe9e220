import Exams

/// A law that a plan breaks, and where.
package struct Breach: Error, Equatable, Sendable {
    /// Nil: the document itself is at fault (an unknown id, a wrong tier, an outcome missing).
    package var law: Law?
    /// One sentence that names the applications, rooms and periods concerned.
    package var text: String

    package init(law: Law?, text: String) {
        self.law = law
        self.text = text
    }
}

/// Everything the checker found, never only the first.
package struct Refusal: Error, Equatable, Sendable {
    package var breaches: [Breach]
}

/// Checks any plan, whoever made it, against the original problem: the problem makes sense, everybody is accounted
/// for, all laws hold, and what the plan claims of its tiers is true.
///
/// A problem that makes no sense is refused alone, as nothing can be said about its plans. The claims are judged
/// only of a lawful plan: envy, for one, is not defined for others.
package func verify(problem: Problem, plan: Plan) throws(Refusal) -> VerifiedPlan {
    let mistakes = validate(problem: problem)
    guard mistakes.isEmpty, let register = Register(problem) else {
        throw Refusal(breaches: mistakes.map { Breach(law: nil, text: "the problem is malformed: \($0.cause)") })
    }
    let accounts = Accounts(of: plan, register)
    var breaches = accounts.breaches
    let seating = Seating(register: register, placed: accounts.placed, claims: plan.tiers)
    breaches += lawBreaches(of: seating, isComplete: accounts.isComplete)
    guard breaches.isEmpty else { throw Refusal(breaches: breaches) }
    let measures = Measures(of: seating)
    breaches = claimBreaches(of: plan.tiers, against: measures)
    guard breaches.isEmpty else { throw Refusal(breaches: breaches) }
    return VerifiedPlan(problem: problem, plan: plan, measures: measures)
}

/// The fourteen laws alone, in their order, without outcomes and tiers: for a plan in the making.
package func lawBreaches(problem: Problem, plan: Plan) -> [Breach] {
    let mistakes = validate(problem: problem)
    guard mistakes.isEmpty, let register = Register(problem) else {
        return mistakes.map { Breach(law: nil, text: "the problem is malformed: \($0.cause)") }
    }
    let accounts = Accounts(of: plan, register)
    let seating = Seating(register: register, placed: accounts.placed, claims: plan.tiers)
    return lawBreaches(of: seating, isComplete: accounts.isComplete)
}

/// Where a placement could not be read, its programme may only seem to be below its minimum.
private func lawBreaches(of seating: Seating, isComplete: Bool) -> [Breach] {
    Law.allCases.filter { isComplete || $0 != .minimumEnrolment }.flatMap { $0.statement.breaches(in: seating) }
}
