import Solving

// The tiers as sums of literals. Where a sum counts something that is merely implied by people's places
// (a room used, a pair of neighbours), its literal is only forced upwards; minimising pulls it down.
extension Encoding {
    /// Tier 1, turned round: people without a place.
    var unplaced: [Term] { isPlaced.map { Term(!$0) } }

    /// Tier 3.
    var delay: [Term] {
        members.flatMap { member in
            entries[member].map {
                Term($0.literal, model.sittings[$0.sitting].month - application(member).firstMonth)
            }
        }
    }

    /// Tier 4.
    var missedWishes: [Term] {
        members.flatMap { member in
            venueOf[member].filter { model.missesWish(member, venue: $0.venue) }.map { Term($0.literal) }
        }
    }

    /// Tier 5.
    var invigilators: [Term] { uses.flatMap { staffTerms[$0] ?? [] } }

    /// Tier 7, first part.
    mutating func nameRoomChanges() -> [Term] {
        var terms: [Term] = []
        for member in members {
            let count = application(member).parts.count
            for position in 1..<max(1, count) {
                let changes = solver.newVariable()
                teachRoomChange(of: member, before: position, as: changes)
                terms.append(Term(changes))
            }
        }
        return terms
    }

    /// `changes` unless both subjects are sat in one room: room by room.
    private mutating func teachRoomChange(of member: Int, before position: Int, as changes: Literal) {
        let earlier = Dictionary(grouping: chairs[member].filter { $0.position == position - 1 }, by: \.room)
        let later = Dictionary(grouping: chairs[member].filter { $0.position == position }, by: \.room)
        for room in earlier.keys.sorted() {
            for chair in earlier[room] ?? [] {
                solver.add(clause: [!chair.literal, changes] + (later[room] ?? []).map(\.literal))
            }
        }
    }

    /// Tier 7, second part.
    mutating func nameTailRooms() -> [Term] {
        uses.compactMap { use in
            guard let used = useLiterals[use], model.policy.tailRoom > 1 else { return nil }
            let isTail = solver.newVariable()
            let people = (seatersOf[use] ?? []).map { Term($0.literal) }
            let wanted = model.policy.tailRoom
            solver.add(atLeast: wanted, of: people + [Term(isTail, wanted), Term(!used, wanted)])
            return Term(isTail)
        }
    }

    /// Tier 7, third part: rooms a paper uses, and a literal per paper that is true while nobody sits it, so
    /// that Σ = Σ (rooms − 1) + the number of papers.
    mutating func nameSpread() -> [Term] {
        papers.flatMap { paper in
            var rooms: [Int: Literal] = [:]
            var sitters: [Literal] = []
            for member in runMembers[paper.run] ?? [] {
                guard let position = application(member).parts.firstIndex(of: paper.part),
                    let entry = literal(of: member, in: paper.run.sitting, wave: paper.wave)
                else { continue }
                sitters.append(entry)
                for chair in chairs[member]
                where chair.position == position && model.periods[chair.period].sitting == paper.run.sitting {
                    let used = rooms[chair.room] ?? solver.newVariable()
                    rooms[chair.room] = used
                    solver.add(clause: !entry, !chair.literal, used)
                }
            }
            let unused = solver.newVariable(phase: true)
            solver.add(clause: [unused] + sitters)
            return rooms.keys.sorted().compactMap { rooms[$0].map { Term($0) } } + [Term(unused)]
        }
    }
}
