import Solving

// Plans a part of the problem to proved optimality, tier by tier.
//
// Problem. All tiers of the members, lexicographically, under all laws.
// Method. The laws and tiers as clauses and linear constraints (`Encoding`, `SeatEncoding`), minimised in
// order. Justified envy (tier 2) is a condition on pairs of people and all laws at once, too large to state;
// an examiner finds the envious pairs of each assignment and forbids each with the facts that justify it.
// Since an exchange never costs an earlier tier, a plan free of envy always exists.
// Complexity. Exponential; made for parts of up to some thousand chairs. Limits: a number of conflicts, after
// which the incumbent stands and the tiers reached so far keep their proof.
struct ExactPlanner {
    /// What one part contributes to a tier.
    struct TierResult {
        var value: [Int]
        var bound: [Int]
        var isProved: Bool { value == bound }
    }

    struct Solution {
        /// By position in `members`.
        var places: [Place?]
        /// By tier; 2 is left to the whole plan.
        var tiers: [Int: TierResult]
    }

    private let model: Model
    private let encoding: Encoding
    private let seats: SeatEncoding
    private let comfort: [[Term]]
    private let emptyPapers: Int
    private var minimiser: LexicographicMinimiser

    /// - Parameter limit: conflicts, over all tiers.
    init(_ model: Model, members: [Int], limit: Int) {
        var encoding = Encoding(model, members: members)
        seats = SeatEncoding(&encoding)
        comfort = [encoding.nameRoomChanges(), encoding.nameTailRooms(), encoding.nameSpread()]
        emptyPapers = encoding.papers.count
        self.model = model
        self.encoding = encoding
        minimiser = LexicographicMinimiser(encoding.solver, limit: limit)
    }

    /// - Parameter most: an upper bound on tier 1 of these members, if one is known.
    mutating func plan(most: Int? = nil) -> Solution? {
        guard minimiser.findFirst() == true else { return nil }
        var tiers: [Int: TierResult] = [:]
        if model.isReplan { tiers[0] = keepPromises() }
        let count = encoding.members.count
        let unplaced = minimiser.minimise(.init(terms: encoding.unplaced, floor: count - (most ?? count)))
        tiers[1] = TierResult(value: [count - unplaced.value], bound: [count - unplaced.bound])
        let finder = EnvyFinder(model)
        let examiner = { [encoding, seats] (solver: ConstraintSolver) in
            let reading = PlanReading(encoding: encoding, seats: seats) { solver.isTrue($0) }
            return finder.pairs(in: reading.draft(), limit: 20).map { EnvyClause($0, in: reading).literals }
        }
        guard minimiser.findFirst(examiner: examiner) == true else { return nil }
        for (tier, terms) in [(3, encoding.delay), (4, encoding.missedWishes), (5, encoding.invigilators)] {
            tiers[tier] = minimise([terms], examiner: examiner)
        }
        tiers[6] = minimise([seats.neighbours], examiner: examiner)
        tiers[7] = minimise(comfort, constants: [0, 0, -emptyPapers], examiner: examiner)
        let best = minimiser
        let draft = PlanReading(encoding: encoding, seats: seats) { best.isTrue($0) }.draft()
        return Solution(places: encoding.members.map { draft.places[$0] }, tiers: tiers)
    }

    private mutating func minimise(
        _ objectives: [[Term]], constants: [Int] = [0], examiner: ((ConstraintSolver) -> [[Literal]])?
    ) -> TierResult {
        var result = TierResult(value: [], bound: [])
        for (terms, constant) in zip(objectives, constants) {
            let minimum = minimiser.minimise(.init(terms: terms), examiner: examiner)
            result.value.append(minimum.value + constant)
            result.bound.append(minimum.bound + constant)
        }
        return result
    }

    /// Tier 0. The literals count “this kind or an earlier one”; the counts are their differences.
    private mutating func keepPromises() -> TierResult {
        var result = TierResult(value: [], bound: [])
        var earlier = 0
        for kind in encoding.changed {
            let minimum = minimiser.minimise(.init(terms: kind.map { Term($0) }))
            result.value.append(minimum.value - earlier)
            result.bound.append(minimum.bound - earlier)
            earlier = minimum.value
        }
        return result
    }
}
