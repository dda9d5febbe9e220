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

    /// - Parameter known: a plan to start from, and bounds that hold for every plan as good as it in the earlier tiers.
    /// - Returns: nil after giving up before a plan without envy was found.
    mutating func plan(near known: PartPlan) -> PartPlan? {
        guard var reached = settled(near: known) else { return nil }
        let score = reached.start
        var bounds = reached.bounds
        bounds.tiers[4] = [minimise(encoding.missedWishes, score.missedWishes, known.bound(4), &reached).bound]
        bounds.tiers[5] = [minimise(encoding.invigilators, score.invigilators, known.bound(5), &reached).bound]
        bounds.tiers[6] = [minimise(seats.neighbours, score.neighbours, known.bound(6), &reached).bound]
        bounds.tiers[7] = comfort.indices.map { part in
            // Of what is spread, papers nobody sits count one too many.
            let surplus = part == 2 ? emptyPapers : 0
            let (value, floor) = (score.comfort[part] + surplus, known.bound(7, part) + surplus)
            return max(0, minimise(comfort[part], value, floor, &reached).bound - surplus)
        }
        let best = minimiser
        let draft = PlanReading(encoding: encoding, seats: seats) { best.isTrue($0) }.draft()
        return PartPlan(draft: draft, bounds: bounds)
    }

    /// Reaches and proves tiers 0 to 3. False: not all of them were proved.
    mutating func settle(near known: PartPlan) -> Bool { settled(near: known)?.isProved ?? false }

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
        /// What the plan it started from comes to.
        let start: Score
        var bounds = Bounds()
        /// As good as the plan it started from: what was known of plans as good as that holds.
        var isAsGood = true
        var isProved = true
    }

    /// Tiers 0 to 3. Nil after giving up before a plan without envy was found.
    private mutating func settled(near known: PartPlan) -> Reached? {
        guard start(from: known.draft) || minimiser.findFirst() == true else { return nil }
        let score = Score(known.draft, in: model)
        var reached = Reached(start: score)
        if model.isReplan { reached.bounds.tiers[0] = keepPromises(score.changes, known.bounds.tiers[0], &reached) }
        let count = model.applications.count
        let most = known.bounds.tiers[1]?[0] ?? count
        let unplaced = minimise(encoding.unplaced, count - score.placed, count - most, &reached, isExamined: false)
        reached.bounds.tiers[1] = [count - unplaced.bound]
        guard minimiser.findFirst(examiner: examiner) == true else { return nil }
        let delay = minimise(encoding.delay, score.delay, known.bound(3), &reached)
        reached.bounds.tiers[3] = [delay.bound]
        return reached
    }

    /// - Parameters:
    ///   - known: what the sum comes to in the plan to start from,
    ///   - floor: and a bound for plans as good as that in the sums before.
    ///   - isExamined: whether a plan with envy does not count. It may where envy never costs the sum anything.
    private mutating func minimise(
        _ terms: [Term], _ known: Int, _ floor: Int, _ reached: inout Reached, isExamined: Bool = true
    ) -> LexicographicMinimiser.Result {
        let objective = LexicographicMinimiser.Objective(terms: terms, floor: reached.isAsGood ? floor : 0)
        let minimum = minimiser.minimise(objective, examiner: isExamined ? examiner : nil)
        reached.isAsGood = reached.isAsGood && minimum.value <= known
        reached.isProved = reached.isProved && minimum.isProved
        return minimum
    }

    /// Finds who envies whom in an assignment.
    private var examiner: (ConstraintSolver) -> [[Literal]] {
        { [encoding, seats, finder] solver in
            let reading = PlanReading(encoding: encoding, seats: seats) { solver.isTrue($0) }
            return finder.pairs(in: reading.draft(), limit: 20).map { EnvyClause($0, in: reading).literals }
        }
    }

    /// Tier 0. The literals count “this kind or an earlier one”; the counts are their differences.
    /// - Parameters:
    ///   - changes: of the plan to start from,
    ///   - floors: and bounds for plans with as many of the kinds before.
    private mutating func keepPromises(_ changes: [Int], _ floors: [Int]?, _ reached: inout Reached) -> [Int] {
        var bounds: [Int] = []
        var (earlier, known) = (0, 0)
        for (number, kind) in encoding.changed.enumerated() {
            let areProved = reached.isProved
            let floor = known + (floors?[number] ?? 0)
            known += changes[number]
            let minimum = minimise(kind.map { Term($0) }, known, floor, &reached, isExamined: false)
            // After a kind that may have fewer, nothing is known of the next.
            bounds.append(areProved ? max(0, minimum.bound - earlier) : 0)
            earlier = minimum.value
            reached.isAsGood = reached.isAsGood && minimum.value == known
        }
        return bounds
    }

    /// Makes a draft the incumbent; its seats too, unless the encoding would have somebody on a seat he was promised.
    private mutating func start(from draft: Draft) -> Bool {
        var (rooms, seats) = ([Literal](), [Literal]())
        for (number, place) in draft.withWavesInOrder(in: model).places.enumerated() {
            guard let place else {
                rooms.append(!encoding.isPlaced[number])
                continue
            }
            rooms += encoding.entries[number].filter { ($0.sitting, $0.wave) == (place.sitting, place.wave) }
                .map(\.literal)
            for chair in encoding.chairs[number]
            where chair.period == place.periods[chair.position] && chair.room == place.rooms[chair.position] {
                rooms.append(chair.literal)
                let use = RoomUse(room: chair.room, period: chair.period)
                let unit = model.applications[number].unit
                if let spot = self.seats.spot(use, place.seats[chair.position], unit) { seats.append(spot) }
            }
        }
        return minimiser.start(from: rooms + seats, examiner: examiner)
            || minimiser.start(from: rooms, examiner: examiner)
    }
}

extension PartPlan {
    /// A lower bound of a tier, or of a part of it; 0 if none is known.
    fileprivate func bound(_ tier: Int, _ part: Int = 0) -> Int { bounds.tiers[tier].map { $0[part] } ?? 0 }
}
