import Foundation

/// A bound on the wish costs of periods and rooms, given that seats are few.
///
/// Forget clashes, orders and mixing, and allow an event to be cut over *places*, a room in a period. What is left is a
/// transport problem. Price each seat of a place by a multiplier λ ≥ 0; then
///
///     Σ events min over places (wish cost + λ[place] × seats) − Σ places λ[place] × capacity
///
/// bounds the cost for every λ (Lagrangian relaxation, Geoffrion 1974). Good prices are looked for in two phases:
/// - *Smooth.* From λ = 0 all events want the same few cheapest places, and subgradients point nowhere useful. So each
///   event first spreads over the places by a softmin of temperature τ, whose dual is smooth, and every price makes a
///   Newton step by its own second derivative; τ falls from the dearest wish to about a thousandth of it (entropic
///   regularisation of optimal transport, Cuturi 2013).
/// - *Sharp.* Subgradient steps, shorter after each that does not help (Held, Wolfe & Crowder 1974), from the best so far.
///
/// Periods that cost every event the same are alike, and so are rooms of one capacity; by symmetry they share a price,
/// so each class of them counts as one place. Complexity: `steps × events × classes of periods × classes of rooms`.
/// Limits: within a hundredth to a third of the relaxation's own optimum where measured; that an event is not cut, which
/// could bound more, is forgotten.
struct WishBound {
    private static let smoothings = 28
    private static let cooling = 0.75
    private static let damping = 0.7
    private static let sharpSteps = 60
    /// Of the bound found so far, how far a sharp step hopes to get at first.
    private static let hopeAtFirst = 0.05
    /// Beyond so many costs a temperature gets one step instead of `stepsEach`.
    private static let largeTable = 250_000
    private static let stepsEach = 4

    /// By event; by place, over all cells of its class; by event × place, less the event's cheapest.
    private let seats: [Double]
    private let capacities: [Double]
    private var costs: [Double]
    /// What the events' cheapest wishes cost together.
    private var cheapest = 0.0
    private var cellCounts: [Double]
    private var prices: [Double]
    private var load: [Double]

    /// - Parameter goesOn: asked before every step; once it says no, what is proved so far is the bound.
    static func value(of problem: TimetableProblem, while goesOn: () -> Bool = { true }) -> Int {
        if problem.events.isEmpty || problem.periodCount == 0 || problem.roomCapacities.isEmpty { return 0 }
        var bound = WishBound(problem)
        let best = bound.search(goesOn)
        return max(0, Int((best - 1e-6 * (1 + abs(best))).rounded(.up)))
    }

    private init(_ problem: TimetableProblem) {
        let (periods, rooms) = (problem.periodCount, problem.roomCapacities.count)
        let periodClasses = Self.classes(periods) { period in
            problem.events.indices.map { problem.periodCosts[$0 * periods + period] }
        }
        let roomClasses = Self.classes(rooms) { room in
            [problem.roomCapacities[room]] + problem.events.indices.map { problem.roomCosts[$0 * rooms + room] }
        }
        let places = periodClasses.flatMap { period in roomClasses.map { (period: period, room: $0) } }
        seats = problem.events.map { Double($0.size) }
        cellCounts = places.map { Double($0.period.count * $0.room.count) }
        capacities = places.map {
            Double($0.period.count * $0.room.count) * Double(problem.roomCapacities[$0.room[0]])
        }
        costs = []
        costs.reserveCapacity(problem.events.count * places.count)
        for (event, shape) in problem.events.enumerated() {
            for place in places {
                let period = problem.periodCosts[event * periods + place.period[0]]
                let room = problem.roomCosts[event * rooms + place.room[0]]
                let isOpen =
                    period != TimetableProblem.forbidden && room != TimetableProblem.forbidden
                    && shape.size <= problem.roomCapacities[place.room[0]]
                costs.append(isOpen ? Double(period + room) : .infinity)
            }
        }
        prices = Array(repeating: 0, count: places.count)
        load = prices
        settleCheapest()
    }

