import Exams

// The proposal that moves the fewest.
//
// Repairing the plan there was (`Repair`) moves nobody it need not, and mostly the bound proves it. Where it does
// not, or where somebody without a ticket has lost his place, whoever could have kept one by moving others, the other
// proposals are looked at too: a plan around the tickets and a plan anew. Each is taken as it is; with everybody beyond
// its moves of tickets put back to where he was; and as a hint where the repair may put those whom it leaves out
// (`Repair.relink`). What hurts least is the proposal, so none shown beside it hurts less. At last a part of modest size
// is searched by numbers (`AnchoredHeadcounts`), and a small one by people.
//
// Who waited before, and could be seated if others without a ticket moved, is no reason to move them: that is what
// the other proposals are for.

/// Whom a draft hurts, the worse the greater, compared like the tiers: the six changes of people with tickets; then the
/// six changes of people without one, the first of them losing a place; then how many are placed. Seats for more who
/// had none are a reason to choose another proposal, not to move people in this one.
struct Upheaval: Comparable {
    let changes: [Int]
    /// The six of people without one.
    let others: [Int]
    private let order: [Int]

    /// - Parameter countsTickets: how many tickets move at all comes before how far.
    init(_ draft: Draft, _ anchors: [Anchor?], in model: Model, countsTickets: Bool = false) {
        var (changes, others) = (Array(repeating: 0, count: Nearness.same), Array(repeating: 0, count: Nearness.same))
        for (number, place) in draft.places.enumerated() {
            if let kind = model.change(of: number, to: place) { changes[kind] += 1 }
            guard let anchor = anchors[number], !anchor.isReleased else { continue }
            let reached = Nearness.of(place, from: anchor, in: model)
            if reached < Nearness.same { others[reached] += 1 }
        }
        (self.changes, self.others) = (changes, others)
        let placed = draft.places.count { $0 != nil }
        order = (countsTickets ? [changes.reduce(0, +)] : []) + changes + others + [-placed]
    }

    /// Somebody without a ticket has lost his place.
    var takesPlaces: Bool { others[Nearness.lost] > 0 }
    /// Anybody has.
    var losesPlaces: Bool { takesPlaces || changes[Nearness.lost] > 0 }

    static func < (left: Upheaval, right: Upheaval) -> Bool { left.order.lexicographicallyPrecedes(right.order) }
    static func == (left: Upheaval, right: Upheaval) -> Bool { left.order == right.order }
}

extension Planner {
    /// What the simplex method may touch for a proposal: staff wait for it.
    private var workOfNumbers: Int { 100 * limits.numbers }

    /// - Parameters:
    ///   - around: a plan that leaves the tickets alone.
    ///   - free: a plan as if no ticket were out.
    ///   - anew: what is proposed of that.
    func fewestMoved(
        _ part: Model, _ anchors: [Anchor?], around: () -> PartPlan, free: () -> PartPlan, anew: () -> PartPlan
    ) -> PartPlan {
        var choice = FewestMoves(part, anchors)
        choice.consider(part.repaired(anchors, asking: .anybody))
        // Making room for the first may leave less for the others than taking each as he comes.
        choice.consider(part.repaired(anchors, asking: .nobody))
        // Nor should who only asks (`Replanner`) be told of fewer than who plans.
        if !choice.isSettled { choice.consider(part.repaired(anchors, asking: .anybody, isQuick: true)) }
        if !choice.isSettled { choice.consider(around: around().draft) }
        if !choice.isSettled {
            choice.consider(around: free().draft)
            choice.consider(part.withoutEnvy(anew().draft))
        }
        if !choice.isSettled { choice.search(work: workOfNumbers) }
        if !choice.isProved, let exact = exactly(part, near: part.planned(choice.best)) {
            choice.consider(around: exact.draft)
            choice.raise(to: exact.bounds.tiers[0])
        }
        return choice.plan
    }

