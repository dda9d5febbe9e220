/// Plans sittings of realistic size: waves by the general engine or by construction, whichever starts better, and
/// ruin-and-recreate on classes of interchangeable applications, annealing of their numbers, then people in the order
/// of payment, then seats. Small parts are planned exactly by numbers as well.
/// Always lawful and free of justified envy; how good it is, the bounds tell. Same model, seed and steps: same plan.
struct WavePlanner {
    private let model: Model
    private let seed: UInt64
    private let steps: Int
    /// In a re-plan: whether people with tickets may be moved for the sake of others with tickets.
    private let mayAsk: Bool
    /// Whether the model follows a guide already.
    private let isGuided: Bool
    /// Whether the tiers after the third have no say.
    private let isForPlaces: Bool

    // How long annealing goes on, at most.
    private let movesPerStep = 100
    private let movesPerPerson = 10_000
    private let mostMoves = 1_000_000
    // How long the search for comfort goes on, at most, and with how many people it is worth while.
    private let comfortPerStep = 10
    private let comfortPerPerson = 500
    private let mostComfort = 60_000
    private let mostComfortable = 1_000
    // Numbers the simplex method may touch while waves are reopened; twice as many for a whole part, and for a bound.
    private let numbers: Int
    private let patience: Int
    private let mostStepsOfNumbers = 300
    private var exactWork: Int { numbers * min(steps, mostStepsOfNumbers) }
    private var isSketch: Bool { numbers == 0 }
    // One step in so many for a plan that follows a guide, at first and where that looks well.
    private let fewGuidedSteps = 20
    private let manyGuidedSteps = 3

    /// - Parameters:
    ///   - steps: rebuildings tried; more never makes the plan worse before people are seated.
    ///   - numbers: for `IntegerSolver`, a step. 0: the bounds do without integer programs as well.
    ///   - patience: how many times as many for a small program of all.
    init(
        _ model: Model, seed: UInt64, steps: Int, mayAsk: Bool = true, numbers: Int = Planner.Limits().numbers,
        patience: Int = 1, isGuided: Bool = false, isForPlaces: Bool = false
    ) {
        self.model = model
        self.seed = seed
        self.steps = steps
        self.mayAsk = mayAsk
        self.numbers = numbers
        self.patience = patience
        self.isGuided = isGuided
        self.isForPlaces = isForPlaces
    }

