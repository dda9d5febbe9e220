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
/// What is decided early — which large event stands when — a single search decides once, and where seats are scarce no
/// later time mends it: with one room searches of one length end 10 % apart, in the order that shows already at the
/// temperature where two fifths of the entropy are lost. So that hot part of the schedule is run by `contenders` in turn,
/// each in its share of the time, and the one of the lowest mean cost near its end goes on ("go with the winners",
/// Aldous & Vazirani 1994; successive halving, Jamieson & Talwalkar 2016). Where the hot part is in equilibrium all
/// contenders are alike, and little is lost by being quicker there.
///
/// Between batches whole periods change places (`PeriodOrder`).
///
/// Invariant: `Timetable`'s. Limits: no proof, no restart but these; what is unplaced is tried again now and then.
struct Annealing {
    /// Of 256 steps: rooms, exchanges with another block; the rest change a period.
    static let roomMoves = 16
    static let partnerMoves = 16
    static let longestChain = 60
    static let chainSlack = 8.0
    static let startRate = 0.5
    static let endGrains = 0.25
    static let batch = 1024
    /// How many contend for the end, over which part of the schedule, and in which last part of that they are judged.
    static let contenders = 4
    static let racePart = 0.4
    static let judgedPart = 0.15
    /// Proposals to put whole periods elsewhere, so many after each so many batches.
    static let orderProposals = 100
    static let batchesBetweenOrders = 32
    /// At the clock: a step of a crowded instance can take a tenth of a millisecond.
    private static let stepsBetweenLooks = 256
    /// A temperature at which every worsening is accepted.
    private static let boundless = 1e8

    private let timetable: Timetable
    private let model: TimetableModel
    private let memory = FlatMemory()
    private let negativeLogs: UnsafeMutablePointer<Double>
    private let roomMoves: Int
    private let order: PeriodOrder?
    private var batches = 0
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
        order = PeriodOrder(timetable)
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
        cool(&meter, even, 0...1, until: end, enough) { [timetable] meter, part, temperature in
            pilot.note(timetable.total[0], inBand: even.band(at: part))
            afterBatch(meter, temperature)
        }
        let fitted = CoolingSchedule(even, fittedTo: pilot)
        // With splitting seats are a price and no wall: there is nothing to race for.
        if !model.splits { race(&meter, fitted, enough, afterBatch: afterBatch) }
        cool(&meter, fitted, (model.splits ? 0 : Self.racePart)...1, until: 1, enough) { meter, _, temperature in
            afterBatch(meter, temperature)
        }
    }

    /// Cools several times through the first part of a schedule, in the time that part has; leaves the timetable at the
    /// end of the best.
    private mutating func race(
        _ meter: inout SearchMeter, _ schedule: CoolingSchedule, _ enough: Int,
        afterBatch: (SearchMeter, Double) -> Void
    ) {
        let start = meter.used
        var best: (place: RacePlace, end: TimetableSnapshot)?
        for number in 1...Self.contenders where meter.used < 1 && !timetable.has(enough) {
            melt(&meter)
            var place = RacePlace()
            let end = start + Self.racePart * (1 - start) * Double(number) / Double(Self.contenders)
            cool(&meter, schedule, 0...Self.racePart, until: end, enough) { [timetable] meter, part, temperature in
                if part > Self.racePart * (1 - Self.judgedPart) { place.note(timetable) }
                afterBatch(meter, temperature)
            }
            if let known = best?.place, !place.isBetter(than: known) { continue }
            best = (place, timetable.snapshot)
        }
        if let best { timetable.restore(best.end) }
    }

    /// Through a part of a schedule, from now until so much of the budget is used.
    private mutating func cool(
        _ meter: inout SearchMeter, _ schedule: CoolingSchedule, _ parts: ClosedRange<Double>, until end: Double,
        _ enough: Int, afterBatch: (SearchMeter, Double, Double) -> Void
    ) {
        let start = meter.used
        let length = max(Self.batch / 16, min(Self.batch, meter.batch(.max) / 200))
        while meter.used < end && !timetable.has(enough) {
            let passed = min(1, (meter.used - start) / (end - start))
            let part = parts.lowerBound + (parts.upperBound - parts.lowerBound) * passed
            let temperature = schedule.temperature(at: part)
            _ = walk(&meter, length, temperature)
            batches += 1
            if batches % Self.batchesBetweenOrders == 0 { order?.anneal(Self.orderProposals, temperature, &random) }
            if !timetable.isComplete { timetable.placeWaiting() }
            afterBatch(meter, part, temperature)
        }
    }

    /// Forgets where everything was.
    private mutating func melt(_ meter: inout SearchMeter) {
        for _ in 0..<4 { _ = walk(&meter, heatingLength(meter), Self.boundless) }
    }

    private func heatingLength(_ meter: SearchMeter) -> Int {
        max(Self.batch / 16, min(4 * Self.batch, meter.batch(.max) / 500))
    }

    /// The temperature to start from; leaves the timetable at it. Uses about a tenth of a small budget in steps, less of
    /// others; where steps are dear, as much of a budget in time as they take.
    private mutating func heat(_ meter: inout SearchMeter) -> Double {
        melt(&meter)
        let length = heatingLength(meter)
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
        var left = meter.batch(length)
        while left > 0 && meter.used < 1 {
            let count = min(left, Self.stepsBetweenLooks)
            steps(count, temperature)
            meter.steps += count
            left -= count
        }
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
            statistics.shifts.count(
                timetable.shift(
                    block, target, limit: limit, giveUp: limit &+ slack, longest: Self.longestChain, &random))
        } else {
            statistics.chains.count(
                timetable.exchange(
                    block, target, limit: limit, giveUp: limit &+ slack, longest: Self.longestChain, &random))
        }
    }

    @inline(__always)
    private mutating func changePlaces(_ block: Int, _ limit: Int, _ slack: Int) {
        let partner = random.below(model.blockCount)
        let target = Int(timetable.periodOf[partner])
        if target < 0 || target == Int(timetable.periodOf[block]) { return }
        statistics.exchanges.count(
            timetable.exchange(
                block, target, partner: partner, limit: limit, giveUp: limit &+ slack, longest: Self.longestChain,
                &random))
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

/// How a contender does near the end of its race.
private struct RacePlace {
    private var unplaced = 0
    private var cost = 0
    private var batches = 0

    mutating func note(_ timetable: Timetable) {
        unplaced += timetable.model.blockCount - timetable.placed[0]
        cost += timetable.total[0]
        batches += 1
    }

    func isBetter(than other: RacePlace) -> Bool {
        (mean(unplaced), mean(cost)) < (other.mean(other.unplaced), other.mean(other.cost))
    }

    private func mean(_ sum: Int) -> Double { batches == 0 ? .infinity : Double(sum) / Double(batches) }
}

extension Timetable {
    var isComplete: Bool { placed[0] == model.blockCount }

    /// Whether everything is placed at no more than such a cost, now or at best.
    func has(_ enough: Int) -> Bool {
        isComplete && total[0] <= enough || bestPlaced[0] == model.blockCount && bestTotal[0] <= enough
    }

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
