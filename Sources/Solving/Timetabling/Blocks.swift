/// Events that must be together, merged: blocks in the order of their smallest event, events ascending in each.
struct Blocks {
    var ofEvent: [Int]
    var events: [[Int]]

    init(_ problem: TimetableProblem) {
        var parent = Array(problem.events.indices)
        func root(_ event: Int) -> Int {
            var event = event
            while parent[event] != event {
                parent[event] = parent[parent[event]]
                event = parent[event]
            }
            return event
        }
        for pair in problem.together {
            let (first, second) = (root(pair.first), root(pair.second))
            parent[max(first, second)] = min(first, second)
        }
        var blockOfRoot = Array(repeating: -1, count: parent.count)
        ofEvent = Array(repeating: -1, count: parent.count)
        events = []
        for event in parent.indices {
            let top = root(event)
            if blockOfRoot[top] < 0 {
                blockOfRoot[top] = events.count
                events.append([])
            }
            ofEvent[event] = blockOfRoot[top]
            events[blockOfRoot[top]].append(event)
        }
    }
}

/// What a problem says about its blocks: who clashes with whom, who comes before whom, which periods are left.
struct BlockShape {
    var neighbours: [[(block: Int, people: Int)]]
    var earlier: [[Int]]
    var later: [[Int]]
    var allowedPeriods: [[Int]]
    /// -1: none.
    var families: [Int]
    private let blocks: Blocks

    /// Throws when events that must be together clash or are in order, or when a block's costs leave 30 bits.
    init(_ problem: TimetableProblem, _ blocks: Blocks) throws(ProblemFault) {
        self.blocks = blocks
        let count = blocks.events.count
        var links: [[(block: Int, people: Int)]] = Array(repeating: [], count: count)
        for clash in problem.clashes {
            let (first, second) = (blocks.ofEvent[clash.first], blocks.ofEvent[clash.second])
            if first == second {
                throw ProblemFault("events \(clash.first) and \(clash.second) must be together and clash")
            }
            links[first].append((second, clash.people))
            links[second].append((first, clash.people))
        }
        neighbours = links.map(Self.merged)
        earlier = Array(repeating: [], count: count)
        later = Array(repeating: [], count: count)
        for pair in problem.orders {
            let (first, second) = (blocks.ofEvent[pair.first], blocks.ofEvent[pair.second])
            if first == second {
                throw ProblemFault("events \(pair.first) and \(pair.second) must be together and in order")
            }
            if !later[first].contains(second) {
                later[first].append(second)
                earlier[second].append(first)
            }
        }
        allowedPeriods = blocks.events.map { events in
            (0..<problem.periodCount).filter { period in
                events.allSatisfy {
                    problem.periodCosts[$0 * problem.periodCount + period] != TimetableProblem.forbidden
                }
            }
        }
        families = try Self.families(problem, blocks)
        try checkRange(problem)
    }

    private static func families(_ problem: TimetableProblem, _ blocks: Blocks) throws(ProblemFault) -> [Int] {
        var families = Array(repeating: -1, count: blocks.events.count)
        for (number, family) in problem.families.enumerated() {
            for event in family.events {
                let block = blocks.ofEvent[event]
                if families[block] >= 0 && families[block] != number {
                    throw ProblemFault("event \(event) must be together with one of another family")
                }
                families[block] = number
            }
        }
        return families
    }

    func cost(of block: Int, in period: Int, _ problem: TimetableProblem) -> Int {
        blocks.events[block].reduce(0) { $0 + problem.periodCosts[$1 * problem.periodCount + period] }
    }

    private static func merged(_ links: [(block: Int, people: Int)]) -> [(block: Int, people: Int)] {
        var result: [(block: Int, people: Int)] = []
        for link in links.sorted(by: { $0.block < $1.block }) {
            if result.last?.block == link.block {
                result[result.count - 1].people += link.people
            } else {
                result.append(link)
            }
        }
        return result
    }

    /// The search adds costs in 32 bits: everything one block can cost must stay well inside them.
    private func checkRange(_ problem: TimetableProblem) throws(ProblemFault) {
        let limit = TimetableProblem.most
        let nearest = problem.proximity.max() ?? 0
        let dearestRoom = problem.roomCosts.filter { $0 != TimetableProblem.forbidden }.max() ?? 0
        for (block, events) in blocks.events.enumerated() {
            let people = neighbours[block].reduce(0.0) { $0 + Double($1.people) }
            let periods = allowedPeriods[block].map { cost(of: block, in: $0, problem) }.max() ?? 0
            let most =
                people * Double(nearest) + Double(periods)
                + Double(events.count) * (Double(dearestRoom) + Double(problem.mixingCost))
            let seats = events.reduce(0.0) { $0 + Double(problem.events[$1].size) }
            let shortage = seats * Double(problem.splitting?.shortageCost ?? 0)
            if neighbours[block].count > Int(UInt16.max) {
                throw ProblemFault("event \(events[0]) clashes with more than \(UInt16.max) others")
            }
            if most + shortage >= Double(limit) || seats >= Double(limit) {
                throw ProblemFault("the costs or sizes around event \(events[0]) are beyond \(limit)")
            }
        }
    }
}
