/// A cost no timetable of the problem can be below, whatever a search finds.
///
/// Two parts of the cost that share no term, each bounded alone:
/// - *Proximity*: two events that clash are in different periods, so their people cost at least the smallest proximity
///   of two different periods; people whose events are known (`sitters`) at least what so many different periods cost
///   at best (`LeastProximity`).
/// - *Wishes*: where events go, given that the rooms' seats are few. Forget clashes, orders and mixing, allow an event to
///   be cut over places, and price each seat of a period and room by a multiplier λ ≥ 0. Then
///   `Σ events min over places (wish cost + λ[place] × seats) − Σ places λ × capacity`
///   bounds the cost for every λ (Lagrangian relaxation); 100 subgradient steps, shorter after each that does not
///   help, look for good ones (Held, Wolfe & Crowder 1974).
///
/// Complexity: steps × events × periods × rooms. Limits: sees nothing of how the clashes of different people crowd each
/// other into near periods, which is most of the cost of a dense instance; there the bound is far below the optimum.
struct TimetableBound {
    private let problem: TimetableProblem
    private let rooms: [[Int]]
    private let placeCount: Int

    /// - Parameter goesOn: asked now and then; once it says no, what is proved so far is the bound.
    static func value(of problem: TimetableProblem, while goesOn: () -> Bool = { true }) -> Int {
        let proximity = leastProximity(problem, goesOn)
        if problem.splitting != nil { return proximity + leastPeriodCosts(problem) }
        return proximity + TimetableBound(problem).wishes(goesOn)
    }

    private init(_ problem: TimetableProblem) {
        self.problem = problem
        rooms = problem.suitableRooms()
        placeCount = problem.periodCount * problem.roomCapacities.count
    }

    private static func leastProximity(_ problem: TimetableProblem, _ goesOn: () -> Bool) -> Int {
        var least = Int.max
        for first in 0..<problem.periodCount {
            for second in 0..<(problem.separatesClashes ? first : first + 1) {
                least = min(least, problem.proximity[first * problem.periodCount + second])
            }
        }
        if least == .max { return 0 }
        var people = problem.clashes.reduce(0) { $0 + $1.people }
        if !problem.separatesClashes { return least * people }
        var whole = LeastProximity(problem)
        var cost = 0
        for sitters in problem.sitters {
            people -= sitters.people * sitters.events.count * (sitters.events.count - 1) / 2
            cost += sitters.people * whole.cost(ofEvents: sitters.events.count, while: goesOn)
        }
        return cost + least * people
    }

    private static func leastPeriodCosts(_ problem: TimetableProblem) -> Int {
        problem.events.indices.reduce(0) { sum, event in
            let costs = problem.periodCosts[event * problem.periodCount..<(event + 1) * problem.periodCount]
            return sum + (costs.filter { $0 != TimetableProblem.forbidden }.min() ?? 0)
        }
    }

    private func wishes(_ goesOn: () -> Bool) -> Int {
        var prices = Array(repeating: 0.0, count: placeCount)
        var load = prices
        var best = relaxed(prices, &load)
        var hope = dearestWishes()
        for _ in 0..<100 where goesOn() {
            var square = 0.0
            for place in 0..<placeCount {
                load[place] -= Double(problem.roomCapacities[place % problem.roomCapacities.count])
                if load[place] < 0 && prices[place] == 0 { load[place] = 0 }
                square += load[place] * load[place]
            }
            if square == 0 { break }
            for place in 0..<placeCount { prices[place] = max(0, prices[place] + hope / square * load[place]) }
            let value = relaxed(prices, &load)
            if value > best { best = value } else { hope *= 0.9 }
        }
        return max(0, Int((best - 1e-6 * (1 + abs(best))).rounded(.up)))
    }

    /// How far the bound might rise at first sight: every event from its cheapest wish to its dearest.
    private func dearestWishes() -> Double {
        let (periods, roomCount) = (problem.periodCount, problem.roomCapacities.count)
        return problem.events.indices.reduce(0.0) { sum, event in
            let costs = problem.periodCosts[event * periods..<(event + 1) * periods]
            let wishes = costs.filter { $0 != TimetableProblem.forbidden }
            let dear = rooms[event].map { problem.roomCosts[event * roomCount + $0] }
            return sum + Double((wishes.max() ?? 0) - (wishes.min() ?? 0) + (dear.max() ?? 0) - (dear.min() ?? 0))
        }
    }

    /// The relaxation's value at the prices; `load` becomes the seats its solution takes from each place.
    private func relaxed(_ prices: [Double], _ load: inout [Double]) -> Double {
        let (periods, roomCount) = (problem.periodCount, problem.roomCapacities.count)
        for place in load.indices { load[place] = 0 }
        var value = 0.0
        for (event, shape) in problem.events.enumerated() {
            var (cheapest, at) = (Double.infinity, -1)
            for period in 0..<periods where problem.periodCosts[event * periods + period] != TimetableProblem.forbidden
            {
                let wish = Double(problem.periodCosts[event * periods + period])
                if wish >= cheapest { continue }
                for room in rooms[event] {
                    let cost =
                        wish + Double(problem.roomCosts[event * roomCount + room])
                        + prices[period * roomCount + room] * Double(shape.size)
                    if cost < cheapest { (cheapest, at) = (cost, period * roomCount + room) }
                }
            }
            if at < 0 { continue }
            value += cheapest
            load[at] += Double(shape.size)
        }
        for place in prices.indices { value -= prices[place] * Double(problem.roomCapacities[place % roomCount]) }
        return value
    }
}
