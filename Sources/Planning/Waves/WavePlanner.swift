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
    // Numbers the simplex method may touch each time waves are reopened; twice as many for a whole part, and for a bound.
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
        let finishing = WaveFinishing(construction, dice)
        if isForPlaces { return places(state, bounds, finishing, dice) }
        let better = guided(annealed(state, bounds, dice), bounds, dice)
        var draft = finishing.settled(better)
        bounds.foresee(WaveCost(draft, in: model)) { finishing.furnish(&draft) }
        // Repairing envy may lose somebody whom another start keeps.
        if draft.places.count(where: { $0 == nil }) > better.cost.unplaced, better.cost != state.cost {
            finishing.improve(&draft, by: state)
        }
        let reached = searchInTurn(&draft, bounds.bounds, bounds, finishing, dice)
        guard let exact = exactly(draft, reached, bounds, frame) else { return (draft, bounds.bounds(for: reached)) }
        func proved(_ cost: WaveCost) -> Bounds {
            var proved = bounds.bounds(for: cost)
            exact.sharpen(&proved, for: cost)
            return proved
        }
        for found in exact.envied + [exact.state].compactMap(\.self) { finishing.improve(&draft, by: found) }
        var cost = WaveCost(draft, in: model)
        if cost < reached { cost = searchInTurn(&draft, proved, bounds, finishing, dice) }
        return (draft, proved(cost))
    }

    /// Reopened waves, annealing, and the search for comfort in turn, until nothing but the spread of waves (tier 7)
    /// changes: each goes on where the others stand still. Returns what the draft then costs.
    private func searchInTurn(
        _ draft: inout Draft, _ proved: @escaping (WaveCost) -> Bounds, _ bounds: WaveBounds,
        _ finishing: WaveFinishing, _ dice: WaveRandom
    ) -> WaveCost {
        var cost = WaveCost(draft, in: model)
        var reopenedInVain: WaveCost?
        while true {
            let before = cost
            if cost != reopenedInVain, let found = reopened(draft, proved, finishing.frame) {
                finishing.improve(&draft, by: found)
                let settled = annealed(found, bounds, dice)
                if settled.cost < found.cost { finishing.improve(&draft, by: settled) }
                cost = WaveCost(draft, in: model)
                if cost < before { continue }
            }
            reopenedInVain = cost
            guard !isGuided, !isSketch, let better = comfortable(draft, finishing, dice) else { return cost }
            let standing = standing(draft)
            draft = better
            cost = WaveCost(draft, in: model)
            if cost == before, self.standing(draft) == standing { return cost }
        }
    }

    /// Neighbours, room changes and tail rooms.
    private func standing(_ draft: Draft) -> [Int] {
        let score = Score(draft, in: model)
        return [score.neighbours] + score.comfort.prefix(2)
    }

    /// Who sits in which month, as good as it is soon found.
    private func places(
        _ start: WaveState, _ bounds: WaveBounds, _ finishing: WaveFinishing, _ dice: WaveRandom
    ) -> (draft: Draft, bounds: Bounds) {
        var draft = finishing.inOrderOfPayment(annealed(guided(start, bounds, dice), bounds, dice))
        draft.takeSeats(in: model)
        return (draft, bounds.firstBounds(for: WaveState(start.frame, draft: draft).cost))
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
    private func exactly(
        _ draft: Draft, _ cost: WaveCost, _ bounds: WaveBounds, _ frame: WaveFrame
    ) -> ExactHeadcounts? {
        guard exactWork > 0, let plan = HeadcountFrame(frame), !bounds.areMet(by: cost),
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

    /// The same plan, or a better one: most often in the last tiers, and never worse in the others. Nil if none is
    /// looked for or found.
    private func comfortable(_ draft: Draft, _ finishing: WaveFinishing, _ dice: WaveRandom) -> Draft? {
        let most = min(comfortPerStep * steps, comfortPerPerson * model.applications.count, mostComfort)
        guard model.applications.count <= mostComfortable, var search = ComfortSearch(draft, in: model, dice: dice),
            let better = search.best(steps: most)
        else { return nil }
        var found = better.draft()
        EnvyRepair(finishing.finder).repair(&found)
        var paired = found
        finishing.keepRooms(&paired)
        return [found, paired].reduce(draft) { best, start in
            var trial = start
            finishing.spreadUnits(&trial)
            trial.takeSeats(in: model)
            return Score(trial, in: model).isBetter(than: Score(best, in: model)) ? trial : best
        }
    }
}

extension WaveConstruction {
    /// Runs with the most people first.
    func bySize() -> [Int] {
        let sizes = frame.runs.indices.map(frame.people(of:))
        return frame.runs.indices.filter { sizes[$0] > 0 }.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
    }
}
