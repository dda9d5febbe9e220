import Solving

/// Reads people's places off an assignment of the encoding's literals.
struct PlanReading {
    let encoding: Encoding
    let seats: SeatEncoding
    let isTrue: (Literal) -> Bool

    init(encoding: Encoding, seats: SeatEncoding, isTrue: @escaping (Literal) -> Bool) {
        self.encoding = encoding
        self.seats = seats
        self.isTrue = isTrue
    }

    func entry(of member: Int) -> Encoding.Entry? { encoding.entries[member].first { isTrue($0.literal) } }

    /// The chairs a placed member sits on, in the order of its parts.
    func chairs(of member: Int) -> [Encoding.Chair] {
        encoding.chairs[member].filter { isTrue($0.literal) }.sorted { $0.position < $1.position }
    }

    func draft() -> Draft {
        var draft = Draft(places: Array(repeating: nil, count: encoding.model.applications.count))
        for member in encoding.members {
            guard let entry = entry(of: member) else { continue }
            let chairs = chairs(of: member)
            draft.places[member] = Place(
                sitting: entry.sitting, wave: entry.wave, periods: chairs.map(\.period), rooms: chairs.map(\.room),
                seats: chairs.map { _ in -1 })
        }
        for use in encoding.uses { seat(use, in: &draft) }
        return draft
    }

    /// Kept seats first, then the seats named for a unit, then whatever is left in seat order.
    private func seat(_ use: RoomUse, in draft: inout Draft) {
        let sitters = (encoding.seatersOf[use] ?? []).filter { isTrue($0.literal) }.map(\.member)
        var free = encoding.model.rooms[use.room].seats
        var waiting: [Int] = []
        for member in sitters {
            if let kept = keptSeat(of: member, in: use) {
                take(kept, for: member, in: use, &draft, &free)
            } else {
                waiting.append(member)
            }
        }
        var unnamed: [Int] = []
        let reserved = Set((seats.units[use] ?? []).flatMap { unit in free.filter { isNamed($0, use, unit) } })
        for member in waiting {
            let unit = encoding.application(member).unit
            if let seat = free.first(where: { reserved.contains($0) && isNamed($0, use, unit) }) {
                take(seat, for: member, in: use, &draft, &free)
            } else {
                unnamed.append(member)
            }
        }
        for member in unnamed {
            // Seats named beyond need are nobody's.
            guard let seat = free.first(where: { !reserved.contains($0) }) ?? free.first else { continue }
            take(seat, for: member, in: use, &draft, &free)
        }
    }

    private func isNamed(_ seat: Int, _ use: RoomUse, _ unit: Int) -> Bool {
        seats.spot(use, seat, unit).map(isTrue) ?? false
    }

    private func keptSeat(of member: Int, in use: RoomUse) -> Int? {
        guard !encoding.keptSeats.isEmpty, let kept = encoding.keptSeats[member], isTrue(kept),
            let promise = encoding.model.promises[member]
        else { return nil }
        return promise.seats.first { $0.period == use.period && $0.room == use.room }?.seat
    }

    private func take(
        _ seat: Int, for member: Int, in use: RoomUse, _ draft: inout Draft, _ free: inout [Int]
    ) {
        guard var place = draft.places[member],
            let position = place.periods.indices.first(where: {
                place.periods[$0] == use.period && place.rooms[$0] == use.room
            })
        else { return }
        place.seats[position] = seat
        draft.places[member] = place
        free.removeAll { $0 == seat }
    }
}
