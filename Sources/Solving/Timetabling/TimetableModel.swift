/// A `TimetableProblem` laid out for the search: events told to be together are one *block* that moves between periods
/// as a whole; clashes, orders, allowed periods and suitable rooms are flat lists; proximity rows are padded to whole
/// vectors and know where they are not zero. Never changes, so any number of searches may read it at once.
final class TimetableModel: @unchecked Sendable {
    let memory = FlatMemory()
    let eventCount: Int
    let blockCount: Int
    let periodCount: Int
    let roomCount: Int
    let kindCount: Int
    let mixingCost: Int
    /// Length of a row with one number for each period, in whole vectors of four.
    let rowLength: Int

    let blockOfEvent: UnsafeMutablePointer<Int32>
    /// Hardest to find a room for first.
    let blockEventStarts: UnsafeMutablePointer<Int32>
    let blockEvents: UnsafeMutablePointer<Int32>
    /// People of a block, summed over its events.
    let blockSize: UnsafeMutablePointer<Int32>

    let kind: UnsafeMutablePointer<Int32>
    /// Seats an event takes from a room: its size, or one more than any room has when it needs the room alone.
    let size: UnsafeMutablePointer<Int32>
    let needsRoomAlone: UnsafeMutablePointer<Bool>
    /// Events by difficulty of finding a room, hardest first: their place in that order.
    let packingRank: UnsafeMutablePointer<Int32>
    let capacity: UnsafeMutablePointer<Int32>
    /// Rooms an event fits in, cheapest first, then smallest.
    let roomStarts: UnsafeMutablePointer<Int32>
    let suitableRooms: UnsafeMutablePointer<Int32>
    let roomCost: UnsafeMutablePointer<Int32>

    /// Neighbours of a block and the people shared with each (0 for a plain exclusion).
    let neighbourStarts: UnsafeMutablePointer<Int32>
    let neighbours: UnsafeMutablePointer<Int32>
    let sharedPeople: UnsafeMutablePointer<Int32>

    /// Blocks that must be in a smaller period than this one, and those in a larger one.
    let earlierStarts: UnsafeMutablePointer<Int32>
    let earlier: UnsafeMutablePointer<Int32>
    let laterStarts: UnsafeMutablePointer<Int32>
    let later: UnsafeMutablePointer<Int32>

    /// By block: its family, -1 for none; by family: how many periods it may use; by period: whether it counts.
    let familyCount: Int
    let family: UnsafeMutablePointer<Int32>
    let mostPeriods: UnsafeMutablePointer<Int32>
    let counts: UnsafeMutablePointer<Bool>

    let periodStarts: UnsafeMutablePointer<Int32>
    let allowedPeriods: UnsafeMutablePointer<Int32>
    /// `blocks × rowLength`: what a block's period costs by itself.
    let periodCost: UnsafeMutablePointer<Int32>
    let allows: UnsafeMutablePointer<Bool>

    /// `periods × rowLength`, zero on the diagonal where clashes are separated, and the vectors outside which a row is
    /// zero.
    let proximity: UnsafeMutablePointer<Int32>
    let proximityFirst: UnsafeMutablePointer<Int32>
    let proximityEnd: UnsafeMutablePointer<Int32>

    /// Whether events that clash may not be in one period.
    let separatesClashes: Bool

    /// With splitting (`RoomPools`): the number of sets of access classes, by slot the seats of each set, and the class
    /// of each event; by kind × periods the slots; what a person without a seat costs.
    let splits: Bool
    let slotCount: Int
    let slotStarts: UnsafeMutablePointer<Int32>
    let slots: UnsafeMutablePointer<Int32>
    let shortageCost: Int
    let poolSets: Int
    let poolSeats: UnsafeMutablePointer<Int32>
    let poolClass: UnsafeMutablePointer<Int32>

