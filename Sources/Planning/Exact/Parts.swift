// Splits a problem into parts that share nothing: no person, no programme in a sitting, no room at one time,
// no short staff. Tiers add up over parts, so parts are solved alone and their proofs join.
//
// Union-find (Tarjan 1975) over kinds of applications, runs (programme × sitting) and uses (room × period). A list
// of rooms in a period joins its uses once, however many kinds ask for it: the work is kinds × periods, and rooms ×
// periods for every list.
struct Parts {
    /// Applications of each part, ascending; parts by their first application.
    let members: [[Int]]

    private struct Run: Hashable {
        var programme: Int
        var sitting: Int
    }

    init(_ model: Model) {
        var forest = Forest(count: model.kinds.count)
        var kindOfPerson = Array(repeating: -1, count: model.people.count)
        for application in model.applications {
            let number = application.kind.number
            if kindOfPerson[application.person] >= 0 { forest.union(number, kindOfPerson[application.person]) }
            kindOfPerson[application.person] = number
        }
        var runs: [Run: Int] = [:]
        var uses = UsesOfParts(model)
        for kind in model.kinds {
            for sitting in kind.sittings {
                let run = Run(programme: kind.programme, sitting: sitting)
                if let known = runs[run] { forest.union(kind.number, known) }
                runs[run] = kind.number
                for (position, part) in kind.parts.enumerated() {
                    for period in model.periods(for: part, of: kind, in: sitting) {
                        uses.join(kind.number, list: kind.fitRooms[position], period, &forest)
                    }
                }
            }
        }
        uses.joinNeighbours(&forest)
        var partOfRoot = Array(repeating: -1, count: model.kinds.count)
        var parts: [[Int]] = []
        for (number, application) in model.applications.enumerated() {
            let root = forest.root(of: application.kind.number)
            if partOfRoot[root] < 0 {
                partOfRoot[root] = parts.count
                parts.append([])
            }
            parts[partOfRoot[root]].append(number)
        }
        members = parts
    }
}

/// The kinds that meet in rooms.
private struct UsesOfParts {
    private let model: Model
    /// By room, then period: some kind that may sit there; -1: none.
    private var kindOfUse: [Int32]
    /// By room list, then period: some kind that asked for it; -1: none, -2: no room of it is open then.
    private var kindOfList: [Int32]

    init(_ model: Model) {
        self.model = model
        kindOfUse = Array(repeating: -1, count: model.rooms.count * model.periods.count)
        kindOfList = Array(repeating: -1, count: model.roomLists.count * model.periods.count)
    }

    mutating func join(_ kind: Int, list: Int, _ period: Int, _ forest: inout Forest) {
        let place = list * model.periods.count + period
        if kindOfList[place] >= 0 {
            forest.union(kind, Int(kindOfList[place]))
        } else if kindOfList[place] == -1 {
            kindOfList[place] = -2
            for room in model.roomLists[list] where model.isOpen(room: room, in: period) {
                let use = room * model.periods.count + period
                if kindOfUse[use] >= 0 { forest.union(kind, Int(kindOfUse[use])) }
                kindOfUse[use] = Int32(kind)
                kindOfList[place] = Int32(kind)
            }
        }
    }

    /// Uses of a venue that is short of staff, and of one room too close in time.
    func joinNeighbours(_ forest: inout Forest) {
        for venue in model.venues {
            let uses = venue.rooms.map { room in
                model.periods.indices.filter { kindOfUse[room * model.periods.count + $0] >= 0 }
                    .map { (period: $0, kind: Int(kindOfUse[room * model.periods.count + $0])) }
            }
            if venue.invigilators != nil {
                let all = uses.flatMap { $0 }
                for (one, other) in zip(all, all.dropFirst()) { forest.union(one.kind, other.kind) }
                continue
            }
            for (room, own) in zip(venue.rooms, uses) {
                for (index, one) in own.enumerated() {
                    for other in own[(index + 1)...] where model.exclude(one.period, other.period, in: room) {
                        forest.union(one.kind, other.kind)
                    }
                }
            }
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
