/// From numbers to people: who of a class sits where, in the order of payment, and then wishes, rooms, units, seats.
struct WaveFinishing {
    let frame: WaveFrame
    let finder: EnvyFinder
    private let model: Model
    private let construction: WaveConstruction
    private let dice: WaveRandom

    init(_ construction: WaveConstruction, _ dice: WaveRandom) {
        self.construction = construction
        self.dice = dice
        frame = construction.frame
        model = frame.model
        finder = EnvyFinder(model)
    }

    /// The same draft, or what is made of a plan by numbers where that is better.
    func improve(_ draft: inout Draft, by state: WaveState) {
        var other = settled(state)
        furnish(&other)
        if Score(other, in: model).isBetter(than: Score(draft, in: model)) { draft = other }
    }

    /// People in the order of payment, and their wishes: what tiers 1 to 5 look at.
    func settled(_ state: WaveState) -> Draft {
        var draft = inOrderOfPayment(state)
        fulfilWishes(&draft)
        return draft
    }

    /// Rooms, units, seats.
    func furnish(_ draft: inout Draft) {
        keepRooms(&draft)
        spreadUnits(&draft)
        draft.takeSeats(in: model)
    }

    /// People in the order of payment, without envy. An exchange of a person with two subjects for one with
    /// one subject frees seats; whoever waits may take them, which may cause envy anew, but places more people
    /// each time.
    func inOrderOfPayment(_ start: WaveState) -> Draft {
        var (state, dice) = (start, dice)
        let repair = EnvyRepair(finder)
        let order = construction.bySize()
        while true {
            var draft = state.draft()
            RoomPairing(model).pair(&draft)
            repair.repair(&draft)
            if frame.seatsEverybody(draft) { return draft }
            state = WaveState(frame, draft: draft)
            let before = state.cost.unplaced
            construction.complete(
                &state, months: 0..<frame.months.count, order: order, avoided: [], dice: &dice)
            if state.cost.unplaced >= before { return draft }
        }
    }

    /// Exchanges of rooms, as long as they help even after the envy they may cause is repaired.
    private func fulfilWishes(_ draft: inout Draft) {
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

    /// Keeps more people in one room, unless that would let somebody envy.
    func keepRooms(_ draft: inout Draft) {
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
    func spreadUnits(_ draft: inout Draft) {
        var spread = UnitSpread(draft, contains: finder.contains, in: model)
        let trial = spread.improved()
        if trial != draft, finder.pairs(in: trial, limit: 1).isEmpty { draft = trial }
    }
}

extension WaveFrame {
    /// Whether nobody waits who could sit anywhere at all.
    fileprivate func seatsEverybody(_ draft: Draft) -> Bool {
        classes.allSatisfy { $0.runs.isEmpty || $0.members.allSatisfy { draft.places[$0] != nil } }
    }
}
