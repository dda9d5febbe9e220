import Exams

// Where people lost their place, the rooms of the venue's whole day are given out anew (`VenueDay`), and the result
// is kept if fewer people change or change less. This finds what asking people one by one does not: that a room
// should serve another session.

/// A venue on one day.
struct Ground: Hashable, Comparable {
    var venue: Int
    var day: Int

    static func < (left: Ground, right: Ground) -> Bool { (left.venue, left.day) < (right.venue, right.day) }
}

extension Repair {
    /// - Parameter least: only where somebody changed this much or more.
    mutating func arrange(for moved: [Int], least: Int) {
        let grounds = Set(moved.filter { isReleased($0) && nearness(of: $0) <= least }.compactMap(ground))
        for ground in grounds.sorted() { arrange(ground) }
    }

    func ground(of number: Int) -> Ground? { anchors[number].map { Ground(venue: $0.venue, day: $0.day) } }

    private mutating func arrange(_ ground: Ground) {
        var known: [Group: Int] = [:]
        let people = (holders[ground] ?? []).filter { number in
            guard isReleased(number), !model.applications[number].hasBegun,
                let sitting = anchors[number]?.place.sitting,
                !closed.contains(roster.run(number, in: sitting))
            else { return false }
            let group = group(number)
            let near = known[group] ?? alone(number, below: Nearness.same)
            known[group] = near
            return near >= Nearness.room
        }
        let owners = Set(people.filter { hasRoom($0) })
        let wanted = VenueDay(model, venue: ground.venue, people: people, owners: owners, anchors: anchors)
            .arrangement()
        let moving = people.filter { wanted[$0] != roster.places[$0]?.rooms || !isAtHome($0) }
        let all = moving + others(inTheWayOf: moving.compactMap { wanted[$0] == nil ? nil : $0 }, wanted, Set(people))
        let before = cost(of: all)
        let old = all.map { roster.unseat($0) }
        forget()
        take(wanted.filter { roster.places[$0.key] == nil })
        for number in all where roster.places[number] == nil { seatNearest(number, least: Nearness.day) }
        if cost(of: all).lexicographicallyPrecedes(before) {
            for place in old { note(place) }
            return
        }
        for number in all { roster.unseat(number) }
        for (number, place) in zip(all, old) {
            if let place { roster.seat(number, place) }
        }
    }

    /// In the periods he sat in before.
    private func isAtHome(_ number: Int) -> Bool { nearness(of: number) >= Nearness.room }

    /// Those who keep their rooms and seats first: whoever chooses another would take theirs.
    private mutating func take(_ wanted: [Int: PerPart]) {
        func order(_ number: Int) -> (Int, Int) {
            let place = anchors[number]?.place
            let isKept = wanted[number] == place?.rooms && !(place?.seats.contains(-1) ?? true)
            return (isKept ? 0 : 1, model.applications[number].rank)
        }
        for number in wanted.keys.sorted(by: { order($0) < order($1) }) {
            guard let anchor = anchors[number], let rooms = wanted[number] else { continue }
            var place = anchor.place
            place.rooms = rooms
            for position in rooms.indices where rooms[position] != anchor.place.rooms[position] {
                place.seats[position] = -1
            }
            seatInAnyWave(number, place)
        }
    }

    private func hasRoom(_ number: Int) -> Bool {
        guard let place = anchors[number]?.place else { return false }
        let compiled = model.applications[number]
        return place.rooms.indices.allSatisfy { position in
            model.isOpen(room: place.rooms[position], in: place.periods[position])
                && model.roomLists[compiled.fitRooms[position]].contains(place.rooms[position])
        }
    }

    /// Everybody else in the rooms they are to have, and whoever keeps these rooms for another session.
    private func others(inTheWayOf moving: [Int], _ wanted: [Int: PerPart], _ people: Set<Int>) -> [Int] {
        var uses: Set<RoomUse> = []
        for number in moving {
            guard let periods = anchors[number]?.place.periods, let rooms = wanted[number] else { continue }
            for (room, period) in zip(rooms, periods) {
                uses.insert(RoomUse(room: room, period: period))
                for rival in roster.rivals(of: period, in: room) { uses.insert(RoomUse(room: room, period: rival)) }
            }
        }
        return Set(uses.flatMap { roster.people($0.room, $0.period) }).subtracting(people).sorted()
    }
}
