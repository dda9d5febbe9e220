import Solving

// The best plan by numbers of a small part in which it matters where people were: a re-plan.
//
// Classes are those who were beside each other (`WaveFrame.anchors`), and of each it is counted how many stay in their
// rooms. Whose machine works stays on his seat with his room, so all six changes of tier 0 are sums of numbers, and
// `TierByTier` minimises them before the tiers that follow. Envy is left out: in a re-plan an exchange counts only where
// it leaves tier 0 as it is. So its bounds hold for every plan, and its plans may need envy repaired at the same cost of
// tier 0. Not for parts where somebody has begun to sit. Limit: `work`, as in `TierByTier`.
struct AnchoredHeadcounts {
    /// What comes after the changes of people with tickets.
    enum Aim {
        case tiers
        /// The changes of people without tickets, then how many are placed.
        case fewestMoves
    }

    private let model: Model
    private let anchors: [Anchor?]
    private let aim: Aim
    private let form: HeadcountProgram
    private let totals: [HeadcountProgram.Total]
    private let work: Int
    /// By total: what the plan it ended with comes to, and its bound.
    private var values: [Int] = []
    private var bounds: [Int] = []

    /// Nil if the part is too large.
    init?(_ model: Model, _ anchors: [Anchor?], _ aim: Aim, work: Int) {
        let isFit =
            !model.hasOutlived && model.applications.allSatisfy { !$0.hasBegun }
            && zip(model.promises, anchors).allSatisfy { $0 == nil || $1?.isReleased == true }
        guard isFit, let plan = HeadcountFrame(WaveFrame(model, anchors: anchors)),
            let form = HeadcountProgram(plan, someWait: false)
        else { return nil }
        (self.model, self.anchors, self.aim, self.form, self.work) = (model, anchors, aim, form, work)
        totals = form.moves.ofTickets + (aim == .tiers ? form.tiers : form.moves.ofOthers + [form.tiers[0]])
    }

    /// A better plan than this; nil: none was found.
    /// - Parameter known: bounds at hand.
    mutating func improved(_ draft: Draft, known: Bounds) -> Draft? {
        var search = TierByTier(form, totals, from: counted(draft), work: work)
        search.improve { index, values in floor(index, values, known) }
        (values, bounds) = (search.values, search.bounds)
        guard let found = search.found, let state = form.seated(found) else { return nil }
        var better = state.draft()
        better.takeSeats(in: model, asBefore: anchors)
        return better
    }

    /// Bounds for a plan, where they are sharper.
    func sharpen(_ known: inout Bounds, for draft: Draft) {
        let counts = counted(draft)
        let isAsGood = zip(bounds, zip(counts, values)).map { $1.0 <= $1.1 }
        var changes = Array(repeating: 0, count: Nearness.same)
        for kind in changes.indices {
            changes[kind] = bounds[kind] + (kind == Nearness.lost ? form.people(withTickets: true) : 0)
            if bounds[kind] < values[kind] { break }
        }
        if let own = known.tiers[0], own.lexicographicallyPrecedes(changes) { known.tiers[0] = changes }
        guard aim == .tiers, isAsGood[..<Nearness.same].allSatisfy({ $0 }) else { return }
        for (index, tier) in HeadcountProgram.tierNumbers.enumerated() {
            let place = Nearness.same + index
            guard let own = known.tiers[tier]?[0], isAsGood[..<place].allSatisfy({ $0 }) else { return }
            known.tiers[tier] = [tier == 1 ? min(own, -bounds[place]) : max(own, bounds[place])]
        }
    }

    /// As the program counts: the losses less all there are.
    private func counted(_ draft: Draft) -> [Int] {
        let upheaval = Upheaval(draft, anchors, in: model)
        let later =
            aim == .tiers
            ? HeadcountProgram.counted(WaveCost(draft, in: model), in: form.plan.frame)
            : less(upheaval.others, withTickets: false) + [-draft.places.count { $0 != nil }]
        return less(upheaval.changes, withTickets: true) + later
    }

    private func less(_ changes: [Int], withTickets: Bool) -> [Int] {
        [changes[Nearness.lost] - form.people(withTickets: withTickets)] + changes[(Nearness.lost + 1)...]
    }

    private func floor(_ index: Int, _ values: [Int], _ known: Bounds) -> Int {
        if index < Nearness.same {
            let changes = less(known.tiers[0] ?? Array(repeating: 0, count: Nearness.same), withTickets: true)
            // What is known of a change holds for plans that have as few of those before.
            if values[..<index].elementsEqual(changes[..<index]) { return changes[index] }
            return index == Nearness.lost ? -form.people(withTickets: true) : 0
        }
        if aim == .tiers { return HeadcountProgram.counted(known, index - Nearness.same, in: form.plan.frame) }
        switch index {
        case totals.count - 1: return -model.applications.count
        case Nearness.same: return -form.people(withTickets: false)
        default: return 0
        }
    }
}

extension HeadcountProgram {
    /// People who were somewhere.
    fileprivate func people(withTickets: Bool) -> Int {
        let frame = plan.frame
        return frame.classes.indices.reduce(0) { sum, number in
            frame.anchors[number]?.isReleased == withTickets ? sum + frame.classes[number].members.count : sum
        }
    }
}
