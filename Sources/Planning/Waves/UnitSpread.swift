/// Spreads the people of a unit over rooms (tier 6). At most as many of one unit as a room has seats of one colour
/// of the chessboard sit there without two side by side; whoever is beyond that changes rooms with somebody of
/// another unit who sits the same periods, or, if nobody does, with somebody in this one period. Months, waves,
/// wishes and the number of people in every room stay as they are, so the earlier tiers do too.
///
/// Every exchange lowers the sum of people beyond, so it ends; one costs the people of the periods concerned.
struct UnitSpread {
    /// Partners tried for one person: in a large period the first thousands are as good as any.
    private let mostPartners = 2_000
    private let model: Model
    private let contains: [[Bool]]
    /// By room: the most seats of which no two are neighbours, of the two colours.
    private let independent: [Int]
    private var draft: Draft
    /// By room, then period: its units, with how many people of each.
    private var crowds: [[(unit: Int32, people: Int32)]]
    /// By period.
    private var sitters: [[Sitter]]

    private struct Sitter {
        private let applicationKept: Int32
        private let positionKept: Int32

        init(_ application: Int, _ position: Int) {
            (applicationKept, positionKept) = (Int32(application), Int32(position))
        }

        var application: Int { Int(applicationKept) }
        var position: Int { Int(positionKept) }
    }

    init(_ draft: Draft, contains: [[Bool]], in model: Model) {
        self.model = model
        self.draft = draft
        self.contains = contains
        independent = model.rooms.map(\.separateSeats)
        crowds = Array(repeating: [], count: model.rooms.count * model.periods.count)
        sitters = Array(repeating: [], count: model.periods.count)
        for (application, place) in draft.places.enumerated() {
            guard let place else { continue }
            for (position, period) in place.periods.enumerated() {
                sitters[period].append(Sitter(application, position))
                count(application, in: RoomUse(room: place.rooms[position], period: period), 1)
            }
        }
    }

    private mutating func count(_ application: Int, in use: RoomUse, _ people: Int) {
        let unit = model.applications[application].unit
        guard unit >= 0 else { return }
        let place = place(of: use)
        if let known = crowds[place].firstIndex(where: { $0.unit == Int32(unit) }) {
            crowds[place][known].people += Int32(people)
        } else {
            crowds[place].append((Int32(unit), Int32(people)))
        }
    }

    mutating func improved() -> Draft {
        for onlyHere in [false, true] {
            for period in sitters.indices {
                for sitter in sitters[period] where isBeyond(sitter) { moveAway(sitter, onlyHere: onlyHere) }
            }
        }
        return draft
    }

    private func isBeyond(_ sitter: Sitter) -> Bool {
        guard let use = use(sitter.application, sitter.position) else { return false }
        return excess(use, model.applications[sitter.application].unit, 0) > 0
    }

    private func place(of use: RoomUse) -> Int { use.room * model.periods.count + use.period }

    private func use(_ application: Int, _ position: Int) -> RoomUse? {
        draft.places[application].map { RoomUse(room: $0.rooms[position], period: $0.periods[position]) }
    }

    /// People of the unit beyond what the room separates, after some more have come.
    private func excess(_ use: RoomUse, _ unit: Int, _ more: Int) -> Int {
        if unit < 0 { return 0 }
        let present = crowds[place(of: use)].first { $0.unit == Int32(unit) }?.people ?? 0
        return max(0, Int(present) + more - independent[use.room])
    }

    private mutating func moveAway(_ sitter: Sitter, onlyHere: Bool) {
        let one = sitter.application
        guard let own = draft.places[one], isBeyond(sitter) else { return }
        for partner in sitters[own.periods[sitter.position]].prefix(mostPartners) {
            guard let theirs = draft.places[partner.application],
                model.applications[partner.application].unit != model.applications[one].unit
            else { continue }
            let positions: [(mine: Int, theirs: Int)]
            if onlyHere {
                positions = [(sitter.position, partner.position)]
            } else {
                guard theirs.periods == own.periods else { continue }
                positions = own.periods.indices.map { ($0, $0) }
            }
            if exchange(one, partner.application, positions, onlyHere: onlyHere) { return }
        }
    }

    /// Exchanges rooms in some periods if the laws and wishes allow it and fewer people are beyond.
    private mutating func exchange(
        _ one: Int, _ other: Int, _ positions: [(mine: Int, theirs: Int)], onlyHere: Bool
    ) -> Bool {
        guard var mine = draft.places[one], var theirs = draft.places[other],
            model.applications[one].hasExtraTime == model.applications[other].hasExtraTime
        else { return false }
        let (left, right) = (model.applications[one], model.applications[other])
        var gain = 0
        for pair in positions {
            let period = mine.periods[pair.mine]
            let (here, there) = (mine.rooms[pair.mine], theirs.rooms[pair.theirs])
            guard contains[left.fitRooms[pair.mine]][there], contains[right.fitRooms[pair.theirs]][here] else {
                return false
            }
            guard here != there else { continue }
            for (room, comes, goes) in [(here, right.unit, left.unit), (there, left.unit, right.unit)] {
                let use = RoomUse(room: room, period: period)
                gain += excess(use, comes, 0) - excess(use, comes, 1) + excess(use, goes, 0) - excess(use, goes, -1)
            }
            mine.rooms[pair.mine] = there
            theirs.rooms[pair.theirs] = here
        }
        guard gain > 0, keepsVenues(one, mine, other, theirs, onlyHere) else { return false }
        for (application, place) in [(one, mine), (other, theirs)] {
            move(application, to: place)
        }
        return true
    }

    private func keepsVenues(_ one: Int, _ mine: Place, _ other: Int, _ theirs: Place, _ onlyHere: Bool) -> Bool {
        func venue(_ place: Place?) -> Int? { place.map { model.rooms[$0.rooms[0]].venue } }
        func isWhole(_ place: Place) -> Bool { place.rooms.allSatisfy { model.rooms[$0].venue == venue(place) } }
        guard isWhole(mine), isWhole(theirs), let first = venue(mine), let second = venue(theirs) else { return false }
        if first == venue(draft.places[one]), second == venue(draft.places[other]) { return true }
        // Two venues: the wishes, and the two persons' other applications, must not mind.
        guard model.people[model.applications[one].person].count == 1,
            model.people[model.applications[other].person].count == 1
        else { return false }
        func missed(_ application: Int, _ venue: Int?) -> Int {
            venue.map { model.missesWish(application, venue: $0) ? 1 : 0 } ?? 0
        }
        return missed(one, first) + missed(other, second)
            <= missed(one, venue(draft.places[one])) + missed(other, venue(draft.places[other]))
    }

    private mutating func move(_ application: Int, to place: Place) {
        guard let before = draft.places[application] else { return }
        for (position, period) in before.periods.enumerated() {
            count(application, in: RoomUse(room: before.rooms[position], period: period), -1)
            count(application, in: RoomUse(room: place.rooms[position], period: period), 1)
        }
        draft.places[application] = place
    }
}

extension RoomModel {
    /// The most seats of which no two are neighbours, of the two colours of a chessboard.
    var separateSeats: Int {
        let black = seats.count { ($0 / columns + $0 % columns) % 2 == 0 }
        return max(black, seats.count - black)
    }
}