    /// Numbers of equal shape, in the order of the first of each class.
    private static func classes(_ count: Int, shape: (Int) -> [Int]) -> [[Int]] {
        var known: [[Int]: Int] = [:]
        var classes: [[Int]] = []
        for number in 0..<count {
            let own = shape(number)
            if let index = known[own] {
                classes[index].append(number)
            } else {
                known[own] = classes.count
                classes.append([number])
            }
        }
        return classes
    }

    /// Takes each event's cheapest cost out of its row. One that can stand nowhere costs nothing.
    private mutating func settleCheapest() {
        let width = capacities.count
        for event in seats.indices {
            let row = event * width..<(event + 1) * width
            guard let least = costs[row].min(), least < .infinity else {
                for cell in row { costs[cell] = 0 }
                continue
            }
            cheapest += least
            for cell in row { costs[cell] -= least }
        }
    }

    private mutating func search(_ goesOn: () -> Bool) -> Double {
        var (best, bestPrices) = (sharpValue(), prices)
        func isSettled() -> Bool { zip(load, capacities).allSatisfy { $0 <= $1 } }
        if isSettled() { return best }
        var temperature = costs.lazy.filter { $0 < .infinity }.max() ?? 0
        if temperature == 0 { return best }
        let steps = costs.count > Self.largeTable ? 1 : Self.stepsEach
        for _ in 0..<Self.smoothings where goesOn() {
            for _ in 0..<steps where goesOn() { smoothStep(temperature) }
            let value = sharpValue()
            if value > best { (best, bestPrices) = (value, prices) }
            temperature *= Self.cooling
        }
        prices = bestPrices
        _ = sharpValue()
        var hope = max(1, Self.hopeAtFirst * (best - cheapest))
        for _ in 0..<Self.sharpSteps where goesOn() {
            if !sharpStep(hope) { break }
            let value = sharpValue()
            if value > best { best = value } else { hope *= 0.95 }
        }
        return best
    }

    /// The relaxation's value at the prices; `load` becomes the seats its solution takes from each place.
    private mutating func sharpValue() -> Double {
        let width = capacities.count
        var value = cheapest
        for place in 0..<width {
            load[place] = 0
            value -= prices[place] * capacities[place]
        }
        for event in seats.indices {
            var (least, at) = (Double.infinity, 0)
            for place in 0..<width {
                let cost = costs[event * width + place] + prices[place] * seats[event]
                if cost < least { (least, at) = (cost, place) }
            }
            value += least
            load[at] += seats[event]
        }
        return value
    }

    /// False when no price need change.
    private mutating func sharpStep(_ hope: Double) -> Bool {
        var square = 0.0
        for place in prices.indices {
            load[place] -= capacities[place]
            if load[place] < 0 && prices[place] == 0 { load[place] = 0 }
            square += load[place] * load[place] / cellCounts[place]
        }
        if square == 0 { return false }
        for place in prices.indices {
            prices[place] = max(0, prices[place] + hope / square * load[place] / cellCounts[place])
        }
        return true
    }

    private mutating func smoothStep(_ temperature: Double) {
        let width = capacities.count
        var curvature = Array(repeating: 0.0, count: width)
        var shares = curvature
        for place in 0..<width { load[place] = 0 }
        for event in seats.indices where seats[event] > 0 {
            var least = Double.infinity
            for place in 0..<width {
                shares[place] = costs[event * width + place] + prices[place] * seats[event]
                least = min(least, shares[place])
            }
            var sum = 0.0
            for place in 0..<width {
                shares[place] = exp((least - shares[place]) / temperature)
                sum += shares[place]
            }
            for place in 0..<width {
                let share = shares[place] / sum
                load[place] += share * seats[event]
                curvature[place] += share * (1 - share) * seats[event] * seats[event]
            }
        }
        // No further than what would make an average event indifferent between its places.
        let farthest = temperature * Double(seats.count) / max(1, seats.reduce(0, +))
        for place in 0..<width {
            let newton =
                Self.damping * (load[place] - capacities[place]) * temperature / max(curvature[place], 1e-9)
            prices[place] = max(0, prices[place] + max(-farthest, min(farthest, newton)))
        }
    }
}
