// A plan as numbers: how many of each class sit each wave at each venue, and the waves' periods. The rooms are left
// to `CellPacking`, so two plans that differ only in rooms are one.
//
// Invariant: cells' costs are those of their demand; sums are running values (`checkInvariants` recomputes them).
// Every change is journalled, so that a trial is undone in time proportional to what it did.
struct Headcounts {
    struct Change {
        var slot: Int
        var people: Int
        /// By position.
        var periods: SIMD4<Int32>
    }

    struct Snapshot {
        var cost: WaveCost
        var heads: [Int]
        var papers: [SIMD4<Int32>]
    }

    let plan: HeadcountFrame
    private var frame: WaveFrame { plan.frame }
    /// By slot.
    private(set) var heads: [Int]
    /// By class.
    private(set) var waiting: [Int]
    /// By wave, then part: its period, -1 if nobody sits it, and how many do.
    private(set) var papers: [SIMD4<Int32>]
    private var users: [SIMD4<Int32>]
    private(set) var enrolment: [Int]
    /// By class: members who wait, or sit later than others of the class may.
    private(set) var unlucky: [Int]
    /// Classes with such members, in no order, and where each stands there.
    private(set) var unluckyClasses: [Int] = []
    private var placeOfUnlucky: [Int]
    private(set) var cost = WaveCost()
    private(set) var staffEnergy = 0.0
    private(set) var journal: [Change] = []
    /// By venue, period, set and clock.
    private var demand: [Int32]
    private let demandStart: [Int]
    private let setCount: [Int]
    private let salt: [UInt64]
    private var keys: [UInt64]
    private var costs: [CellCost]
    private var dirty: [Int] = []
    private var isDirty: [Bool]
    private var before: [(cell: Int, cost: CellCost)] = []
    private var known = CellCosts()
    /// Steps of packing so far: the measure of what a search has cost beyond its moves.
    private(set) var work = 0
    private let mostKnown = 400_000

    init(_ plan: HeadcountFrame) {
        self.plan = plan
        let model = plan.frame.model
        heads = Array(repeating: 0, count: plan.slots.count)
        waiting = plan.classes.map(\.members)
        papers = plan.runOfWave.map { _ in SIMD4(repeating: -1) }
        users = papers.map { _ in .zero }
        enrolment = Array(repeating: 0, count: plan.frame.runs.count)
        unlucky = plan.classes.map { _ in 0 }
        placeOfUnlucky = plan.classes.map { _ in -1 }
        cost.unplaced = model.applications.count
        var starts: [Int] = []
        var count = 0
        for venue in model.venues.indices {
            starts.append(count)
            count += 2 * plan.frame.periodCount * plan.sets[venue].count
        }
        demandStart = starts
        setCount = plan.sets.map(\.count)
        demand = Array(repeating: 0, count: count)
        var dice = WaveRandom(seed: 0x5EA7)
        salt = (0..<count).map { _ in dice.next() }
        keys = (0..<plan.cells.count).map { _ in dice.next() }
        costs = plan.cells.map { _ in CellCost(invigilators: 0, energy: 0) }
        isDirty = plan.cells.map { _ in false }
        for number in plan.classes.indices { countUnlucky(waiting[number], of: number) }
    }

    private func demandIndex(_ venue: Int, _ period: Int, _ set: Int, extra: Bool) -> Int {
        demandStart[venue] + 2 * (period * setCount[venue] + set) + (extra ? 1 : 0)
    }

    /// Adds people to a slot whose papers, where they have periods, have these; or takes them away (negative).
    mutating func add(_ people: Int, to slot: Int, periods: SIMD4<Int32>) {
        journal.append(Change(slot: slot, people: people, periods: periods))
        apply(people, slot, periods)
    }

    private mutating func apply(_ people: Int, _ number: Int, _ periods: SIMD4<Int32>) {
        let slot = plan.slots[number]
        let applicants = plan.classes[slot.applicants]
        heads[number] += people
        waiting[slot.applicants] -= people
        enrolment[slot.run] += people
        cost.unplaced -= people
        cost.delay += people * slot.delay
        if slot.delay == applicants.leastDelay { countUnlucky(-people, of: slot.applicants) }
        cost.missedWishes += people * slot.misses
        for position in 0..<applicants.parts.count {
            let part = applicants.parts[position]
            let period = Int(periods[position])
            let index = demandIndex(slot.venue, period, slot.sets[position], extra: applicants.hasExtraTime)
            demand[index] += Int32(people)
            let cell = plan.cell(of: slot.venue, period)
            keys[cell] = keys[cell] &+ salt[index] &* UInt64(bitPattern: Int64(people))
            if !isDirty[cell] {
                isDirty[cell] = true
                dirty.append(cell)
            }
            users[slot.wave][part] += Int32(people)
            papers[slot.wave][part] = users[slot.wave][part] == 0 ? -1 : Int32(period)
        }
    }

