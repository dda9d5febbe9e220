import Solving

// The best plan by numbers of a part of modest size in which it matters where people were: a re-plan.
//
// Classes are those who were beside each other (`WaveFrame.anchors`), and of each it is counted how many stay in their
// rooms. Whose machine works stays on his seat with his room, so all six changes of tier 0 are sums of numbers, and
// `TierByTier` minimises them before the tiers that follow. Envy is left out: in a re-plan an exchange counts only where
// it leaves tier 0 as it is. So its bounds hold for every plan, and its plans may need envy repaired at the same cost of
// tier 0. Where the program of all is too large, or its search does not end, single waves are reopened (`WaveReopening`).
// Not for parts where somebody has begun to sit. Limits: `mostPeople`; `work`, in numbers touched by the simplex method,
// for each of both.
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
    private let plan: HeadcountFrame
    private let work: Int
    /// People who were somewhere: with tickets, and without.
    private let people: (withTickets: Int, others: Int)
    /// By total: what the plan the search of all ended with comes to, and its bound; empty if there was none.
    private var values: [Int] = []
    private var bounds: [Int] = []
    private static let mostPeople = 1_000

    /// Nil if the part is too large.
    init?(_ model: Model, _ anchors: [Anchor?], _ aim: Aim, work: Int) {
        let isFit =
            model.applications.count <= Self.mostPeople && !model.hasOutlived
            && model.applications.allSatisfy { !$0.hasBegun }
            && zip(model.promises, anchors).allSatisfy { $0 == nil || $1?.isReleased == true }
        guard isFit, let plan = HeadcountFrame(WaveFrame(model, anchors: anchors)) else { return nil }
        (self.model, self.anchors, self.aim, self.plan, self.work) = (model, anchors, aim, plan, work)
        people = (anchors.count { $0?.isReleased == true }, anchors.count { $0?.isReleased == false })
    }

    /// A better plan than this; nil: none was found.
    /// - Parameter known: bounds at hand.
    mutating func improved(_ draft: Draft, known: Bounds) -> Draft? {
        let start = counted(draft)
        var found: WaveState?
        if let form = HeadcountProgram(plan, isOrderFelt: false) {
            var search = TierByTier(form, totals(of: form), from: start, work: work)
            search.improve { index, values in floor(index, values, known) }
            (values, bounds) = (search.values, search.bounds)
            found = search.found.flatMap(form.seated)
        }
        if bounds.isEmpty || bounds != values {
            let (count, anchored) = (start.count, self)
            let goals = WaveReopening.Goals(
                count: count, totals: anchored.totals(of:), values: { anchored.counted(anchored.seated($0)) },
                floor: { anchored.floor($0, $1, known) }, areFair: false)
            var reopening = WaveReopening(plan, work: work)
            found = reopening.improved(found ?? WaveState(plan.frame, draft: draft), goals) ?? found
        }
        return found.map(seated)
    }

    private func seated(_ state: WaveState) -> Draft {
        var draft = state.draft()
        draft.takeSeats(in: model, asBefore: anchors)
        return draft
    }

    private func totals(of form: HeadcountProgram) -> [HeadcountProgram.Total] {
        form.moves.ofTickets + (aim == .tiers ? form.tiers : form.moves.ofOthers + [form.tiers[0]])
    }

    /// Bounds for a plan, where they are sharper.
    func sharpen(_ known: inout Bounds, for draft: Draft) {
        guard !bounds.isEmpty else { return }
        var changes = Array(repeating: 0, count: Nearness.same)
        for kind in changes.indices {
            changes[kind] = bounds[kind] + (kind == Nearness.lost ? people.withTickets : 0)
            if bounds[kind] < values[kind] { break }
        }
        if let own = known.tiers[0], own.lexicographicallyPrecedes(changes) { known.tiers[0] = changes }
        let counts = counted(draft)
        guard aim == .tiers, zip(counts, values).prefix(Nearness.same).allSatisfy({ $0 <= $1 }) else { return }
        func tiers(_ all: [Int]) -> [Int] { Array(all[Nearness.same...]) }
        HeadcountProgram.sharpen(&known, with: tiers(bounds), of: tiers(values), for: tiers(counts))
    }

    /// As the program counts: the losses less all there are.
    private func counted(_ draft: Draft) -> [Int] {
        let upheaval = Upheaval(draft, anchors, in: model)
        let later =
            aim == .tiers
            ? HeadcountProgram.counted(WaveCost(draft, in: model), in: plan.frame)
            : less(upheaval.others, people.others) + [-draft.places.count { $0 != nil }]
        return less(upheaval.changes, people.withTickets) + later
    }

    private func less(_ changes: [Int], _ people: Int) -> [Int] {
        [changes[Nearness.lost] - people] + changes[(Nearness.lost + 1)...]
    }

    private func floor(_ index: Int, _ values: [Int], _ known: Bounds) -> Int {
        if index < Nearness.same {
            let changes = less(known.tiers[0] ?? Array(repeating: 0, count: Nearness.same), people.withTickets)
            // What is known of a change holds for plans that have as few of those before.
            if values[..<index].elementsEqual(changes[..<index]) { return changes[index] }
            return index == Nearness.lost ? -people.withTickets : 0
        }
        if aim == .tiers { return HeadcountProgram.counted(known, index - Nearness.same, in: plan.frame) }
        switch index {
        case values.count - 1: return -model.applications.count
        case Nearness.same: return -people.others
        default: return 0
        }
    }
}
