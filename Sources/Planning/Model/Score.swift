import Exams

/// The tiers of a draft, recomputed from scratch; the searches assert their running values against it.
/// Tier 2 is not here: it needs the laws of an exchange, see `Envy`.
struct Score: Equatable {
    /// Tier 0: lost place, day, venue, period, room, seat.
    var changes = [0, 0, 0, 0, 0, 0]
    var placed = 0
    var delay = 0
    var missedWishes = 0
    var invigilators = 0
    var neighbours = 0
    /// Tier 7: room changes, tail rooms, spread.
    var comfort = [0, 0, 0]

    init(_ draft: Draft, in model: Model) {
        for (application, place) in draft.places.enumerated() {
            if let kind = model.change(of: application, to: place) { changes[kind] += 1 }
            guard let place else { continue }
            placed += 1
            delay += model.sittings[place.sitting].month - model.applications[application].firstMonth
            if model.missesWish(application, venue: model.rooms[place.rooms[0]].venue) { missedWishes += 1 }
            comfort[0] += zip(place.rooms, place.rooms.dropFirst()).count { $0 != $1 }
        }
        let roster = RoomRoster(draft, in: model)
        var units: [(seat: Int, unit: Int)] = []
        roster.forEachUse { use, people in
            invigilators += model.invigilators(for: people.count)
            if people.count < model.policy.tailRoom { comfort[1] += 1 }
            units.removeAll(keepingCapacity: true)
            for person in people where model.applications[Int(person.application)].unit >= 0 {
                units.append((Int(person.seat), model.applications[Int(person.application)].unit))
            }
            if units.count > 1 { neighbours += model.neighbourPairs(units, room: use.room) }
        }
        comfort[2] = roster.spread(of: draft, in: model)
    }
}

extension Score {
    func isBetter(than other: Score) -> Bool {
        let mine = changes + [-placed, delay, missedWishes, invigilators, neighbours] + comfort
        let theirs =
            other.changes + [-other.placed, other.delay, other.missedWishes, other.invigilators, other.neighbours]
            + other.comfort
        return mine.lexicographicallyPrecedes(theirs)
    }

    /// By tier, as in the plan document; tier 2 is 0 in every plan we make.
    func values(isReplan: Bool) -> [(tier: Int, value: Measure)] {
        (isReplan ? [(0, .list(changes))] : []) + [
            (1, .number(placed)), (2, .number(0)), (3, .number(delay)), (4, .number(missedWishes)),
            (5, .number(invigilators)), (6, .number(neighbours)), (7, .list(comfort)),
        ]
    }
}

/// Who sits in which room and period: rooms in order, their periods in order, people in the order of the
/// applications. Two passes of a counting sort.
struct RoomRoster {
    struct Sitter {
        var application: Int32
        var seat: Int32
    }

    private let periodCount: Int
    /// By room, then period: where its people begin.
    private var starts: [Int32]
    private var sitters: [Sitter]

    init(_ draft: Draft, in model: Model) {
        periodCount = model.periods.count
        starts = Array(repeating: 0, count: model.rooms.count * periodCount + 1)
        for case let place? in draft.places {
            for position in place.rooms.indices {
                starts[place.rooms[position] * periodCount + place.periods[position] + 1] += 1
            }
        }
        for use in starts.indices.dropLast() { starts[use + 1] += starts[use] }
        sitters = Array(repeating: Sitter(application: -1, seat: -1), count: Int(starts.last ?? 0))
        var next = starts
        for (application, place) in draft.places.enumerated() {
            guard let place else { continue }
            for position in place.rooms.indices {
                let use = place.rooms[position] * periodCount + place.periods[position]
                sitters[Int(next[use])] = Sitter(application: Int32(application), seat: Int32(place.seats[position]))
                next[use] += 1
            }
        }
    }

    /// Rooms and periods that somebody sits in.
    func forEachUse(_ body: (RoomUse, ArraySlice<Sitter>) -> Void) {
        guard periodCount > 0 else { return }
        for use in starts.indices.dropLast() where starts[use] < starts[use + 1] {
            body(
                RoomUse(room: use / periodCount, period: use % periodCount),
                sitters[Int(starts[use])..<Int(starts[use + 1])])
        }
    }

    /// A subject of a wave has one period, so the period tells which it is.
    private struct Paper: Hashable {
        var programme: Int
        var sitting: Int
        var wave: Int
        var period: Int
    }

    /// Σ over waves and subjects of rooms used − 1.
    func spread(of draft: Draft, in model: Model) -> Int {
        var papers: Set<Paper> = []
        var rooms = 0
        var here: [Paper] = []
        forEachUse { use, sitters in
            // In one room and period few waves meet.
            here.removeAll(keepingCapacity: true)
            for sitter in sitters {
                guard let place = draft.places[Int(sitter.application)] else { continue }
                let programme = model.applications[Int(sitter.application)].programme
                let paper = Paper(
                    programme: programme, sitting: place.sitting, wave: place.wave, period: use.period)
                if !here.contains(paper) { here.append(paper) }
            }
            rooms += here.count
            papers.formUnion(here)
        }
        return rooms - papers.count
    }
}

extension Model {
    func missesWish(_ application: Int, venue: Int) -> Bool {
        applications[application].wished.map { !$0.contains(venue) } ?? false
    }

    /// The first of tier 0's six changes that applies to any subject of a released application; nil if none
    /// does or nothing was promised.
    func change(of application: Int, to place: Place?) -> Int? {
        guard let promise = promises[application] else { return nil }
        guard let place else { return 0 }
        let pairs = zip(promise.seats.indices, promise.seats)
        func any(_ differs: (Int, Promise.Seat) -> Bool) -> Bool { pairs.contains { differs($0.0, $0.1) } }
        if any({ periods[place.periods[$0]].day != periods[$1.period].day }) { return 1 }
        if any({ rooms[place.rooms[$0]].venue != rooms[$1.room].venue }) { return 2 }
        if any({ place.periods[$0] != $1.period }) { return 3 }
        if any({ place.rooms[$0] != $1.room }) { return 4 }
        if any({ place.seats[$0] != $1.seat }) { return 5 }
        return nil
    }

    /// Pairs of one unit at distance one in row or column.
    func neighbourPairs(_ people: [(seat: Int, unit: Int)], room: Int) -> Int {
        let columns = rooms[room].columns
        var unitAt = Array(repeating: -1, count: (people.map(\.seat).max() ?? -1) + 2)
        for person in people where person.unit >= 0 && person.seat >= 0 { unitAt[person.seat] = person.unit }
        return people.reduce(0) { pairs, person in
            guard person.unit >= 0, person.seat >= 0 else { return pairs }
            let right = (person.seat + 1) % columns != 0 && unitAt[person.seat + 1] == person.unit
            let back = person.seat + columns
            let behind = back < unitAt.count && unitAt[back] == person.unit
            return pairs + (right ? 1 : 0) + (behind ? 1 : 0)
        }
    }
}
