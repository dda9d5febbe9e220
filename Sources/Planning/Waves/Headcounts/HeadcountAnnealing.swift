// Simulated annealing (Kirkpatrick, Gelatt and Vecchi, 1983) of a plan by numbers.
//
// Problem. Tiers 1, 3, 4 and 5 together. The construction decides wave by wave and leaves rooms with a few people too
// many or too few; that one can be closed only shows when people of several programmes move at once.
// Method. A move takes some of a class to another wave or venue, perhaps in exchange for others there, gives a wave
// other periods, brings together what two waves or venues share, or lets some who wait or sit late take the places of
// others (`displace`). Rooms are chosen anew, as well as can be, in
// every cell a move touches. A move is undone if it is worse by more than chance allows, which is less and less. The
// earlier tiers weigh so much more than an invigilator that they win at the end; the best plan met, in the order of the
// tiers, is kept.
// Chance is drawn from `WaveRandom` and weighed with exact arithmetic, so that a run repeats everywhere.
struct HeadcountAnnealing {
    private static let weights = (unplaced: 25.0, delay: 12.0, missedWish: 6.0)
    /// In a thousand moves, while somebody waits; more while somebody sits late, as whole groups change months then.
    private static let displacements = (waiting: 100, late: 500)
    private static let temperatures = (first: 0.6, last: 0.05)

    /// Steps of packing, over all stages: cells of several periods are dear.
    private static let mostWork = 60_000_000

    var counts: Headcounts
    let plan: HeadcountFrame
    let frame: WaveFrame
    var dice: WaveRandom
    /// By person: the class; so that a class is drawn as often as it has members.
    let classOfPerson: [Int]

    init?(_ plan: HeadcountFrame, _ state: WaveState, dice: WaveRandom) {
        guard let counts = Headcounts(plan, state) else { return nil }
        self.counts = counts
        self.plan = plan
        frame = plan.frame
        self.dice = dice
        classOfPerson = plan.classes.indices.flatMap { number in
            plan.classes[number].slots.isEmpty ? [] : Array(repeating: number, count: plan.classes[number].members)
        }
    }

    /// The best plan met.
    /// - Parameter isEnough: whether a plan so good needs no better one.
    mutating func best(moves: Int, isEnough: (WaveCost) -> Bool = { _ in false }) -> WaveState? {
        guard !classOfPerson.isEmpty else { return nil }
        var best = counts.snapshot
        let stages = 200
        let (first, last) = Self.temperatures
        var checked = best.cost
        for stage in 0..<stages {
            if best.cost < checked {
                checked = best.cost
                if isEnough(checked) { break }
            }
            // Falls faster at first: the square of what is left.
            let left = 1 - Double(stage) / Double(stages)
            let temperature = last + (first - last) * left * left
            let most = counts.work + Self.mostWork / stages
            for _ in 0..<moves / stages where counts.work < most {
                let before = energy
                counts.begin()
                move()
                guard !counts.journal.isEmpty else { continue }
                if !counts.isLawful() || !counts.settleCells() || energy - before > temperature * dice.exponential() {
                    counts.undo()
                } else if counts.cost < best.cost {
                    best = counts.snapshot
                }
            }
        }
        guard let reached = Headcounts(plan, best) else { return nil }
        var seating = HeadcountSeating(reached)
        return seating.state()
    }

    private var energy: Double {
        let weights = Self.weights
        return counts.staffEnergy + weights.unplaced * Double(counts.cost.unplaced)
            + weights.delay * Double(counts.cost.delay) + weights.missedWish * Double(counts.cost.missedWishes)
    }

    // MARK: Moves

    private mutating func move() {
        let share = counts.cost.delay > 0 ? Self.displacements.late : Self.displacements.waiting
        if !counts.unluckyClasses.isEmpty, dice.below(1_000) < share { return displace() }
        let applicants = classOfPerson[dice.below(classOfPerson.count)]
        switch dice.below(100) {
        case 0..<60: _ = transfer(applicants)
        case 60..<80:
            if let slot = transfer(applicants) { makeRoom(at: slot) }
        case 80..<90: shift(waveOfSomebody(applicants))
        case 90..<95: join(waveOfSomebody(applicants))
        default: changeVenue(of: waveOfSomebody(applicants))
        }
    }

    /// The slot of a random member; nil: one who waits.
    mutating func slotOfSomebody(_ applicants: Int) -> Int? {
        var number = dice.below(plan.classes[applicants].members)
        for slot in plan.classes[applicants].slots {
            number -= counts.heads[slot]
            if number < 0 { return slot }
        }
        return nil
    }

    private mutating func waveOfSomebody(_ applicants: Int) -> Int? {
        slotOfSomebody(applicants).map { plan.slots[$0].wave }
    }

    /// Some of a class go to another slot. Returns it.
    private mutating func transfer(_ applicants: Int) -> Int? {
        let source = slotOfSomebody(applicants)
        let slots = plan.classes[applicants].slots
        var target = slots.lowerBound + dice.below(slots.count)
        for _ in 0..<2 where isDearer(target, than: source) { target = slots.lowerBound + dice.below(slots.count) }
        guard target != source, let periods = drawnPeriods(target) else { return nil }
        let present = source.map { counts.heads[$0] } ?? counts.waiting[applicants]
        let people: Int
        switch dice.below(3) {
        case 0: people = 1
        case 1: people = present
        default: people = 1 + dice.below(min(present, 15))
        }
        if let source { counts.add(-people, to: source, periods: counts.periods(of: source)) }
        counts.add(people, to: target, periods: periods)
        return target
    }

