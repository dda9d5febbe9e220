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
// (groups of payers) × (groups that share a period), independent of how many people a group has. Whoever has a
// place in the first month he could sit in envies nobody, so payers are the others only.
// Stability of this kind: Gale and Shapley, "College Admissions and the Stability of Marriage" (1962).

struct EnvyFinder {
    private let model: Model
    private let classes: EnvyClasses

    init(_ model: Model) {
        self.model = model
        classes = EnvyClasses(model)
    }

    /// By room list, then by room.
    var contains: [[Bool]] { classes.contains }

    /// At most `limit` pairs, ordered by the rank of the payer, then of the sitter; each pair once. The draft
    /// keeps the laws; seats may still be missing (-1) unless the problem is a re-plan.
    func pairs(in draft: Draft, limit: Int) -> [Exchange] {
        let payers = payers(in: draft)
        if payers.isEmpty { return [] }
        let seating = EnvySeating(draft, payers: payers, classes: classes, in: model)
        var found: [Exchange] = []
        var contented = Array(repeating: false, count: seating.groupCount)
        for payer in payers where found.count < limit {
            let group = seating.group(of: payer)
            if contented[group] { continue }
            let own = exchanges(for: payer, in: seating, onlyOne: false) { _ in true }
            if own.isEmpty { contented[group] = true }
            found += own.prefix(limit - found.count)
        }
        return found
    }

    /// Exchanges that end some envy and can all be made at once: no person has a part in two, and no run
    /// with a minimum enrolment. Empty only if nobody envies.
    func round(in draft: Draft) -> [Exchange] {
        let payers = payers(in: draft)
        if payers.isEmpty { return [] }
        let seating = EnvySeating(draft, payers: payers, classes: classes, in: model)
        var chosen: [Exchange] = []
        var contented = Array(repeating: false, count: seating.groupCount)
        var busyPeople = Array(repeating: false, count: model.people.count)
        var busyRuns: Set<[Int]> = []
        for payer in payers where !busyPeople[model.applications[payer].person] {
            let group = seating.group(of: payer)
            if contented[group] { continue }
            let free: (Exchange) -> Bool = { exchange in
                !busyPeople[model.applications[exchange.sitter].person]
                    && runsAtRisk(exchange, draft).allSatisfy { !busyRuns.contains($0) }
            }
            guard let exchange = exchanges(for: payer, in: seating, onlyOne: true, where: free).first else {
                contented[group] = true
                continue
            }
            chosen.append(exchange)
            busyPeople[model.applications[exchange.payer].person] = true
            busyPeople[model.applications[exchange.sitter].person] = true
            busyRuns.formUnion(runsAtRisk(exchange, draft))
        }
        return chosen
    }

    /// Who could sit in an earlier month than he does, or at all, in the order of payment. Nobody else envies: most
    /// often these are few, and the rest of the draft need not be looked at.
    private func payers(in draft: Draft) -> [Int] {
        classes.byRank.filter { application in
            guard let first = model.applications[application].sittings.first else { return false }
            return draft.places[application].map { model.sittings[first].month < model.sittings[$0.sitting].month } ?? true
        }
    }

    /// Programmes and sittings whose enrolment changes and must not become too small.
    private func runsAtRisk(_ exchange: Exchange, _ draft: Draft) -> [[Int]] {
        let programmes = [exchange.payer, exchange.sitter].map { model.applications[$0].programme }
        guard programmes[0] != programmes[1] else { return [] }
        return programmes.filter { model.programmes[$0].minimumEnrolment > 1 }.flatMap { programme in
            [exchange.payerPlace.sitting, exchange.sitterPlace?.sitting].compactMap { $0 }.map { [programme, $0] }
        }
    }

    private func exchanges(
        for payer: Int, in seating: EnvySeating, onlyOne: Bool, where isWanted: (Exchange) -> Bool
    ) -> [Exchange] {
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
                        guard let found = exchange(payer, option, sitter, in: seating), isWanted(found) else {
                            continue
                        }
                        if onlyOne { return [found] }
                        bySitter[sitter] = found
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
