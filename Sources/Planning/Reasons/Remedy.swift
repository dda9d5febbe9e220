import Exams

/// The cheapest change found that would seat an application.
struct Remedy {
    enum Standing {
        /// Planned again with the change: it sits.
        case tried
        /// In a queue whose first and last were tried.
        case queued
        /// Fits beside everybody who has a place; not planned again.
        case foreseen
        /// Not enough alone, as far as was tried.
        case guessed
    }

    /// None: nothing an office can change.
    var changes: [Change] = []
    var standing = Standing.guessed
}

// Looks for a remedy: changes that would remove what stands in the way of the easiest ways to sit, in the amounts the
// queue makes likely; planned again; and if somebody else has taken what was added, what is then in the way is removed
// as well. From what helps every part is left out that is not needed, and every amount made the least that helps.
//
// Complexity: some ten trials each, fewer where people wait for the same. Limits: four rounds; more mean that people
// are the obstacle.
final class RemedySearch {
    private let model: Model
    private let queue: QueueForecast
    private let trials: Trials
    private let rounds = 4

    init(_ draft: Draft, _ insertion: Insertion, _ trials: Trials) {
        model = insertion.model
        queue = QueueForecast(draft, insertion)
        self.trials = trials
    }

    /// Without planning again.
    func foreseen(_ candidates: [[Change]], for number: Int) -> Remedy {
        for changes in candidates {
            if let amounts = queue.amounts(of: changes, for: number) {
                return Remedy(changes: asRooms(amounts, for: number), standing: .foreseen)
            }
        }
        return Remedy(changes: candidates.first ?? [])
    }

    /// - Parameters:
    ///   - month: only a place before it will do; nil: any.
    ///   - candidates: what would remove an obstacle, the least effort first.
    func remedy(for number: Int, before month: Int?, _ candidates: [[Change]]) -> Remedy {
        let id = model.problem.applications[model.applications[number].document].id
        func helps(_ changes: [Change]) -> Bool? {
            trials.sketch(changes, for: number).map { world in
                world.place(of: id).map { place in month.map { place.month < $0 } ?? true } ?? false
            }
        }
        func isTrue(_ changes: [Change]) -> Bool { trials.seats(number, before: month, with: changes) ?? false }
        var (changes, candidates, isOver) = ([Change](), candidates, false)
        let likely = foreseen(candidates, for: number)
        for round in 0..<rounds {
            var next: [Change]?
            for candidate in candidates.prefix(round == 0 ? 4 : 2) {
                let amounts =
                    round == 0
                    ? queue.amounts(of: candidate, for: number).map { asRooms($0, for: number) } ?? candidate
                    : candidate.map { $0.with(amount: ($0.amount ?? 0) << (round - 1)) }
                let wanted = changes.merged(with: amounts)
                guard let isEnough = helps(wanted) else {
                    isOver = true
                    continue
                }
                if isEnough {
                    let least = least(wanted) { helps($0) ?? false }
                    if isTrue(least) { return Remedy(changes: least, standing: .tried) }
                }
                next = next ?? wanted
            }
            guard let next, let world = trials.sketch(next, for: number), let there = world.numbers[id] else { break }
            changes = next
            candidates = RemedyCandidates(Insertion(world.draft, in: world.model)).changes(for: there, before: month)
        }
        // A sketch may miss what the planner finds.
        if likely.standing == .foreseen, month == nil, isTrue(likely.changes) {
            return Remedy(changes: likely.changes, standing: .tried)
        }
        return isOver && changes.isEmpty && month == nil ? likely : Remedy(changes: likely.changes)
    }

    /// What still helps when no part of it can be left out, nor any amount be less by one.
    private func least(_ changes: [Change], _ helps: ([Change]) -> Bool) -> [Change] {
        var changes = changes
        var index = changes.count - 1
        while index >= 0, changes.count > 1 {
            var fewer = changes
            fewer.remove(at: index)
            if helps(fewer) { changes = fewer }
            index -= 1
        }
        for index in changes.indices {
            guard let amount = changes[index].amount else { continue }
            func with(_ amount: Int) -> [Change] {
                var less = changes
                less[index] = changes[index].with(amount: amount)
                return less
            }
            guard amount > 1, helps(with(amount - 1)) else { continue }
            var (short, enough) = (0, amount - 1)
            while enough - short > 1 {
                let middle = (short + enough) / 2
                if helps(with(middle)) { enough = middle } else { short = middle }
            }
            changes = with(enough)
        }
        return changes
    }

    /// Nobody doubles a room: more seats than a room has are another room.
    private func asRooms(_ changes: [Change], for number: Int) -> [Change] {
        changes.map { change in
            guard case .seats(let id, let more) = change, let room = model.roomIDs.firstIndex(of: id),
                more > max(model.rooms[room].capacity, 10)
            else { return change }
            return .room(
                venue: model.problem.venues[model.rooms[room].venue].id, seats: more,
                offers: model.tags(of: model.applications[number].kind))
        }
    }
}
