/// A solution of a problem, judged from scratch by plain loops: what the tables of `Timetable` must agree with.
package struct TimetableEvaluation: Equatable, Sendable {
    package var unplaced = 0
    /// Broken hard rules, one for each pair, event, or room of a period.
    package var violations = 0
    package var cost = 0

    package init(_ problem: TimetableProblem, _ solution: TimetableSolution) {
        unplaced = solution.unplaced
        judgePairs(problem, solution.periods)
        for (event, period) in solution.periods.enumerated() where period >= 0 {
            add(problem.periodCosts[event * problem.periodCount + period])
        }
        for period in 0..<problem.periodCount {
            let here = solution.periods.indices.filter { solution.periods[$0] == period }
            if problem.splitting == nil { judgeRooms(problem, here, solution.rooms) }
        }
        if let splitting = problem.splitting { judgeSlots(problem, splitting, solution.periods) }
    }

    private mutating func add(_ wish: Int) {
        if wish == TimetableProblem.forbidden { violations += 1 } else { cost += wish }
    }

    private mutating func judgePairs(_ problem: TimetableProblem, _ periods: [Int]) {
        for clash in problem.clashes {
            let (first, second) = (periods[clash.first], periods[clash.second])
            if first < 0 || second < 0 { continue }
            if first == second && problem.separatesClashes {
                violations += 1
                continue
            }
            cost += clash.people * problem.proximity[first * problem.periodCount + second]
        }
        for order in problem.orders where periods[order.first] >= 0 && periods[order.second] >= 0 {
            if periods[order.first] >= periods[order.second] { violations += 1 }
        }
        for family in problem.families {
            let used = Set(family.events.map { periods[$0] }.filter { $0 >= 0 && problem.countsForFamilies($0) })
            if used.count > family.mostPeriods { violations += 1 }
        }
        for pair in problem.together where periods[pair.first] != periods[pair.second] { violations += 1 }
    }

    private mutating func judgeSlots(_ problem: TimetableProblem, _ splitting: Splitting, _ periods: [Int]) {
        for slot in splitting.seats.indices {
            let here = periods.indices.filter { event in
                periods[event] >= 0 && splitting.slots[problem.events[event].kind][periods[event]].contains(slot)
            }
            let unseated = RoomPouring(problem, events: here, seats: splitting.seats[slot]).unseated
            cost += unseated * splitting.shortageCost
        }
    }

    private mutating func judgeRooms(_ problem: TimetableProblem, _ here: [Int], _ rooms: [Int]) {
        for room in problem.roomCapacities.indices {
            let inside = here.filter { rooms[$0] == room }
            if inside.isEmpty { continue }
            for event in inside { add(problem.roomCosts[event * problem.roomCapacities.count + room]) }
            let people = inside.reduce(0) { $0 + problem.events[$1].size }
            if people > problem.roomCapacities[room] { violations += 1 }
            if inside.count > 1 { violations += inside.count { problem.events[$0].needsRoomAlone } }
            cost += problem.mixingCost * (Set(inside.map { problem.events[$0].kind }).count - 1)
        }
        violations += here.count { rooms[$0] < 0 }
    }
}
