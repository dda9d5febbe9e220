import Exams

/// What staff may choose between after something has happened.
package enum Proposal: String, Codable, CaseIterable, Sendable {
    /// As few people moved as possible: those with tickets first, then all others.
    case fewest
    /// No ticket moved but those whose place is gone; whoever has none yet is planned anew around them.
    case ticketsStay = "tickets-stay"
    /// The best plan as if no ticket were out; among equally good ones, near the plan there was.
    case anew
}

extension Planner {
    /// A plan in place of another. Nobody begins to sit before `now`; who has begun stays.
    /// - Parameters:
    ///   - problem: as it is now; what `released` names are the tickets that are out.
    ///   - previous: the plan it replaces, made for an earlier state of the problem.
    package func propose(_ proposal: Proposal, for problem: Problem, from previous: Plan, at now: LocalMinute) -> Plan {
        switch proposal {
        case .fewest: return replan(problem, from: previous, at: now, isRestored: false)
        case .ticketsStay:
            var model = Model(problem)
            model.begin(at: now)
            return plan(model) { part, _ in planByWaves(part, mayAsk: false) }
        case .anew: return anew(problem, from: previous, at: now)
        }
    }

    /// An earlier plan made current again, as far as the laws allow now: what they do not allow changes as little as
    /// can be. Who has begun to sit stays where he sits.
    package func restore(_ earlier: Plan, for problem: Problem, at now: LocalMinute) -> Plan {
        replan(problem, from: earlier, at: now, isRestored: true)
    }

    /// The same seats with reasons and tiers told anew, after a change by hand.
    package func retold(_ plan: Plan, for problem: Problem) -> Plan {
        let model = Model(problem)
        let draft = model.draft(of: plan)
        return told(draft, parts: [model.bounds(for: draft)], in: model)
    }

    private func replan(_ problem: Problem, from previous: Plan, at now: LocalMinute, isRestored: Bool) -> Plan {
        var model = Model(problem)
        model.begin(at: now)
        let promised = model.anchors()
        let anchors = model.anchors(previous: previous, isRestored: isRestored).enumerated().map { number, anchor in
            model.hasBegun(number, now) ? promised[number] ?? anchor : anchor
        }
        return plan(model) { part, members in
            repaired(part, anchors: members.map { anchors[$0] }, isSearched: !isRestored)
        }
    }

    /// Where the relaxations leave a gap in tier 0, a part of modest size is searched exactly for fewer moves.
    /// - Parameter isSearched: false where an earlier plan is wanted, whatever it costs the tickets that are out.
    private func repaired(_ part: Model, anchors: [Anchor?], isSearched: Bool) -> PartPlan {
        var draft = repairedDraft(part, anchors: anchors, mayAsk: true)
        var changes = Score(draft, in: part).changes
        // Making room for the first may leave less for the others than taking each as he comes.
        if part.isReplan {
            let other = repairedDraft(part, anchors: anchors, mayAsk: false)
            let reached = Score(other, in: part).changes
            if reached.lexicographicallyPrecedes(changes) { (draft, changes) = (other, reached) }
        }
        var plan = PartPlan(draft: draft, bounds: part.bounds(for: draft))
        guard isSearched, part.isReplan, plan.bounds.tiers[0] != changes else { return plan }
        // Nor may it move more than the proposal that asks nobody.
        let unasked = planByWaves(part, mayAsk: false)
        let reached = Score(unasked.draft, in: part).changes
        if reached.lexicographicallyPrecedes(changes) {
            plan = keptBeside(unasked, part, anchors)
            changes = Score(plan.draft, in: part).changes
        }
        guard plan.bounds.tiers[0] != changes, let exact = exactly(part, near: plan) else { return plan }
        if Score(exact.draft, in: part).changes.lexicographicallyPrecedes(changes) { return exact }
        plan.bounds.tiers[0] = exact.bounds.tiers[0]
        return plan
    }

    /// The plan's moves of people with tickets, and everybody else where he was; the plan itself if that costs more.
    private func keptBeside(_ plan: PartPlan, _ part: Model, _ anchors: [Anchor?]) -> PartPlan {
        var repair = Repair(part, anchors: anchors, mayAsk: false)
        repair.run(with: plan.draft)
        var draft = repair.draft
        EnvyRepair(part).repair(&draft)
        let (wanted, reached) = (Score(plan.draft, in: part).changes, Score(draft, in: part).changes)
        return wanted.lexicographicallyPrecedes(reached)
            ? plan : PartPlan(draft: draft, bounds: part.bounds(for: draft))
    }

    private func repairedDraft(_ part: Model, anchors: [Anchor?], mayAsk: Bool) -> Draft {
        var repair = Repair(part, anchors: anchors, mayAsk: mayAsk)
        repair.run()
        var draft = repair.draft
        EnvyRepair(part).repair(&draft)
        return draft
    }

    private func anew(_ problem: Problem, from previous: Plan, at now: LocalMinute) -> Plan {
        let whole = Model(problem)
        var free = problem
        let starts = Dictionary(
            problem.sittings.flatMap(\.periods).map { ($0.id, $0.start) }, uniquingKeysWith: { first, _ in first })
        let begun = (problem.released ?? []).filter { $0.subjects.contains { (starts[$0.period] ?? now) < now } }
        free.released = begun.isEmpty ? nil : begun
        var model = Model(free)
        model.begin(at: now)
        let before = model.anchors(previous: previous, isRestored: true)
        var plan = plan(model) { part, members in near(members.map { before[$0] }, planned(part), part) }
        guard problem.released != nil else { return plan }
        // What is known of the later tiers of all plans is known of those that keep more promises too.
        let changes = Score(whole.draft(of: plan), in: whole).changes
        let bound = whole.moveBound(reached: changes)
        plan.tiers.removeAll { $0.tier == 0 }
        plan.tiers.insert(
            Tier(tier: 0, value: .list(changes), bound: .list(bound), status: bound == changes ? .proved : .gap), at: 0)
        return plan
    }

    /// The plan there was, put right, if no better one was found; else that one with as many as can be where they
    /// were.
    private func near(_ before: [Anchor?], _ found: PartPlan, _ part: Model) -> PartPlan {
        let kept = repairedDraft(part, anchors: before, mayAsk: true)
        var plan = found
        let isBetter = Score(found.draft, in: part).isBetter(than: Score(kept, in: part))
        plan.draft = isBetter ? found.draft.returning(to: before, in: part) : kept
        return plan
    }
}
