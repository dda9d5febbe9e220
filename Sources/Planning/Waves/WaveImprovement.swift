// Ruin and recreate (Schrimpf et al., 2000): take a few runs, or all waves of one period, out of the plan and
// build them again in another order; or empty one room in one period and find its people other rooms in their
// periods, which is what saves the invigilators of half-empty rooms. A step that makes the plan no worse is kept; in the invigilators alone a
// little worse is kept too, less and less of it towards the end, as in simulated annealing.

struct WaveImprovement {
    let frame: WaveFrame
    let construction: WaveConstruction
    private let monthOfRun: [Int]
    private let occupied: [Int]
    /// What a rebuilding costs grows with the number of classes, so large plans see fewer of them.
    private var seatings: Int { max(300_000, 80_000_000_000 / max(1, frame.classes.count)) }

    init(frame: WaveFrame, construction: WaveConstruction) {
        self.frame = frame
        self.construction = construction
        var months = Array(repeating: 0, count: frame.runs.count)
        for (number, month) in frame.months.enumerated() {
            for run in month.runs { months[run] = number }
        }
        monthOfRun = months
        occupied = frame.runs.indices.filter { !frame.runs[$0].classes.isEmpty }
    }

    /// - Parameter steps: rebuildings at most; fewer if they have seated classes `seatings` times before.
    func improve(_ start: WaveState, steps: Int, dice: inout WaveRandom) -> WaveState {
        guard !occupied.isEmpty, steps > 0 else { return start }
        var state = start
        state.forgetJournal()
        // The best plan is the one with which the journal begins.
        var best = start.cost
        var quick = construction
        let first = state.seatings
        var step = 0
        while step < steps {
            let spent = max(step, Int(Double(steps) * Double(state.seatings - first) / Double(seatings)))
            if spent >= steps { break }
            let mark = state.mark
            let before = state.cost
            quick.patternLimit = [6, 20, 60][dice.below(3)]
            let touched = rebuild(&state, quick, &dice)
            step += 1
            if !touched.isEmpty, isAsGoodBeforeStaff(state.cost, before) {
                let polishing = min(steps - step, polishingSteps[dice.below(polishingSteps.count)])
                for _ in 0..<polishing { polish(&state, near: touched, &dice) }
                step += polishing
            }
            if isKept(state.cost, instead: before, left: steps - spent, of: steps, &dice) {
                if state.cost < best {
                    best = state.cost
                    state.forgetJournal()
                }
            } else {
                state.rollBack(to: mark)
            }
        }
        state.rollBack(to: 0)
        return state
    }

    /// Steps on the rooms after each rebuilding; a rebuilt run is only as good as its rooms are well filled.
    private let polishingSteps = [3, 10, 30]

    private func isAsGoodBeforeStaff(_ cost: WaveCost, _ before: WaveCost) -> Bool {
        (cost.unplaced, cost.delay, cost.missedWishes) <= (before.unplaced, before.delay, before.missedWishes)
    }

    /// Empties a room of the sittings, if that leaves the plan no worse and its rooms no more evenly filled.
    private func polish(_ state: inout WaveState, near sittings: [Int], _ dice: inout WaveRandom) {
        let mark = state.mark
        let (before, packing) = (state.cost, state.packing)
        emptyRoom(&state, near: sittings, &dice)
        let isLooser = state.cost == before && state.packing < packing && dice.below(8) > 0
        if isLooser || before < state.cost { state.rollBack(to: mark) }
    }

    private func isKept(
        _ cost: WaveCost, instead before: WaveCost, left: Int, of steps: Int, _ dice: inout WaveRandom
    ) -> Bool {
        if cost <= before { return true }
        let isWorseInStaffOnly =
            cost.unplaced == before.unplaced && cost.delay == before.delay
            && cost.missedWishes == before.missedWishes
        guard isWorseInStaffOnly else { return false }
        let allowed = 2 * left / steps
        return cost.invigilators - before.invigilators <= dice.below(allowed + 1)
    }

