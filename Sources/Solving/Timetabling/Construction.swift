/// Places every block, or as many as it can, breaking no hard rule.
///
/// First by saturation degree (Brélaz 1979): always the block with the fewest periods left, then the one with most
/// people and neighbours, into its cheapest period. What is left over is placed by ejection: the block takes the
/// period (and rooms) whose present occupants in its way weigh least; these go back to the waiting line, heavier by
/// one, and may not return to that period for a while. Weights make what is hard to place the thing others must yield
/// to — the conflict statistics of Müller 2009, in the form of breakout weights (Morris 1993). Between ejections placed
/// blocks drift by free exchanges, so the walk does not circle.
///
/// Limits: incomplete. When the budget ends the timetable with most blocks placed stands; nothing is proved.
struct Construction {
    private static let drifts = 20
    private static let stepsOfEjection = 400

    private let timetable: Timetable
    private let model: TimetableModel
    private(set) var random: RandomSource
    private var waiting: [Int] = []
    private var weight: [Int]
    /// By block × period: the round until which the block may not be put there.
    private var barredUntil: [Int]
    private(set) var ejections = 0

    init(_ timetable: Timetable, _ random: RandomSource) {
        self.timetable = timetable
        self.random = random
        model = timetable.model
        weight = Array(repeating: 1, count: model.blockCount)
        barredUntil = Array(repeating: 0, count: model.blockCount * max(model.periodCount, 1))
    }

    /// At most half the budget; an ejection counts as `stepsOfEjection` steps.
    mutating func run(_ meter: inout SearchMeter) {
        placeBySaturation()
        while !waiting.isEmpty && meter.used < 0.5 {
            timetable.keepIfBest()
            ejections += 1
            let block = waiting.remove(at: nextWaiting())
            if !ejectAndPlace(block) { waiting.append(block) }
            for _ in 0..<Self.drifts { drift() }
            meter.steps += Self.stepsOfEjection
        }
    }

    private mutating func placeBySaturation() {
        waiting = Array(0..<model.blockCount)
        var left = waiting.map { Int(model.periodStarts[$0 + 1] - model.periodStarts[$0]) }
        var stuck: [Int] = []
        while let next = waiting.indices.min(by: { isHarder(waiting[$0], waiting[$1], left) }) {
            let block = waiting.remove(at: next)
            if !placeCheaply(block) { stuck.append(block) }
            for slot in Int(model.neighbourStarts[block])..<Int(model.neighbourStarts[block + 1]) {
                let other = Int(model.neighbours[slot])
                left[other] = freePeriods(other)
            }
        }
        waiting = stuck
    }

    private func isHarder(_ first: Int, _ second: Int, _ left: [Int]) -> Bool {
        let degrees = (
            model.neighbourStarts[first] - model.neighbourStarts[first + 1],
            model.neighbourStarts[second] - model.neighbourStarts[second + 1]
        )
        return (left[first], -model.blockSize[first], degrees.0, Int32(first))
            < (left[second], -model.blockSize[second], degrees.1, Int32(second))
    }

    private func freePeriods(_ block: Int) -> Int {
        periods(block).count { timetable.clashes[block * model.rowLength + $0] == 0 }
    }

    private func periods(_ block: Int) -> [Int] {
        (Int(model.periodStarts[block])..<Int(model.periodStarts[block + 1])).map { Int(model.allowedPeriods[$0]) }
    }

    /// The cheapest period by its cost table, ties at random.
    private mutating func placeCheaply(_ block: Int) -> Bool {
        let tickets = periods(block).map { period in
            (cost: timetable.cost[block * model.rowLength + period], tie: random.next(), period: period)
        }
        return tickets.sorted { ($0.cost, $0.tie) < ($1.cost, $1.tie) }.contains { timetable.place(block, $0.period) }
    }

    /// The heaviest of three at random.
    private mutating func nextWaiting() -> Int {
        (0..<3).map { _ in random.below(waiting.count) }.max { weight[waiting[$0]] < weight[waiting[$1]] } ?? 0
    }

    // MARK: Ejection

    private mutating func ejectAndPlace(_ block: Int) -> Bool {
        var best: (weight: Int, cost: Int32, tie: UInt64, period: Int, inTheWay: [Int])?
        for period in periods(block) where barredUntil[block * model.periodCount + period] <= ejections {
            guard let inTheWay = blocksInTheWay(block, period) else { continue }
            let burden = inTheWay.reduce(0) { $0 + weight[$1] }
            let cost = timetable.cost[block * model.rowLength + period]
            let tie = random.next()
            if let known = best, (known.weight, known.cost, known.tie) < (burden, cost, tie) { continue }
            best = (burden, cost, tie, period, inTheWay)
        }
        weight[block] += 1
        guard let best else { return false }
        for other in best.inTheWay {
            let period = Int(timetable.periodOf[other])
            timetable.remove(other)
            waiting.append(other)
            barredUntil[other * model.periodCount + period] = ejections + 5 + waiting.count + random.below(10)
        }
        return timetable.place(block, best.period)
    }

    /// Blocks that would have to go for this one to stand in a period; nil when it can never stand there.
    private func blocksInTheWay(_ block: Int, _ period: Int) -> [Int]? {
        if !timetable.suitsFamily(block, in: period) { return nil }
        var out: [Int] = []
        func add(_ slots: Range<Int>, _ blocks: UnsafeMutablePointer<Int32>, where isInTheWay: (Int) -> Bool) {
            for slot in slots {
                let other = Int(blocks[slot])
                let stands = Int(timetable.periodOf[other])
                if stands >= 0 && isInTheWay(stands) && !out.contains(other) { out.append(other) }
            }
        }
        add(Int(model.neighbourStarts[block])..<Int(model.neighbourStarts[block + 1]), model.neighbours) {
            $0 == period
        }
        add(Int(model.earlierStarts[block])..<Int(model.earlierStarts[block + 1]), model.earlier) { $0 >= period }
        add(Int(model.laterStarts[block])..<Int(model.laterStarts[block + 1]), model.later) { $0 <= period }
        return model.splits ? out : roomsInTheWay(block, period, out)
    }

    /// Adds what must leave the rooms: tries the block there without `out`, and evicts until it fits.
    private func roomsInTheWay(_ block: Int, _ period: Int, _ out: [Int]) -> [Int]? {
        var out = out
        let taken = PeriodRooms(timetable, period, without: out)
        for slot in timetable.eventSlots(block) {
            guard let evicted = taken.makeRoom(for: Int(model.blockEvents[slot]), weight) else { return nil }
            for other in evicted where !out.contains(other) { out.append(other) }
        }
        return out
    }

    // MARK: Drift

    /// One exchange that hard rules allow, whatever it costs.
    private mutating func drift() {
        let block = random.below(model.blockCount)
        let count = Int(model.periodStarts[block + 1] - model.periodStarts[block])
        if timetable.periodOf[block] < 0 || count < 2 { return }
        let period = Int(model.allowedPeriods[Int(model.periodStarts[block]) + random.below(count)])
        if period != Int(timetable.periodOf[block]) {
            _ = timetable.exchange(block, period, limit: TimetableProblem.most, longest: 20, &random)
        }
    }
}
