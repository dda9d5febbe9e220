import Exams

/// A change of the problem document that an office could make. Ids are those of the document.
enum Change: Hashable {
    /// More people may sit in a room, in every period.
    case seats(room: String, more: Int)
    /// At every instant.
    case staff(venue: String, more: Int)
    case opening(room: String, period: String, start: LocalMinute, end: LocalMinute)
    /// A new room, always open and to everybody; venue "": at a new venue.
    case room(venue: String, seats: Int, offers: [String])
    case waves(programme: String, more: Int)
    case minimum(programme: String, less: Int)
    case listing(sitting: String, programme: String)
    case equipment(room: String, tags: [String])
    case admission(room: String, institution: String)
    case sessions(more: Int)
    case longer(period: String, end: LocalMinute)
    case period(sitting: String, start: LocalMinute, end: LocalMinute)

    /// How much of it, where a smaller change of the kind is a smaller number.
    var amount: Int? {
        switch self {
        case .seats(_, let amount), .staff(_, let amount), .room(_, let amount, _), .waves(_, let amount),
            .minimum(_, let amount), .sessions(let amount):
            amount
        case .opening, .listing, .equipment, .admission, .longer, .period: nil
        }
    }

    func with(amount: Int) -> Change {
        switch self {
        case .seats(let room, _): .seats(room: room, more: amount)
        case .staff(let venue, _): .staff(venue: venue, more: amount)
        case .room(let venue, _, let offers): .room(venue: venue, seats: amount, offers: offers)
        case .waves(let programme, _): .waves(programme: programme, more: amount)
        case .minimum(let programme, _): .minimum(programme: programme, less: amount)
        case .sessions: .sessions(more: amount)
        case .opening, .listing, .equipment, .admission, .longer, .period: self
        }
    }

    /// Do the same people have to do with one another afterwards as before? Other changes may bring in people who
    /// shared nothing with them.
    var staysInPart: Bool {
        switch self {
        case .seats, .staff, .waves, .minimum: true
        default: false
        }
    }
}

extension [Change] {
    /// Both; amounts of the same thing are added.
    func merged(with others: [Change]) -> [Change] {
        others.reduce(into: self) { all, other in
            // A seat more in a room that is new is a larger new room.
            var other = other
            if case .seats(let room, let more) = other {
                for case .room(let venue, _, let offers) in all where room.hasPrefix("\(venue)+") {
                    other = .room(venue: venue, seats: more, offers: offers)
                }
            }
            let kind = other.with(amount: 0)
            guard let index = all.firstIndex(where: { $0.with(amount: 0) == kind }) else { return all.append(other) }
            all[index] = other.with(amount: (all[index].amount ?? 0) + (other.amount ?? 0))
        }
    }
}

// MARK: - In the document

extension Problem {
    func changed(by changes: [Change]) -> Problem {
        var problem = self
        for change in changes { problem.make(change) }
        return problem
    }

    private mutating func make(_ change: Change) {
        switch change {
        case .seats(let id, let more): edit(room: id) { [policy] in $0.add(seats: more, spare: policy.spare) }
        case .staff(let id, let more): edit(venue: id) { $0.invigilators = $0.invigilators.map { $0 + more } }
        case .opening(let id, _, let start, let end):
            edit(room: id) { $0.open = $0.open.map { $0 + [[start, end]] } }
        case .room(let id, let seats, let offers): add(room: seats, at: id, offers)
        case .waves(let id, let more): edit(programme: id) { $0.maxWaves += more }
        case .minimum(let id, let less):
            edit(programme: id) { $0.minimumEnrolment = $0.minimumEnrolment.map { Swift.max(1, $0 - less) } }
        case .listing(let id, let programme): edit(sitting: id) { $0.programmes.append(programme) }
        case .equipment(let id, let tags): edit(room: id) { $0.offers = ($0.offers ?? []) + tags }
        case .admission(let id, let institution): edit(room: id) { $0.institutions?.append(institution) }
        case .sessions(let more): policy.maxSessionsPerDay += more
        case .longer(let id, let end):
            for sitting in sittings.indices {
                for period in sittings[sitting].periods.indices where sittings[sitting].periods[period].id == id {
                    sittings[sitting].periods[period].end = end
                }
            }
        case .period(let id, let start, let end):
            edit(sitting: id) {
                $0.periods.append(.init(id: "\(id)+\($0.periods.count)", start: start, end: end))
            }
        }
    }

    private mutating func add(room seats: Int, at id: String, _ offers: [String]) {
        var room = Venue.Room(id: "\(id)+", rows: 0, columns: 0, offers: offers)
        room.add(seats: seats, spare: policy.spare)
        if venues.contains(where: { $0.id == id }) {
            edit(venue: id) {
                room.id += "\($0.rooms.count)"
                $0.rooms.append(room)
            }
        } else {
            venues.append(Venue(id: "+\(venues.count)", rooms: [room]))
        }
    }

    private mutating func edit(programme id: String, _ edit: (inout Programme) -> Void) {
        for index in programmes.indices where programmes[index].id == id { edit(&programmes[index]) }
    }

    private mutating func edit(sitting id: String, _ edit: (inout Sitting) -> Void) {
        for index in sittings.indices where sittings[index].id == id { edit(&sittings[index]) }
    }

    private mutating func edit(venue id: String, _ edit: (inout Venue) -> Void) {
        for index in venues.indices where venues[index].id == id { edit(&venues[index]) }
    }

    private mutating func edit(room id: String, _ edit: (inout Venue.Room) -> Void) {
        for venue in venues.indices {
            for room in venues[venue].rooms.indices where venues[venue].rooms[room].id == id {
                edit(&venues[venue].rooms[room])
            }
        }
    }
}

extension Venue.Room {
    /// As many machines more as law 7 wants for that many people, in new rows at the back.
    fileprivate mutating func add(seats: Int, spare: [Int]) {
        guard spare[0] > 0 else { return }
        let working = rows * columns - Set(blocked ?? []).count
        let people = working * spare[0] / spare[1] + seats
        let machines = (people * spare[1] + spare[0] - 1) / spare[0] - working
        if rows == 0 || columns == 0 { (rows, columns, blocked) = (0, min(10, machines), nil) }
        let added = (machines + columns - 1) / columns
        rows += added
        let surplus = added * columns - machines
        if surplus > 0 { blocked = (blocked ?? []) + (0..<surplus).map { [rows, columns - $0] } }
    }
}