    private mutating func countUnlucky(_ people: Int, of number: Int) {
        guard !plan.classes[number].slots.isEmpty else { return }
        unlucky[number] += people
        let place = placeOfUnlucky[number]
        if unlucky[number] > 0, place < 0 {
            placeOfUnlucky[number] = unluckyClasses.count
            unluckyClasses.append(number)
        } else if unlucky[number] <= 0, place >= 0, let last = unluckyClasses.popLast() {
            placeOfUnlucky[number] = -1
            guard last != number else { return }
            unluckyClasses[place] = last
            placeOfUnlucky[last] = place
        }
    }

    /// The periods of a slot's class in its wave.
    func periods(of slot: Int) -> SIMD4<Int32> {
        var periods = SIMD4<Int32>(repeating: -1)
        let (own, parts) = (papers[plan.slots[slot].wave], plan.classes[plan.slots[slot].applicants].parts)
        for position in 0..<parts.count { periods[position] = own[parts[position]] }
        return periods
    }

    // MARK: Weighing and undoing

    mutating func begin() {
        journal.removeAll(keepingCapacity: true)
        before.removeAll(keepingCapacity: true)
    }

    /// Brings the cells' costs up to date. False if the people of some find no rooms.
    mutating func settleCells() -> Bool {
        var isPossible = true
        for cell in dirty {
            isDirty[cell] = false
            before.append((cell, costs[cell]))
            let cost = isPossible ? cost(of: cell) : CellCost(invigilators: -1, energy: 0)
            if cost.invigilators < 0 { isPossible = false }
            change(cell, to: cost)
        }
        dirty.removeAll(keepingCapacity: true)
        return isPossible
    }

    private mutating func change(_ cell: Int, to new: CellCost) {
        cost.invigilators += Int(max(0, new.invigilators)) - Int(max(0, costs[cell].invigilators))
        staffEnergy += new.energy - costs[cell].energy
        costs[cell] = new
    }

    mutating func undo() {
        for change in journal.reversed() { apply(-change.people, change.slot, change.periods) }
        for cell in dirty { isDirty[cell] = false }
        dirty.removeAll(keepingCapacity: true)
        for (cell, cost) in before.reversed() { change(cell, to: cost) }
        begin()
    }

    private mutating func cost(of cell: Int) -> CellCost {
        if let cost = known[keys[cell]] { return cost }
        var cost = CellCost(invigilators: -1, energy: 0)
        let (answer, steps) = plan.packings[plan.cells[cell].venue].weighed(demands(of: cell))
        work += steps + 10
        if let answer {
            cost = CellCost(invigilators: Int32(answer.invigilators), energy: answer.energy)
        }
        if known.count >= mostKnown { known = CellCosts() }
        known.insert(cost, for: keys[cell])
        return cost
    }

    func demands(of cell: Int) -> [CellPacking.Demand] {
        let (venue, periods) = plan.cells[cell]
        return periods.compactMap { period in
            var own = CellPacking.Demand(period: period)
            for set in plan.sets[venue].indices {
                let index = demandIndex(venue, period, set, extra: false)
                if demand[index] > 0 { own.plain.append((plan.sets[venue][set], Int(demand[index]))) }
                if demand[index + 1] > 0 { own.extra.append((plan.sets[venue][set], Int(demand[index + 1]))) }
            }
            return own.plain.isEmpty && own.extra.isEmpty ? nil : own
        }
    }

    // MARK: Laws

    /// Do the changes of the journal keep the laws that the cells know nothing of?
    func isLawful() -> Bool {
        journal.allSatisfy { change in
            let slot = plan.slots[change.slot]
            let people = enrolment[slot.run]
            let least = plan.minimumEnrolment[slot.run]
            guard people == 0 || people >= least, heads[change.slot] >= 0 else { return false }
            guard change.people > 0 else { return true }
            return isInOrder(papers[slot.wave]) && isApart(change.slot)
        }
    }

