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

    private struct Cost {
        /// -1: nobody knows how.
        var invigilators: Int32
        var energy: Double
    }

    struct Snapshot {
        var cost: WaveCost
        var heads: [Int]
        var papers: [[Int]]
    }

    let plan: HeadcountFrame
    private var frame: WaveFrame { plan.frame }
    /// By slot.
    private(set) var heads: [Int]
    /// By class.
    private(set) var waiting: [Int]
    /// By wave, then part: its period, -1 if nobody sits it, and how many do.
    private(set) var papers: [[Int]]
    private var users: [[Int]]
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
    private let salt: [UInt64]
    private var keys: [UInt64]
    private var costs: [Cost]
    private var dirty: [Int] = []
    private var isDirty: [Bool]
    private var before: [(cell: Int, cost: Cost)] = []
    private var known: [UInt64: Cost] = [:]
    /// Steps of packing so far: the measure of what a search has cost beyond its moves.
    private(set) var work = 0
    private let mostKnown = 400_000

    init(_ plan: HeadcountFrame) {
        self.plan = plan
        let model = plan.frame.model
        heads = Array(repeating: 0, count: plan.slots.count)
        waiting = plan.frame.classes.map(\.members.count)
        papers = plan.frame.runOfWave.map { run in
            Array(repeating: -1, count: model.programmes[plan.frame.runs[run].programme].subjects.count)
        }
        users = papers.map { $0.map { _ in 0 } }
        enrolment = Array(repeating: 0, count: plan.frame.runs.count)
        unlucky = plan.slotsOfClass.map { _ in 0 }
        placeOfUnlucky = plan.slotsOfClass.map { _ in -1 }
        cost.unplaced = model.applications.count
        var starts: [Int] = []
        var count = 0
        for venue in model.venues.indices {
            starts.append(count)
            count += 2 * plan.frame.periodCount * plan.sets[venue].count
        }
        demandStart = starts
        demand = Array(repeating: 0, count: count)
        var dice = WaveRandom(seed: 0x5EA7)
        salt = (0..<count).map { _ in dice.next() }
        keys = (0..<plan.cells.count).map { _ in dice.next() }
        costs = plan.cells.map { _ in Cost(invigilators: 0, energy: 0) }
        isDirty = plan.cells.map { _ in false }
        for number in plan.slotsOfClass.indices { countUnlucky(waiting[number], of: number) }
    }

    private func demandIndex(_ venue: Int, _ period: Int, _ set: Int, extra: Bool) -> Int {
        demandStart[venue] + 2 * (period * plan.sets[venue].count + set) + (extra ? 1 : 0)
    }

    /// Adds people to a slot whose papers, where they have periods, have these; or takes them away (negative).
    mutating func add(_ people: Int, to slot: Int, periods: SIMD4<Int32>) {
        journal.append(Change(slot: slot, people: people, periods: periods))
        apply(people, slot, periods)
    }

    private mutating func apply(_ people: Int, _ number: Int, _ periods: SIMD4<Int32>) {
        let slot = plan.slots[number]
        let applicants = frame.classes[slot.applicants]
        heads[number] += people
        waiting[slot.applicants] -= people
        enrolment[slot.run] += people
        cost.unplaced -= people
        cost.delay += people * slot.delay
        if slot.delay == plan.leastDelay[slot.applicants] { countUnlucky(-people, of: slot.applicants) }
        cost.missedWishes += people * slot.misses
        for (position, part) in applicants.parts.enumerated() {
            let period = Int(periods[position])
            let index = demandIndex(slot.venue, period, slot.sets[position], extra: applicants.hasExtraTime)
            demand[index] += Int32(people)
            let cell = plan.cellOf[slot.venue][period]
            keys[cell] = keys[cell] &+ salt[index] &* UInt64(bitPattern: Int64(people))
            if !isDirty[cell] {
                isDirty[cell] = true
                dirty.append(cell)
            }
            users[slot.wave][part] += people
            papers[slot.wave][part] = users[slot.wave][part] == 0 ? -1 : period
        }
    }

    private mutating func countUnlucky(_ people: Int, of number: Int) {
        guard !plan.slotsOfClass[number].isEmpty else { return }
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
        let own = papers[plan.slots[slot].wave]
        for (position, part) in frame.classes[plan.slots[slot].applicants].parts.enumerated() {
            periods[position] = Int32(own[part])
        }
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
            let cost = isPossible ? cost(of: cell) : Cost(invigilators: -1, energy: 0)
            if cost.invigilators < 0 { isPossible = false }
            change(cell, to: cost)
        }
        dirty.removeAll(keepingCapacity: true)
        return isPossible
    }

    private mutating func change(_ cell: Int, to new: Cost) {
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

    private mutating func cost(of cell: Int) -> Cost {
        if let cost = known[keys[cell]] { return cost }
        var cost = Cost(invigilators: -1, energy: 0)
        let (answer, steps) = plan.packings[plan.cells[cell].venue].weighed(demands(of: cell))
        work += steps + 10
        if let answer {
            cost = Cost(invigilators: Int32(answer.invigilators), energy: answer.energy)
        }
        if known.count >= mostKnown { known.removeAll(keepingCapacity: true) }
        known[keys[cell]] = cost
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
            let least = frame.model.programmes[frame.runs[slot.run].programme].minimumEnrolment
            guard people == 0 || people >= least, heads[change.slot] >= 0 else { return false }
            guard change.people > 0 else { return true }
            return isInOrder(papers[slot.wave]) && isApart(change.slot)
        }
    }

    private func isInOrder(_ papers: [Int]) -> Bool {
        var last = -1
        for period in papers where period >= 0 {
            if last >= 0, !plan.isInOrder[last][period] { return false }
            last = period
        }
        return true
    }

    private func isApart(_ slot: Int) -> Bool {
        let siblings = frame.classes[plan.slots[slot].applicants].siblings
        guard !siblings.isEmpty, heads[slot] > 0 else { return true }
        return frame.model.isApart(
            place(slot),
            siblings.compactMap { sibling in
                plan.slotsOfClass[sibling].first { heads[$0] > 0 }.map(place)
            })
    }

    private func place(_ number: Int) -> Place {
        let slot = plan.slots[number]
        let periods = frame.classes[slot.applicants].parts.map { papers[slot.wave][$0] }
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
                let slot = plan.slotsOfClass[block.applicants].first {
                    plan.slots[$0].wave == wave && plan.slots[$0].venue == venue
                }
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
            for (position, part) in plan.frame.classes[plan.slots[slot].applicants].parts.enumerated() {
                periods[position] = Int32(own[part])
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
