import Exams

/// Changes that would remove what stands in the way of one application, the least effort first.
struct RemedyCandidates {
    private let model: Model
    private let insertion: Insertion

    init(_ insertion: Insertion) {
        self.insertion = insertion
        model = insertion.model
    }

    /// - Parameter month: only places before it will do; nil: any.
    func changes(for number: Int, before month: Int?) -> [[Change]] {
        let application = model.applications[number]
        let sittings = application.sittings.filter { sitting in month.map { model.sittings[sitting].month < $0 } ?? true
        }
        if let exclusion = StaticExclusion(of: number, in: sittings, before: month, insertion) {
            return exclusion.candidates
        }
        return changes(for: number, from: insertion.attempts(for: number, in: sittings))
    }

    /// Of the attempts with obstacles an office can remove.
    func changes(for number: Int, from attempts: [Insertion.Attempt]) -> [[Change]] {
        var found: [[Change]] = []
        let ordered = attempts.indices.sorted { (attempts[$0].effort, $0) < (attempts[$1].effort, $1) }
        for index in ordered where found.count < 4 {
            let changes = changes(for: number, attempts[index])
            if let changes, !changes.isEmpty, !found.contains(changes) { found.append(changes) }
        }
        if found.isEmpty, let venue = attempts.first?.option.venue, attempts.contains(where: \.obstacles.isEmpty) {
            found.append([newRoom(for: number, at: venue)])
        }
        return found
    }

    private func changes(for number: Int, _ attempt: Insertion.Attempt) -> [Change]? {
        var all: [Change] = []
        for obstacle in attempt.obstacles {
            guard let change = change(for: obstacle, number, attempt.option) else { return nil }
            let kind = change.with(amount: 0)
            if let index = all.firstIndex(where: { $0.with(amount: 0) == kind }) {
                if let more = change.amount, more > all[index].amount ?? 0 { all[index] = change }
            } else {
                all.append(change)
            }
        }
        return all
    }

    /// Nil: nothing the office can change.
    private func change(for obstacle: Obstacle, _ number: Int, _ option: Insertion.Option) -> Change? {
        let application = model.applications[number]
        let venue = option.venue
        switch obstacle.kind {
        case .full:
            guard let period = obstacle.period, model.policy.spare[0] > 0 else { return nil }
            // The room whose watch has room for one more, if there is one.
            let rooms = obstacle.rooms.filter {
                insertion.hasExtraTime($0, period).map { $0 == application.hasExtraTime } ?? false
            }
            let room = rooms.min { (insertion.price($0, period), $0) < (insertion.price($1, period), $1) }
            return room.map { .seats(room: model.roomIDs[$0], more: 1) } ?? newRoom(for: number, at: venue)
        case .staff(let limit, let onDuty, let needed):
            return .staff(venue: model.problem.venues[venue].id, more: max(1, onDuty + needed - limit))
        case .closed:
            guard let period = obstacle.period,
                let room = obstacle.rooms.max(by: { (model.rooms[$0].capacity, $1) < (model.rooms[$1].capacity, $0) })
            else { return nil }
            let span = model.periods[period]
            return .opening(
                room: model.roomIDs[room], period: model.periodIDs[period], start: LocalMinute(number: span.start),
                end: LocalMinute(number: span.end))
        case .occupied, .otherClock: return newRoom(for: number, at: venue)
        case .waves: return .waves(programme: model.problem.programmes[application.programme].id, more: 1)
        case .minimum: return .minimum(programme: model.problem.programmes[application.programme].id, less: 1)
        case .elsewhere: return nil
        }
    }

    private func newRoom(for number: Int, at venue: Int) -> Change {
        .room(venue: model.problem.venues[venue].id, seats: 1, offers: model.tags(of: model.applications[number].kind))
    }
}

extension Model {
    /// What a room must offer for every subject of an application.
    func tags(of kind: ApplicationKind) -> [String] {
        kind.parts.reduce(kind.needs) { $0.union(programmes[kind.programme].needs[$1]) }.sorted()
    }
}