    func isInOrder(_ papers: SIMD4<Int32>) -> Bool {
        var last = -1
        for part in 0..<4 where papers[part] >= 0 {
            let period = Int(papers[part])
            if last >= 0, !plan.isInOrder(last, period) { return false }
            last = period
        }
        return true
    }

    private func isApart(_ slot: Int) -> Bool {
        let applicants = plan.slots[slot].applicants
        guard plan.classes[applicants].hasSiblings, heads[slot] > 0 else { return true }
        return frame.model.isApart(
            place(slot),
            frame.classes[applicants].siblings.compactMap { sibling in
                plan.classes[sibling].slots.first { heads[$0] > 0 }.map(place)
            })
    }

    private func place(_ number: Int) -> Place {
        let slot = plan.slots[number]
        let periods = frame.classes[slot.applicants].parts.map { Int(papers[slot.wave][$0]) }
        let rooms = periods.map { _ in frame.model.venues[slot.venue].rooms[0] }
        return Place(
            sitting: frame.runs[slot.run].sitting, wave: slot.wave - frame.runs[slot.run].firstWave, periods: periods,
            rooms: rooms, seats: rooms)
    }

    // MARK: From and to plans by waves

    /// Nil if the rooms of some cell cannot be found again.
    init?(_ plan: HeadcountFrame, _ state: WaveState) {
        self.init(plan)
        for (wave, content) in state.waves.enumerated() {
            for block in content.blocks {
                let venue = plan.frame.venueOfRoom[block.rooms[0]]
                let slot = plan.slots(of: block.applicants, at: venue).first { plan.slots[$0].wave == wave }
                guard let slot else { return nil }
                var periods = SIMD4<Int32>(repeating: -1)
                for (position, period) in state.periods(of: block.applicants, in: wave).enumerated() {
                    periods[position] = Int32(period)
                }
                add(block.count, to: slot, periods: periods)
            }
        }
        guard settleCells() else { return nil }
        begin()
    }

    var snapshot: Snapshot { Snapshot(cost: cost, heads: heads, papers: papers) }

    init?(_ plan: HeadcountFrame, _ snapshot: Snapshot) {
        self.init(plan)
        for (slot, people) in snapshot.heads.enumerated() where people > 0 {
            let own = snapshot.papers[plan.slots[slot].wave]
            var periods = SIMD4<Int32>(repeating: -1)
            for (position, part) in plan.classes[plan.slots[slot].applicants].parts.enumerated() {
                periods[position] = own[part]
            }
            add(people, to: slot, periods: periods)
        }
        guard settleCells() else { return nil }
        begin()
    }

    func checkInvariants() -> Bool {
        guard let fresh = Headcounts(plan, snapshot) else { return false }
        return fresh.cost == cost && fresh.waiting == waiting && fresh.enrolment == enrolment && fresh.papers == papers
            && fresh.unlucky == unlucky && Set(fresh.unluckyClasses) == Set(unluckyClasses)
            && fresh.users == users && fresh.demand == demand && fresh.keys == keys
            && abs(fresh.staffEnergy - staffEnergy) < 1e-6
    }
}

/// What the people of a cell cost.
struct CellCost {
    /// -1: nobody knows how.
    var invigilators: Int32
    var energy: Double
}

/// Costs by the key of what a cell holds: open addressing with linear probing, as keys are random numbers already.
struct CellCosts {
    private(set) var count = 0
    private var keys: [UInt64]
    private var costs: [CellCost]

    init(places: Int = 1 << 10) {
        keys = Array(repeating: 0, count: places)
        costs = Array(repeating: CellCost(invigilators: 0, energy: 0), count: places)
    }

    subscript(key: UInt64) -> CellCost? {
        let place = place(of: key)
        return keys[place] == 0 ? nil : costs[place]
    }

    /// - Parameter key: not there so far.
    mutating func insert(_ cost: CellCost, for key: UInt64) {
        if 2 * count >= keys.count {
            var larger = CellCosts(places: 2 * keys.count)
            for (place, key) in keys.enumerated() where key != 0 { larger.insert(costs[place], for: key) }
            self = larger
        }
        let place = place(of: key)
        keys[place] = Self.mark(key)
        costs[place] = cost
        count += 1
    }

    /// Where a key is, or would be.
    private func place(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var place = Int(truncatingIfNeeded: key) & mask
        while keys[place] != 0, keys[place] != Self.mark(key) { place = (place + 1) & mask }
        return place
    }

    /// 0 marks a free place.
    private static func mark(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }
}
