/// What else must go back so that an exchange of two periods leaves enough seats in both.
///
/// Where seats are scarce most chains fail for them: a large event drags what it clashes with to the other side, and the
/// rest of the period it enters fills the room. Its macroscopic state, which large event stands when, then freezes while
/// everything else still flows, and a search ends where it happened to begin. So a chain that overfills a period takes
/// another block of that period back with it, and that block's own clashes, until the seats of both periods suffice: a
/// large event changes places with several small ones.
///
/// Seats are counted over all rooms of a period together: too few of them and no packing of the rooms can do, enough of
/// them and it may. Complexity: the blocks of a period for each block taken back.
extension Timetable {
    enum Counterweight {
        case notNeeded
        case block(Int)
        /// None that is left may go.
        case missing
    }

    /// A block outside the chain to take back: at random of those that suffice alone, else of those that help.
    /// - Parameter net: people the chain moves from `source` to `target`, less those it moves back.
    func counterweight(_ net: Int, _ source: Int, _ target: Int, _ random: inout RandomSource) -> Counterweight {
        let (full, other) = net >= 0 ? (target, source) : (source, target)
        let missing = abs(net) &- freeSeats(full)
        if missing <= 0 { return .notNeeded }
        let most = abs(net) &+ freeSeats(other)
        var (alone, aloneCount, helpful, helpfulCount) = (-1, 0, -1, 0)
        var block = Int(firstIn[full])
        while block >= 0 {
            let people = Int(model.blockSize[block])
            if people > 0 && people <= most && !chain.contains(block) {
                if people >= missing {
                    aloneCount &+= 1
                    if random.below(aloneCount) == 0 { alone = block }
                } else {
                    helpfulCount &+= 1
                    if random.below(helpfulCount) == 0 { helpful = block }
                }
            }
            block = Int(nextBlock[block])
        }
        if alone >= 0 { return .block(alone) }
        return helpful >= 0 ? .block(helpful) : .missing
    }

    /// In all rooms of a period together. One that is taken alone by a smaller event counts as full.
    private func freeSeats(_ period: Int) -> Int {
        var seats = 0
        for place in (period &* model.roomCount)..<((period &+ 1) &* model.roomCount) {
            seats &+= max(0, Int(free[place]))
        }
        return seats
    }
}
