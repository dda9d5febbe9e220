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

// Plans again with a change of the document, by the same planner with the same limits: what it seats then, it seats
// when the office makes the change.
//
// Only the part that somebody belongs to is planned again. A small document is compiled whole, so that a change which
// joins parts is seen; of a large one only the part's people are, which a change that may join parts does not allow.
//
// Complexity: a planning each. An allowance, in steps that follow the size of what is planned, ends the trials of a
// plan with many people waiting; the same for every run of the same document.
final class Trials {
    private let planner: Planner
    private let model: Model
    private var allowance: Int
    private var known: [Key: World] = [:]
    private lazy var parts = Parts(model).members
    private lazy var partOf: [Int32] = {
        var numbers = Array(repeating: Int32(-1), count: model.applications.count)
        for (part, members) in parts.enumerated() { for member in members { numbers[member] = Int32(part) } }
        return numbers
    }()
    /// Documents with more applications are not compiled again and again.
    private let mostCompiled = 4_000
    private let mostPlanned = 20_000
    /// What a search that stopped before its proof costs at least: six of them in the plan of a sitting.
    private let leastUnproved = 10_000

    private struct Key: Hashable {
        var part: Int32
        var changes: Set<Change>
    }

    init(_ planner: Planner, _ model: Model) {
        self.planner = planner
        self.model = model
        allowance = planner.limits.trials
    }

    /// Nil if the allowance does not cover it.
    func world(_ changes: [Change], for number: Int) -> World? {
        guard allowance > 0 else { return nil }
        let isWhole = model.problem.applications.count <= mostCompiled
        guard isWhole || changes.allSatisfy(\.staysInPart) else { return nil }
        let key = Key(part: partOf[number], changes: Set(changes))
        if let known = known[key] { return known }
        var problem = model.problem
        if !isWhole {
            let members = parts[Int(key.part)]
            guard members.count <= mostPlanned else { return nil }
            problem.applications = members.map { model.problem.applications[model.applications[$0].document] }
            let ids = Set(problem.applications.map(\.id))
            problem.released = problem.released.map { $0.filter { ids.contains($0.application) } }
        }
        let id = model.problem.applications[model.applications[number].document].id
        guard let world = plan(problem.changed(by: changes), partOf: id) else { return nil }
        known[key] = world
        return world
    }

    private func plan(_ problem: Problem, partOf id: String) -> World? {
        let changed = Model(problem)
        guard let number = changed.applications.firstIndex(where: { problem.applications[$0.document].id == id }),
            let members = Parts(changed).members.first(where: { $0.contains(number) })
        else { return nil }
        let part = changed.restricted(to: members)
        let chairs = part.chairCount
        let cost =
            chairs <= planner.limits.exactChairs ? 100 + chairs + chairs * chairs / 100 : 5_000 + 2 * members.count
        guard cost <= allowance else { return nil }
        let planned = planner.planned(part)
        // A search that stopped before its proof has used all the steps it may.
        allowance -= planned.isProved(in: part) ? cost : max(cost, leastUnproved)
        var numbers: [String: Int] = [:]
        for (number, application) in part.applications.enumerated() {
            numbers[problem.applications[application.document].id] = number
        }
        return World(model: part, draft: planned.draft, numbers: numbers)
    }
}