    /// Everybody who sits in a room in a period leaves, and is seated again in the same wave while that room is
    /// shut; sometimes a second room is emptied too and stays open.
    private func emptyRoom(_ state: inout WaveState, near sittings: [Int], _ dice: inout WaveRandom) {
        guard let shut = randomUse(state, near: sittings, &dice) else { return }
        var moved = state.people(in: shut.room, shut.period)
        if dice.below(2) == 0, let other = randomUse(state, near: sittings, &dice) {
            moved += state.people(in: other.room, other.period).filter { candidate in
                !moved.contains {
                    $0.wave == candidate.wave && $0.block.rooms == candidate.block.rooms
                        && $0.block.applicants == candidate.block.applicants
                }
            }
        }
        moved.removeAll { frame.classes[$0.block.applicants].isHeld }
        for move in moved { state.remove(move.block, from: move.wave) }
        for index in moved.indices.reversed() { moved.swapAt(index, dice.below(index + 1)) }
        state.shut(room: shut.room, period: shut.period)
        for anyVenue in [false, true] {
            for index in moved.indices where moved[index].block.count > 0 {
                let move = moved[index]
                state.setPeriods(move.periods, of: move.wave)
                moved[index].block.count -= state.seat(
                    move.block.applicants, in: move.wave, upTo: move.block.count, anyVenue: anyVenue)
                state.dropUnusedPeriods(of: move.wave)
            }
        }
        state.reopen()
    }

    private func randomUse(
        _ state: WaveState, near sittings: [Int], _ dice: inout WaveRandom
    ) -> (room: Int, period: Int)? {
        let near = frame.wavesOfSitting[sittings[dice.below(sittings.count)]]
        guard !near.isEmpty else { return nil }
        let wave = near[dice.below(near.count)]
        let blocks = state.waves[wave].blocks
        guard !blocks.isEmpty else { return nil }
        let block = blocks[dice.below(blocks.count)]
        let position = dice.below(block.rooms.count)
        return (block.rooms[position], state.periods(of: block.applicants, in: wave)[position])
    }

    /// Returns the sittings it took people from.
    private func rebuild(
        _ state: inout WaveState, _ construction: WaveConstruction, _ dice: inout WaveRandom
    ) -> [Int] {
        var avoided: Set<Int> = []
        var touched: [Int] = []
        var month = frame.months.count
        func take(_ run: Int) {
            for wave in construction.waves(of: run) { state.clearUnheld(wave) }
            touched.append(frame.runs[run].sitting)
            month = min(month, monthOfRun[run])
        }
        switch dice.below(4) {
        case 0:
            for run in runsOfRandomPeriod(state, &dice) { take(run) }
        case 1:
            let run = occupied[dice.below(occupied.count)]
            for wave in construction.waves(of: run) where dice.below(2) == 0 { state.clearUnheld(wave) }
            month = monthOfRun[run]
            touched.append(frame.runs[run].sitting)
        case 2:
            let run = occupied[dice.below(occupied.count)]
            if dice.below(3) == 0 { avoided.insert(run) }
            takeProgramme(of: run, from: monthOfRun[run], take)
        default:
            for _ in 0...dice.below(3) {
                let run = occupied[dice.below(occupied.count)]
                takeProgramme(of: run, from: monthOfRun[run], take)
            }
        }
        var order = occupied
        for index in order.indices.reversed() { order.swapAt(index, dice.below(index + 1)) }
        construction.complete(
            &state, months: month..<frame.months.count, order: order, avoided: avoided, dice: &dice)
        return touched
    }

    /// The programme's run and those in later months, whose people may now come earlier.
    private func takeProgramme(of run: Int, from month: Int, _ take: (Int) -> Void) {
        for other in occupied
        where frame.runs[other].programme == frame.runs[run].programme && monthOfRun[other] >= month {
            take(other)
        }
    }

    private func runsOfRandomPeriod(_ state: WaveState, _ dice: inout WaveRandom) -> [Int] {
        let run = occupied[dice.below(occupied.count)]
        let periods = frame.model.sittings[frame.runs[run].sitting].periods
        guard !periods.isEmpty else { return [] }
        let period = periods[dice.below(periods.count)]
        return occupied.filter { other in
            frame.runs[other].sitting == frame.runs[run].sitting
                && construction.waves(of: other).contains { state.waves[$0].periods.contains(period) }
        }
    }
}
