/// Gives the people of a plan by numbers their rooms: those of the cheapest packing of every cell, unless others are
/// given.
struct HeadcountSeating {
    private let counts: Headcounts
    private let plan: HeadcountFrame
    private let given: [CellPacking.OpenRoom]?
    /// By slot, then position: rooms and how many sit there.
    private var shares: [[[(room: Int, count: Int)]]]

    /// - Parameter open: the rooms of all cells.
    init(_ counts: Headcounts, open: [CellPacking.OpenRoom]? = nil) {
        self.counts = counts
        given = open
        plan = counts.plan
        shares = plan.slots.map { $0.sets.map { _ in [] } }
    }

    /// Nil if some cell has no packing.
    mutating func state() -> WaveState? {
        var users: [[Int]: [(slot: Int, position: Int)]] = [:]
        for (number, slot) in plan.slots.enumerated() where counts.heads[number] > 0 {
            let periods = counts.periods(of: number)
            let extra = plan.frame.classes[slot.applicants].hasExtraTime ? 1 : 0
            for position in slot.sets.indices {
                users[[slot.venue, Int(periods[position]), slot.sets[position], extra], default: []]
                    .append((number, position))
            }
        }
        for cell in plan.cells.indices {
            let demands = counts.demands(of: cell)
            if demands.isEmpty { continue }
            let venue = plan.cells[cell].venue
            guard let rooms = given ?? plan.packings[venue].answer(demands)?.rooms else { return nil }
            for demand in demands {
                for (extra, sets) in [demand.plain, demand.extra].enumerated() {
                    let open = rooms.filter {
                        $0.period == demand.period && $0.extra == (extra == 1)
                            && plan.frame.venueOfRoom[$0.room] == venue
                    }
                    var search = RoomFlow(sets, open, rooms: plan.packings[venue].rooms)
                    guard let flow = search.solved() else { return nil }
                    for (index, set) in sets.enumerated() {
                        guard let number = plan.sets[venue].firstIndex(of: set.mask) else { continue }
                        deal(flow[index], open, to: users[[venue, demand.period, number, extra]] ?? [])
                    }
                }
            }
        }
        return booked()
    }

    private mutating func deal(
        _ people: [Int], _ open: [CellPacking.OpenRoom], to users: [(slot: Int, position: Int)]
    ) {
        var left = people
        var room = 0
        for user in users {
            var wanted = counts.heads[user.slot]
            while wanted > 0, room < left.count {
                let taken = min(wanted, left[room])
                if taken > 0 { shares[user.slot][user.position].append((open[room].room, taken)) }
                left[room] -= taken
                wanted -= taken
                if left[room] == 0 { room += 1 }
            }
        }
    }

    /// Who sits one room for all subjects stays together; the others are joined in order.
    private func booked() -> WaveState? {
        var state = WaveState(plan.frame)
        for (number, slot) in plan.slots.enumerated() where counts.heads[number] > 0 {
            var periods = state.waves[slot.wave].periods
            for (position, part) in state.parts(of: slot.applicants).enumerated() {
                periods[part] = Int(counts.periods(of: number)[position])
            }
            state.setPeriods(periods, of: slot.wave)
            var left = shares[number]
            guard left.allSatisfy({ $0.reduce(0) { $0 + $1.count } == counts.heads[number] }) else { return nil }
            for share in left[0] {
                let same = left.map { $0.first { $0.room == share.room }?.count ?? 0 }.min() ?? 0
                if same > 0 { book(same, left.map { _ in share.room }, &left) }
            }
            while let rooms = Self.first(left) {
                let count = zip(left, rooms).map { own, room in own.first { $0.room == room }?.count ?? 0 }.min() ?? 0
                book(count, rooms, &left)
            }
            func book(_ count: Int, _ rooms: [Int], _ left: inout [[(room: Int, count: Int)]]) {
                state.add(Block(applicants: slot.applicants, rooms: PerPart(rooms), count: count), to: slot.wave)
                for position in left.indices {
                    if let index = left[position].firstIndex(where: { $0.room == rooms[position] }) {
                        left[position][index].count -= count
                    }
                }
            }
        }
        state.forgetJournal()
        return state
    }

    private static func first(_ left: [[(room: Int, count: Int)]]) -> [Int]? {
        let rooms = left.compactMap { $0.first { $0.count > 0 }?.room }
        return rooms.count == left.count ? rooms : nil
    }
}

/// Who goes into which of the open rooms: a flow from sets of rooms to rooms, by augmenting paths.
private struct RoomFlow {
    private let people: [Int]
    /// By set, then open room.
    private let mayUse: [[Bool]]
    private var free: [Int]
    private var flow: [[Int]]

    init(_ sets: [(mask: UInt64, people: Int)], _ open: [CellPacking.OpenRoom], rooms: [Int]) {
        people = sets.map(\.people)
        mayUse = sets.map { set in
            open.map { one in rooms.firstIndex(of: one.room).map { set.mask & 1 << UInt64($0) != 0 } ?? false }
        }
        free = open.map(\.seats)
        flow = sets.map { _ in open.map { _ in 0 } }
    }

    mutating func solved() -> [[Int]]? {
        for set in people.indices {
            while flow[set].reduce(0, +) < people[set] {
                if !augment(set, people[set] - flow[set].reduce(0, +)) { return nil }
            }
        }
        return flow
    }

    /// Breadth first from a set to a room with a free seat.
    private mutating func augment(_ start: Int, _ wanted: Int) -> Bool {
        var reached: [(set: Int, room: Int, previous: Int)] = []
        var seen = free.map { _ in false }
        func explore(_ set: Int, _ previous: Int) {
            for room in free.indices where mayUse[set][room] && !seen[room] {
                seen[room] = true
                reached.append((set, room, previous))
            }
        }
        explore(start, -1)
        var next = 0
        while next < reached.count {
            let here = reached[next]
            if free[here.room] > 0 {
                var amount = min(wanted, free[here.room])
                var step = next
                while reached[step].previous >= 0 {
                    let earlier = reached[reached[step].previous]
                    amount = min(amount, flow[reached[step].set][earlier.room])
                    step = reached[step].previous
                }
                free[here.room] -= amount
                step = next
                while step >= 0 {
                    flow[reached[step].set][reached[step].room] += amount
                    let previous = reached[step].previous
                    if previous >= 0 { flow[reached[step].set][reached[previous].room] -= amount }
                    step = previous
                }
                return true
            }
            for set in people.indices where flow[set][here.room] > 0 { explore(set, next) }
            next += 1
        }
        return false
    }
}