    /// No ticket moves but those whose place is gone; of such plans the one that hurts least.
    /// - Parameter fewest: the plan that moves the fewest: mostly it moves no other ticket either.
    func ticketsStay(_ part: Model, _ anchors: [Anchor?], fewest: PartPlan, around: () -> PartPlan) -> PartPlan {
        var choice = FewestMoves(part, anchors, ticketsStay: true)
        choice.raise(to: fewest.bounds.tiers[0])
        choice.consider(fewest.draft)
        if choice.isIdle { return fewest }
        choice.consider(part.repaired(anchors, asking: .nobody))
        choice.consider(part.repaired(anchors, asking: .whoHasNoTicket))
        if !choice.isSettled { choice.consider(around: around().draft) }
        return choice.plan
    }
}

/// The best of several drafts for a part.
private struct FewestMoves {
    private let part: Model
    private let anchors: [Anchor?]
    private let ticketsStay: Bool
    private(set) var best = Draft(places: [])
    private var least: Upheaval?
    /// Of tier 0, of whatever plan.
    private var bound: [Int]?

    init(_ part: Model, _ anchors: [Anchor?], ticketsStay: Bool = false) {
        (self.part, self.anchors, self.ticketsStay) = (part, anchors, ticketsStay)
    }

    var isProved: Bool { !part.isReplan || bound == least?.changes }
    /// No ticket moves, and nobody loses a place.
    var isIdle: Bool { least.map { !$0.losesPlaces && $0.changes.allSatisfy { $0 == 0 } } ?? false }
    /// Nothing that is looked at afterwards could hurt less in what matters most.
    var isSettled: Bool { (isProved || ticketsStay) && least?.takesPlaces == false }

    mutating func consider(_ draft: Draft) {
        let upheaval = Upheaval(draft, anchors, in: part, countsTickets: ticketsStay)
        if let least, !(upheaval < least) { return }
        (best, least) = (draft, upheaval)
        if part.isReplan { raise(to: part.moveBound(reached: upheaval.changes)) }
    }

    /// The draft; its moves of people with tickets with everybody else where he was; and the best so far with those who
    /// lose their places in it seated as the draft has them.
    mutating func consider(around draft: Draft) {
        consider(draft.returning(to: anchors, in: part))
        let most = ticketsStay ? Repair.Asking.whoHasNoTicket : .anybody
        var repair = Repair(part, anchors: anchors, asking: most)
        repair.run(with: draft)
        consider(part.withoutEnvy(repair.draft))
        guard least?.losesPlaces == true else { return }
        for asking in [most, .nobody] { consider(part.repaired(anchors, asking: asking, near: draft)) }
    }

    /// Looks for the best plan by numbers, if the part is small.
    /// - Parameter work: numbers touched, at most.
    mutating func search(work: Int) {
        guard var exact = AnchoredHeadcounts(part, anchors, .fewestMoves, work: work) else { return }
        var bounds = Bounds()
        bounds.tiers[0] = bound
        if let found = exact.improved(best, known: bounds) {
            let fair = part.withoutEnvy(found)
            consider(fair)
            consider(around: fair)
        }
        exact.sharpen(&bounds, for: best)
        raise(to: bounds.tiers[0])
    }

    mutating func raise(to known: [Int]?) {
        guard let known else { return }
        if let bound, !bound.lexicographicallyPrecedes(known) { return }
        bound = known
    }

    var plan: PartPlan {
        var plan = part.planned(best)
        if part.isReplan { plan.bounds.tiers[0] = bound }
        return plan
    }
}

extension Model {
    func planned(_ draft: Draft) -> PartPlan { PartPlan(draft: draft, bounds: bounds(for: draft)) }

    func withoutEnvy(_ draft: Draft) -> Draft {
        var draft = draft
        EnvyRepair(self).repair(&draft)
        return draft
    }

    /// Everybody where he was, as far as can be.
    /// - Parameter draft: has places for some who would lose theirs.
    func repaired(
        _ anchors: [Anchor?], asking: Repair.Asking, isQuick: Bool = false, near draft: Draft? = nil
    ) -> Draft {
        var repair = Repair(self, anchors: anchors, asking: asking, isQuick: isQuick)
        repair.run(orElse: self.anchors(), near: draft)
        return withoutEnvy(repair.draft)
    }
}

extension Problem {
    /// As if no ticket were out; who has begun to sit stays.
    var withoutTickets: Problem {
        var free = self
        let begun = (released ?? []).filter(beginnings.hasBegun)
        free.released = begun.isEmpty ? nil : begun
        return free
    }
}
