// Fewer room changes, tail rooms and spread (tier 7) in a plan whose earlier tiers are settled.
//
// Problem. Waves and head counts are chosen for tiers 1 to 5 without a look at rooms of consecutive subjects, and once
// they are fixed, exchanging rooms inside a period saves few changes. Here people keep their run (so month and delay),
// but not their wave, and waves not their periods.
// Method. Ruin and recreate (Schrimpf et al., 2000) under simulated annealing: take out whoever sits in a few rooms of
// one day, whole waves, or a few groups, and seat them again one group after the other where it costs least, by
// `ComfortRooms`; or let two groups exchange rooms. An invigilator is dear but not forbidden on the way; what is kept is
// the best plan that needs no more of them and misses no more wishes than the one at the start.
// Invariant: every plan on the way keeps all laws; whom the search took out it has seated again, or the step is taken
// back. Who sits where inside a class, and whether somebody envies, is settled afterwards. For tier 6 people of large units
// are classes of their own, and count where more of them sit in a room than it can separate.
// Complexity: a step costs the groups taken out × waves of their run × rooms. Limits: `mostNumbers`; units are looked at
// one by one.
struct ComfortSearch {
    private static let prices = ComfortRooms.Prices(
        invigilator: 25, crowding: 8, roomChange: 1, tailRoom: 0.3, spread: 0.05)
    private let missedWish = 100.0
    private static let temperatures = (first: 3.0, last: 0.02)
    /// Larger plans would need more memory and steps than tier 7 is worth.
    private static let mostNumbers = 4_000_000
    private let mostTaken = 24
    private let oneRoomSkippedOf = 12

    /// Of a hundred steps, those that empty rooms, empty waves, and exchange rooms of two groups; the others take out
    /// a few groups.
    struct Shares {
        var rooms = 12
        var waves = 6
        var exchanges = 35
    }

    private let frame: WaveFrame
    private(set) var state: ComfortState
    private var dice: WaveRandom
    private var rooms: ComfortRooms
    private let shares: Shares
    /// Of runs that somebody sits.
    private var waves: [Int] = []
    /// By day of a period, numbered anew: waves that might sit then.
    private var wavesOfDay: [[Int]] = []
    /// By period.
    private var dayOfPeriod: [Int] = []
    /// By run.
    private var patterns: [WavePatterns?]

    private struct Group {
        var applicants: Int
        var run: Int
        var count: Int
    }

    /// Nil for a plan that is too large.
    init?(_ draft: Draft, in model: Model, dice: WaveRandom, shares: Shares = Shares()) {
        let units = model.unitsToSeparate
        frame = WaveFrame(model, units: units)
        guard ComfortState.size(of: frame, units: units) <= ComfortSearch.mostNumbers else { return nil }
        let plan = WaveState(frame, draft: draft)
        state = ComfortState(plan, units: units)
        rooms = ComfortRooms(ComfortSearch.prices, frame)
        self.shares = shares
        self.dice = dice
        patterns = Array(repeating: nil, count: frame.runs.count)
        let runs = Set(plan.waves.indices.filter { !plan.waves[$0].blocks.isEmpty }.map { frame.runOfWave[$0] })
        for run in runs {
            patterns[run] = WavePatterns(frame: frame, run: run, demand: frame.runs[run].classes)
        }
        waves = frame.runOfWave.indices.filter { runs.contains(frame.runOfWave[$0]) }
        guard !waves.isEmpty else { return nil }
        compileDays()
    }

    private mutating func compileDays() {
        var numbers: [Int: Int] = [:]
        var sittings: [Set<Int>] = []
        for period in frame.model.periods {
            let day = numbers[period.day] ?? sittings.count
            if day == sittings.count {
                numbers[period.day] = day
                sittings.append([])
            }
            dayOfPeriod.append(day)
            sittings[day].insert(period.sitting)
        }
        wavesOfDay = sittings.map { own in waves.filter { own.contains(frame.runs[frame.runOfWave[$0]].sitting) } }
    }

    /// The best plan met that is no worse in tiers 4 and 5; nil: no better one than at the start.
    mutating func best(steps: Int) -> WaveState? {
        var best: WaveState?
        var reached = standing
        let limit = reached
        for step in 0..<steps {
            let left = Double(steps - step) / Double(steps)
            let (first, last) = ComfortSearch.temperatures
            let temperature = last + (first - last) * left * left
            let (mark, before) = (state.mark, energy)
            guard changed(), energy - before <= temperature * dice.exponential() else {
                state.rollBack(to: mark)
                continue
            }
            state.forgetJournal()
            let now = standing
            if now[0] <= limit[0], now[1] <= limit[1], now.lexicographicallyPrecedes(reached) {
                (best, reached) = (state.plan, now)
            }
        }
        return best
    }

    /// Tiers 4 to 7.
    private var standing: [Int] {
        [
            state.plan.cost.missedWishes, state.plan.cost.invigilators, state.sums.crowding, state.sums.roomChanges,
            state.sums.tailRooms, state.sums.spread,
        ]
    }

