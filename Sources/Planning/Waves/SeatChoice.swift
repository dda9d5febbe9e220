// Seats of one room and period: people of one unit not side by side (tier 6).
//
// The grid is two-coloured like a chessboard; neighbours always differ in colour. People are seated unit by
// unit, the largest first, on the black seats and then on the white ones, so that a unit stays on one colour
// unless it is the one at the turn. What pairs remain are reduced by moving and exchanging people while that
// helps. The order of seats and people is fixed, hence the result.

struct SeatChoice {
    private let columns: Int
    private let seats: [Int]

    init(room: RoomModel) {
        columns = room.columns
        let black = room.seats.filter { ($0 / room.columns + $0 % room.columns) % 2 == 0 }
        let white = room.seats.filter { ($0 / room.columns + $0 % room.columns) % 2 == 1 }
        seats = black.count >= white.count ? black + white : white + black
    }

    /// The seat of each person, given everybody's unit (-1: none). At most as many people as seats.
    func seats(for units: [Int]) -> [Int] {
        var sizes: [Int: Int] = [:]
        for unit in units where unit >= 0 { sizes[unit, default: 0] += 1 }
        func size(_ person: Int) -> Int { sizes[units[person]] ?? 0 }
        let order = units.indices.sorted {
            (-size($0), units[$0], $0) < (-size($1), units[$1], $1)
        }
        var chosen = Array(repeating: 0, count: units.count)
        var unitAt: [Int: Int] = [:]
        for (position, person) in order.enumerated() {
            chosen[person] = seats[position]
            unitAt[seats[position]] = units[person]
        }
        if sizes.values.contains(where: { $0 > 1 }) { reduce(&chosen, units, &unitAt) }
        return chosen
    }

    private func neighbours(_ seat: Int) -> [Int] {
        var found = [seat - columns, seat + columns]
        if seat % columns > 0 { found.append(seat - 1) }
        if (seat + 1) % columns > 0 { found.append(seat + 1) }
        return found
    }

    private func pairs(_ unit: Int, at seat: Int, _ unitAt: [Int: Int]) -> Int {
        unit < 0 ? 0 : neighbours(seat).count { unitAt[$0] == unit }
    }

    private func reduce(_ chosen: inout [Int], _ units: [Int], _ unitAt: inout [Int: Int]) {
        var personAt: [Int: Int] = [:]
        for (person, seat) in chosen.enumerated() { personAt[seat] = person }
        var improved = true
        var rounds = 0
        while improved, rounds < 8 {
            improved = false
            rounds += 1
            for person in units.indices where pairs(units[person], at: chosen[person], unitAt) > 0 {
                for seat in seats where seat != chosen[person] {
                    let own = chosen[person]
                    let other = personAt[seat]
                    if let other, units[other] == units[person] { continue }
                    let unit = other.map { units[$0] } ?? -1
                    let before = pairs(units[person], at: own, unitAt) + pairs(unit, at: seat, unitAt)
                    unitAt[own] = unit
                    unitAt[seat] = units[person]
                    let after = pairs(units[person], at: seat, unitAt) + pairs(unit, at: own, unitAt)
                    if after < before {
                        chosen[person] = seat
                        personAt[seat] = person
                        personAt[own] = other
                        if let other { chosen[other] = own } else { unitAt[own] = nil }
                        improved = true
                        break
                    }
                    unitAt[own] = units[person]
                    unitAt[seat] = other.map { units[$0] }
                }
            }
        }
    }
}

extension Draft {
    /// Gives every place its seats, room by room and period by period.
    mutating func takeSeats(in model: Model) {
        let roster = RoomRoster(self, in: model)
        for use in roster.uses.keys.sorted(by: { ($0.room, $0.period) < ($1.room, $1.period) }) {
            var room = model.rooms[use.room]
            var people: [Int] = []
            for person in roster.uses[use] ?? [] {
                if let kept = model.promisedSeat(of: person.application, room: use.room, period: use.period) {
                    take(kept, for: person.application, in: use.period)
                    room.seats.removeAll { $0 == kept }
                } else {
                    people.append(person.application)
                }
            }
            let seats = SeatChoice(room: room).seats(for: people.map { model.applications[$0].unit })
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
