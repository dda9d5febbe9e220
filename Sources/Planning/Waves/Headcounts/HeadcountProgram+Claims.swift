// Whoever waits claims the seats of those who paid later, in other programmes as well.
//
// Problem. Somebody who has no place may take the place of anybody who paid later, in a period in which his own
// programme has a wave too (tier 2). `PaymentOrder` knows only those who could take any place of a line.
// Method. Of a class, the members who have places are the first in the order of payment, and of those of another class
// who sit where the first without a place could, the last payers are as many as they are more than paid before him. So
// while he waits, not more of that class sit there than paid before him, unless his other applications are in the way or
// his programme has no wave then, or theirs would fall below its least enrolment. Of such rows, which need columns of
// their own for who waits and which waves there are, only those are told that a solution breaks; then it is searched
// anew.
// Invariant. Every plan without envy keeps every row. What is left out: whoever has a place in a later month; waves whose
// papers no single person sits all of; re-plans.
// Complexity: heads × heads of a solution.
extension HeadcountProgram {
    /// A member of a class, by his place in the order of payment, against those of another class who sit where he could.
    struct Claim: Hashable {
        var payer: Int
        var place: Int
        var sitters: Int
        /// By position: when the payer would sit.
        var periods: SIMD4<Int32>
        /// Where; -1: wherever he can.
        var venue: Int
    }

    private struct Wave: Hashable {
        var run: Int
        var periods: [Int: Int32]
    }

    // MARK: What a solution breaks

    /// Claims that plans without envy meet and these values do not.
    func claims(in values: [Int]) -> Set<Claim> {
        guard frame.anchors.isEmpty else { return [] }
        var broken: Set<Claim> = []
        for payer in headsOfClass.indices where !headsOfClass[payer].isEmpty {
            let placed = heads(of: payer).reduce(0) { $0 + values[$1.column] }
            guard placed < frame.classes[payer].members.count else { continue }
            for option in options(of: payer, in: values) {
                for sitters in headsOfClass.indices where maySitInstead(payer, of: sitters) {
                    let venue = frame.classes[payer].siblings.isEmpty ? -1 : plan.slots[option.slot].venue
                    let claim = Claim(
                        payer: payer, place: placed, sitters: sitters, periods: option.periods, venue: venue)
                    if isBroken(claim, in: values) { broken.insert(claim) }
                }
            }
        }
        return broken
    }

    /// Places in waves that somebody sits whole, one for each venue and choice of periods.
    private func options(of payer: Int, in values: [Int]) -> [Head] {
        var known: Set<[Int32]> = []
        return heads(of: payer).filter { option in
            witnesses(ofWaveOf: option, payer).contains { values[$0.column] > 0 }
                && known.insert([Int32(plan.slots[option.slot].venue)] + (0..<4).map { option.periods[$0] }).inserted
        }
    }

    private func maySitInstead(_ payer: Int, of sitters: Int) -> Bool {
        payer != sitters && !headsOfClass[sitters].isEmpty
            && frame.classes[payer].hasExtraTime == frame.classes[sitters].hasExtraTime
    }

    private func isBroken(_ claim: Claim, in values: [Int]) -> Bool {
        claimed(by: claim).reduce(0) { $0 + values[$1.column] } > paidBefore(claim)
            && inTheWay(of: claim).allSatisfy { values[$0.column] == 0 }
            && minimum(of: claim).map { minimum in
                headsOfRun(minimum.run).reduce(0) { $0 + values[$1.column] } > minimum.people
            } ?? true
    }

    /// What the sitters' programme may not lose; nil where it loses nobody, or has no such minimum.
    private func minimum(of claim: Claim) -> (run: Int, people: Int)? {
        guard let head = claimed(by: claim).first, let option = options(of: claim).first else { return nil }
        let runs = [head, option].map { frame.runs[plan.slots[$0.slot].run] }
        let people = frame.model.programmes[runs[0].programme].minimumEnrolment
        return runs[0].programme == runs[1].programme || people <= 1 ? nil : (plan.slots[head.slot].run, people)
    }

    private func headsOfRun(_ run: Int) -> [Head] { heads.filter { plan.slots[$0.slot].run == run } }

    private func paidBefore(_ claim: Claim) -> Int {
        func rank(_ application: Int) -> Int { frame.model.applications[application].rank }
        let own = rank(frame.classes[claim.payer].members[claim.place])
        return frame.classes[claim.sitters].members.count { rank($0) < own }
    }

