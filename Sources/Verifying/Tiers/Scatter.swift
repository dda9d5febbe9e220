/// Tier 7, least is best, in this order: room changes of an application from one of its subjects to the next; rooms
/// and periods with fewer people than the policy's `tailRoom`; rooms beyond the first that a wave's paper is spread
/// over.
enum Scatter {
    static func values(of seating: Seating) -> [Int] {
        var changes = 0
        for placement in seating.placed {
            for (earlier, later) in zip(placement.seats, placement.seats.dropFirst()) where earlier.room != later.room {
                changes += 1
            }
        }
        var tails = 0
        for session in seating.sessions where session.people.count < seating.register.policy.tailRoom { tails += 1 }
        var spread = 0
        for wave in seating.waves {
            for paper in wave.papers { spread += paper.rooms.count - 1 }
        }
        return [changes, tails, spread]
    }
}
