/// What somebody who sits so many events must at least suffer from their nearness, whatever their periods are.
///
/// Events of one person are in different periods, so k of them cost at least the cheapest set of k periods, by the
/// proximity of its pairs. That set is looked for by branch and bound over periods in order: a partial set is given up
/// when it costs no less, with what the periods still to choose must cost among themselves, than the best known.
/// When `mostNodes` steps are used up, an average is taken instead: each pair of a set of k is in k − 2 of its k subsets
/// of k − 1, so `least(k) ≥ k ÷ (k − 2) × least(k − 1)`.
///
/// Complexity: `mostNodes` × the greatest k. Limits: forgets which periods an event may have.
struct LeastProximity {
    /// Of all sizes together, and how often in between it is asked whether to go on.
    private static let mostNodes = 6_000_000
    private static let nodesBetweenLooks = 10_000

    private let proximity: [Int]
    private let periodCount: Int
    /// By number of events, ascending as far as they were asked for.
    private var least = [0, 0]
    private var best = 0
    private var nodes = 0

    init(_ problem: TimetableProblem) {
        proximity = problem.proximity
        periodCount = problem.periodCount
    }

    /// More events than periods cannot all be placed; they count as if only as many were sat as there are periods.
    mutating func cost(ofEvents count: Int, while goesOn: () -> Bool = { true }) -> Int {
        let count = min(count, periodCount)
        while least.count <= count { least.append(next(goesOn)) }
        return least[count]
    }

    private mutating func next(_ goesOn: () -> Bool) -> Int {
        let count = least.count
        let average = count > 2 ? (least[count - 1] * count + count - 3) / (count - 2) : 0
        var chosen = (0..<count).map { $0 * (periodCount - 1) / (count - 1) }
        best = cost(of: chosen)
        chosen.removeAll()
        if best > average { choose(count, from: 0, cost: 0, &chosen, enough: average, goesOn) }
        return nodes < Self.mostNodes ? best : average
    }

    private func cost(of periods: [Int]) -> Int {
        periods.indices.reduce(0) { sum, index in
            periods[..<index].reduce(sum) { $0 + proximity[periods[index] * periodCount + $1] }
        }
    }

    private mutating func choose(
        _ left: Int, from first: Int, cost: Int, _ chosen: inout [Int], enough: Int, _ goesOn: () -> Bool
    ) {
        if left == 0 {
            best = min(best, cost)
            return
        }
        var period = first
        while period + left <= periodCount && best > enough && nodes < Self.mostNodes {
            nodes += 1
            if nodes % Self.nodesBetweenLooks == 0 && !goesOn() { nodes = Self.mostNodes }
            let reached = chosen.reduce(cost) { $0 + proximity[period * periodCount + $1] }
            if reached + least[left - 1] < best {
                chosen.append(period)
                choose(left - 1, from: period + 1, cost: reached, &chosen, enough: enough, goesOn)
                chosen.removeLast()
            }
            period += 1
        }
    }
}
