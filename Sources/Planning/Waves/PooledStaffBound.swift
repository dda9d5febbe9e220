// Fewest invigilators, from what the earlier tiers force.
//
// In a plan as good in tiers 1, 3 and 4, all but a few people sit in the first month they can and, with a wish
// for one venue, there: at most `budget` people deviate, one for each unit of the tiers that nothing explains.
// So every pool — a sitting, people with or without extra time — has sessions bound to venues and sessions
// free to go anywhere; pools never share a room and period. A venue that spends c invigilators on a pool serves
// at most g(c) sessions, and at least as many rooms and periods as one of its people has subjects.
//
// The bound is the cheapest choice of c per venue that covers everybody, with the deviating people left out
// where that saves most: a knapsack over venues, then over pools. Complexity: per pool, venues × budget² ×
// (invigilators of the pool)². What is forgotten: waves, hours, how many rooms a venue has.
struct PooledStaffBound {
    /// More deviation than this makes the knapsack dear and the bound weak.
    private let largestBudget = 24
    /// Beyond this many steps the bound by rates has to do.
    private let largestWork = 2e8

    private struct Pool {
        var isInUse = false
        /// By venue: subjects of each person bound to it.
        var bound: [Int: [Int]] = [:]
        /// Subjects of everybody else.
        var free: [Int] = []
    }

    private let frame: WaveFrame
    private let model: Model

    init(_ frame: WaveFrame) {
        self.frame = frame
        model = frame.model
    }

    func bound(for cost: WaveCost) -> Int {
        // The tables run over invigilators; a room that needs a crowd of them is no case for this bound.
        guard model.policy.invigilatorsLeast <= 100 else { return 0 }
        var pools: [[Pool]] = model.sittings.map { _ in [Pool(), Pool()] }
        let forced = ForcedSeating(frame, cost: cost)
        for group in forced.groups {
            let applicants = frame.classes[group.applicants]
            let subjects = Array(repeating: applicants.parts.count, count: applicants.members.count)
            let extra = applicants.hasExtraTime ? 1 : 0
            let sitting = frame.runs[group.run].sitting
            pools[sitting][extra].isInUse = true
            if let venue = group.venue {
                pools[sitting][extra].bound[venue, default: []] += subjects
            } else {
                pools[sitting][extra].free += subjects
            }
        }
        let used = pools.flatMap { $0 }.filter(\.isInUse)
        guard (0...largestBudget).contains(forced.budget), steps(used, cost, forced.budget) < largestWork else {
            return 0
        }
        return fewest(used, budget: forced.budget)
    }

    /// What the tables will cost, about.
    private func steps(_ pools: [Pool], _ cost: WaveCost, _ budget: Int) -> Double {
        let perPool = Double(cost.invigilators) / Double(max(1, pools.count))
        let ways = (budget + 1) * (budget + 2) / 2
        return perPool * perPool * Double(pools.count * model.venues.count * ways)
    }

    private func fewest(_ pools: [Pool], budget: Int) -> Int {
        var best = Array(repeating: 0, count: budget + 1)
        for pool in pools {
            let own = costs(of: pool, budget: budget)
            best = (0...budget).map { left in (0...left).map { best[left - $0] + own[$0] }.min() ?? 0 }
        }
        return best[budget]
    }

    /// By how many of its people are left out: the fewest invigilators of a pool.
    private func costs(of pool: Pool, budget: Int) -> [Int] {
        let free = remaining(pool.free, budget: budget)
        let alone = leastAlone(pool.free + pool.bound.values.flatMap { $0 }, budget: budget)
        // By people left out, then invigilators spent: the most sessions served beyond the bound ones; -1: impossible.
        var reach = Array(repeating: [0], count: budget + 1)
        for venue in model.venues.indices {
            let people = pool.bound[venue] ?? []
            guard !people.isEmpty || free[0] > 0 else { continue }
            let sessions = remaining(people, budget: budget)
            let rooms = model.venues[venue].rooms.map { model.rooms[$0].capacity }.max() ?? 0
            let served = sessionsServed(capacity: rooms, upTo: sessions[0] + free[0])
            let least = leastAlone(people, budget: budget)
            reach = (0...budget).map { left in
                var own: [Int] = []
                for taken in 0...left {
                    for (spent, surplus) in reach[left - taken].enumerated() where surplus >= 0 {
                        for (more, most) in served.enumerated() where most >= sessions[taken] {
                            if more < least[taken] { continue }
                            while own.count <= spent + more { own.append(-1) }
                            own[spent + more] = max(own[spent + more], surplus + most - sessions[taken])
                        }
                    }
                }
                return own
            }
        }
        return (0...budget).map { left in
            let covered = (0...left).compactMap { taken in reach[left - taken].firstIndex { $0 >= free[taken] } }.min()
            return max(covered ?? 0, alone[left])
        }
    }

    /// One person with several subjects opens as many rooms, however few others there are. By people left out, of
    /// whom none saves more than those with the most subjects.
    private func leastAlone(_ subjects: [Int], budget: Int) -> [Int] {
        let sorted = subjects.sorted(by: >)
        return (0...budget).map { $0 < sorted.count ? sorted[$0] * model.invigilators(for: 1) : 0 }
    }

    /// Sessions left after taking out 0, 1, … of the people with the most subjects.
    private func remaining(_ subjects: [Int], budget: Int) -> [Int] {
        let sorted = subjects.sorted(by: >)
        return (0...budget).map { taken in sorted.dropFirst(taken).reduce(0, +) }
    }

    /// By invigilators: the most sessions they can watch in rooms of at most this size.
    private func sessionsServed(capacity: Int, upTo sessions: Int) -> [Int] {
        guard capacity > 0 else { return [0] }
        let least = model.invigilators(for: 1)
        let largest = model.invigilators(for: capacity)
        var served = [0]
        while let last = served.last, last < sessions {
            let spent = served.count
            var most = last
            for room in least...largest where room <= spent {
                most = max(most, served[spent - room] + min(capacity, room * model.policy.invigilatorFor))
            }
            served.append(most)
        }
        return served
    }
}
