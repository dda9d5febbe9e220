/// A cost no timetable of the problem can be below, whatever a search finds.
///
/// Two parts of the cost that share no term, each bounded alone:
/// - *Proximity*: two events that clash are in different periods, so their people cost at least the smallest proximity
///   of two different periods; people whose events are known (`sitters`) at least what so many different periods cost
///   at best (`LeastProximity`).
/// - *Wishes*: where events go, given that the rooms' seats are few (`WishBound`).
///
/// Limits: sees nothing of how the clashes of different people crowd each other into near periods, which is most of the
/// cost of a dense instance; there the bound is far below the optimum.
enum TimetableBound {
    /// - Parameter goesOn: asked now and then; once it says no, what is proved so far is the bound.
    static func value(of problem: TimetableProblem, while goesOn: () -> Bool = { true }) -> Int {
        leastProximity(problem, goesOn)
            + (problem.splitting == nil ? WishBound.value(of: problem, while: goesOn) : leastPeriodCosts(problem))
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
}
