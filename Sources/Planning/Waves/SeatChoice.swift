// Seats of one room and period: people of one unit not side by side (tier 6).
//
// The grid is two-coloured like a chessboard; neighbours always differ in colour. People are seated unit by
// unit, the largest first, on the black seats and then on the white ones, so that a unit stays on one colour
// unless it is the one at the turn. What pairs remain are reduced by moving and exchanging people while that
// helps. The order of seats and people is fixed, hence the result.

struct SeatChoice {
    private let columns: Int
    /// Places of the grid as far as the last seat and one more, those without a machine included.
    private let placeCount: Int
    private let seats: [Int]

    init(room: RoomModel) {
        columns = room.columns
        placeCount = (room.seats.max() ?? -1) + 2
        let black = room.seats.filter { ($0 / room.columns + $0 % room.columns) % 2 == 0 }
        let white = room.seats.filter { ($0 / room.columns + $0 % room.columns) % 2 == 1 }
        seats = black.count >= white.count ? black + white : white + black
    }

    /// The seat of each person, given everybody's unit (-1: none). At most as many people as seats.
    func seats(for units: [Int]) -> [Int] {
        var sizes: [Int: Int] = [:]
        for unit in units where unit >= 0 { sizes[unit, default: 0] += 1 }
        let order = units.enumerated().map { (size: $1 < 0 ? 0 : sizes[$1] ?? 0, unit: $1, person: $0) }
            .sorted { (-$0.size, $0.unit, $0.person) < (-$1.size, $1.unit, $1.person) }
        var chosen = Array(repeating: 0, count: units.count)
        for (position, entry) in order.enumerated() { chosen[entry.person] = seats[position] }
        if (order.first?.size ?? 0) > 1 { reduce(&chosen, units) }
        return chosen
    }

    /// Neighbours of a seat in one's unit.
    private func pairs(_ unit: Int, at seat: Int, _ unitAt: [Int]) -> Int {
        guard unit >= 0 else { return 0 }
        var pairs = 0
        if seat >= columns, unitAt[seat - columns] == unit { pairs += 1 }
        if seat + columns < placeCount, unitAt[seat + columns] == unit { pairs += 1 }
        if seat % columns > 0, unitAt[seat - 1] == unit { pairs += 1 }
        if (seat + 1) % columns > 0, unitAt[seat + 1] == unit { pairs += 1 }
        return pairs
    }

    private func reduce(_ chosen: inout [Int], _ units: [Int]) {
        // By place; -1: nobody, or nobody's unit.
        var unitAt = Array(repeating: -1, count: placeCount)
        var personAt = unitAt
        for (person, seat) in chosen.enumerated() {
            personAt[seat] = person
            unitAt[seat] = units[person]
        }
        var improved = true
        var rounds = 0
        while improved, rounds < 8 {
            improved = false
            rounds += 1
            for person in units.indices where pairs(units[person], at: chosen[person], unitAt) > 0 {
                for seat in seats where seat != chosen[person] {
                    let own = chosen[person]
                    let other = personAt[seat]
                    if other >= 0, units[other] == units[person] { continue }
                    let unit = other < 0 ? -1 : units[other]
                    let before = pairs(units[person], at: own, unitAt) + pairs(unit, at: seat, unitAt)
                    unitAt[own] = unit
                    unitAt[seat] = units[person]
                    let after = pairs(units[person], at: seat, unitAt) + pairs(unit, at: own, unitAt)
                    if after < before {
                        chosen[person] = seat
                        personAt[seat] = person
                        personAt[own] = other
                        if other >= 0 { chosen[other] = own }
                        improved = true
                        break
                    }
                    unitAt[own] = units[person]
                    unitAt[seat] = unit
                }
            }
        }
    }
}

extension Draft {
    /// Gives every place its seats, room by room and period by period.
    /// - Parameter anchors: by application, where they were: seats to be kept besides those of tickets.
    mutating func takeSeats(in model: Model, asBefore anchors: [Anchor?] = []) {
        let choices = model.rooms.map(SeatChoice.init)
        RoomRoster(self, in: model).forEachUse { use, sitters in
            var room = model.rooms[use.room]
            var people: [Int] = []
            for sitter in sitters {
                let person = Int(sitter.application)
                let before = anchors.isEmpty ? nil : anchors[person]?.seat(room: use.room, period: use.period)
                let promised = model.promisedSeat(of: person, room: use.room, period: use.period)
                if let kept = promised ?? before.flatMap({ room.seats.contains($0) ? $0 : nil }) {
                    take(kept, for: person, in: use.period)
                    room.seats.removeAll { $0 == kept }
                } else {
                    people.append(person)
                }
            }
            let choice = people.count == sitters.count ? choices[use.room] : SeatChoice(room: room)
            let seats = choice.seats(for: people.map { model.applications[$0].unit })
            for (person, seat) in zip(people, seats) { take(seat, for: person, in: use.period) }
        }
    }

    private mutating func take(_ seat: Int, for application: Int, in period: Int) {
        guard let position = places[application]?.periods.firstIndex(of: period) else { return }
        places[application]?.seats[position] = seat
    }
}

extension Model {
    /// The seat a released ticket gives in this room and period, if its machine still works.
    fileprivate func promisedSeat(of application: Int, room: Int, period: Int) -> Int? {
        promises[application]?.seats.first { $0.room == room && $0.period == period }?.seat
    }
}

extension Anchor {
    /// The seat he had in a room and period, if its machine still works.
    fileprivate func seat(room: Int, period: Int) -> Int? {
        let position = place.periods.firstIndex(of: period)
        return position.flatMap { place.rooms[$0] == room && place.seats[$0] >= 0 ? place.seats[$0] : nil }
    }
}
