import Solving

/// Law 7. Of N working machines in a room at most ⌊N·a/b⌋ are used in any period.
extension Model {
    func spareMachinesCapacity(working: Int) -> Int { working * policy.spare[0] / policy.spare[1] }
}

extension Encoding {
    mutating func teachSpareMachines() {
        for use in uses {
            let seaters = seatersOf[use] ?? []
            guard let used = useLiterals[use] else { continue }
            for seater in seaters { solver.add(clause: !seater.literal, used) }
            if seaters.count > model.rooms[use.room].capacity {
                solver.add(atMost: model.rooms[use.room].capacity, of: seaters.map { .init($0.literal) })
            }
        }
    }
}
