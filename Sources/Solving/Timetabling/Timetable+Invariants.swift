extension Timetable {
    /// Holds every number kept by difference against the problem itself. Says what does not agree; empty when all does.
    package func checkInvariants(of problem: TimetableProblem) -> [String] {
        let blocks = Blocks(problem)
        let solution = TimetableSolution(
            periods: blocks.ofEvent.map { Int(periodOf[$0]) }, rooms: problem.events.indices.map { Int(roomOf[$0]) })
        let judged = TimetableEvaluation(problem, solution)
        var broken: [String] = []
        func expect(_ isRight: Bool, _ what: @autoclosure () -> String) {
            if !isRight { broken.append(what()) }
        }
        expect(judged.violations == 0, "\(judged.violations) hard rules are broken")
        expect(judged.cost == total[0], "the cost is \(judged.cost), kept as \(total[0])")
        let standing = blocks.events.indices.count { periodOf[$0] >= 0 }
        expect(standing == placed[0], "\(standing) blocks are placed, kept as \(placed[0])")
        expect(isBestKept(problem, blocks), "the best kept is not what its cost says")
        broken += brokenRows(problem, blocks) + brokenLists(blocks) + brokenFamilies(problem, blocks)
        if let splitting = problem.splitting { return broken + brokenPools(problem, splitting, solution) }
        return broken + brokenRooms(problem, solution)
    }

    private func isBestKept(_ problem: TimetableProblem, _ blocks: Blocks) -> Bool {
        let kept = TimetableSolution(
            periods: blocks.ofEvent.map { Int(bestPeriodOf[$0]) },
            rooms: problem.events.indices.map { Int(bestRoomOf[$0]) })
        let judged = TimetableEvaluation(problem, kept)
        let standing = blocks.events.indices.count { bestPeriodOf[$0] >= 0 }
        return judged.violations == 0 && judged.cost == bestTotal[0] && standing == bestPlaced[0]
    }

    private func brokenRows(_ problem: TimetableProblem, _ blocks: Blocks) -> [String] {
        var broken: [String] = []
        let periods = problem.periodCount
        for (block, events) in blocks.events.enumerated() {
            let clashing = problem.clashes.compactMap { clash -> (other: Int, people: Int)? in
                if blocks.ofEvent[clash.first] == block { return (blocks.ofEvent[clash.second], clash.people) }
                if blocks.ofEvent[clash.second] == block { return (blocks.ofEvent[clash.first], clash.people) }
                return nil
            }
            let others = Set(clashing.map(\.other))
            for period in 0..<periods {
                let costs = events.map { problem.periodCosts[$0 * periods + period] }
                if costs.contains(TimetableProblem.forbidden) { continue }
                let near = clashing.reduce(0) { sum, clash in
                    let stands = Int(periodOf[clash.other])
                    if stands < 0 || stands == period && problem.separatesClashes { return sum }
                    return sum + clash.people * problem.proximity[stands * periods + period]
                }
                let at = block * model.rowLength + period
                if Int(cost[at]) != costs.reduce(near, +) {
                    broken.append("cost of block \(block) in period \(period)")
                }
                let clashesHere = problem.separatesClashes ? others.count { Int(periodOf[$0]) == period } : 0
                if Int(clashes[at]) != clashesHere {
                    broken.append("clashes of block \(block) in period \(period)")
                }
            }
        }
        return broken
    }

    private func brokenFamilies(_ problem: TimetableProblem, _ blocks: Blocks) -> [String] {
        problem.families.indices.compactMap { family in
            let members = blocks.events.indices.filter { block in
                blocks.events[block].contains(where: problem.families[family].events.contains)
            }
            let here = (0..<problem.periodCount).map { period in members.count { Int(periodOf[$0]) == period } }
            let used = here.indices.count { here[$0] > 0 && problem.countsForFamilies($0) }
            let isKept = here.indices.allSatisfy {
                Int(familyBlocks[family * problem.periodCount + $0]) == here[$0]
            }
            return isKept && Int(familyPeriods[family]) == used ? nil : "family \(family)"
        }
    }

    private func brokenLists(_ blocks: Blocks) -> [String] {
        (0..<model.periodCount).compactMap { period in
            var listed: [Int] = []
            var block = Int(firstIn[period])
            while block >= 0 && listed.count <= blocks.events.count {
                if Int(previousBlock[block]) != (listed.last ?? -1) { return "list of period \(period)" }
                listed.append(block)
                block = Int(nextBlock[block])
            }
            let standing = blocks.events.indices.filter { Int(periodOf[$0]) == period }
            return listed.sorted() == standing ? nil : "blocks of period \(period)"
        }
    }

    private func brokenRooms(_ problem: TimetableProblem, _ solution: TimetableSolution) -> [String] {
        var broken: [String] = []
        for place in 0..<(model.periodCount * model.roomCount) {
            let (period, room) = (place / model.roomCount, place % model.roomCount)
            let inside = problem.events.indices.filter { solution.periods[$0] == period && solution.rooms[$0] == room }
            let seats = inside.reduce(problem.roomCapacities[room]) { $0 - Int(model.size[$1]) }
            if Int(free[place]) != seats || Int(occupants[place]) != inside.count {
                broken.append("seats of room \(room) in period \(period)")
            }
            if problem.mixingCost == 0 { continue }
            let kindsInside = inside.map { problem.events[$0].kind }
            let areCounted = (0..<model.kindCount).allSatisfy { kind in
                Int(kindOccupants[place * model.kindCount + kind]) == kindsInside.count { $0 == kind }
            }
            if !areCounted || Int(kinds[place]) != Set(kindsInside).count {
                broken.append("kinds of room \(room) in period \(period)")
            }
        }
        return broken
    }

    private func brokenPools(
        _ problem: TimetableProblem, _ splitting: Splitting, _ solution: TimetableSolution
    ) -> [String] {
        var broken: [String] = []
        for slot in splitting.seats.indices {
            let here = problem.events.indices.filter { event in
                solution.periods[event] >= 0
                    && splitting.slots[problem.events[event].kind][solution.periods[event]].contains(slot)
            }
            for set in 1..<model.poolSets {
                let taken = here.reduce(0) { sum, event in
                    set >> Int(model.poolClass[event]) & 1 == 1 ? sum + problem.events[event].size : sum
                }
                let at = slot * model.poolSets + set
                if Int(model.poolSeats[at]) - taken != Int(poolFree[at]) {
                    broken.append("pool \(set) of slot \(slot)")
                }
            }
            let unseated = RoomPouring(problem, events: here, seats: splitting.seats[slot]).unseated
            if unseated != Int(shortage[slot]) { broken.append("shortage of slot \(slot)") }
        }
        return broken
    }
}
