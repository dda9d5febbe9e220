import Solving

// Does somebody sit in every plan that is at least as good as one at hand?
//
// Problem. A trial has a plan that seats a person. The planner may make another one, which seats others instead, unless
// every plan as good in tiers 1 and 3 seats this person too.
// Method. The uses of rooms (`RoomUseProgram`), with one row more: too few of the person's equals sit to reach him. His
// equals are all whom he envies where they sit and he does not (`EnvyClasses`), so in every plan without envy those who
// paid first sit first, and he sits as soon as so many do. If `IntegerSolver` refutes that a plan so good has that
// row, he sits in all of them; for what the program forgets makes no plan possible that it excludes.
// Complexity: that of the bounds. Limit: the work allowed; after that nothing is known.
struct SeatProof {
    private let model: Model
    private let form: RoomUseProgram
    private let classes: EnvyClasses

    /// Nil for a part that is too large, or with tickets to keep.
    init?(_ part: Model) {
        guard !part.isReplan else { return nil }
        let frame = WaveFrame(part)
        guard let form = RoomUseProgram(frame, CapacityTable(frame)) else { return nil }
        model = part
        self.form = form
        classes = EnvyClasses(part)
    }

    /// False: not proved.
    /// - Parameters:
    ///   - month: only a place before it counts; nil: any.
    ///   - plan: with bounds.
    ///   - mostWork: numbers touched.
    func sits(_ member: Int, before month: Int?, inAllAsGoodAs plan: PartPlan, mostWork: Int) -> Bool {
        let score = Score(plan.draft, in: model)
        let most = plan.bounds.tiers[1]?[0] ?? model.applications.count
        let own = classes.numbers[member]
        let rank = model.applications[member].rank
        let equals = model.applications.indices.filter { classes.numbers[$0] == own }
        let seats = form.heads(of: equals) { sitting in month.map { model.sittings[sitting].month < $0 } ?? true }
        let earlier = equals.count { model.applications[$0].rank < rank }
        var program = form.program
        program.add(seats.terms, most: earlier + seats.others)
        var search = IntegerSolver(program)
        func refutes(_ tier: Int, _ value: Int) -> Bool {
            let work = max(0, mostWork - search.work)
            let least = search.minimise(
                form.tiers[tier], below: value + 1, floor: Int.min / 4, work: work, isProving: true)
            return least.bound > value
        }
        if refutes(0, -score.placed) { return true }
        // Where more may be placed, plans that place fewer say little.
        guard most <= score.placed else { return false }
        search.bind(row: form.tierRows[0], least: form.program.rows[form.tierRows[0]].least, most: -score.placed)
        return refutes(1, score.delay)
    }
}