    func plan() -> (draft: Draft, bounds: Bounds) {
        let frame = WaveFrame(model)
        if model.isReplan { return replan(frame) }
        var dice = WaveRandom(seed: seed)
        let construction = WaveConstruction(frame: frame)
        let bounds = WaveBounds(frame, work: 2 * exactWork)
        var state = WaveState(frame)
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice)
        if !isSketch, WaveLumps.areFine(for: frame) {
            let timetabled = TimetabledWaves(frame: frame, construction: construction, seed: seed).state()
            if timetabled.cost < state.cost { state = timetabled }
        }
        state = WaveImprovement(frame: frame, construction: construction).improve(state, steps: steps, dice: &dice)
        if isForPlaces { return places(state, bounds, construction, dice) }
        let better = guided(annealed(state, bounds, dice), bounds, dice)
        let finder = EnvyFinder(model)
        var draft = settled(better, construction, finder, dice)
        bounds.foresee(WaveCost(draft, in: model)) { furnish(&draft, finder) }
        func look(at state: WaveState) {
            var other = settled(state, construction, finder, dice)
            furnish(&other, finder)
            if Score(other, in: model).isBetter(than: Score(draft, in: model)) { draft = other }
        }
        // Repairing envy may lose somebody whom another start keeps.
        if draft.places.count(where: { $0 == nil }) > better.cost.unplaced, better.cost != state.cost {
            look(at: state)
        }
        let exact = exactly(draft, bounds, frame)
        if let found = exact?.state { look(at: found) }
        func proved(_ cost: WaveCost) -> Bounds {
            var proved = bounds.bounds(for: cost)
            exact?.sharpen(&proved, for: cost)
            return proved
        }
        // Each kind of search goes on where the others stand still.
        var before: WaveCost?
        while case let cost = WaveCost(draft, in: model), cost != before {
            before = cost
            if let found = reopened(draft, proved, frame) {
                look(at: found)
                look(at: annealed(found, bounds, dice))
                if WaveCost(draft, in: model) < cost { continue }
            }
            if !isGuided, !isSketch { draft = comfortable(draft, dice) }
        }
        return (draft, proved(WaveCost(draft, in: model)))
    }

    /// Who sits in which month, as good as it is soon found.
    private func places(
        _ start: WaveState, _ bounds: WaveBounds, _ construction: WaveConstruction, _ dice: WaveRandom
    ) -> (draft: Draft, bounds: Bounds) {
        var (state, dice) = (annealed(guided(start, bounds, dice), bounds, dice), dice)
        var draft = fairDraft(&state, construction, EnvyRepair(EnvyFinder(model)), &dice)
        draft.takeSeats(in: model)
        return (draft, bounds.firstBounds(for: WaveState(state.frame, draft: draft).cost))
    }

    /// People in the order of payment, and their wishes: what tiers 1 to 5 look at.
    private func settled(
        _ start: WaveState, _ construction: WaveConstruction, _ finder: EnvyFinder, _ dice: WaveRandom
    ) -> Draft {
        var (state, dice) = (start, dice)
        var draft = fairDraft(&state, construction, EnvyRepair(finder), &dice)
        fulfilWishes(&draft, finder)
        return draft
    }

    /// Rooms, units, seats.
    private func furnish(_ draft: inout Draft, _ finder: EnvyFinder) {
        keepRooms(&draft, finder)
        spreadUnits(&draft, finder)
        draft.takeSeats(in: model)
    }

    /// The same plan, or one that places more people or delays them less by following the guide of the bounds.
    private func guided(_ state: WaveState, _ bounds: WaveBounds, _ dice: WaveRandom) -> WaveState {
        guard !isGuided, let guide = bounds.guide(for: state.cost, isForPlaces: isForPlaces) else { return state }
        func planned(oneStepIn few: Int) -> WaveState {
            let planning = GuidedPlanning(
                frame: state.frame, seed: seed, steps: max(min(steps, 30), steps / few), numbers: numbers)
            return WaveState(state.frame, draft: planning.draft(guide))
        }
        let quick = planned(oneStepIn: fewGuidedSteps)
        // Where little search comes as far, more may come farther.
        guard (quick.cost.unplaced, quick.cost.delay) <= (state.cost.unplaced, state.cost.delay),
            let best = [quick, planned(oneStepIn: manyGuidedSteps)].min(by: { $0.cost < $1.cost }),
            best.cost < state.cost
        else { return state }
        return annealed(best, bounds, dice)
    }

    /// The same plan, or a better one that annealing meets. A plan that meets its bounds is left alone.
    private func annealed(_ state: WaveState, _ bounds: WaveBounds, _ dice: WaveRandom) -> WaveState {
        let isEnough = isForPlaces ? bounds.areFirstMet : bounds.areMet
        guard let plan = HeadcountFrame(state.frame), !isEnough(state.cost),
            var annealing = HeadcountAnnealing(plan, state, dice: dice)
        else { return state }
        let moves = min(movesPerStep * steps, movesPerPerson * model.applications.count, mostMoves)
        guard let better = annealing.best(moves: moves, isEnough: isEnough), better.cost < state.cost else {
            return state
        }
        return better
    }

    /// The best plan by numbers and its proof, for a small part whose bounds are not met; nil for others.
    private func exactly(_ draft: Draft, _ bounds: WaveBounds, _ frame: WaveFrame) -> ExactHeadcounts? {
        guard exactWork > 0, !bounds.areMet(by: WaveCost(draft, in: model)), let plan = HeadcountFrame(frame),
            var exact = ExactHeadcounts(
                plan, WaveState(frame, draft: draft), work: 2 * exactWork, patience: patience)
        else { return nil }
        exact.improve(floors: bounds.bounds)
        return exact
    }

    /// A better plan by numbers that gives single waves other periods, or nil.
    private func reopened(
        _ draft: Draft, _ bounds: @escaping (WaveCost) -> Bounds, _ frame: WaveFrame
    ) -> WaveState? {
        guard !isGuided, exactWork > 0, let plan = HeadcountFrame(frame) else { return nil }
        var reopening = WaveReopening(plan, work: exactWork)
        return reopening.improved(WaveState(frame, draft: draft), floors: bounds)
    }

    /// Tier 0 first: who has a ticket stays or moves as little as can be, the others are planned around them. A
    /// released seat is part of what an exchange may not change, so envy is repaired last.
    private func replan(_ frame: WaveFrame) -> (draft: Draft, bounds: Bounds) {
        var dice = WaveRandom(seed: seed)
        let construction = WaveConstruction(frame: frame)
        var repair = Repair(model, anchors: model.anchors(), asking: mayAsk ? .anybody : .nobody)
        repair.place(repair.keep())
        var state = WaveState(frame, draft: repair.draft.withWavesInOrder(in: model))
        construction.complete(
            &state, months: 0..<frame.months.count, order: construction.bySize(), avoided: [], dice: &dice)
        state = WaveImprovement(frame: frame, construction: construction).improve(state, steps: steps, dice: &dice)
        var draft = state.draft()
        draft.takeSeats(in: model)
        EnvyRepair(model).repair(&draft)
        let bounds = model.bounds(for: draft, frame)
        return mayAsk && exactWork > 0 ? anchored(draft, bounds, frame) : (draft, bounds)
    }

    /// The best plan by numbers and its proof, for a small part whose bounds are not met.
    private func anchored(_ draft: Draft, _ bounds: Bounds, _ frame: WaveFrame) -> (draft: Draft, bounds: Bounds) {
        let areMet = PartPlan(draft: draft, bounds: bounds).isProved(in: model, upTo: 5)
        guard !areMet, var exact = AnchoredHeadcounts(model, model.anchors(), .tiers, work: 2 * exactWork) else {
            return (draft, bounds)
        }
        var (best, sharper) = (draft, bounds)
        if let found = exact.improved(draft, known: bounds).map(model.withoutEnvy),
            Score(found, in: model).isBetter(than: Score(draft, in: model))
        {
            (best, sharper) = (found, model.bounds(for: found, frame))
        }
        exact.sharpen(&sharper, for: best)
        return (best, sharper)
    }

    /// Exchanges of rooms, as long as they help even after the envy they may cause is repaired.
    private func fulfilWishes(_ draft: inout Draft, _ finder: EnvyFinder) {
        let exchange = WishExchange(model, contains: finder.contains)
        let repair = EnvyRepair(finder)
        var known: WaveCost?
        while true {
            var trial = draft
            if exchange.improve(&trial) == 0 { return }
            let cost = known ?? WaveCost(draft, in: model)
            repair.repair(&trial)
            let reached = WaveCost(trial, in: model)
            known = reached
            guard reached < cost else { return }
            draft = trial
        }
    }

    /// The same plan, or one that is better in the last tiers and as good in the others.
    private func comfortable(_ draft: Draft, _ dice: WaveRandom) -> Draft {
        let most = min(comfortPerStep * steps, comfortPerPerson * model.applications.count, mostComfort)
        guard model.applications.count <= mostComfortable, var search = ComfortSearch(draft, in: model, dice: dice),
            let better = search.best(steps: most)
        else { return draft }
        let finder = EnvyFinder(model)
        var found = better.draft()
        EnvyRepair(finder).repair(&found)
        var paired = found
        keepRooms(&paired, finder)
        return [found, paired].reduce(draft) { best, start in
            var trial = start
            spreadUnits(&trial, finder)
            trial.takeSeats(in: model)
            return Score(trial, in: model).isBetter(than: Score(best, in: model)) ? trial : best
        }
    }

    /// Keeps more people in one room, unless that would let somebody envy.
    private func keepRooms(_ draft: inout Draft, _ finder: EnvyFinder) {
        let pairing = RoomPairing(model)
        // Nobody changes periods or venue here.
        let groups = pairing.groups(of: draft)
        var paired = draft
        pairing.pair(&paired, among: groups)
        for _ in 0..<3 {
            RoomSwap(paired, contains: finder.contains, in: model).improve(&paired)
            pairing.pair(&paired, among: groups)
        }
        if finder.pairs(in: paired, limit: 1).isEmpty { draft = paired }
    }

    /// Seats people of one unit in more rooms, unless that would let somebody envy.
    private func spreadUnits(_ draft: inout Draft, _ finder: EnvyFinder) {
        var spread = UnitSpread(draft, contains: finder.contains, in: model)
        let trial = spread.improved()
        if trial != draft, finder.pairs(in: trial, limit: 1).isEmpty { draft = trial }
    }

    /// People in the order of payment, without envy. An exchange of a person with two subjects for one with
    /// one subject frees seats; whoever waits may take them, which may cause envy anew, but places more people
    /// each time.
    private func fairDraft(
        _ state: inout WaveState, _ construction: WaveConstruction, _ repair: EnvyRepair, _ dice: inout WaveRandom
    ) -> Draft {
        let order = construction.bySize()
        while true {
            var draft = state.draft()
            RoomPairing(model).pair(&draft)
            repair.repair(&draft)
            if state.frame.seatsEverybody(draft) { return draft }
            state = WaveState(state.frame, draft: draft)
            let before = state.cost.unplaced
            construction.complete(
                &state, months: 0..<state.frame.months.count, order: order, avoided: [], dice: &dice)
            if state.cost.unplaced >= before { return draft }
        }
    }
}

extension WaveConstruction {
    /// Runs with the most people first.
    func bySize() -> [Int] {
        let sizes = frame.runs.map { run in run.classes.reduce(0) { $0 + frame.classes[$1].members.count } }
        return frame.runs.indices.filter { sizes[$0] > 0 }.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
    }
}

extension WaveFrame {
    /// Whether nobody waits who could sit anywhere at all.
    fileprivate func seatsEverybody(_ draft: Draft) -> Bool {
        classes.allSatisfy { $0.runs.isEmpty || $0.members.allSatisfy { draft.places[$0] != nil } }
    }
}
