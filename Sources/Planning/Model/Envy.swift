// Justified envy between applications (tier 2).
//
// u envies s with justification if u paid earlier, s is placed, u is not or sits in a later month, u's
// programme has a wave in that sitting whose periods for u's subjects are all among those s sits, and every
// law holds once u has taken s's seats there and s is gone — or, if u had a place, s has taken u's old seats
// by the same rule. Waves and their periods are those before the exchange. In a re-plan an exchange that
// changes tier 0 does not count.
//
// What must be looked at is the two applications' own laws, extra time beside those who stay in the room, minimum
// enrolment, and the other applications of the two persons (`SeatedPeople`).
//
// Applications that cannot be told apart by any of this are looked at once: they form groups by static class,
// periods, kinds of rooms and who stays in those rooms. Whoever has several applications, or a promise to keep,
// is a group of his own. If the earliest payer of a group envies nobody, no later one does. Groups that differ in
// the class only share a spot: whether its seats would do for a payer is asked once for all of them. The work is
// (groups of payers) × (spots that share a period, and groups on those that do), independent of how many people a
// group has. Whoever has a
// place in the first month he could sit in envies nobody, so payers are the others only. Most of them who have other
// exams are held up by those: where these leave no time for an option at any venue, nobody's seats would help, and
// nobody is asked about but the payer's own other places.
// Stability of this kind: Gale and Shapley, "College Admissions and the Stability of Marriage" (1962).

struct EnvyFinder {
    private let model: Model
    private let classes: EnvyClasses

    init(_ model: Model) {
        self.model = model
        classes = EnvyClasses(model)
    }

    /// - Parameter classes: of the same applications.
    init(_ model: Model, _ classes: EnvyClasses) {
        self.model = model
        self.classes = classes
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
            let own = exchanges(for: payer, in: seating)
            if own.isEmpty { contented[group] = true }
            found += own.prefix(limit - found.count)
        }
        return found
    }

    /// Exchanges that end some envy and can all be made at once: no person has a part in two, and no run loses more
    /// people than its minimum enrolment allows. Empty only if nobody envies.
    func round(in draft: Draft) -> [Exchange] {
        let payers = payers(in: draft)
        if payers.isEmpty { return [] }
        let seating = EnvySeating(draft, payers: payers, classes: classes, in: model)
        var round = EnvyRound(seating, in: model)
        var contented = Array(repeating: false, count: seating.groupCount)
        for payer in payers where !round.isBusy(payer) {
            let group = seating.group(of: payer)
            if contented[group] { continue }
            guard let found = exchange(for: payer, in: seating, &round) else {
                contented[group] = true
                continue
            }
            round.choose(found)
        }
        return round.chosen
    }

    /// Who could sit in an earlier month than he does, or at all, in the order of payment. Nobody else envies: most
    /// often these are few, and the rest of the draft need not be looked at.
    private func payers(in draft: Draft) -> [Int] {
        classes.byRank.filter { application in
            guard let first = model.applications[application].sittings.first else { return false }
            return draft.places[application].map { model.sittings[first].month < model.sittings[$0.sitting].month }
                ?? true
        }
    }

    /// All exchanges of a payer, in the order of the sitters' payment.
    private func exchanges(for payer: Int, in seating: EnvySeating) -> [Exchange] {
        var bySitter: [Int: Exchange] = [:]
        forEachGroup(whoseSeatsSuit: payer, in: seating) { group, option, time in
            for sitter in seating.members(of: group).reversed() {
                if model.applications[sitter].rank < model.applications[payer].rank { break }
                if bySitter[sitter] != nil || !seating.isLeft(time, to: payer, insteadOf: sitter) { continue }
                if let found = seating.exchange(payer, option, sitter) {
                    bySitter[sitter] = found
                } else if model.promises[payer] == nil {
                    // Time apart, only what a ticket promises tells the members of a group from each other.
                    break
                }
            }
            return true
        }
        return bySitter.values.sorted {
            model.applications[$0.sitter].rank < model.applications[$1.sitter].rank
        }
    }

    /// An exchange that can be made together with those chosen in the round.
    private func exchange(for payer: Int, in seating: EnvySeating, _ round: inout EnvyRound) -> Exchange? {
        var chosen: Exchange?
        forEachGroup(whoseSeatsSuit: payer, in: seating) { group, option, time in
            for sitter in round.idle(of: group).reversed() {
                if model.applications[sitter].rank < model.applications[payer].rank { break }
                if round.isBusy(sitter) || !seating.isLeft(time, to: payer, insteadOf: sitter) { continue }
                if let found = seating.exchange(payer, option, sitter) {
                    guard round.mayChoose(found) else { continue }
                    chosen = found
                    return false
                }
                if model.promises[payer] == nil { break }
            }
            return true
        }
        return chosen
    }

    /// Groups with a member who paid later than the payer, in an earlier month than his, and whose seats he may take;
    /// with the option, and at which venues he has time for it. Until `body` says false.
    private func forEachGroup(
        whoseSeatsSuit payer: Int, in seating: EnvySeating,
        _ body: (Int, WaveOption, EnvySeating.TimeLeft) -> Bool
    ) {
        let application = model.applications[payer]
        let current = seating.draft.places[payer].map { model.sittings[$0.sitting].month } ?? Int.max
        func isLater(_ group: Int) -> Bool {
            seating.members(of: group).last.map { model.applications[$0].rank > application.rank } ?? false
        }
        for sitting in application.sittings where model.sittings[sitting].month < current {
            for option in seating.options(of: payer, in: sitting) {
                let time = seating.timeLeft(for: payer, option.periods)
                if time.isNone {
                    for group in seating.groups(ofOthersOf: payer) where isLater(group) {
                        guard seating.accepts(payer, option, insteadOf: seating.members(of: group)[0]) else { continue }
                        if !body(group, option, time) { return }
                    }
                    continue
                }
                for spot in seating.spots(at: option.periods[0]) {
                    guard let sample = seating.groups(of: spot).first,
                        seating.accepts(payer, option, insteadOf: seating.members(of: sample)[0])
                    else { continue }
                    for group in seating.groups(of: spot) where isLater(group) {
                        if !body(group, option, time) { return }
                    }
                }
            }
        }
    }
}
