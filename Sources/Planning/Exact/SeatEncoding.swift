import Solving

// Seats, for tier 6. People without a unit, or alone of their unit, may take any seat that is left, and a room
// never holds more people than seats; so only the seats of units with two or more possible members are named,
// and by unit instead of by person: the members of a unit are interchangeable on its seats.
struct SeatEncoding {
    struct Spot: Hashable {
        var use: RoomUse
        var seat: Int
        var unit: Int
    }

    private(set) var spots: [Spot: Literal] = [:]
    /// Units with named seats in each use, ascending.
    private(set) var units: [RoomUse: [Int]] = [:]
    /// Tier 6.
    private(set) var neighbours: [Term] = []

    /// How many variables the seats of an encoding would take.
    static func size(of encoding: Encoding) -> Int {
        encoding.uses.reduce(0) { size, use in
            size + crowds(in: use, of: encoding).count * encoding.model.rooms[use.room].seats.count
        }
    }

    init(_ encoding: inout Encoding) {
        for use in encoding.uses {
            let crowds = SeatEncoding.crowds(in: use, of: encoding)
            guard !crowds.isEmpty else { continue }
            units[use] = crowds.map(\.unit)
            for crowd in crowds { nameSpots(of: crowd.unit, seaters: crowd.seaters, in: use, &encoding) }
            for seat in encoding.model.rooms[use.room].seats {
                encoding.solver.add(atMostOneOf: crowds.compactMap { spot(use, seat, $0.unit) })
            }
            nameNeighbours(in: use, crowds.map(\.unit), &encoding)
            pinKeptSeats(in: use, crowds.map(\.unit), &encoding)
        }
    }

    func spot(_ use: RoomUse, _ seat: Int, _ unit: Int) -> Literal? {
        spots[Spot(use: use, seat: seat, unit: unit)]
    }

    private static func crowds(
        in use: RoomUse, of encoding: Encoding
    ) -> [(unit: Int, seaters: [Literal])] {
        var byUnit: [Int: [Literal]] = [:]
        for seater in encoding.seatersOf[use] ?? [] {
            let unit = encoding.application(seater.member).unit
            if unit >= 0 { byUnit[unit, default: []].append(seater.literal) }
        }
        return byUnit.keys.sorted().compactMap { unit in
            guard let seaters = byUnit[unit], seaters.count > 1 else { return nil }
            return (unit, seaters)
        }
    }

    /// As many seats of the unit as people of it.
    private mutating func nameSpots(
        of unit: Int, seaters: [Literal], in use: RoomUse, _ encoding: inout Encoding
    ) {
        let seats = encoding.model.rooms[use.room].seats
        let literals = seats.map { seat in
            let literal = encoding.solver.newVariable()
            spots[Spot(use: use, seat: seat, unit: unit)] = literal
            return literal
        }
        // Only “at least”: a seat named for nobody does no harm, and minimising neighbours takes it away.
        encoding.solver.add(
            atLeast: seaters.count, of: literals.map { Term($0) } + seaters.map { Term(!$0) })
    }

    private mutating func nameNeighbours(in use: RoomUse, _ units: [Int], _ encoding: inout Encoding) {
        let room = encoding.model.rooms[use.room]
        let seats = Set(room.seats)
        for seat in room.seats {
            var adjacent: [Int] = []
            if (seat + 1) % room.columns != 0 { adjacent.append(seat + 1) }
            adjacent.append(seat + room.columns)
            for other in adjacent where seats.contains(other) {
                let pair = encoding.solver.newVariable()
                for unit in units {
                    if let one = spot(use, seat, unit), let two = spot(use, other, unit) {
                        encoding.solver.add(clause: !one, !two, pair)
                    }
                }
                neighbours.append(Term(pair))
            }
        }
    }

    /// Whoever keeps a released seat is counted on it.
    private func pinKeptSeats(in use: RoomUse, _ units: [Int], _ encoding: inout Encoding) {
        for (member, kept) in encoding.keptSeats.enumerated() {
            guard let kept, let promise = encoding.model.promises[member] else { continue }
            for promised in promise.seats where promised.period == use.period && promised.room == use.room {
                guard let seat = promised.seat else { continue }
                for unit in units {
                    guard let spot = spot(use, seat, unit) else { continue }
                    let isOwn = encoding.application(member).unit == unit
                    encoding.solver.add(clause: !kept, isOwn ? spot : !spot)
                }
            }
        }
    }
}
