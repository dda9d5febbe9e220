/// Fewer room changes (tier 7) by exchanging what two rooms of a venue hold in one period, or by moving it to a
/// room that is empty then. Everybody keeps wave, periods and company, so the earlier tiers stay as they are.
///
/// Hill climbing: each exchange taken lowers the number of people who change rooms, so it ends. One round costs
/// uses × rooms of a venue × people of a room.
struct RoomSwap {
    private struct Sitter {
        var application: Int
        var position: Int
    }

    private let model: Model
    private var sitters: [[Sitter]]
    private var draft: Draft
    private let periodCount: Int

    init(_ draft: Draft, in model: Model) {
        self.model = model
        self.draft = draft
        periodCount = model.periods.count
        sitters = Array(repeating: [], count: model.rooms.count * periodCount)
        for (application, place) in draft.places.enumerated() {
            guard let place else { continue }
            for (position, room) in place.rooms.enumerated() {
                sitters[room * periodCount + place.periods[position]]
                    .append(Sitter(application: application, position: position))
            }
        }
    }

    /// The draft after all exchanges that help.
    mutating func improved() -> Draft {
        var hasImproved = true
        while hasImproved {
            hasImproved = false
            for venue in model.venues {
                for period in 0..<periodCount {
                    for one in venue.rooms where !held(one, period).isEmpty {
                        for other in venue.rooms where other != one && isBetterExchanged(one, other, period) {
                            exchange(one, other, period)
                            hasImproved = true
                        }
                    }
                }
            }
        }
        return draft
    }

    private func held(_ room: Int, _ period: Int) -> [Sitter] { sitters[room * periodCount + period] }

    private func isBetterExchanged(_ one: Int, _ other: Int, _ period: Int) -> Bool {
        let (mine, theirs) = (held(one, period), held(other, period))
        let before = changes(mine, in: one) + changes(theirs, in: other)
        let after = changes(mine, in: other) + changes(theirs, in: one)
        return after < before && mayHold(other, mine, period) && mayHold(one, theirs, period)
    }

    /// How many times these people change rooms before and after this period if they sit in `room`.
    private func changes(_ people: [Sitter], in room: Int) -> Int {
        people.reduce(0) { count, sitter in
            guard let rooms = draft.places[sitter.application]?.rooms else { return count }
            let before = sitter.position > 0 && rooms[sitter.position - 1] != room
            let after = sitter.position + 1 < rooms.count && rooms[sitter.position + 1] != room
            return count + (before ? 1 : 0) + (after ? 1 : 0)
        }
    }

    private func mayHold(_ room: Int, _ people: [Sitter], _ period: Int) -> Bool {
        if people.isEmpty { return true }
        guard people.count <= model.rooms[room].capacity, model.isOpen(room: room, in: period) else { return false }
        let isFit = people.allSatisfy {
            model.roomLists[model.applications[$0.application].fitRooms[$0.position]].contains(room)
        }
        return isFit
            && (0..<periodCount).allSatisfy {
                $0 == period || held(room, $0).isEmpty || !model.exclude($0, period, in: room)
            }
    }

    private mutating func exchange(_ one: Int, _ other: Int, _ period: Int) {
        sitters.swapAt(one * periodCount + period, other * periodCount + period)
        for room in [one, other] {
            for sitter in held(room, period) { draft.places[sitter.application]?.rooms[sitter.position] = room }
        }
    }
}