    private var energy: Double {
        let prices = ComfortSearch.prices
        return missedWish * Double(state.plan.cost.missedWishes)
            + prices.invigilator * Double(state.plan.cost.invigilators)
            + prices.crowding * Double(state.sums.crowding)
            + prices.roomChange * Double(state.sums.roomChanges) + prices.tailRoom * Double(state.sums.tailRooms)
            + prices.spread * Double(state.sums.spread)
    }

    /// Makes a change; false if it failed half-way.
    private mutating func changed() -> Bool {
        guard let wave = someWave() else { return false }
        let kind = dice.below(100)
        if kind < shares.exchanges { return exchanged(wave) }
        var groups = takenOut(near: wave, kind - shares.exchanges)
        arrange(&groups)
        return groups.allSatisfy { seat($0) }
    }

    // MARK: Whom to take out

    private mutating func takenOut(near wave: Int, _ kind: Int) -> [Group] {
        var groups: [Group] = []
        switch kind {
        case 0..<shares.rooms:
            let (room, day) = someUse(of: wave)
            take(room: room, on: day, &groups)
            if dice.below(10) < 7 {
                let others = frame.model.venues[frame.venueOfRoom[room]].rooms
                take(room: others[dice.below(others.count)], on: day, &groups)
            }
        case shares.rooms..<shares.rooms + shares.waves:
            take(wave, &groups)
            if dice.below(2) == 0, let other = someWave(nearTo: wave) { take(other, &groups) }
        default:
            for _ in 0...dice.below(4) {
                if let other = someWave(nearTo: wave) { takeSome(of: other, &groups) }
            }
        }
        return groups
    }

    private func isInhabited(_ wave: Int) -> Bool { !state.plan.waves[wave].blocks.isEmpty }

    private mutating func someWave() -> Int? {
        for _ in 0..<40 {
            let wave = waves[dice.below(waves.count)]
            if isInhabited(wave) { return wave }
        }
        return waves.first(where: isInhabited)
    }

    /// One that sits on the same day.
    private mutating func someWave(nearTo wave: Int) -> Int? {
        guard let period = state.plan.waves[wave].periods.first(where: { $0 >= 0 }) else { return someWave() }
        let near = wavesOfDay[dayOfPeriod[period]]
        for _ in 0..<20 {
            let other = near[dice.below(near.count)]
            if isInhabited(other) { return other }
        }
        return nil
    }

    private mutating func someSeat(of wave: Int) -> (block: Block, position: Int) {
        let blocks = state.plan.waves[wave].blocks
        let block = blocks[dice.below(blocks.count)]
        return (block, dice.below(block.rooms.count))
    }

    private mutating func someUse(of wave: Int) -> (room: Int, day: Int) {
        let (block, position) = someSeat(of: wave)
        let part = frame.classes[block.applicants].parts[position]
        return (block.rooms[position], dayOfPeriod[state.plan.waves[wave].periods[part]])
    }

    private mutating func take(room: Int, on day: Int, _ groups: inout [Group]) {
        for wave in wavesOfDay[day] {
            guard let period = state.plan.waves[wave].periods.first(where: { $0 >= 0 }), dayOfPeriod[period] == day
            else { continue }
            for block in state.plan.waves[wave].blocks where block.rooms.contains(room) && groups.count < mostTaken {
                take(block, of: wave, &groups)
            }
        }
    }

    private mutating func take(_ wave: Int, _ groups: inout [Group]) {
        for block in state.plan.waves[wave].blocks where groups.count < mostTaken { take(block, of: wave, &groups) }
    }

    private mutating func takeSome(of wave: Int, _ groups: inout [Group]) {
        let blocks = state.plan.waves[wave].blocks
        var block = blocks[dice.below(blocks.count)]
        if dice.below(2) == 0 { block.count = 1 + dice.below(block.count) }
        take(block, of: wave, &groups)
    }

    private mutating func take(_ block: Block, of wave: Int, _ groups: inout [Group]) {
        state.remove(block, from: wave)
        groups.append(Group(applicants: block.applicants, run: frame.runOfWave[wave], count: block.count))
    }

    private mutating func arrange(_ groups: inout [Group]) {
        for index in groups.indices.reversed() { groups.swapAt(index, dice.below(index + 1)) }
        if dice.below(2) == 0 { groups.sort { $0.count > $1.count } }
    }

    // MARK: Where to seat them

    private struct Seats {
        var wave: Int
        var periods: PerPart
        var way: ComfortRooms.Way
        var rate: Double
    }

    /// False if some find no seats.
    private mutating func seat(_ group: Group) -> Bool {
        var left = group.count
        while left > 0 {
            guard let seats = cheapest(for: group, left) else { return false }
            state.setPeriods(seats.periods, of: seats.wave)
            state.add(
                Block(applicants: group.applicants, rooms: seats.way.rooms, count: seats.way.people), to: seats.wave)
            left -= seats.way.people
        }
        return true
    }

