import Exams

/// The cheapest change found that would seat an application, tried by planning again: with the change made, the
/// application is put into the plan beside everybody who has a place, and every law is asked.
struct Remedy {
    enum Change: Equatable {
        case seat(room: Int, period: Int)
        case staff(venue: Int, more: Int, period: Int)
        case opening(room: Int, period: Int)
        case room(venue: Int, period: Int)
        case wave(period: Int)
        case minimum(people: Int)
        /// Nothing the office can change.
        case agreement
    }

    private(set) var changes: [Change] = []
    /// Whether the plan with the changes was found lawful.
    private(set) var isConfirmed = false
}

/// A plan as it stands, for trying remedies.
struct RemedySearch {
    private let insertion: Insertion
    private let roster: Roster
    /// Changes that take one another's place are few; more rounds than this mean that people are the obstacle.
    private let rounds = 4

    init(_ draft: Draft, in model: Model) {
        let model = model.withSpareRooms()
        insertion = Insertion(draft, in: model)
        var roster = Roster(model)
        for (number, place) in draft.places.enumerated() {
            if let place { roster.hold(number, place) }
        }
        self.roster = roster
    }

    /// Starts from the best attempt and removes one obstacle after the other until the application fits.
    func remedy(for number: Int, from best: Insertion.Attempt, in sittings: [Int]?) -> Remedy {
        var (insertion, roster, remedy) = (insertion, roster, Remedy())
        if roster.places[number] != nil { roster.unseat(number) }
        var attempt = best
        for _ in 0..<rounds {
            for obstacle in attempt.obstacles where !remedy.changes.contains(.agreement) {
                let change = change(for: obstacle, number, attempt.option, roster)
                remedy.add(change)
                let edit = edit(change, for: number)
                insertion.change(edit)
                roster.change(edit)
            }
            if let place = place(attempt.option, for: number, roster) {
                remedy.settle(isConfirmed: roster.admits(number, place))
                if remedy.lowersMinimum { remedy.lower(to: crowd(of: number, attempt.option, &roster)) }
            }
            if remedy.isConfirmed || remedy.changes.contains(.agreement) { return remedy }
            let next = insertion.attempts(for: number, in: sittings).filter {
                $0.option.periods == attempt.option.periods && $0.option.venue == attempt.option.venue
            }
            guard let better = next.min(by: { $0.effort < $1.effort }), !better.obstacles.isEmpty else { return remedy }
            attempt = better
        }
        return remedy
    }

    private func change(
        for obstacle: Obstacle, _ number: Int, _ option: Insertion.Option, _ roster: Roster
    ) -> Remedy.Change {
        let model = roster.model
        let period = obstacle.period ?? option.periods[0]
        let position = option.periods.firstIndex(of: period) ?? 0
        let fit = model.roomLists[model.applications[number].fitRooms[position]]
            .filter { model.rooms[$0].venue == obstacle.venue }
        let extra = model.applications[number].hasExtraTime
        switch obstacle.kind {
        case .full:
            // The room whose watch has room for one more, if there is one.
            let candidates = fit.filter { room in
                let present = roster.people(room, period)
                return model.isOpen(room: room, in: period)
                    && present.allSatisfy { model.applications[$0].hasExtraTime == extra } && !present.isEmpty
            }
            let room = candidates.min { (roster.price($0, period), $0) < (roster.price($1, period), $1) }
            return room.map { .seat(room: $0, period: period) } ?? .room(venue: obstacle.venue, period: period)
        case .staff:
            let prices = fit.filter { roster.free($0, period, extra: extra) > 0 }.map { roster.price($0, period) }
            let short = (prices.min() ?? model.invigilators(for: 1)) - roster.staffLeft(obstacle.venue, period)
            return .staff(venue: obstacle.venue, more: max(1, short), period: period)
        case .closed: return fit.first.map { .opening(room: $0, period: period) } ?? .agreement
        case .occupied, .otherClock: return .room(venue: obstacle.venue, period: period)
        case .waves: return .wave(period: period)
        case .minimum: return .minimum(people: 1)
        case .elsewhere: return .agreement
        }
    }

