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
    private let finder: EnvyFinder
    private var minimiser: LexicographicMinimiser

    /// - Parameter limit: conflicts, over all tiers.
    init(_ model: Model, limit: Int) {
        var encoding = Encoding(model)
        seats = SeatEncoding(&encoding)
        comfort = [encoding.nameRoomChanges(), encoding.nameTailRooms(), encoding.nameSpread()]
        emptyPapers = encoding.papers.count
        self.model = model
        self.encoding = encoding
        finder = EnvyFinder(model)
        minimiser = LexicographicMinimiser(encoding.solver, limit: limit)
    }

    /// - Parameters:
    ///   - hint: a draft to start near.
    ///   - known: bounds that hold for every plan as good as the hint in the earlier tiers.
    /// - Returns: nil after giving up before a plan without envy was found.
    mutating func plan(hint: Draft? = nil, known: Bounds = Bounds()) -> PartPlan? {
        guard var reached = settle(hint: hint, known: known) else { return nil }
        reached.minimise(4, encoding.missedWishes, within: &minimiser, examiner)
        reached.minimise(5, encoding.invigilators, within: &minimiser, examiner)
        var bounds = reached.bounds
        bounds.tiers[6] = minimise([seats.neighbours])
        bounds.tiers[7] = minimise(comfort, constants: [0, 0, -emptyPapers])
        let best = minimiser
        let draft = PlanReading(encoding: encoding, seats: seats) { best.isTrue($0) }.draft()
        return PartPlan(draft: draft, bounds: bounds)
    }

    /// Reaches and proves tiers 0 to 3. False: not all of them were proved.
    mutating func settle(near known: PartPlan) -> Bool {
        settle(hint: known.draft, known: known.bounds)?.isProved ?? false
    }

    /// Once settled: whether an application sits in every plan that is best in tiers 0 to 3, or in none of them; the later
    /// tiers then have no say in it. Nil: in some, or it was not found out.
    /// - Parameter month: only a place before it counts; nil: any.
    mutating func sits(_ member: Int, before month: Int?) -> Bool? {
        let places = encoding.entries[member].filter { entry in
            month.map { model.sittings[entry.sitting].month < $0 } ?? true
        }.map(\.literal)
        let isHere = places.contains { minimiser.isTrue($0) }
        if isHere { return minimiser.isPossible(places.map { !$0 }, examiner: examiner) == false ? true : nil }
        let others = encoding.entries[member].map(\.literal).filter { !places.contains($0) }
        let sitsSo = minimiser.solver.newVariable(phase: true)
        minimiser.solver.add(clause: [!sitsSo] + places)
        return minimiser.isPossible([sitsSo] + others.map { !$0 }, examiner: examiner) == false ? false : nil
    }

    /// What was reached in the tiers so far.
    private struct Reached {
        var bounds = Bounds()
        /// By tier, of the draft to start near, and of the bounds that were known for plans as good as it.
        var hinted: [Int: Int] = [:]
        var known = Bounds()
        var isAsGood = false
        var isProved = true

        mutating func minimise(
            _ tier: Int, _ terms: [Term], within minimiser: inout LexicographicMinimiser,
            _ examiner: @escaping (ConstraintSolver) -> [[Literal]]
        ) {
            let floor = isAsGood ? known.tiers[tier]?[0] ?? 0 : 0
            let minimum = minimiser.minimise(.init(terms: terms, floor: floor), examiner: examiner)
            bounds.tiers[tier] = [minimum.bound]
            isAsGood = isAsGood && hinted[tier].map { minimum.value <= $0 } ?? false
            isProved = isProved && minimum.isProved
        }
    }

    /// Tiers 0 to 3. Nil after giving up before a plan without envy was found.
    private mutating func settle(hint: Draft?, known: Bounds) -> Reached? {
        if let hint { prefer(hint) }
        guard minimiser.findFirst() == true else { return nil }
        var reached = Reached(known: known)
        if model.isReplan { reached.bounds.tiers[0] = keepPromises(&reached.isProved) }
        let count = model.applications.count
        let most = known.tiers[1]?[0] ?? count
        let unplaced = minimiser.minimise(.init(terms: encoding.unplaced, floor: count - most))
        reached.bounds.tiers[1] = [count - unplaced.bound]
        reached.isProved = reached.isProved && unplaced.isProved
        guard minimiser.findFirst(examiner: examiner) == true else { return nil }
        // What is known holds for plans as good as the hint; a better tier 0 may cost the later ones.
        if let score = hint.map({ Score($0, in: model) }) {
            reached.hinted = [3: score.delay, 4: score.missedWishes, 5: score.invigilators]
            reached.isAsGood = count - unplaced.value >= score.placed
        }
        reached.minimise(3, encoding.delay, within: &minimiser, examiner)
        return reached
    }

    /// Finds who envies whom in an assignment.
    private var examiner: (ConstraintSolver) -> [[Literal]] {
        { [encoding, seats, finder] solver in
            let reading = PlanReading(encoding: encoding, seats: seats) { solver.isTrue($0) }
            return finder.pairs(in: reading.draft(), limit: 20).map { EnvyClause($0, in: reading).literals }
        }
    }

    private mutating func minimise(_ objectives: [[Term]], constants: [Int] = [0]) -> [Int] {
        zip(objectives, constants).map { terms, constant in
            max(0, minimiser.minimise(.init(terms: terms), examiner: examiner).bound + constant)
        }
    }

    /// Tier 0. The literals count “this kind or an earlier one”; the counts are their differences.
    private mutating func keepPromises(_ isProved: inout Bool) -> [Int] {
        var bounds: [Int] = []
        var (earlier, areProved) = (0, true)
        for kind in encoding.changed {
            let minimum = minimiser.minimise(.init(terms: kind.map { Term($0) }))
            // After a kind that may have fewer, nothing is known of the next.
            bounds.append(areProved ? max(0, minimum.bound - earlier) : 0)
            areProved = areProved && minimum.isProved
            earlier = minimum.value
        }
        isProved = isProved && areProved
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