    private mutating func cheapest(for group: Group, _ people: Int) -> Seats? {
        let run = frame.runs[group.run]
        var best: Seats?
        var hasBegun = false
        for wave in run.firstWave..<run.firstWave + run.waveCount {
            let periods = state.plan.waves[wave].periods
            let missing = frame.classes[group.applicants].parts.filter { periods[$0] < 0 }
            if missing.isEmpty {
                look(at: wave, periods, group, people, &best)
                continue
            }
            if !isInhabited(wave) {
                // Waves nobody sits are alike.
                if hasBegun || (best != nil && dice.below(4) > 0) { continue }
                hasBegun = true
            }
            let all = patterns[group.run]?.all(completing: periods, with: missing) ?? []
            for _ in 0..<min(2, all.count) { look(at: wave, all[dice.below(all.count)], group, people, &best) }
        }
        return best
    }

    private mutating func look(
        at wave: Int, _ papers: PerPart, _ group: Group, _ people: Int, _ best: inout Seats?
    ) {
        let sample = frame.classes[group.applicants]
        let periods = sample.parts.mapValues { papers[$0] }
        for (part, period) in zip(sample.parts, periods) where !frame.maySit(group.applicants, part: part, in: period) {
            return
        }
        var found = best
        var own = dice
        for (venue, _) in frame.venuesOfList[sample.fitRooms[0]] {
            guard state.plan.isApart(group.applicants, periods: periods, venue: venue) else { continue }
            let extra = sample.missesWish(venue) ? missedWish : 0
            rooms.forEachWay(
                for: group.applicants, people, in: wave, periods, venue: venue, state,
                skips: { own.below(oneRoomSkippedOf) == 0 },
                { way in
                    let noise = Double(own.below(1_000)) / 10_000
                    let rate = extra + way.price / Double(way.people) + noise
                    if rate < found?.rate ?? .infinity {
                        found = Seats(wave: wave, periods: papers, way: way, rate: rate)
                    }
                })
        }
        dice = own
        best = found
    }

    // MARK: Exchanges

    /// Some people of two groups exchange rooms, in one period or, where they sit the same, in all.
    private mutating func exchanged(_ wave: Int) -> Bool {
        let (block, position) = someSeat(of: wave)
        let periods = state.plan.periods(of: block.applicants, in: wave)
        guard let (other, partner) = somePartner(in: periods[position]) else { return false }
        let theirs = state.plan.periods(of: partner.applicants, in: other)
        guard let there = theirs.firstIndex(of: periods[position]) else { return false }
        var (mine, yours) = (block.rooms, partner.rooms)
        if periods == theirs, dice.below(2) == 0 {
            (mine, yours) = (yours, mine)
        } else {
            (mine[position], yours[there]) = (yours[there], mine[position])
        }
        guard mine != block.rooms, mayMove(block, to: mine, periods), mayMove(partner, to: yours, theirs),
            frame.classes[block.applicants].hasExtraTime == frame.classes[partner.applicants].hasExtraTime
        else { return false }
        var people = min(block.count, partner.count)
        if dice.below(2) == 0 { people = 1 + dice.below(people) }
        let (papers, others) = (state.plan.waves[wave].periods, state.plan.waves[other].periods)
        state.remove(Block(applicants: block.applicants, rooms: block.rooms, count: people), from: wave)
        state.remove(Block(applicants: partner.applicants, rooms: partner.rooms, count: people), from: other)
        state.setPeriods(papers, of: wave)
        state.add(Block(applicants: block.applicants, rooms: mine, count: people), to: wave)
        state.setPeriods(others, of: other)
        state.add(Block(applicants: partner.applicants, rooms: yours, count: people), to: other)
        return true
    }

    /// A group that sits in a period.
    private mutating func somePartner(in period: Int) -> (wave: Int, block: Block)? {
        let near = wavesOfDay[dayOfPeriod[period]]
        for _ in 0..<20 {
            let wave = near[dice.below(near.count)]
            guard let part = state.plan.waves[wave].periods.firstIndex(of: period) else { continue }
            let blocks = state.plan.waves[wave].blocks
            let block = blocks[dice.below(blocks.count)]
            if frame.classes[block.applicants].parts.contains(part) { return (wave, block) }
        }
        return nil
    }

    /// Do these rooms fit, and are they at a venue that the person's other applications allow?
    private func mayMove(_ block: Block, to rooms: PerPart, _ periods: PerPart) -> Bool {
        let venue = frame.venueOfRoom[rooms[0]]
        for (list, room) in zip(frame.classes[block.applicants].fitRooms, rooms) {
            if frame.venueOfRoom[room] != venue || !frame.rooms(of: venue, in: list).contains(room) { return false }
        }
        return venue == frame.venueOfRoom[block.rooms[0]]
            || state.plan.isApart(block.applicants, periods: periods, venue: venue)
    }
}

extension Model {
    /// Units with more people than some room can keep from sitting side by side.
    fileprivate var unitsToSeparate: Set<Int> {
        let least = rooms.lazy.filter { $0.capacity > 0 }.map(\.separateSeats).min() ?? 0
        var people: [Int: Int] = [:]
        for application in applications where application.unit >= 0 { people[application.unit, default: 0] += 1 }
        return Set(people.filter { $0.value > least }.keys)
    }
}
