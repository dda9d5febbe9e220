import Exams

// How much of a change does the k-th in the queue need?
//
// One more seat goes to the earliest payer who waits for it, not to whoever asks. So the changes are made without
// measure, everybody who waits is put into the plan beside those who have a place, in the order of payment, and how
// much of each change is in use after somebody has sat down is what he needs. One walk tells all of them.
//
// Invariant: the roster keeps every law except the amounts looked for. Complexity: people waiting × their ways to
// sit; alike people stop at the first who finds no way. Limits: those who have a place stay where they are, which is
// not what a plan made anew would do, so whatever is told as tried is planned again (`Trials`).
final class QueueForecast {
    private let model: Model
    private let draft: Draft
    private let insertion: Insertion
    private lazy var base = Roster(model.withSpareRooms())
    private var walks: [Set<Change>: Walk] = [:]
    private var patterns: [Int: [(sitting: Int, periods: [Int])]] = [:]
    private var steps = 3_000_000

    private struct Walk {
        var amounts: [Int: [Change]] = [:]
        /// After everybody.
        var last: [Change] = []
    }

    /// More than anybody will need.
    private static let plenty = 1 << 40

    init(_ draft: Draft, _ insertion: Insertion) {
        self.draft = draft
        self.insertion = insertion
        model = insertion.model
    }

    /// The changes in the amounts with which everybody up to the application sits; nil if that is not foreseen, or
    /// if it has a place.
    func amounts(of changes: [Change], for number: Int) -> [Change]? {
        guard draft.places[number] == nil, changes.allSatisfy(isForeseen) else { return nil }
        let key = Set(changes.map { $0.with(amount: 0) })
        let walk = walks[key] ?? walk(changes)
        walks[key] = walk
        guard let own = walk.amounts[number] else { return nil }
        // A lower minimum is reached by all together.
        let wanted = changes.contains { if case .minimum = $0 { true } else { false } } ? walk.last : own
        let needed = wanted.filter { $0.amount.map { $0 > 0 } ?? true }
        return needed.isEmpty ? nil : needed
    }

    private func isForeseen(_ change: Change) -> Bool {
        switch change {
        case .seats, .staff, .opening, .waves, .minimum: true
        case .room(let venue, _, _): !venue.isEmpty
        case .listing, .equipment, .admission, .sessions, .longer, .period: false
        }
    }

    private func walk(_ changes: [Change]) -> Walk {
        var roster = base
        roster.change { model in for change in changes { edit(change, &model) } }
        for (number, place) in draft.places.enumerated() {
            if let place { roster.hold(number, place) }
        }
        var walk = Walk()
        var stuck: Set<Int> = []
        for number in model.inOrderOfPayment where draft.places[number] == nil {
            let likeness = model.likeness(number)
            if stuck.contains(likeness) { continue }
            guard steps > 0, let place = place(for: number, roster) else {
                stuck.insert(likeness)
                continue
            }
            roster.hold(number, place)
            walk.amounts[number] = changes.map { $0.with(amount: amount(of: $0, roster, place.sitting)) }
            walk.last = walk.amounts[number] ?? []
        }
        return walk
    }

    /// The first way to sit that the laws allow.
    private func place(for number: Int, _ roster: Roster) -> Place? {
        let application = model.applications[number]
        let kind = application.kind
        if patterns[kind.number] == nil {
            patterns[kind.number] = kind.sittings.flatMap { sitting in
                insertion.patterns(of: number, in: sitting).filter { $0.wave == nil }.map { (sitting, $0.periods) }
            }
        }
        let programme = roster.model.programmes[kind.programme]
        for (sitting, periods) in patterns[kind.number] ?? [] {
            let run = roster.run(number, in: sitting)
            if programme.minimumEnrolment > 1, roster.enrolment[run] == 0 { continue }
            let used = roster.waves[run].indices.filter { !roster.wave(run, $0).isEmpty }
            let fresh = (0...roster.waves[run].count).first { roster.wave(run, $0).isEmpty }
            let waves = (used + [fresh ?? roster.waves[run].count])
                .filter { roster.agrees(run, $0, parts: kind.parts, periods: periods) }
            for venue in model.venues.indices {
                steps -= 1
                guard let wave = waves.first,
                    let rooms = rooms(for: application, at: venue, periods, roster)
                else { continue }
                let place = Place(
                    sitting: sitting, wave: wave, periods: periods, rooms: rooms, seats: rooms.map { _ in -1 })
                if roster.admits(number, place) { return place }
            }
        }
        return nil
    }

