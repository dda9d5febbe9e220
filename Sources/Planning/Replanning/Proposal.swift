import Exams
import Synchronization

/// What staff may choose between after something has happened.
package enum Proposal: String, Codable, CaseIterable, Sendable {
    /// As few people moved as possible: those with tickets first, then all others.
    case fewest
    /// No ticket moved but those whose place is gone; as few others as possible.
    case ticketsStay = "tickets-stay"
    /// The best plan as if no ticket were out; among equally good ones, near the plan there was.
    case anew
}

extension Planner {
    /// A plan in place of another; whoever wants several asks `Proposals`.
    package func propose(_ proposal: Proposal, for problem: Problem, from previous: Plan) -> Plan {
        Proposals(self, for: problem, from: previous).plan(proposal)
    }

    /// An earlier plan made current again, as far as the laws allow now. Whom they do not allow to go back stays where
    /// his ticket says, or else changes as little as can be.
    package func restore(_ earlier: Plan, for problem: Problem) -> Plan {
        let model = Model(problem)
        let anchors = model.anchors(previous: earlier, isRestored: true)
        return hurried.plan(model) { part, members in
            let anchors = members.map { anchors[$0] }
            let draft = [Repair.Asking.anybody, .nobody].map { part.repaired(anchors, asking: $0) }
                .min { Score($0, in: part).changes.lexicographicallyPrecedes(Score($1, in: part).changes) }
            return part.planned(draft ?? part.repaired(anchors, asking: .anybody))
        }
    }

    /// The same seats with reasons and tiers told anew, after a change by hand.
    package func retold(_ plan: Plan, for problem: Problem) -> Plan {
        let model = Model(problem)
        let draft = model.draft(of: plan)
        return hurried.told(draft, parts: [model.bounds(for: draft)], in: model)
    }
}

/// The plans that may take another's place. What several of them start from is planned once.
package struct Proposals: Sendable {
    private let planner: Planner
    private let model: Model
    /// As if no ticket were out.
    private let free: Model
    private let anchors: [Anchor?]
    /// Where everybody was, as if no ticket were out.
    private let standing: [Anchor?]
    private let known = PlansOfParts()
    private let outcomes = OutcomesOfPlans()

    /// - Parameters:
    ///   - problem: as it is now, with what has begun; what `released` names are the tickets that are out.
    ///   - previous: the plan to be replaced, made for an earlier state of the problem.
    package init(_ planner: Planner = Planner(), for problem: Problem, from previous: Plan) {
        self.planner = planner.hurried
        model = Model(problem)
        free = Model(problem.withoutTickets)
        anchors = model.anchors(previous: previous)
        standing = free.anchors(previous: previous, isRestored: true)
    }

    package func plan(_ proposal: Proposal) -> Plan {
        switch proposal {
        case .fewest: return planner.plan(model, known: outcomes) { part, members in fewest(part, members) }
        case .ticketsStay: return planner.plan(model, known: outcomes) { part, members in ticketsStay(part, members) }
        case .anew: return anew()
        }
    }

    /// Of the proposal that moves the fewest, the places alone.
    func fewest() -> [Placement] {
        planner.drafted(model) { part, members in fewest(part, members) }.draft.placements(in: model)
    }

    /// What leaves the tickets alone may hurt less on the way.
    private func fewest(_ part: Model, _ members: [Int]) -> PartPlan {
        let (few, still) = (fewestMoved(part, members), ticketsStay(part, members))
        let anchors = members.map { self.anchors[$0] }
        return Upheaval(still.draft, anchors, in: part) < Upheaval(few.draft, anchors, in: part) ? still : few
    }

    private func ticketsStay(_ part: Model, _ members: [Int]) -> PartPlan {
        known.plan(PlansOfParts.Key(members: members, kind: .ticketsStay)) {
            planner.ticketsStay(
                part, members.map { anchors[$0] }, fewest: fewestMoved(part, members),
                around: { around(part, members) })
        }
    }

    private func fewestMoved(_ part: Model, _ members: [Int]) -> PartPlan {
        known.plan(PlansOfParts.Key(members: members, kind: .fewest)) {
            planner.fewestMoved(
                part, members.map { anchors[$0] }, around: { around(part, members) },
                free: { planned(free.restricted(to: members), members) },
                anew: { anew(free.restricted(to: members), members) })
        }
    }

    /// The tickets left alone, and everybody else planned anew.
    private func around(_ part: Model, _ members: [Int]) -> PartPlan {
        known.plan(PlansOfParts.Key(members: members, kind: .around)) { planner.planByWaves(part, mayAsk: false) }
    }

    private func planned(_ free: Model, _ members: [Int]) -> PartPlan {
        known.plan(PlansOfParts.Key(members: members, kind: .free)) { planner.planned(free) }
    }

    private func anew() -> Plan {
        var plan = planner.plan(free) { part, members in anew(part, members) }
        guard model.isReplan else { return plan }
        // What is known of the later tiers of all plans is known of those that keep more promises too.
        let changes = Score(model.draft(of: plan), in: model).changes
        let bound = model.moveBound(reached: changes)
        plan.tiers.removeAll { $0.tier == 0 }
        plan.tiers.insert(
            Tier(tier: 0, value: .list(changes), bound: .list(bound), status: bound == changes ? .proved : .gap), at: 0)
        return plan
    }

    /// The plan there was, put right, if no better one was found; else that one with as many as can be where they
    /// were.
    private func anew(_ part: Model, _ members: [Int]) -> PartPlan {
        known.plan(PlansOfParts.Key(members: members, kind: .anew)) {
            let before = members.map { standing[$0] }
            let kept = part.repaired(before, asking: .anybody)
            var plan = planned(part, members)
            let isBetter = Score(plan.draft, in: part).isBetter(than: Score(kept, in: part))
            plan.draft = isBetter ? plan.draft.returning(to: before, in: part) : kept
            return plan
        }
    }
}

/// What is told of those without a place, found once for proposals of one problem that come to one plan: remedies are
/// tried by planning again. The plan as if no ticket were out is of another problem, and tells its own.
final class OutcomesOfPlans: Sendable {
    private let known = Mutex([(draft: Draft, outcomes: [Outcome])]())

    func outcomes(of draft: Draft, _ tell: () -> [Outcome]) -> [Outcome] {
        if let same = known.withLock({ $0.first { $0.draft.places == draft.places } }) { return same.outcomes }
        let outcomes = tell()
        known.withLock { $0.append((draft, outcomes)) }
        return outcomes
    }
}

/// Plans of parts, each made when it is first asked for.
private final class PlansOfParts: Sendable {
    struct Key: Hashable {
        enum Kind {
            case fewest, ticketsStay, around
            /// As if no ticket were out; and as such a plan is proposed.
            case free, anew
        }

        var members: [Int]
        var kind: Kind
    }

    private let plans = Mutex([Key: PartPlan]())

    func plan(_ key: Key, _ make: () -> PartPlan) -> PartPlan {
        if let plan = plans.withLock({ $0[key] }) { return plan }
        let plan = make()
        plans.withLock { $0[key] = plan }
        return plan
    }
}
