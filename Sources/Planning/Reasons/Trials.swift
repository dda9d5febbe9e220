import Exams

/// A plan, or the part of it that matters to somebody.
struct World {
    let model: Model
    let draft: Draft
    /// Applications by id.
    let numbers: [String: Int]

    func place(of id: String) -> (place: Place, month: Int)? {
        guard let number = numbers[id], let place = draft.places[number] else { return nil }
        return (place, model.sittings[place.sitting].month)
    }
}

// Plans again with a change of the document. A sketch, made with little effort, serves to find the change. Whether
// somebody sits with it is then asked of the exact planner: tiers 1 to 3 most often decide it, and what all plans that are
// best in these have in common needs none of the later tiers. A part too large for it is planned once more, for tiers 1
// to 3 only; if all plans so good seat the same person (`SeatProof`), or that plan is proved the best and seats others,
// that is the answer. Where it stays open the part is planned as the planner would: what it seats then, it seats when the
// office makes the change.
//
// Only the part that somebody belongs to is planned again. A small document is compiled whole, so that a change which
// joins parts is seen; of a large one only the part's people are, which a change that may join parts does not allow.
//
// Complexity: a planning each; a sketch and the first three tiers cost a fraction of it. An allowance, in steps that follow
// the size of what is planned, ends the trials of a plan with many people waiting; the same for every run of the same
// document.
final class Trials {
    private let planner: Planner
    private let model: Model
    private var allowance: Int
    private var known: [Key: Trial] = [:]
    private lazy var parts = Parts(model).members
    private lazy var partOf: [Int32] = {
        var numbers = Array(repeating: Int32(-1), count: model.applications.count)
        for (part, members) in parts.enumerated() { for member in members { numbers[member] = Int32(part) } }
        return numbers
    }()
    /// Documents with more applications are not compiled again and again.
    private let mostCompiled = 4_000
    private let mostPlanned = 20_000
    /// What a search that stopped before its proof costs at least: two of them in the plan of a sitting.
    private let leastUnproved = 30_000
    private let leastSketched = 300
    /// Parts with more people are not asked for a proof.
    private let mostProved = 3_000

    private struct Key: Hashable {
        var part: Int32
        var changes: Set<Change>
    }

    private struct Trial {
        var sketch: PartPlan
        var world: World
        /// With tiers 0 to 3 settled. Nil: not asked for so far, or not settled.
        var exact: ExactPlanner?
        var isExactAsked = false
        /// For a part that the exact planner does not settle. Nil: not needed so far, or too large.
        var proof: SeatProof?
        /// Good in tiers 1 to 3; nil: not needed so far.
        var places: PartPlan?
        /// As the planner plans; nil: not needed so far.
        var whole: World?
    }

    init(_ planner: Planner, _ model: Model) {
        self.planner = planner
        self.model = model
        allowance = planner.limits.trials
    }

    /// Nil if the allowance does not cover it.
    func sketch(_ changes: [Change], for number: Int) -> World? { trial(changes, for: number)?.trial.world }

    /// Whether an application sits once the changes are made. Nil if the allowance does not cover it.
    /// - Parameter month: only a place before it counts; nil: any.
    func seats(_ number: Int, before month: Int?, with changes: [Change]) -> Bool? {
        guard let (key, trial) = trial(changes, for: number) else { return nil }
        let (part, id) = (trial.world.model, id(of: number))
        let cost = cost(of: part)
        if trial.whole == nil, let member = trial.world.numbers[id] {
            settle(key, part, cost / 4)
            if spend(cost / 40), let answer = known[key]?.exact?.sits(member, before: month) { return answer }
            if known[key]?.exact == nil, let answer = sits(member, before: month, key, part) { return answer }
        }
        guard let whole = trial.whole ?? whole(part, trial, cost) else { return nil }
        known[key]?.whole = whole
        return whole.place(of: id).map { place in month.map { place.month < $0 } ?? true } ?? false
    }

