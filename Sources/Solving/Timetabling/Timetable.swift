/// A timetable being changed: where every block and event is, and everything a move needs to know, kept by difference.
///
/// For every block b and period t it keeps `cost[b, t]`, what b's period and its neighbours would cost if b stood in t,
/// and `clashes[b, t]`, how many neighbours stand in t (none where clashes are not separated). So the cost of moving one
/// block is two look-ups, and whether it may move is one more; the price is paid when a move is made: for each neighbour
/// the few periods near the two ends. As most proposals of a search are refused, that is the right way round. Rooms keep
/// free seats, occupants and kinds for every period.
///
/// Invariant (`checkInvariants`): every number here is what the problem says about `periodOf` and `roomOf`; `total` is
/// the soft cost of what is placed; no hard rule is broken, only blocks may be unplaced (period -1, and room -1 for
/// their events).
///
/// Memory: blocks × periods × 6 bytes. One thread at a time.
final class Timetable {
    let model: TimetableModel
    let memory = FlatMemory()

    let periodOf: UnsafeMutablePointer<Int32>
    let roomOf: UnsafeMutablePointer<Int32>
    /// Blocks of a period as a ring-less doubly linked list; -1 ends it.
    let firstIn: UnsafeMutablePointer<Int32>
    let nextBlock: UnsafeMutablePointer<Int32>
    let previousBlock: UnsafeMutablePointer<Int32>

    let cost: UnsafeMutablePointer<Int32>
    let clashes: UnsafeMutablePointer<UInt16>

    /// By period × room.
    let free: UnsafeMutablePointer<Int32>
    let occupants: UnsafeMutablePointer<Int32>
    let kinds: UnsafeMutablePointer<Int32>
    let kindOccupants: UnsafeMutablePointer<Int32>
    /// With splitting, by slot × set of access classes: seats left, below zero where they lack; by slot: the people who
    /// lack one.
    let poolFree: UnsafeMutablePointer<Int32>
    let shortage: UnsafeMutablePointer<Int32>

    /// By family × period: its blocks there; by family: how many periods that count it uses.
    let familyBlocks: UnsafeMutablePointer<Int32>
    let familyPeriods: UnsafeMutablePointer<Int32>

    /// Soft cost and number of placed blocks, and those of the best timetable seen.
    let total: UnsafeMutablePointer<Int>
    let placed: UnsafeMutablePointer<Int>
    let bestTotal: UnsafeMutablePointer<Int>
    let bestPlaced: UnsafeMutablePointer<Int>
    let bestPeriodOf: UnsafeMutablePointer<Int32>
    let bestRoomOf: UnsafeMutablePointer<Int32>

    let chain: KempeChain

    init(_ model: TimetableModel) {
        self.model = model
        let (blocks, events) = (model.blockCount, model.eventCount)
        let roomPeriods = model.splits ? 0 : model.periodCount * model.roomCount
        periodOf = memory.array(blocks, of: -1)
        roomOf = memory.array(events, of: -1)
        firstIn = memory.array(model.periodCount, of: -1)
        nextBlock = memory.array(blocks, of: -1)
        previousBlock = memory.array(blocks, of: -1)
        cost = memory.array(blocks * model.rowLength, of: 0)
        clashes = memory.array(blocks * model.rowLength, of: 0)
        cost.update(from: model.periodCost, count: blocks * model.rowLength)
        free = memory.array(roomPeriods, of: 0)
        occupants = memory.array(roomPeriods, of: 0)
        kinds = memory.array(roomPeriods, of: 0)
        kindOccupants = memory.array(roomPeriods * model.kindCount, of: 0)
        for index in 0..<roomPeriods { free[index] = model.capacity[index % model.roomCount] }
        poolFree = memory.array(model.slotCount * model.poolSets, of: 0)
        poolFree.update(from: model.poolSeats, count: model.slotCount * model.poolSets)
        shortage = memory.array(model.slotCount, of: 0)
        familyBlocks = memory.array(model.familyCount * model.periodCount, of: 0)
        familyPeriods = memory.array(model.familyCount, of: 0)
        total = memory.array(1, of: 0)
        placed = memory.array(1, of: 0)
        bestTotal = memory.array(1, of: 0)
        bestPlaced = memory.array(1, of: 0)
        bestPeriodOf = memory.array(blocks, of: -1)
        bestRoomOf = memory.array(events, of: -1)
        chain = KempeChain(model, memory)
    }

    // MARK: Periods

