@testable import Solving

/// Small random problems that use every rule of the engine and have a solution: built around a planted timetable.
enum GeneratedTimetable {
    static func problem(seed: UInt64, events: Int = 40, periods: Int = 8, rooms: Int = 4, splits: Bool = false)
        -> TimetableProblem
    {
        var random = RandomSource(seed: seed)
        let planted = (0..<events).map { _ in random.below(periods) }
        let sizes = (0..<events).map { _ in 1 + random.below(12) }
        var problem = TimetableProblem(
            events: sizes.map { TimetableProblem.Event(size: $0, kind: random.below(3)) }, periodCount: periods,
            roomCapacities: (0..<rooms).map { 40 + 10 * $0 })
        if splits { problem.splitting = splitting(problem, &random) }
        problem.separatesClashes = !splits || seed % 2 == 0
        problem.mixingCost = 5
        problem.proximity = (0..<periods * periods).map { cell in
            let gap = abs(cell / periods - cell % periods)
            return gap == 0 ? (problem.separatesClashes ? 0 : 11) : gap == 1 ? 7 : gap <= 3 ? 2 : 0
        }
        for event in 0..<events {
            for period in 0..<periods {
                let isForbidden = period != planted[event] && random.below(6) == 0
                problem.periodCosts[event * periods + period] =
                    isForbidden ? TimetableProblem.forbidden : random.below(4)
            }
            for room in 1..<rooms where !splits || event % 2 == 0 {
                problem.roomCosts[event * rooms + room] =
                    random.below(splits ? 2 : 8) == 0 && room != rooms - 1 && !splits
                    ? TimetableProblem.forbidden : random.below(9)
            }
            if splits && event % 2 == 1 { problem.roomCosts[event * rooms] = TimetableProblem.forbidden }
        }
        for _ in 0..<(events * 4) {
            let (first, second) = (random.below(events), random.below(events))
            if planted[first] != planted[second] {
                problem.clashes.append(TimetableProblem.Clash(first, second, people: random.below(5)))
            }
        }
        addPairs(&problem, planted, &random)
        addFamily(&problem, planted)
        if !splits { problem.events[0].needsRoomAlone = true }
        return problem
    }

    /// A slot for each period, and one more between two periods, which events of kind 2 also fill.
    private static func splitting(_ problem: TimetableProblem, _ random: inout RandomSource) -> Splitting {
        var splitting = Splitting(
            periodCount: problem.periodCount, kinds: 3, roomCapacities: problem.roomCapacities.map { $0 / 2 },
            shortageCost: 3)
        for period in 1..<problem.periodCount {
            splitting.slots[2][period].append(splitting.seats.count)
            splitting.slots[2][period - 1].append(splitting.seats.count)
            splitting.seats.append(problem.roomCapacities.map { _ in random.below(20) })
        }
        return splitting
    }

    /// Planted in three periods, so that two of them may be given up.
    private static func addFamily(_ problem: inout TimetableProblem, _ planted: [Int]) {
        let paired = problem.together.flatMap { [$0.first, $0.second] }
        let members = planted.indices.filter { planted[$0] < 3 && !paired.contains($0) }
        problem.families.append(TimetableProblem.Family(events: members, mostPeriods: 3))
    }

    private static func addPairs(_ problem: inout TimetableProblem, _ planted: [Int], _ random: inout RandomSource) {
        for _ in 0..<6 {
            let (first, second) = (random.below(planted.count), random.below(planted.count))
            if planted[first] < planted[second] { problem.orders.append(TimetableProblem.Pair(first, second)) }
        }
        for first in planted.indices where first % 9 == 0 {
            if let second = planted.indices.first(where: { $0 > first && planted[$0] == planted[first] }) {
                problem.together.append(TimetableProblem.Pair(first, second))
            }
        }
    }
}
