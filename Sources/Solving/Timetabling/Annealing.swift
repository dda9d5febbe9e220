import Foundation

/// Simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983) over timetables that break no hard rule.
///
/// A step proposes one move: a block into a random allowed period — a plain shift where nothing clashes, else a Kempe
/// chain — or an exchange with a random block elsewhere, or another room. A threshold is drawn first, `-T ln u`, and the
/// move is made when it adds no more than that: the Metropolis rule, but known before the move is looked at, so that
/// most refusals cost a few look-ups. A chain is given up as soon as its part so far adds `chainSlack` T more than the
/// threshold; that is not exact (a later block might gain), and it multiplies the steps made in a second by up to ten.
///
/// The temperatures come from the instance, and how long each is kept from a pilot (`CoolingSchedule`):
/// - the first: heat without limit, count how many steps make the timetable worse, then quench until only `startRate` of
///   that is left — about where order begins to matter, on whatever scale the costs are;
/// - the last: a quarter of the grain, the greatest common divisor of the changes seen, below which no worse move is made.
///
/// Invariant: `Timetable`'s. Limits: no proof, no restart but the pilot; what is unplaced is tried again now and then.
struct Annealing {
    /// Of 256 steps: rooms, exchanges with another block; the rest change a period.
    static let roomMoves = 16
    static let partnerMoves = 16
    static let longestChain = 60
    static let chainSlack = 8.0
    static let startRate = 0.5
    static let endGrains = 0.25
    static let batch = 1024
    /// A temperature at which every worsening is accepted.
    private static let boundless = 1e8

    private let timetable: Timetable
    private let model: TimetableModel
    private let memory = FlatMemory()
    private let negativeLogs: UnsafeMutablePointer<Double>
    private let roomMoves: Int
    private var random: RandomSource
    /// Greatest common divisor of the worsenings made, 0 before the first.
    private var grain = 0
    /// The greatest of them.
    private var dearest = 0
    private(set) var statistics = SearchStatistics()

    init(_ timetable: Timetable, _ random: RandomSource) {
        self.timetable = timetable
        self.random = random
        model = timetable.model
        roomMoves = model.splits || model.roomCount < 2 ? 0 : Self.roomMoves
        negativeLogs = memory.array(4096, of: 0)
        for index in 0..<4096 { negativeLogs[index] = -log((Double(index) + 0.5) / 4096) }
    }

    /// Until the budget is over or the cost is `enough` with everything placed. `afterBatch` sees every temperature.
    mutating func run(_ meter: inout SearchMeter, enough: Int, afterBatch: (SearchMeter, Double) -> Void) {
        if timetable.placed[0] == 0 { return }
        let first = heat(&meter)
        let even = CoolingSchedule(from: first, to: Self.endGrains * Double(max(grain, 1)))
        var pilot = CoolingSchedule.Pilot()
        let end = meter.used + CoolingSchedule.pilotPart * (1 - meter.used)
        cool(&meter, even, until: end, enough) { [timetable] meter, part, temperature in
            pilot.note(timetable.total[0], inBand: even.band(at: part))
            afterBatch(meter, temperature)
        }
        cool(&meter, CoolingSchedule(even, fittedTo: pilot), until: 1, enough) { meter, _, temperature in
            afterBatch(meter, temperature)
        }
    }

    /// Through a whole schedule, from now until so much of the budget is used.
    private mutating func cool(
        _ meter: inout SearchMeter, _ schedule: CoolingSchedule, until end: Double, _ enough: Int,
        afterBatch: (SearchMeter, Double, Double) -> Void
    ) {
        let start = meter.used
        let length = max(Self.batch / 16, min(Self.batch, meter.batch(.max) / 200))
        while meter.used < end {
            if timetable.isComplete && timetable.total[0] <= enough { break }
            let part = min(1, (meter.used - start) / (end - start))
            let temperature = schedule.temperature(at: part)
            _ = walk(&meter, length, temperature)
            if !timetable.isComplete { timetable.placeWaiting() }
            afterBatch(meter, part, temperature)
        }
    }

    /// The temperature to start from; leaves the timetable at it. Uses about a tenth of a small budget, less of others.
    private mutating func heat(_ meter: inout SearchMeter) -> Double {
        let length = max(Self.batch / 16, min(4 * Self.batch, meter.batch(.max) / 500))
        for _ in 0..<4 { _ = walk(&meter, length, Self.boundless) }
        let most = (0..<4).reduce(0) { sum, _ in sum + walk(&meter, length, Self.boundless) }
        var temperature = Double(max(dearest, 1))
        while temperature > 1 && meter.used < 1 {
            if Double(walk(&meter, length, temperature) * 4) <= Self.startRate * Double(most) { break }
            temperature *= 0.85
        }
        return temperature
    }

