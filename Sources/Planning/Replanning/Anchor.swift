import Exams

/// Where an application sat before: what a change is measured against.
struct Anchor {
    var place: Place
    /// A ticket for the place is out: its changes are tier 0.
    var isReleased: Bool
    var venue: Int
    var day: Int
    /// The periods as numbers of the place's kind: anchors with one key are alike but for rooms.
    var key: AnchorKey
}

struct AnchorKey: Hashable {
    var sitting: Int
    var periods: [Int]
    var venue: Int
    var isReleased: Bool
}

/// How far a place is from the one before: the number of the first change of tier 0 that applies, 6 if none does.
/// The greater the better.
enum Nearness {
    static let lost = 0
    static let day = 1
    static let venue = 2
    static let period = 3
    static let room = 4
    static let seat = 5
    static let same = 6

    /// Of a choice of periods and venue: rooms are looked at later, so `room` is the best it can say.
    static func of(_ periods: some Collection<Int>, venue: Int, from anchor: Anchor, in model: Model) -> Int {
        guard let first = periods.first, model.periods[first].day == anchor.day else { return day }
        if venue != anchor.venue { return Nearness.venue }
        return periods.elementsEqual(anchor.place.periods) ? room : period
    }

    static func of(_ place: Place?, from anchor: Anchor, in model: Model) -> Int {
        guard let place else { return lost }
        let near = of(place.periods, venue: model.rooms[place.rooms[0]].venue, from: anchor, in: model)
        if near < room { return near }
        if place.rooms != anchor.place.rooms { return room }
        return place.seats == anchor.place.seats ? same : seat
    }
}

extension Promise {
    /// An earlier place come back, but for what has begun at this one since; nil if they do not go together.
    fileprivate func keeping(_ now: Promise) -> Promise? {
        guard sitting == now.sitting, seats.map(\.period) == now.seats.map(\.period) else { return nil }
        var joined = self
        // The earlier plan may number its waves in another way.
        joined.wave = now.wave
        for (position, seat) in now.seats.enumerated() where seat.hasBegun { joined.seats[position] = seat }
        return joined
    }
}

extension Model {
    /// What released tickets promise. A seat of -1: the machine is gone or promised to somebody else.
    func anchors() -> [Anchor?] {
        promises.enumerated().map { number, promise in promise.flatMap { anchor(of: number, $0, isReleased: true) } }
    }

    /// What released tickets promise, and the places of an earlier plan.
    /// - Parameter isRestored: the earlier plan is to come back, so its places come before what was promised since.
    func anchors(previous: Plan, isRestored: Bool = false) -> [Anchor?] {
        let promised = anchors()
        var anchors = promised.enumerated().map { isRestored && !applications[$0].hasBegun ? nil : $1 }
        for (number, promise) in promises(of: previous) {
            if anchors[number] == nil {
                anchors[number] = anchor(of: number, promise, isReleased: promised[number] != nil)
            } else if isRestored, let now = promises[number], let joined = promise.keeping(now) {
                anchors[number] = anchor(of: number, joined, isReleased: true)
            }
        }
        for number in anchors.indices where anchors[number] == nil { anchors[number] = promised[number] }
        return anchors
    }

    /// A plan made elsewhere, or before, as if all of it were promised; what the model does not know is left out.
    func promises(of plan: Plan) -> [(number: Int, promise: Promise)] {
        let documents = Dictionary(
            applications.enumerated().map { (problem.applications[$1.document].id, $0) },
            uniquingKeysWith: { first, _ in first })
        let sittings = Numbering(problem.sittings.map(\.id))
        let periods = Numbering(periodIDs)
        let rooms = Numbering(roomIDs)
        let beginnings = problem.beginnings
        return plan.placements.compactMap { placement in
            guard let number = documents[placement.application], let sitting = sittings.number(placement.sitting)
            else { return nil }
            let seats = placement.subjects.sorted { $0.subject < $1.subject }.compactMap { seat -> Promise.Seat? in
                guard let period = periods.number(seat.period), let room = rooms.number(seat.room) else { return nil }
                let flat = (seat.row - 1) * self.rooms[room].columns + seat.column - 1
                let hasBegun = beginnings.hasBegun(seat)
                let isThere = self.rooms[room].seats.contains(flat) || hasBegun
                return Promise.Seat(period: period, room: room, seat: isThere ? flat : nil, hasBegun: hasBegun)
            }
            return (number, Promise(sitting: sitting, wave: placement.wave, seats: seats))
        }
    }

    func anchor(of number: Int, _ promise: Promise, isReleased: Bool) -> Anchor? {
        guard promise.seats.count == applications[number].parts.count, let first = promise.seats.first else {
            return nil
        }
        let periods = promise.seats.map(\.period)
        let venue = rooms[first.room].venue
        let place = Place(
            sitting: promise.sitting, wave: promise.wave - 1, periods: periods, rooms: promise.seats.map(\.room),
            seats: promise.seats.map { $0.seat ?? -1 })
        return Anchor(
            place: place, isReleased: isReleased, venue: venue, day: self.periods[first.period].day,
            key: AnchorKey(sitting: promise.sitting, periods: periods, venue: venue, isReleased: isReleased))
    }
}