    private func rooms(
        for application: ApplicationModel, at venue: Int, _ periods: [Int], _ roster: Roster
    ) -> [Int]? {
        var rooms: [Int] = []
        for (position, period) in periods.enumerated() {
            let open = roster.model.roomLists[application.fitRooms[position]].filter {
                roster.model.rooms[$0].venue == venue && roster.admits($0, period, extra: application.hasExtraTime)
                    && !roster.model.clashes($0, period, with: rooms, periods)
            }
            steps -= open.count
            // Seats there are already come before new ones.
            func order(_ room: Int) -> (Int, Int, Int, Int) {
                let isNew = roster.people(room, period).count >= (base.model.rooms[room].capacity) ? 1 : 0
                return (isNew, room == rooms.last ? 0 : 1, roster.price(room, period), room)
            }
            guard let room = open.min(by: { order($0) < order($1) }) else { return nil }
            rooms.append(room)
        }
        return rooms
    }

    // MARK: Without measure

    private func edit(_ change: Change, _ model: inout Model) {
        switch change {
        case .seats(let id, _):
            for room in model.rooms.indices where model.roomIDs[room] == id {
                model.rooms[room].capacity += QueueForecast.plenty
            }
        case .staff(let id, _):
            for venue in self.model.problem.venues.indices where self.model.problem.venues[venue].id == id {
                model.venues[venue].invigilators = model.venues[venue].invigilators.map { $0 + QueueForecast.plenty }
            }
        case .opening(let id, _, let start, let end):
            for room in model.rooms.indices where model.roomIDs[room] == id {
                model.rooms[room].open?.append((start.number, end.number))
            }
        case .room(let id, _, let offers):
            for venue in self.model.problem.venues.indices where self.model.problem.venues[venue].id == id {
                model.openSpareRoom(at: venue, offers: offers)
            }
        case .waves(let id, _): edit(programme: id, &model) { $0.maxWaves += 1_000 }
        case .minimum(let id, _): edit(programme: id, &model) { $0.minimumEnrolment = 1 }
        case .listing, .equipment, .admission, .sessions, .longer, .period: break
        }
    }

    private func edit(programme id: String, _ model: inout Model, _ edit: (inout ProgrammeModel) -> Void) {
        for number in model.programmes.indices where self.model.problem.programmes[number].id == id {
            edit(&model.programmes[number])
        }
    }

    /// How much of a change is in use.
    private func amount(of change: Change, _ roster: Roster, _ sitting: Int) -> Int {
        let (periods, problem) = (model.periods.indices, model.problem)
        switch change {
        case .seats(let id, _):
            guard let room = model.roomIDs.firstIndex(of: id) else { return 0 }
            return max(0, (periods.map { roster.people(room, $0).count }.max() ?? 0) - model.rooms[room].capacity)
        case .staff(let id, _):
            guard let venue = problem.venues.firstIndex(where: { $0.id == id }) else { return 0 }
            return max(0, QueueForecast.plenty - (periods.map { roster.staffLeft(venue, $0) }.min() ?? 0))
        case .room(let id, _, _):
            guard let venue = problem.venues.firstIndex(where: { $0.id == id }),
                let room = roster.model.venues[venue].rooms.last
            else { return 0 }
            return periods.map { roster.people(room, $0).count }.max() ?? 0
        case .waves(let id, _):
            guard let programme = problem.programmes.firstIndex(where: { $0.id == id }) else { return 0 }
            let used = model.sittings.indices.map { sitting in
                roster.waves[programme * model.sittings.count + sitting].count { !$0.isEmpty }
            }
            return max(0, (used.max() ?? 0) - model.programmes[programme].maxWaves)
        case .minimum(let id, _):
            guard let programme = problem.programmes.firstIndex(where: { $0.id == id }) else { return 0 }
            let people = roster.enrolment[programme * model.sittings.count + sitting]
            return max(0, model.programmes[programme].minimumEnrolment - people)
        default: return 0
        }
    }
}

extension Model {
    /// With a room at the end of every venue in which nobody may sit yet.
    func withSpareRooms() -> Model {
        var model = self
        for venue in venues.indices {
            model.venues[venue].rooms.append(model.rooms.count)
            model.roomIDs.append("")
            model.rooms.append(
                RoomModel(
                    venue: venue, rows: 1, columns: 1, seats: [], capacity: 0, offers: [], institutions: nil, open: nil,
                    turnover: 0))
        }
        return model
    }

    /// Lets everybody into the spare room of a venue whom it offers what he needs.
    fileprivate mutating func openSpareRoom(at venue: Int, offers: [String]) {
        guard let spare = venues[venue].rooms.last else { return }
        rooms[spare].capacity = 1 << 40
        rooms[spare].offers = Set(offers)
        var lists: Set<Int> = []
        for kind in kinds {
            for (part, list) in zip(kind.parts, kind.fitRooms)
            where programmes[kind.programme].needs[part].union(kind.needs).isSubset(of: offers) {
                lists.insert(list)
            }
        }
        // Ascending: the spare rooms of other venues may stand between.
        for list in lists where !roomLists[list].contains(spare) {
            roomLists[list] = (roomLists[list] + [spare]).sorted()
        }
    }
}
