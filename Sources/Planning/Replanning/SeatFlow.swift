// Groups of people into rooms at the least cost.
//
// Minimum cost flow by successive shortest paths (Jewell 1958; Ahuja, Magnanti, Orlin, "Network Flows", 1993, 9.7):
// group after group goes along a cheapest path, which may send people seated before to other rooms. Staying away is
// a room without limit. No cycle of negative cost ever arises, so every flow on the way is a cheapest one for the
// groups it has seated. Groups and rooms are a few dozen, so Bellman-Ford finds the paths.
struct SeatFlow {
    /// Dearer than any number of changes.
    static let dear = 1_000_000
    static let impossible = Int.max

    /// By group, then room; the last room is staying away.
    private var costs: [[Int]]
    /// By group, then room.
    private(set) var amounts: [[Int]]
    private let supplies: [Int]
    private var left: [Int]

    /// - Parameter costs: by group, then room, of one person; `impossible` where he may not go.
    init(supplies: [Int], capacities: [Int], costs: [[Int]], stayingAway: [Int]) {
        self.supplies = supplies
        self.costs = zip(costs, stayingAway).map { $0 + [$1] }
        left = capacities + [supplies.reduce(0, +)]
        amounts = Array(repeating: Array(repeating: 0, count: left.count), count: supplies.count)
        for group in supplies.indices { seat(group) }
    }

    private mutating func seat(_ group: Int) {
        var waiting = supplies[group]
        while waiting > 0 {
            let path = cheapestPath(from: group)
            var amount = min(waiting, left[path[0].room])
            for step in path where step.from >= 0 { amount = min(amount, amounts[step.group][step.from]) }
            for step in path {
                amounts[step.group][step.room] += amount
                if step.from >= 0 { amounts[step.group][step.from] -= amount }
            }
            left[path[0].room] -= amount
            waiting -= amount
        }
    }

    /// Somebody of a group goes from one room (-1: from outside) to another.
    private struct Step {
        var group: Int
        var from: Int
        var room: Int
    }

    /// From the last step to the first, which is the group's own.
    private func cheapestPath(from source: Int) -> [Step] {
        var groupCost = Array(repeating: Int.max, count: supplies.count)
        var roomCost = Array(repeating: Int.max, count: left.count)
        var cameFrom = Array(repeating: -1, count: supplies.count)
        var taker = Array(repeating: -1, count: left.count)
        groupCost[source] = 0
        var isChanged = true
        while isChanged {
            isChanged = false
            for group in supplies.indices where groupCost[group] < Int.max {
                for room in left.indices where costs[group][room] < Int.max {
                    let cost = groupCost[group] + costs[group][room]
                    if cost < roomCost[room] { (roomCost[room], taker[room], isChanged) = (cost, group, true) }
                }
            }
            for room in left.indices where roomCost[room] < Int.max {
                for group in supplies.indices where amounts[group][room] > 0 {
                    let cost = roomCost[room] - costs[group][room]
                    if cost < groupCost[group] { (groupCost[group], cameFrom[group], isChanged) = (cost, room, true) }
                }
            }
        }
        var room = left.count - 1
        for other in left.indices.dropLast() where left[other] > 0 && roomCost[other] < roomCost[room] { room = other }
        var steps: [Step] = []
        while true {
            let group = taker[room]
            steps.append(Step(group: group, from: group == source ? -1 : cameFrom[group], room: room))
            if group == source { return steps }
            room = cameFrom[group]
        }
    }
}