    /// What a change does to a model with spare rooms.
    func edit(_ change: Remedy.Change, for number: Int) -> (inout Model) -> Void {
        { model in
            let programme = model.applications[number].programme
            switch change {
            case .seat(let room, _):
                model.rooms[room].capacity += 1
                model.rooms[room].seats.append(model.rooms[room].rows * model.rooms[room].columns)
                model.rooms[room].rows += 1
            case .staff(let venue, let more, _):
                model.venues[venue].invigilators = model.venues[venue].invigilators.map { $0 + more }
            case .opening(let room, let period):
                model.rooms[room].open?.append((model.periods[period].start, model.periods[period].end))
            case .room(let venue, let period):
                guard let spare = model.venues[venue].rooms.last else { return }
                model.rooms[spare].capacity = 1
                model.rooms[spare].seats = [0]
                let open = (start: model.periods[period].start, end: model.periods[period].end)
                model.rooms[spare].open = (model.rooms[spare].open ?? []) + [open]
                for list in Set(model.applications[number].fitRooms) where model.roomLists[list].last != spare {
                    // Ascending: the spare rooms of other venues may stand between.
                    model.roomLists[list] = (model.roomLists[list].filter { $0 != spare } + [spare]).sorted()
                }
            case .wave: model.programmes[programme].maxWaves += 1
            case .minimum: model.programmes[programme].minimumEnrolment = 1
            case .agreement: break
            }
        }
    }

    /// The option with rooms that have a seat left; nil if there are none.
    private func place(_ option: Insertion.Option, for number: Int, _ roster: Roster) -> Place? {
        let model = roster.model
        let compiled = model.applications[number]
        let run = roster.run(number, in: option.sitting)
        let fresh = (0...roster.waves[run].count).first { roster.wave(run, $0).isEmpty }
        guard let wave = option.wave ?? fresh else { return nil }
        var rooms: [Int] = []
        for (position, period) in option.periods.enumerated() {
            let open = model.roomLists[compiled.fitRooms[position]].filter {
                model.rooms[$0].venue == option.venue && roster.admits($0, period, extra: compiled.hasExtraTime)
                    && !model.clashes($0, period, with: rooms, option.periods)
            }
            func order(_ room: Int) -> (Int, Int, Int) {
                (room == rooms.last ? 0 : 1, roster.price(room, period), room)
            }
            guard let room = open.min(by: { order($0) < order($1) }) else { return nil }
            rooms.append(room)
        }
        return Place(
            sitting: option.sitting, wave: wave, periods: option.periods, rooms: rooms, seats: rooms.map { _ in -1 })
    }

    /// How many who wait for the programme could join the option, the application included.
    private func crowd(of number: Int, _ option: Insertion.Option, _ roster: inout Roster) -> Int {
        let model = roster.model
        let programme = model.applications[number].programme
        var count = 0
        for other in [number] + model.applications.indices.filter({ $0 != number })
        where model.applications[other].programme == programme && roster.places[other] == nil
            && model.applications[other].parts == model.applications[number].parts
        {
            guard let place = place(option, for: other, roster), roster.admits(other, place) else { continue }
            roster.seat(other, place)
            count += 1
        }
        return count
    }
}

extension Remedy {
    fileprivate mutating func add(_ change: Change) {
        if case .staff(let venue, let more, let period) = change,
            let index = changes.firstIndex(where: {
                if case .staff(venue, _, period) = $0 { true } else { false }
            }), case .staff(_, let before, _) = changes[index]
        {
            changes[index] = .staff(venue: venue, more: before + more, period: period)
        } else if !changes.contains(change) {
            changes.append(change)
        }
    }

    fileprivate var lowersMinimum: Bool { changes.contains { if case .minimum = $0 { true } else { false } } }

    fileprivate mutating func settle(isConfirmed: Bool) { self.isConfirmed = isConfirmed }

    /// The minimum that the people who would come reach.
    fileprivate mutating func lower(to people: Int) {
        changes = changes.map { if case .minimum = $0 { .minimum(people: max(1, people)) } else { $0 } }
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
}