    /// Makes a number of steps and says how many of them made the timetable worse.
    private mutating func walk(_ meter: inout SearchMeter, _ length: Int, _ temperature: Double) -> Int {
        let worse = statistics.worsenings
        let count = meter.batch(length)
        steps(count, temperature)
        meter.steps += count
        return statistics.worsenings - worse
    }

    @inline(never)
    private mutating func steps(_ count: Int, _ temperature: Double) {
        let slack = Int(Self.chainSlack * temperature)
        var left = count
        var total = timetable.total[0]
        while left > 0 {
            left &-= 1
            let draw = random.next()
            let limit = Int(temperature * negativeLogs[Int(truncatingIfNeeded: draw & 4095)])
            let block = Int(truncatingIfNeeded: ((draw >> 32) &* UInt64(truncatingIfNeeded: model.blockCount)) >> 32)
            if timetable.periodOf[block] < 0 { continue }
            let dice = Int(truncatingIfNeeded: (draw >> 12) & 255)
            if dice < roomMoves {
                changeRoom(block, limit)
            } else if dice < roomMoves &+ Self.partnerMoves {
                changePlaces(block, limit, slack)
            } else {
                changePeriod(block, limit, slack)
            }
            if timetable.total[0] > total { noteWorsening(timetable.total[0] &- total) }
            total = timetable.total[0]
        }
    }

    @inline(__always)
    private mutating func changePeriod(_ block: Int, _ limit: Int, _ slack: Int) {
        let start = Int(model.periodStarts[block])
        let choices = Int(model.periodStarts[block &+ 1]) &- start
        let target = Int(model.allowedPeriods[start &+ random.below(choices)])
        if target == Int(timetable.periodOf[block]) { return }
        if timetable.clashes[block &* model.rowLength &+ target] == 0
            && timetable.hasOneEvent(block) && !model.movesByChains
        {
            statistics.shifts.count(timetable.shift(block, target, limit: limit))
        } else {
            statistics.chains.count(
                timetable.exchange(
                    block, target, limit: limit, giveUp: limit &+ slack, longest: Self.longestChain))
        }
    }

    @inline(__always)
    private mutating func changePlaces(_ block: Int, _ limit: Int, _ slack: Int) {
        let partner = random.below(model.blockCount)
        let target = Int(timetable.periodOf[partner])
        if target < 0 || target == Int(timetable.periodOf[block]) { return }
        statistics.exchanges.count(
            timetable.exchange(
                block, target, partner: partner, limit: limit, giveUp: limit &+ slack, longest: Self.longestChain))
    }

    @inline(__always)
    private mutating func changeRoom(_ block: Int, _ limit: Int) {
        let event = timetable.event(of: block, &random)
        let start = Int(model.roomStarts[event])
        let rooms = Int(model.roomStarts[event &+ 1]) &- start
        let room = Int(model.suitableRooms[start &+ random.below(rooms)])
        if timetable.fits(event, Int(timetable.periodOf[block]), room) {
            statistics.rooms.count(timetable.changeRoom(event, room, limit: limit))
        } else {
            let other = timetable.event(
                of: timetable.hasOneEvent(block) || random.next() & 1 == 0 ? timetable.companion(of: block) : block,
                &random)
            statistics.rooms.count(timetable.swapRooms(event, other, limit: limit))
        }
    }

    @inline(__always)
    private mutating func noteWorsening(_ change: Int) {
        statistics.worsenings &+= 1
        dearest = max(dearest, change)
        if grain == 1 { return }
        var (divisor, rest) = (grain, change)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        grain = divisor
    }
}

extension Timetable {
    var isComplete: Bool { placed[0] == model.blockCount }

    @inline(__always)
    func hasOneEvent(_ block: Int) -> Bool {
        model.blockEventStarts[block &+ 1] &- model.blockEventStarts[block] == 1
    }

    /// The next block of a block's period, around the list; itself when it is alone.
    @inline(__always)
    func companion(of block: Int) -> Int {
        let next = nextBlock[block]
        return Int(next >= 0 ? next : firstIn[Int(periodOf[block])])
    }

    /// One of a block's events.
    @inline(__always)
    func event(of block: Int, _ random: inout RandomSource) -> Int {
        let start = Int(model.blockEventStarts[block])
        let count = Int(model.blockEventStarts[block &+ 1]) &- start
        return Int(model.blockEvents[count == 1 ? start : start &+ random.below(count)])
    }

    /// Puts every unplaced block where it happens to fit now.
    func placeWaiting() {
        for block in 0..<model.blockCount where periodOf[block] < 0 {
            for slot in Int(model.periodStarts[block])..<Int(model.periodStarts[block + 1])
            where place(block, Int(model.allowedPeriods[slot])) { break }
        }
    }
}