    init(_ problem: TimetableProblem) throws(ProblemFault) {
        if let fault = problem.faults().first { throw fault }
        let blocks = Blocks(problem)
        let shape = try BlockShape(problem, blocks)
        eventCount = problem.events.count
        blockCount = blocks.events.count
        periodCount = problem.periodCount
        roomCount = problem.roomCapacities.count
        kindCount = (problem.events.map(\.kind).max() ?? 0) + 1
        mixingCost = problem.splitting == nil ? problem.mixingCost : 0
        rowLength = (problem.periodCount + 3) / 4 * 4
        separatesClashes = problem.separatesClashes
        splits = problem.splitting != nil
        var pools: RoomPools?
        if let splitting = problem.splitting { pools = try RoomPools(problem, splitting) }
        poolSets = pools.map { 1 << $0.classCount } ?? 0
        poolSeats = memory.array(pools?.seats.joined().map { Int32(clamping: $0) } ?? [], or: 0)
        poolClass = memory.array(pools?.classOfEvent.map(Int32.init) ?? [], or: 0)
        slotCount = problem.splitting?.seats.count ?? 0
        (slotStarts, slots) = memory.lists(problem.splitting.map { Array($0.slots.joined()) } ?? [])
        shortageCost = problem.splitting?.shortageCost ?? 0

        blockOfEvent = memory.array(blocks.ofEvent.map(Int32.init), or: 0)
        blockSize = memory.array(blocks.events.map { Int32($0.reduce(0) { $0 + problem.events[$1].size }) }, or: 0)

        let largest = problem.roomCapacities.max() ?? 0
        kind = memory.array(problem.events.map { Int32($0.kind) }, or: 0)
        size = memory.array(problem.events.map { Int32($0.needsRoomAlone ? largest + 1 : $0.size) }, or: 0)
        needsRoomAlone = memory.array(problem.events.map(\.needsRoomAlone), or: false)
        capacity = memory.array(problem.roomCapacities.map(Int32.init), or: 0)
        let rooms = problem.suitableRooms()
        (roomStarts, suitableRooms) = memory.lists(rooms)
        roomCost = memory.array(problem.roomCosts.map { Int32(clamping: $0) }, or: 0)
        let ranks = problem.packingRanks(rooms)
        packingRank = memory.array(ranks, or: 0)
        (blockEventStarts, blockEvents) = memory.lists(blocks.events.map { $0.sorted { ranks[$0] < ranks[$1] } })

        (neighbourStarts, neighbours) = memory.lists(shape.neighbours.map { $0.map(\.block) })
        sharedPeople = memory.array(shape.neighbours.flatMap { $0.map { Int32($0.people) } }, or: 0)
        (earlierStarts, earlier) = memory.lists(shape.earlier)
        (laterStarts, later) = memory.lists(shape.later)

        familyCount = problem.families.count
        family = memory.array(shape.families.map(Int32.init), or: -1)
        mostPeriods = memory.array(problem.families.map { Int32(clamping: $0.mostPeriods) }, or: 0)
        counts = memory.array((0..<problem.periodCount).map(problem.countsForFamilies), or: true)

        (periodStarts, allowedPeriods) = memory.lists(shape.allowedPeriods)
        periodCost = memory.array(blockCount * rowLength, of: 0)
        allows = memory.array(blockCount * rowLength, of: false)
        for block in 0..<blockCount {
            for period in shape.allowedPeriods[block] {
                periodCost[block * rowLength + period] = Int32(shape.cost(of: block, in: period, problem))
                allows[block * rowLength + period] = true
            }
        }
        proximity = memory.array(periodCount * rowLength, of: 0)
        proximityFirst = memory.array(periodCount, of: 0)
        proximityEnd = memory.array(periodCount, of: 0)
        layProximity(problem)
    }

    private func layProximity(_ problem: TimetableProblem) {
        for row in 0..<periodCount {
            var near: [Int] = []
            for column in 0..<periodCount where column != row || !separatesClashes {
                let cost = problem.proximity[row * periodCount + column]
                proximity[row * rowLength + column] = Int32(cost)
                if cost > 0 { near.append(column) }
            }
            proximityFirst[row] = Int32((near.first ?? 0) / 4 * 4)
            proximityEnd[row] = Int32(near.last.map { $0 / 4 * 4 + 4 } ?? 0)
        }
    }

    /// Whether a plain shift does not know all the rules.
    var movesByChains: Bool { splits || familyCount > 0 }

    /// Whether an event may stand in a room when nobody else is there.
    func isSuitable(_ room: Int, for event: Int) -> Bool {
        for slot in Int(roomStarts[event])..<Int(roomStarts[event + 1]) where Int(suitableRooms[slot]) == room {
            return true
        }
        return false
    }
}

extension TimetableProblem {
    /// Whether a family that uses this period has used one of its periods up.
    func countsForFamilies(_ period: Int) -> Bool {
        splitting.map { $0.slots.contains { !$0[period].isEmpty } } ?? true
    }

    /// For each event the rooms it fits in when they are empty, cheapest first, then smallest, then by number.
    func suitableRooms() -> [[Int]] {
        events.enumerated().map { number, event in
            roomCapacities.indices
                .filter {
                    roomCapacities[$0] >= event.size && roomCosts[number * roomCapacities.count + $0] != Self.forbidden
                }
                .map { (cost: roomCosts[number * roomCapacities.count + $0], seats: roomCapacities[$0], room: $0) }
                .sorted { ($0.cost, $0.seats, $0.room) < ($1.cost, $1.seats, $1.room) }
                .map(\.room)
        }
    }

    /// Rooms alone first, then the largest, then those with the fewest rooms.
    func packingRanks(_ rooms: [[Int]]) -> [Int32] {
        let order = events.indices.sorted { first, second in
            let (a, b) = (events[first], events[second])
            return (a.needsRoomAlone ? 0 : 1, -a.size, rooms[first].count, first)
                < (b.needsRoomAlone ? 0 : 1, -b.size, rooms[second].count, second)
        }
        var ranks = Array(repeating: Int32(0), count: events.count)
        for (rank, event) in order.enumerated() { ranks[event] = Int32(rank) }
        return ranks
    }
}
