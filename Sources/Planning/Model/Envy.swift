// Justified envy between applications (tier 2).
//
// u envies s with justification if u paid earlier, s is placed, u is not or sits in a later month, u's
// programme has a wave in that sitting whose periods for u's subjects are all among those s sits, and every
// law holds once u has taken s's seats there and s is gone — or, if u had a place, s has taken u's old seats
// by the same rule. Waves and their periods are those before the exchange. In a re-plan an exchange that
// changes tier 0 does not count.
//
// An exchange fills no seat that was empty, so the laws of seats, spare machines, open rooms, staff and waves
// hold by themselves; what must be looked at is the two applications' own laws, extra time beside those who
// stay in the room, minimum enrolment, and the other applications of the two persons.
//
// Applications that cannot be told apart by any of this are looked at once: they form groups by static class,
// periods, kinds of rooms and who stays in those rooms. Whoever has several applications, or a promise to keep,
// is a group of his own. If the earliest payer of a group envies nobody, no later one does. The work is
// (groups of payers) × (groups that share a period), independent of how many people a group has.
// Stability of this kind: Gale and Shapley, "College Admissions and the Stability of Marriage" (1962).

struct EnvyFinder {
    private let model: Model
    private let classes: EnvyClasses

    init(_ model: Model) {
        self.model = model
        classes = EnvyClasses(model)
    }

    /// At most `limit` pairs, ordered by the rank of the payer, then of the sitter; each pair once. The draft
    /// keeps the laws; seats may still be missing (-1) unless the problem is a re-plan.
    func pairs(in draft: Draft, limit: Int) -> [Exchange] {
        let seating = EnvySeating(draft, classes: classes, in: model)
        var found: [Exchange] = []
        var contented: Set<EnvySeating.GroupKey> = []
        for payer in classes.byRank where found.count < limit {
            let key = seating.key(of: payer)
            if contented.contains(key) { continue }
            let own = exchanges(for: payer, in: seating)
            if own.isEmpty { contented.insert(key) }
            found += own.prefix(limit - found.count)
        }
        return found
    }

    private func exchanges(for payer: Int, in seating: EnvySeating) -> [Exchange] {
        let application = model.applications[payer]
        let current = seating.draft.places[payer].map { model.sittings[$0.sitting].month } ?? Int.max
        var bySitter: [Int: Exchange] = [:]
        for sitting in application.sittings where model.sittings[sitting].month < current {
            for option in seating.options(of: payer, in: sitting) {
                for group in seating.groups(at: option.periods[0]) {
                    let members = seating.members(of: group)
                    guard let last = members.last, model.applications[last].rank > application.rank,
                        seating.accepts(payer, option, insteadOf: last)
                    else { continue }
                    for sitter in members.reversed() {
                        if model.applications[sitter].rank < application.rank { break }
                        if bySitter[sitter] != nil { continue }
                        bySitter[sitter] = exchange(payer, option, sitter, in: seating)
                    }
                }
            }
        }
        return bySitter.values.sorted {
            model.applications[$0.sitter].rank < model.applications[$1.sitter].rank
        }
    }

    /// The exchange, if the laws that concern the rest hold too.
    private func exchange(
        _ payer: Int, _ option: EnvySeating.Option, _ sitter: Int, in seating: EnvySeating
    ) -> Exchange? {
        guard let taken = seating.draft.places[sitter] else { return nil }
        let payerPlace = seating.place(option, from: taken)
        guard let given = seating.draft.places[payer] else {
            let exchange = Exchange(payer: payer, sitter: sitter, payerPlace: payerPlace, sitterPlace: nil)
            return seating.isLawful(exchange) ? exchange : nil
        }
        for back in seating.options(of: sitter, in: given.sitting)
        where seating.accepts(sitter, back, insteadOf: payer) {
            let exchange = Exchange(
                payer: payer, sitter: sitter, payerPlace: payerPlace, sitterPlace: seating.place(back, from: given))
            if seating.isLawful(exchange) { return exchange }
        }
        return nil
    }
}
