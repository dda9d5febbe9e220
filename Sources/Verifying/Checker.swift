import Dispatch
import Exams
import Synchronization

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
    try Checker(problem).verify(plan)
}

/// A checker that knows the original problem and waits for plans of it: of a million people, to get to know it takes
/// as long as many of the laws.
package struct Checker: Sendable {
    package let problem: Problem
    private let mistakes: [Mistake]
    private let register: Register?

    package init(_ problem: Problem) {
        self.problem = problem
        mistakes = validate(problem: problem)
        register = mistakes.isEmpty ? Register(problem) : nil
    }

    /// How many people the applications are of; 0 of a problem that makes no sense.
    package var people: Int { register?.personCount ?? 0 }

    package func verify(_ plan: Plan) throws(Refusal) -> VerifiedPlan {
        guard let register else {
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
        return VerifiedPlan(problem: problem, plan: plan, people: people, measures: measures)
    }
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

/// The laws look at the plan side by side and know nothing of each other; what they find is told in their order.
/// Where a placement could not be read, its programme may only seem to be below its minimum.
private func lawBreaches(of seating: Seating, isComplete: Bool) -> [Breach] {
    let laws = Law.allCases.filter { isComplete || $0 != .minimumEnrolment }
    let found = Mutex([[Breach]](repeating: [], count: laws.count))
    DispatchQueue.concurrentPerform(iterations: laws.count) { index in
        let breaches = laws[index].statement.breaches(in: seating)
        found.withLock { $0[index] = breaches }
    }
    return found.withLock { $0.flatMap { $0 } }
}