    /// Where all plans agree that are as good as one at hand, or where the best one seats somebody else. Nil: open.
    private func sits(_ member: Int, before month: Int?, _ key: Key, _ part: Model) -> Bool? {
        func sits(in plan: PartPlan) -> Bool {
            plan.draft.places[member].map { place in month.map { part.sittings[place.sitting].month < $0 } ?? true }
                ?? false
        }
        func isProved(by plan: PartPlan, work: Int) -> Bool {
            guard sits(in: plan), spend(costOfProof(part)), let proof = known[key]?.proof else { return false }
            return proof.sits(member, before: month, inAllAsGoodAs: plan, mostWork: work)
        }
        guard let trial = known[key], part.applications.count <= mostProved else { return nil }
        if trial.proof == nil { known[key]?.proof = SeatProof(part) }
        guard known[key]?.proof != nil else { return nil }
        if isProved(by: trial.sketch, work: 40_000_000) { return true }
        if trial.places == nil, spend(7 * costOfProof(part)) { known[key]?.places = planner.places(part) }
        guard let places = known[key]?.places else { return nil }
        if isProved(by: places, work: 100_000_000) { return true }
        let score = Score(places.draft, in: part)
        let isBest = places.bounds.tiers[1] == [score.placed] && places.bounds.tiers[3] == [score.delay]
        return isBest && !sits(in: places) ? false : nil
    }

    private func costOfProof(_ part: Model) -> Int { max(leastSketched, 4 * part.applications.count) }

    private func settle(_ key: Key, _ part: Model, _ cost: Int) {
        guard let trial = known[key], !trial.isExactAsked, spend(cost) else { return }
        known[key]?.isExactAsked = true
        known[key]?.exact = planner.settled(part, near: trial.sketch)
    }

    /// False if the allowance does not cover it.
    private func spend(_ cost: Int) -> Bool {
        guard cost <= allowance else { return false }
        allowance -= cost
        return true
    }

    private func whole(_ part: Model, _ trial: Trial, _ cost: Int) -> World? {
        guard cost <= allowance else { return nil }
        let planned = planner.planned(part)
        // A search that stopped before its proof has used all the steps it may.
        allowance -= planned.isProved(in: part) ? cost : max(cost, leastUnproved)
        return World(model: part, draft: planned.draft, numbers: trial.world.numbers)
    }

    private func cost(of part: Model) -> Int {
        let chairs = part.chairCount
        return chairs <= planner.limits.exactChairs
            ? min(leastUnproved, 100 + chairs + chairs * chairs / 100) : 5_000 + 2 * part.applications.count
    }

    private func trial(_ changes: [Change], for number: Int) -> (key: Key, trial: Trial)? {
        let key = Key(part: partOf[number], changes: Set(changes))
        if let known = known[key] { return (key, known) }
        guard let problem = problem(changes, for: number) else { return nil }
        let (changed, id) = (Model(problem), id(of: number))
        guard let own = changed.applications.firstIndex(where: { problem.applications[$0.document].id == id }),
            let members = Parts(changed).members.first(where: { $0.contains(own) })
        else { return nil }
        let part = changed.restricted(to: members)
        guard spend(max(leastSketched, 4 * part.applications.count)) else { return nil }
        let sketch = planner.sketch(part)
        var numbers: [String: Int] = [:]
        for (number, application) in part.applications.enumerated() {
            numbers[problem.applications[application.document].id] = number
        }
        let trial = Trial(sketch: sketch, world: World(model: part, draft: sketch.draft, numbers: numbers))
        known[key] = trial
        return (key, trial)
    }

    /// Nil if it is too large to be planned again.
    private func problem(_ changes: [Change], for number: Int) -> Problem? {
        guard allowance > 0 else { return nil }
        var problem = model.problem
        if problem.applications.count > mostCompiled {
            let members = parts[Int(partOf[number])]
            guard changes.allSatisfy(\.staysInPart), members.count <= mostPlanned else { return nil }
            problem.applications = members.map { model.problem.applications[model.applications[$0].document] }
            let ids = Set(problem.applications.map(\.id))
            problem.released = problem.released.map { $0.filter { ids.contains($0.application) } }
        }
        return problem.changed(by: changes)
    }

    private func id(of number: Int) -> String { model.problem.applications[model.applications[number].document].id }
}