    /// The sitters' places that would do.
    private func claimed(by claim: Claim) -> [Head] {
        let options = options(of: claim)
        return heads(of: claim.sitters).filter { head in
            options.contains { isGiven($0, by: head) }
        }
    }

    /// Places of the payer's other applications; whoever gives his seats is not in the way.
    private func inTheWay(of claim: Claim) -> [Head] {
        others(of: claim.payer, and: claim.sitters, against: options(of: claim))
    }

    private func options(of claim: Claim) -> [Head] {
        heads(of: claim.payer).filter {
            $0.periods == claim.periods && (claim.venue < 0 || plan.slots[$0.slot].venue == claim.venue)
        }
    }

    /// Whether whoever sits there has, in each of the periods, a seat in a room that suits the other.
    private func isGiven(_ option: Head, by head: Head) -> Bool {
        let own = plan.slots[option.slot]
        guard own.venue == plan.slots[head.slot].venue else { return false }
        return own.sets.indices.allSatisfy { position in
            (0..<4).contains { place in
                head.periods[place] == option.periods[position]
                    && rooms(of: head, place) & ~rooms(of: option, position) == 0
            }
        }
    }

    /// Heads that sit the papers of a class in the same periods of the same run: while somebody does, there is the wave.
    private func witnesses(ofWaveOf option: Head, _ payer: Int) -> [Head] {
        let (run, parts) = (plan.slots[option.slot].run, frame.classes[payer].parts)
        return frame.runs[run].classes.flatMap(heads(of:)).filter { head in
            guard plan.slots[head.slot].run == run else { return false }
            let others = frame.classes[plan.slots[head.slot].applicants].parts
            return parts.enumerated().allSatisfy { position, part in
                others.firstIndex(of: part).map { head.periods[$0] == option.periods[position] } ?? false
            }
        }
    }

    // MARK: Rows

    mutating func teach(_ claims: Set<Claim>) {
        var waits: [[Int]: Int] = [:]
        var waves: [Wave: Int] = [:]
        var crowds: [Int: Int] = [:]
        func order(_ claim: Claim) -> [Int] {
            [claim.payer, claim.place, claim.sitters, claim.venue] + (0..<4).map { Int(claim.periods[$0]) }
        }
        for claim in claims.sorted(by: { order($0).lexicographicallyPrecedes(order($1)) }) {
            guard let option = options(of: claim).first else { continue }
            let most = paidBefore(claim)
            let more = frame.classes[claim.sitters].members.count - most
            let member = [claim.payer, claim.place]
            let isPlaced = waits[member] ?? isPlaced(claim)
            waits[member] = isPlaced
            var amounts: [Int: Int] = [isPlaced: -more]
            for head in claimed(by: claim) { amounts[head.column, default: 0] += 1 }
            for other in inTheWay(of: claim) { amounts[other.column, default: 0] -= more }
            let parts = frame.classes[claim.payer].parts
            let wave = Wave(
                run: plan.slots[option.slot].run,
                periods: Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1, option.periods[$0]) }))
            let isThere = waves[wave] ?? isSat(witnesses(ofWaveOf: option, claim.payer))
            waves[wave] = isThere
            amounts[isThere, default: 0] += more
            let minimum = minimum(of: claim)
            if let (run, people) = minimum {
                let isMore = crowds[run] ?? isMore(than: people, headsOfRun(run))
                crowds[run] = isMore
                amounts[isMore, default: 0] += more
            }
            let row = amounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            program.add(row, most: most + more + (minimum == nil ? 0 : more))
        }
    }

    /// A column that is 0 while the payer waits.
    private mutating func isPlaced(_ claim: Claim) -> Int {
        let column = program.newColumn(most: 1, order: 2)
        let placed = heads(of: claim.payer).map { ($0.column, 1) }
        program.add(placed + [(column, -(claim.place + 1))], least: 0)
        return column
    }

    /// A column that is 1 while somebody sits one of these.
    private mutating func isSat(_ places: [Head]) -> Int {
        let column = program.newColumn(most: 1, order: 1)
        for place in places {
            let most = frame.classes[plan.slots[place.slot].applicants].members.count
            program.add([(place.column, 1), (column, -most)], most: 0)
        }
        return column
    }

    /// A column that is 1 while more people sit these.
    private mutating func isMore(than people: Int, _ places: [Head]) -> Int {
        let column = program.newColumn(most: 1, order: 1)
        let most = places.isEmpty ? 0 : frame.people(of: plan.slots[places[0].slot].run)
        program.add(places.map { ($0.column, 1) } + [(column, -max(0, most - people))], most: people)
        return column
    }
}
