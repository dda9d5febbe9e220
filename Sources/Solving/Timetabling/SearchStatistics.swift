/// What one search did.
package struct SearchStatistics: Equatable, Sendable {
    package struct Move: Equatable, Sendable {
        package var tried = 0
        package var made = 0

        @inline(__always)
        mutating func count(_ isMade: Bool) {
            tried &+= 1
            if isMade { made &+= 1 }
        }
    }

    package var shifts = Move()
    package var chains = Move()
    /// Chains with a partner on the other side.
    package var exchanges = Move()
    package var rooms = Move()
    package var worsenings = 0
    /// What was counted against a budget in steps; an ejection of the construction counts as many.
    package var steps = 0
    package var ejections = 0

    /// Moves proposed by the annealing, whether made or not.
    package var proposals: Int { shifts.tried + chains.tried + exchanges.tried + rooms.tried }
}

/// A look at a running search.
package struct SearchProgress: Sendable {
    /// Which of the searches, from 0.
    package var search: Int
    package var seconds: Double
    package var steps: Int
    package var temperature: Double
    package var unplaced: Int
    package var cost: Int
    package var bestUnplaced: Int
    package var bestCost: Int
}
