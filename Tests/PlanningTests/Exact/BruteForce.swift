import Exams

/// The best a problem allows, and one plan that reaches it.
struct Optimum: Equatable {
    let values: TierValues
    let plan: Plan
}

/// The lexicographic optimum of a small problem by enumeration.
///
/// Depth first over the applications in payment order; each is unplaced or takes one of its choices
/// (sitting × wave × period and room by subject, one venue). Seats come last and by room and period: who
/// sits there fixes the fewest neighbours (tier 6), and nothing else but the seat count of tier 0 asks for
/// seats. In a re-plan every set of people who could keep their seats is tried.
///
/// What is cut off, and why nothing better is lost:
/// - a partial plan that breaks a law other than the least enrolment; the other laws only grow tighter
///   with more people (a person more never frees a room, an invigilator or a period);
/// - a wave before the one with the number below is in use: waves of one programme and sitting differ in
///   nothing but their number, which no law and no tier reads;
/// - a partial plan whose tiers are worse than the best found even if everybody left were placed, envy were
///   zero and nothing more were added to tiers 0, 3, 4 and 5, which only grow with more people.
///
/// Exponential in the applications, so it gives up after `steps` nodes.
struct BruteForce {
    private let ground: Ground
    private let order: [Int]
    private let choices: [[Choice]]
    private let limit: Int
    private var steps = 0
    private var best: (values: TierValues, arrangement: Arrangement, keepers: [Int])?
    private var bestKey: [Int] = []

    /// Nil if the problem is too large for `steps`.
    static func optimum(of problem: Problem, steps: Int = 60_000) -> Optimum? {
        var search = BruteForce(problem, limit: steps)
        guard search.extend(Arrangement(search.ground), at: 0), let best = search.best else { return nil }
        let placements = best.arrangement.placements(keepers: best.keepers)
        let outcomes = problem.applications.filter { application in
            !placements.contains { $0.application == application.id }
        }
        return Optimum(
            values: best.values,
            plan: Plan(
                placements: placements,
                outcomes: outcomes.map {
                    Outcome(
                        application: $0.id, state: $0.eligible ? .waiting : .ineligible,
                        reason: "Not placed in the plan found by enumeration.")
                },
                tiers: best.values.measures.map {
                    Tier(tier: $0.tier, value: $0.value, bound: $0.value, status: .proved)
                }))
    }

    private init(_ problem: Problem, limit: Int) {
        let ground = Ground(problem)
        self.ground = ground
        self.limit = limit
        order = problem.applications.indices.sorted { ground.ranks[$0] < ground.ranks[$1] }
        choices = problem.applications.indices.map { application in
            let ranked = ground.choices(of: application).map { choice in
                var alone = Arrangement(ground)
                alone.set(application, choice)
                let rank = [
                    -(alone.change(application) ?? 0), alone.delay(application), alone.wishesMissed(application),
                ]
                return (choice: choice, rank: rank)
            }
            return ranked.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.choice)
        }
    }

    /// False when the steps are used up.
    private mutating func extend(_ arrangement: Arrangement, at depth: Int) -> Bool {
        steps += 1
        guard steps <= limit else { return false }
        if best != nil, bestKey.lexicographicallyPrecedes(bound(arrangement, at: depth)) { return true }
        guard depth < order.count else {
            settle(arrangement)
            return true
        }
        let application = order[depth]
        var next = arrangement
        for choice in choices[application] where isWaveNext(choice, of: application, in: arrangement) {
            next.set(application, choice)
            guard next.isLawful(at: application) else { continue }
            guard extend(next, at: depth + 1) else { return false }
        }
        return extend(arrangement, at: depth + 1)
    }

    private func isWaveNext(_ choice: Choice, of application: Int, in arrangement: Arrangement) -> Bool {
        guard choice.wave > 0 else { return true }
        return arrangement.chosen.indices.contains { other in
            ground.programmes[other] == ground.programmes[application]
                && arrangement.chosen[other].map { $0.sitting == choice.sitting && $0.wave >= choice.wave - 1 } ?? false
        }
    }

    /// No plan that extends the arrangement has a smaller key.
    private func bound(_ arrangement: Arrangement, at depth: Int) -> [Int] {
        var values = TierValues()
        var lost = [0, 0, 0, 0, 0, 0]
        for (position, application) in order.enumerated() {
            guard arrangement.chosen[application] != nil else {
                if position >= depth, !choices[application].isEmpty {
                    values.placed += 1
                } else if arrangement.change(application) != nil {
                    lost[0] += 1
                }
                continue
            }
            values.placed += 1
            values.delay += arrangement.delay(application)
            values.wishesMissed += arrangement.wishesMissed(application)
            if let change = arrangement.change(application), change < 5 { lost[change] += 1 }
        }
        values.released = lost
        values.invigilators = arrangement.invigilators
        return values.key
    }

    private mutating func settle(_ arrangement: Arrangement) {
        guard arrangement.isEnrolled() else { return }
        let stayers = order.filter { arrangement.change($0) == 5 }
        var keepersTried = 0
        var values = TierValues()
        values.placed = arrangement.chosen.filter { $0 != nil }.count
        values.delay = order.map(arrangement.delay).reduce(0, +)
        values.wishesMissed = order.map(arrangement.wishesMissed).reduce(0, +)
        values.invigilators = arrangement.invigilators
        values.comfort = arrangement.comfort
        while keepersTried < 1 << stayers.count {
            let keepers = stayers.enumerated().filter { keepersTried >> $0.offset & 1 == 0 }.map(\.element)
            keepersTried += 1
            let changes = arrangement.changes(keepers: keepers)
            values.released = ground.problem.released == nil ? nil : changes
            values.envy = 0
            values.neighbours = 0
            if best != nil, !values.key.lexicographicallyPrecedes(bestKey) { continue }
            guard let neighbours = arrangement.neighbours(keepers: keepers) else { continue }
            values.neighbours = neighbours
            if best != nil, !values.key.lexicographicallyPrecedes(bestKey) { continue }
            values.envy = arrangement.envy(keepers: keepers)
            if best != nil, !values.key.lexicographicallyPrecedes(bestKey) { continue }
            best = (values, arrangement, keepers)
            bestKey = values.key
        }
    }
}