    private func isDearer(_ slot: Int, than source: Int?) -> Bool {
        guard let source else { return false }
        return plan.slots[slot].misses > plan.slots[source].misses || plan.slots[slot].delay > plan.slots[source].delay
    }

    /// The periods of the wave's papers, random ones where they have none. Nil if the class may not sit them.
    mutating func drawnPeriods(_ slot: Int) -> SIMD4<Int32>? {
        let own = plan.slots[slot]
        var periods = SIMD4<Int32>(repeating: -1)
        let (choices, papers) = (plan.periodsOfRun[own.run], counts.papers[own.wave])
        guard !choices.isEmpty else { return nil }
        let parts = plan.classes[own.applicants].parts
        for position in 0..<parts.count {
            let paper = Int(papers[parts[position]])
            let period = paper >= 0 ? paper : plan.periods[choices.lowerBound + dice.below(choices.count)]
            guard plan.maySit(own.applicants, position, in: period) else { return nil }
            periods[position] = Int32(period)
        }
        return periods
    }

    /// Some who sit where newcomers went go elsewhere.
    private mutating func makeRoom(at slot: Int) {
        let periods = counts.periods(of: slot)
        let venue = plan.slots[slot].venue
        for _ in 0..<8 {
            let other = classOfPerson[dice.below(classOfPerson.count)]
            guard let place = slotOfSomebody(other), plan.slots[place].venue == venue else { continue }
            let theirs = counts.periods(of: place)
            let meets = (0..<4).contains { one in
                periods[one] >= 0 && (0..<4).contains { theirs[$0] == periods[one] }
            }
            guard meets else { continue }
            _ = transfer(other)
            return
        }
    }

    /// A wave gets other periods.
    private mutating func shift(_ wave: Int?) {
        guard let wave else { return }
        let (papers, run) = (counts.papers[wave], plan.runOfWave[wave])
        let choices = plan.periodsOfRun[run]
        let single = dice.below(2) == 0 ? dice.below(plan.subjectCount[run]) : -1
        for _ in 0..<12 {
            var drawn = papers
            for part in 0..<4 where drawn[part] >= 0 && (single < 0 || single == part) {
                drawn[part] = Int32(plan.periods[choices.lowerBound + dice.below(choices.count)])
            }
            if drawn != papers, counts.isInOrder(drawn) {
                return transferAll(plan.slotsOfWave[wave].map { Goal(from: $0, to: $0, papers: drawn) })
            }
        }
    }

    /// Everybody of a wave joins another of the programme.
    private mutating func join(_ wave: Int?) {
        guard let wave else { return }
        let run = frame.runs[plan.runOfWave[wave]]
        let other = run.firstWave + dice.below(run.waveCount)
        guard other != wave else { return }
        let there = counts.papers[other]
        let papers = counts.papers[wave].replacing(with: there, where: there .>= 0)
        let slots = plan.slotsOfWave[wave]
        let targets = Dictionary(
            plan.slotsOfWave[other].map { ([plan.slots[$0].applicants, plan.slots[$0].venue], $0) },
            uniquingKeysWith: { one, _ in one })
        transferAll(
            slots.map { slot in
                let target = targets[[plan.slots[slot].applicants, plan.slots[slot].venue]] ?? slot
                return Goal(from: slot, to: target, papers: papers)
            })
    }

    /// Those of a wave who sit at one venue go to another, unless they wish not to.
    private mutating func changeVenue(of wave: Int?) {
        guard let wave else { return }
        let slots = plan.slotsOfWave[wave].filter { counts.heads[$0] > 0 }
        let from = plan.slots[slots[dice.below(slots.count)]].venue
        let to = dice.below(frame.model.venues.count)
        guard from != to else { return }
        let papers = counts.papers[wave]
        let targets = plan.slotsOfWave[wave].filter { plan.slots[$0].venue == to }
        transferAll(
            slots.filter { plan.slots[$0].venue == from }.map { slot in
                let target = targets.first { plan.slots[$0].applicants == plan.slots[slot].applicants }
                guard let target, plan.slots[target].misses <= plan.slots[slot].misses else {
                    return Goal(from: slot, to: slot, papers: papers)
                }
                return Goal(from: slot, to: target, papers: papers)
            })
    }

    private struct Goal {
        var from: Int
        var to: Int
        /// Of the wave.
        var papers: SIMD4<Int32>
    }

    /// Everybody of some slots goes to others; all leave before anybody comes.
    private mutating func transferAll(_ goals: [Goal]) {
        let moving = goals.filter { counts.heads[$0.from] > 0 }.map { (goal: $0, people: counts.heads[$0.from]) }
        for (goal, people) in moving { counts.add(-people, to: goal.from, periods: counts.periods(of: goal.from)) }
        for (goal, people) in moving {
            let applicants = plan.slots[goal.from].applicants
            var periods = SIMD4<Int32>(repeating: -1)
            let parts = plan.classes[applicants].parts
            for position in 0..<parts.count {
                let period = goal.papers[parts[position]]
                guard period >= 0, plan.maySit(applicants, position, in: Int(period)) else { return counts.undo() }
                periods[position] = period
            }
            counts.add(people, to: goal.to, periods: periods)
        }
    }
}