    /// Moves a block between periods (-1 for none) in every table except the rooms'. Does not touch `total`.
    @inline(__always)
    func transfer(_ block: Int, to target: Int) {
        let source = Int(periodOf[block])
        if source >= 0 { unlink(block, from: source) }
        if target >= 0 { link(block, into: target) }
        periodOf[block] = Int32(truncatingIfNeeded: target)
        if model.familyCount > 0 { moveInFamily(block, from: source, to: target) }
        let row = model.rowLength
        let (start, end) = (Int(model.neighbourStarts[block]), Int(model.neighbourStarts[block &+ 1]))
        for slot in start..<end {
            let at = Int(model.neighbours[slot]) &* row
            let people = model.sharedPeople[slot]
            if source >= 0 {
                if model.separatesClashes { clashes[at &+ source] &-= 1 }
                if people != 0 { addProximity(-people, of: source, to: cost + at) }
            }
            if target >= 0 {
                if model.separatesClashes { clashes[at &+ target] &+= 1 }
                if people != 0 { addProximity(people, of: target, to: cost + at) }
            }
        }
    }

    /// `row[t] += people × proximity[period, t]` where that is not zero, four periods at once.
    @inline(__always)
    private func addProximity(_ people: Int32, of period: Int, to row: UnsafeMutablePointer<Int32>) {
        let near = model.proximity + period &* model.rowLength
        var index = Int(model.proximityFirst[period])
        let end = Int(model.proximityEnd[period])
        let factor = SIMD4<Int32>(repeating: people)
        while index < end {
            let target = UnsafeMutableRawPointer(row + index)
            let step = UnsafeRawPointer(near + index).load(as: SIMD4<Int32>.self) &* factor
            target.storeBytes(of: target.load(as: SIMD4<Int32>.self) &+ step, as: SIMD4<Int32>.self)
            index &+= 4
        }
    }

    @inline(__always)
    private func link(_ block: Int, into period: Int) {
        let next = firstIn[period]
        nextBlock[block] = next
        previousBlock[block] = -1
        if next >= 0 { previousBlock[Int(next)] = Int32(truncatingIfNeeded: block) }
        firstIn[period] = Int32(truncatingIfNeeded: block)
    }

    @inline(__always)
    private func unlink(_ block: Int, from period: Int) {
        let (next, previous) = (nextBlock[block], previousBlock[block])
        if previous >= 0 { nextBlock[Int(previous)] = next } else { firstIn[period] = next }
        if next >= 0 { previousBlock[Int(next)] = previous }
    }

    /// Whether the orders of a block hold in a period, with the others where they are.
    @inline(__always)
    func keepsOrder(_ block: Int, in period: Int) -> Bool {
        for slot in Int(model.earlierStarts[block])..<Int(model.earlierStarts[block &+ 1])
        where Int(periodOf[Int(model.earlier[slot])]) >= period { return false }
        for slot in Int(model.laterStarts[block])..<Int(model.laterStarts[block &+ 1]) {
            let other = Int(periodOf[Int(model.later[slot])])
            if other >= 0 && other <= period { return false }
        }
        return true
    }

    // MARK: Families

    private func moveInFamily(_ block: Int, from source: Int, to target: Int) {
        let family = Int(model.family[block])
        if family < 0 { return }
        func add(_ count: Int32, _ period: Int) {
            let at = family &* model.periodCount &+ period
            let before = familyBlocks[at]
            familyBlocks[at] = before &+ count
            if model.counts[period] && min(before, before &+ count) == 0 { familyPeriods[family] &+= count }
        }
        if source >= 0 { add(-1, source) }
        if target >= 0 { add(1, target) }
    }

    /// Whether a block may enter a period without its family using one more than it may.
    @inline(__always)
    func suitsFamily(_ block: Int, in period: Int) -> Bool {
        if model.familyCount == 0 { return true }
        let family = Int(model.family[block])
        return family < 0 || !model.counts[period] || familyBlocks[family &* model.periodCount &+ period] > 0
            || familyPeriods[family] < model.mostPeriods[family]
    }

    // MARK: Best

    /// To be called before anything makes the timetable worse: keeps it when it is the best so far. More blocks placed
    /// always comes first.
    @inline(__always)
    func keepIfBest() {
        if placed[0] > bestPlaced[0] || (placed[0] == bestPlaced[0] && total[0] < bestTotal[0]) { keep() }
    }

    @inline(never)
    private func keep() {
        bestTotal[0] = total[0]
        bestPlaced[0] = placed[0]
        bestPeriodOf.update(from: periodOf, count: model.blockCount)
        bestRoomOf.update(from: roomOf, count: model.eventCount)
    }

    /// The better of the best kept and the present timetable.
    func best() -> (solution: TimetableSolution, cost: Int) {
        keepIfBest()
        return (
            TimetableSolution(
                periods: (0..<model.eventCount).map { Int(bestPeriodOf[Int(model.blockOfEvent[$0])]) },
                rooms: (0..<model.eventCount).map { Int(bestRoomOf[$0]) }), bestTotal[0]
        )
    }
}
