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
    private let model: Model
    private let encoding: Encoding
    private let seats: SeatEncoding
    private let comfort: [[Term]]
    private let emptyPapers: Int
    private var minimiser: LexicographicMinimiser

    /// - Parameter limit: conflicts, over all tiers.
    init(_ model: Model, limit: Int) {
        var encoding = Encoding(model)
        seats = SeatEncoding(&encoding)
        comfort = [encoding.nameRoomChanges(), encoding.nameTailRooms(), encoding.nameSpread()]
        emptyPapers = encoding.papers.count
        self.model = model
        self.encoding = encoding
        minimiser = LexicographicMinimiser(encoding.solver, limit: limit)
    }

    /// - Parameters:
    ///   - hint: a draft to start near.
    ///   - known: bounds that hold for every plan as good as the hint in the earlier tiers.
    /// - Returns: nil after giving up before a plan without envy was found.
    mutating func plan(hint: Draft? = nil, known: Bounds = Bounds()) -> PartPlan? {
        if let hint { prefer(hint) }
        guard minimiser.findFirst() == true else { return nil }
        var bounds = Bounds()
        if model.isReplan { bounds.tiers[0] = keepPromises() }
        let count = model.applications.count
        let most = known.tiers[1]?[0] ?? count
        let unplaced = minimiser.minimise(.init(terms: encoding.unplaced, floor: count - most))
        bounds.tiers[1] = [count - unplaced.bound]
        let finder = EnvyFinder(model)
        let examiner = { [encoding, seats] (solver: ConstraintSolver) in
            let reading = PlanReading(encoding: encoding, seats: seats) { solver.isTrue($0) }
            return finder.pairs(in: reading.draft(), limit: 20).map { EnvyClause($0, in: reading).literals }
        }
        guard minimiser.findFirst(examiner: examiner) == true else { return nil }
        // What is known holds for plans as good as the hint; a better tier 0 may cost the later ones.
        let reached = hint.map { Score($0, in: model) }
        var isAsGood = reached.map { count - unplaced.value >= $0.placed } ?? false
        let later = [
            (3, encoding.delay, reached?.delay), (4, encoding.missedWishes, reached?.missedWishes),
            (5, encoding.invigilators, reached?.invigilators),
        ]
        for (tier, terms, best) in later {
            let floor = isAsGood ? known.tiers[tier]?[0] ?? 0 : 0
            let minimum = minimiser.minimise(.init(terms: terms, floor: floor), examiner: examiner)
            bounds.tiers[tier] = [minimum.bound]
            isAsGood = isAsGood && best.map { minimum.value <= $0 } ?? false
        }
        bounds.tiers[6] = minimise([seats.neighbours], examiner: examiner)
        bounds.tiers[7] = minimise(comfort, constants: [0, 0, -emptyPapers], examiner: examiner)
        let best = minimiser
        let draft = PlanReading(encoding: encoding, seats: seats) { best.isTrue($0) }.draft()
        return PartPlan(draft: draft, bounds: bounds)
    }

    private mutating func minimise(
        _ objectives: [[Term]], constants: [Int] = [0], examiner: ((ConstraintSolver) -> [[Literal]])?
    ) -> [Int] {
        zip(objectives, constants).map { terms, constant in
            max(0, minimiser.minimise(.init(terms: terms), examiner: examiner).bound + constant)
        }
    }

    /// Tier 0. The literals count “this kind or an earlier one”; the counts are their differences.
    private mutating func keepPromises() -> [Int] {
        var bounds: [Int] = []
        var earlier = 0
        for kind in encoding.changed {
            let minimum = minimiser.minimise(.init(terms: kind.map { Term($0) }))
            bounds.append(minimum.bound - earlier)
            earlier = minimum.value
        }
        return bounds
    }

    /// Lets the first search start with a draft's places.
    private mutating func prefer(_ draft: Draft) {
        for (number, place) in draft.places.enumerated() {
            for entry in encoding.entries[number] {
                let isHere = place.map { $0.sitting == entry.sitting && $0.wave == entry.wave } ?? false
                minimiser.solver.prefer(isHere ? entry.literal : !entry.literal)
            }
            for chair in encoding.chairs[number] {
                let isHere =
                    place.map {
                        $0.periods[chair.position] == chair.period && $0.rooms[chair.position] == chair.room
                    } ?? false
                minimiser.solver.prefer(isHere ? chair.literal : !chair.literal)
            }
        }
    }
}
