import Dispatch
import Exams
import Synchronization

/// Plans a problem: every eligible application gets a place or a reason, every tier a value, a bound and
/// whether it is proved.
///
/// The problem falls into parts that share nothing. Every part is planned by waves; a part of modest size is
/// then planned exactly, starting from there.
package struct Planner {
    /// How hard to look. Steps, never seconds: the same limits give the same plan on every machine.
    package struct Limits: Sendable {
        /// Conflicts of the exact search in a part of up to 1,000 possible chairs; fewer where each costs more.
        package var conflicts = 50_000
        /// Parts with more possible chairs are planned by waves only.
        package var exactChairs = 6_000
        /// Rebuildings tried by the planning by waves, per part; nil: by the part's size.
        package var rebuildings: Int?
        /// How much may be planned again to try what would seat those who wait: about one step for a room in a period
        /// somebody may sit in, more where they are many.
        package var trials = 60_000
        /// Numbers that an integer program may touch for each rebuilding, of the first three hundred.
        package var numbers = 1_000_000
        /// How many times as many the program of a whole part may, if it is small and a proof is missing; parts share
        /// that by their people, and trials of remedies go without.
        package var patience = 10

        package init() {}
    }

    let limits: Limits
    private let seed: UInt64
    private let threads: Int
    private let fewChairs = 1_500

    /// - Parameter threads: parts planned at a time; the plan is the same for any number.
    package init(limits: Limits = Limits(), seed: UInt64 = 1, threads: Int = 1) {
        self.limits = limits
        self.seed = seed
        self.threads = threads
    }

    /// For staff who wait for the answer: a remedy is tried where that is quick, and else foreseen.
    var hurried: Planner {
        var limits = limits
        limits.trials = min(limits.trials, 12_000)
        return Planner(limits: limits, seed: seed, threads: threads)
    }

    /// Kinds of applications the planning by waves tells apart.
    package static func classCount(of problem: Problem) -> Int {
        InterchangeableApplications(Model(problem)).groups.count
    }

    /// - Parameters:
    ///   - problem: a valid document.
    ///   - whenKnown: called before the search begins, which takes most of the memory.
    package func plan(_ problem: Problem, whenKnown: () -> Void = {}) -> Plan {
        let model = Model(problem)
        whenKnown()
        return plan(model) { part, members in
            planned(part, patience: max(1, limits.patience * members.count / model.applications.count))
        }
    }

    /// - Parameter known: outcomes of other plans for the same problem.
    func plan(
        _ model: Model, known: OutcomesOfPlans? = nil, part: @Sendable (Model, [Int]) -> PartPlan
    ) -> Plan {
        let (draft, parts) = drafted(model, part: part)
        return told(draft, parts: parts, in: model, known: known)
    }

    func drafted(_ model: Model, part: @Sendable (Model, [Int]) -> PartPlan) -> (draft: Draft, parts: [Bounds]) {
        var draft = Draft(places: Array(repeating: nil, count: model.applications.count))
        var parts: [Bounds] = []
        let members = Parts(model).members
        let planned = atOnce(members.count) { part(model.restricted(to: members[$0]), members[$0]) }
        for (members, planned) in zip(members, planned) {
            for (member, place) in zip(members, planned.draft.places) { draft.places[member] = place }
            parts.append(planned.bounds)
        }
        return (draft, parts)
    }

    /// Parts share nothing, so whichever thread is free takes the next; the answers are in the order of the parts.
    private func atOnce(_ count: Int, _ work: @Sendable (Int) -> PartPlan) -> [PartPlan] {
        let next = Atomic<Int>(0)
        let answers = Mutex([PartPlan?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < count else { return }
                let answer = work(number)
                answers.withLock { $0[number] = answer }
            }
        }
        return answers.withLock { $0.compactMap { $0 } }
    }

    /// A draft with its reasons and tiers.
    func told(_ draft: Draft, parts: [Bounds], in model: Model, known: OutcomesOfPlans? = nil) -> Plan {
        func tell() -> [Outcome] { OutcomeWriter(draft, in: model, self).outcomes() }
        let counted = Aside { () throws(Never) in
            (tiers: TierReport(draft, parts: parts, in: model).tiers, placements: draft.placements(in: model))
        }
        let outcomes = known?.outcomes(of: draft, tell) ?? tell()
        let (tiers, placements) = counted.value()
        return Plan(placements: placements, outcomes: outcomes, tiers: tiers)
    }

    /// A dozen people are planned exactly before the planning by waves has warmed up, so a small part gets little of
    /// either at first, and all only where a proof is missing.
    /// - Parameter patience: see `Limits`.
    func planned(_ part: Model, patience: Int = 1) -> PartPlan {
        if part.chairCount <= min(fewChairs, limits.exactChairs) {
            let quick = planned(part, rebuildings: 30, effort: 5)
            if quick.isProved(in: part) { return quick }
        }
        return planned(part, rebuildings: nil, effort: 1, patience: patience)
    }

    private func planned(_ part: Model, rebuildings: Int?, effort: Int, patience: Int = 1) -> PartPlan {
        let byWaves = planByWaves(part, mayAsk: true, rebuildings: rebuildings, patience: patience)
        guard let found = exactly(part, near: byWaves, effort: effort) else { return byWaves }
        return Score(byWaves.draft, in: part).isBetter(than: Score(found.draft, in: part)) ? byWaves : found
    }

    /// - Parameter rebuildings: nil: as the limits and the part's size say.
    func planByWaves(_ part: Model, mayAsk: Bool, rebuildings: Int? = nil, patience: Int = 1) -> PartPlan {
        let steps =
            rebuildings ?? limits.rebuildings ?? (part.chairCount <= limits.exactChairs ? 2_000 : 20_000)
        let planner = WavePlanner(
            part, seed: seed, steps: steps, mayAsk: mayAsk, numbers: limits.numbers, patience: patience)
        let (draft, bounds) = planner.plan()
        return PartPlan(draft: draft, bounds: bounds)
    }

    /// A plan of a part made with little effort, and without integer programs.
    func sketch(_ part: Model) -> PartPlan {
        let (draft, bounds) = WavePlanner(part, seed: seed, steps: 100, numbers: 0).plan()
        return PartPlan(draft: draft, bounds: bounds)
    }

    /// A plan of a part that is good in tiers 1 to 3, found with some effort; the later tiers are left as they come.
    func places(_ part: Model) -> PartPlan {
        let (draft, bounds) = WavePlanner(part, seed: seed, steps: 300, numbers: limits.numbers, isForPlaces: true)
            .plan()
        return PartPlan(draft: draft, bounds: bounds)
    }

    /// An exact planner with tiers 0 to 3 of a part settled; nil if the part is too large, or one of them was not proved.
    /// - Parameter known: a plan of the part.
    func settled(_ part: Model, near known: PartPlan) -> ExactPlanner? {
        guard part.chairCount <= limits.exactChairs, !part.hasOutlived else { return nil }
        var exact = ExactPlanner(part, limit: limits.conflicts / 10 * 1_000 / max(1_000, part.chairCount))
        return exact.settle(near: known) ? exact : nil
    }

    /// Nil if the part is too large, or nothing was found.
    /// - Parameter effort: one part in so many of the conflicts allowed.
    func exactly(_ part: Model, near known: PartPlan, effort: Int = 1) -> PartPlan? {
        let chairs = part.chairCount
        guard chairs <= limits.exactChairs, !part.hasOutlived else { return nil }
        var exact = ExactPlanner(part, limit: limits.conflicts / effort * 1_000 / max(1_000, chairs))
        return exact.plan(near: known)
    }
}

extension Model {
    /// How many ways there are to seat one subject of one application, summed: the size of the exact search.
    var chairCount: Int {
        var members = Array(repeating: 0, count: kinds.count)
        for application in applications { members[application.kind.number] += 1 }
        return kinds.reduce(0) { count, kind in
            members[kind.number] == 0 ? count : count + members[kind.number] * chairCount(of: kind)
        }
    }

    private func chairCount(of kind: ApplicationKind) -> Int {
        kind.sittings.reduce(0) { count, sitting in
            kind.parts.enumerated().reduce(count) { count, part in
                let periods = periods(for: part.element, of: kind, in: sitting).count
                return count + periods * roomLists[kind.fitRooms[part.offset]].count
            }
        }
    }
}
