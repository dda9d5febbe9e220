// Splits a problem into parts that share nothing: no person, no programme in a sitting, no room at one time,
// no short staff. Tiers add up over parts, so parts are solved alone and their proofs join.
//
// Union-find (Tarjan 1975) over applications, runs (programme × sitting) and uses (room × period).
struct Parts {
    /// Applications of each part, ascending; parts by their first application.
    let members: [[Int]]

    init(_ model: Model) {
        var forest = Forest(count: model.applications.count)
        var nodes: [Node: Int] = [:]
        func join(_ application: Int, _ node: Node) {
            if let known = nodes[node] {
                forest.union(application, known)
            } else {
                nodes[node] = application
            }
        }
        for (number, application) in model.applications.enumerated() {
            join(number, .person(application.person))
            for sitting in application.sittings {
                join(number, .run(programme: application.programme, sitting: sitting))
                for (position, part) in application.parts.enumerated() {
                    for period in model.periods(for: part, of: application, in: sitting) {
                        for room in model.roomLists[application.fitRooms[position]]
                        where model.isOpen(room: room, in: period) {
                            join(number, .use(room: room, period: period))
                        }
                    }
                }
            }
        }
        let uses = nodes.compactMap { node, application in node.use.map { ($0.room, $0.period, application) } }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        for (index, one) in uses.enumerated() {
            for other in uses[(index + 1)...] where model.rooms[one.0].venue == model.rooms[other.0].venue {
                let isShort = model.venues[model.rooms[one.0].venue].invigilators != nil
                if isShort || (one.0 == other.0 && model.exclude(one.1, other.1, in: one.0)) {
                    forest.union(one.2, other.2)
                }
            }
        }
        var parts: [Int: [Int]] = [:]
        for application in model.applications.indices { parts[forest.root(of: application), default: []].append(application) }
        members = parts.values.sorted { $0[0] < $1[0] }
    }

    private enum Node: Hashable {
        case person(Int)
        case run(programme: Int, sitting: Int)
        case use(room: Int, period: Int)

        var use: (room: Int, period: Int)? {
            if case .use(let room, let period) = self { return (room, period) }
            return nil
        }
    }
}

private struct Forest {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func root(of node: Int) -> Int {
        var node = node
        while parents[node] != node {
            parents[node] = parents[parents[node]]
            node = parents[node]
        }
        return node
    }

    mutating func union(_ one: Int, _ other: Int) {
        let (first, second) = (root(of: one), root(of: other))
        parents[max(first, second)] = min(first, second)
    }
}
