import Solving

/// Law 14. After a ticket is released its placement changes only in a re-plan, and then as tier 0 says: the
/// six counts are minimised first.
extension Encoding {
    /// For each kind of change, per released member: the literal of “this change or an earlier kind”. With the
    /// earlier counts fixed, minimising Σ of these minimises the count of the kind.
    mutating func nameChanges() {
        guard model.isReplan else { return }
        changed = Array(repeating: [], count: 6)
        for member in members {
            guard let promise = model.promises[member] else {
                keptSeats.append(nil)
                continue
            }
            var kinds = [!isPlaced[member]]
            for kind in 1...5 {
                let literal = solver.newVariable()
                solver.add(clause: !kinds[kind - 1], literal)
                for chair in chairs[member] where differs(chair, from: promise.seats[chair.position], in: kind) {
                    solver.add(clause: !chair.literal, literal)
                }
                kinds.append(literal)
            }
            if promise.seats.contains(where: { $0.seat == nil }) { solver.add(clause: kinds[5]) }
            for kind in 0...5 { changed[kind].append(kinds[kind]) }
            keptSeats.append(!kinds[5])
        }
    }

    /// Kinds as in tier 0: 1 day, 2 venue, 3 period, 4 room. The seat (5) changes only where the machine is
    /// gone: whoever keeps the room keeps the seat, which costs the later tiers nothing that counts before it.
    private func differs(_ chair: Chair, from promised: Promise.Seat, in kind: Int) -> Bool {
        switch kind {
        case 1: model.periods[chair.period].day != model.periods[promised.period].day
        case 2: model.rooms[chair.room].venue != model.rooms[promised.room].venue
        case 3: chair.period != promised.period
        case 4: chair.room != promised.room
        default: false
        }
    }
}
