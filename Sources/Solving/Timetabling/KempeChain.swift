/// Exchanges between two periods p and q that keep every clash apart.
///
/// A *Kempe chain* starts with a block moved from p to q; whatever clashes with it in q moves to p, what clashes with
/// those in p moves to q, until nothing clashes (Thompson & Dowsland 1998). Two seeds, one on each side, make a swap. A
/// chain that brings more people into a period than it has seats takes others back with it (`Counterweight`).
/// The change of proximity is the sum of the blocks' own look-ups plus twice `people × proximity[p, q]` for each pair
/// that changes sides, since such a pair stays as far apart as it was while both look-ups counted it as gone.
///
/// Where a block of a family may not bring one more period into use, all of the family that stand with it come along.
///
/// Rooms: all blocks of the chain leave theirs; then each event, hardest first, takes the cheapest room left for it.
/// Where one finds none, the whole period is packed anew, hardest first. When that fails too, or the cost goes beyond
/// the limit, everything is put back.
///
/// Time: proportional to the neighbours of the chain's blocks; a repacking, to the events of the period × rooms.
struct KempeChain {
    fileprivate let blocks: UnsafeMutablePointer<Int32>
    fileprivate let count: UnsafeMutablePointer<Int>
    /// Stamped with the number of the present chain when a block is in it.
    fileprivate let marks: UnsafeMutablePointer<Int32>
    fileprivate let stamp: UnsafeMutablePointer<Int32>

    /// Events taken out of their rooms, where they were, and (by event) the period they stand in meanwhile.
    fileprivate let moved: UnsafeMutablePointer<Int32>
    fileprivate let movedPeriod: UnsafeMutablePointer<Int32>
    fileprivate let movedRoom: UnsafeMutablePointer<Int32>
    fileprivate let movedCount: UnsafeMutablePointer<Int>
    fileprivate let standsIn: UnsafeMutablePointer<Int32>
    fileprivate let queue: UnsafeMutablePointer<Int32>

    init(_ model: TimetableModel, _ memory: FlatMemory) {
        blocks = memory.array(model.blockCount, of: 0)
        count = memory.array(1, of: 0)
        marks = memory.array(model.blockCount, of: 0)
        stamp = memory.array(1, of: 0)
        moved = memory.array(model.eventCount, of: 0)
        movedPeriod = memory.array(model.eventCount, of: 0)
        movedRoom = memory.array(model.eventCount, of: 0)
        movedCount = memory.array(1, of: 0)
        standsIn = memory.array(model.eventCount, of: -1)
        queue = memory.array(model.eventCount, of: 0)
    }

    /// Whether a block is in the chain being grown.
    @inline(__always)
    func contains(_ block: Int) -> Bool { marks[block] == stamp[0] }
}

extension Timetable {
    /// Exchanges a block's chain with `target` (and the chain of `partner`, which is there) when that adds at most
    /// `limit` to the cost and moves at most `longest` blocks; the chain is abandoned early where its part so far adds
    /// more than `giveUp`.
    @inline(never)
    func exchange(
        _ block: Int, _ target: Int, partner: Int = -1, limit: Int, giveUp: Int = .max, longest: Int,
        _ random: inout RandomSource
    ) -> Bool {
        let source = Int(periodOf[block])
        guard let shift = growChain(block, partner, source, target, giveUp, longest, &random) else { return false }
        if shift &+ leastRoomDelta() > limit || !chainKeepsOrder(source, target) { return false }
        keepIfBest()
        chain.movedCount[0] = 0
        var change = shift
        for index in 0..<chain.count[0] {
            let member = Int(chain.blocks[index])
            for slot in Int(model.blockEventStarts[member])..<Int(model.blockEventStarts[member &+ 1]) {
                change &+= takeOut(Int(model.blockEvents[slot]), Int(periodOf[member]))
            }
        }
        guard let into = fill(target, from: source), let back = fill(source, from: target),
            change &+ into &+ back <= limit
        else {
            putBack()
            return false
        }
        change &+= into &+ back
        for index in 0..<chain.count[0] {
            let member = Int(chain.blocks[index])
            transfer(member, to: Int(periodOf[member]) == source ? target : source)
        }
        total[0] &+= change
        return true
    }

    /// Collects the chain and says what its change of periods costs; nil when it is too long, not allowed, or already
    /// beyond `giveUp` halfway.
    @inline(__always)
    private func growChain(
        _ block: Int, _ partner: Int, _ source: Int, _ target: Int, _ giveUp: Int, _ longest: Int,
        _ random: inout RandomSource
    ) -> Int? {
        let apartCost = Int(model.proximity[source &* model.rowLength &+ target])
        chain.stamp[0] &+= 1
        let stamp = chain.stamp[0]
        var count = 0
        func join(_ member: Int) {
            chain.marks[member] = stamp
            chain.blocks[count] = Int32(truncatingIfNeeded: member)
            count &+= 1
        }
        join(block)
        if partner >= 0 { join(partner) }
        var (delta, apart, head, net) = (0, 0, 0, 0)
        while true {
            if head == count {
                if model.splits { break }
                switch counterweight(net, source, target, &random) {
                case .notNeeded: break
                case .block(let other) where count < longest: join(other)
                default: return nil
                }
                if head == count { break }
            }
            let member = Int(chain.blocks[head])
            head &+= 1
            let from = Int(periodOf[member])
            let to = from == source ? target : source
            net &+= from == source ? Int(model.blockSize[member]) : -Int(model.blockSize[member])
            let row = member &* model.rowLength
            if !model.allows[row &+ to] { return nil }
            delta &+= Int(cost[row &+ to] &- cost[row &+ from])
            if delta &+ apart &* apartCost > giveUp { return nil }
            if !suitsFamily(member, in: to) {
                if !model.counts[from] { return nil }
                var other = Int(firstIn[from])
                while other >= 0 {
                    if model.family[other] == model.family[member] && chain.marks[other] != stamp {
                        if count == longest { return nil }
                        join(other)
                    }
                    other = Int(nextBlock[other])
                }
            }
            var left = clashes[row &+ to]
            var slot = Int(model.neighbourStarts[member])
            while left > 0 {
                let other = Int(model.neighbours[slot])
                if Int(periodOf[other]) == to {
                    left &-= 1
                    apart &+= Int(model.sharedPeople[slot])
                    if chain.marks[other] != stamp {
                        if count == longest { return nil }
                        join(other)
                    }
                }
                slot &+= 1
            }
        }
        chain.count[0] = count
        if count > 1 && !model.separatesClashes { delta &+= correction(source, target) }
        return delta &+ apart &* apartCost
    }

    /// Where clashes are not separated: what the blocks' own look-ups get wrong about pairs of the chain.
    private func correction(_ source: Int, _ target: Int) -> Int {
        func near(_ first: Int, _ second: Int) -> Int { Int(model.proximity[first &* model.rowLength &+ second]) }
        let error = near(source, source) &+ near(target, target) &- 2 &* near(source, target)
        var people = 0
        for index in 0..<chain.count[0] {
            let member = Int(chain.blocks[index])
            for slot in Int(model.neighbourStarts[member])..<Int(model.neighbourStarts[member &+ 1]) {
                let other = Int(model.neighbours[slot])
                if chain.marks[other] != chain.stamp[0] { continue }
                let sign = periodOf[other] == periodOf[member] ? 1 : -1
                people &+= sign &* Int(model.sharedPeople[slot])
            }
        }
        return people / 2 &* error
    }

    private func chainKeepsOrder(_ source: Int, _ target: Int) -> Bool {
        func after(_ block: Int) -> Int {
            let period = Int(periodOf[block])
            if chain.marks[block] != chain.stamp[0] { return period }
            return period == source ? target : source
        }
        for index in 0..<chain.count[0] {
            let member = Int(chain.blocks[index])
            let period = after(member)
            for slot in Int(model.earlierStarts[member])..<Int(model.earlierStarts[member &+ 1])
            where after(Int(model.earlier[slot])) >= period { return false }
            for slot in Int(model.laterStarts[member])..<Int(model.laterStarts[member &+ 1]) {
                let other = after(Int(model.later[slot]))
                if other >= 0 && other <= period { return false }
            }
        }
        return true
    }

    // MARK: Rooms

    /// The most the chain's events can save by leaving their rooms, as a number below zero.
    @inline(__always)
    private func leastRoomDelta() -> Int {
        var delta = 0
        for index in 0..<chain.count[0] {
            let member = Int(chain.blocks[index])
            for slot in Int(model.blockEventStarts[member])..<Int(model.blockEventStarts[member &+ 1]) {
                let event = Int(model.blockEvents[slot])
                if model.splits {
                    delta &-= shortageCost(of: event, Int(periodOf[member]))
                    continue
                }
                delta &-= Int(model.roomCost[event &* model.roomCount &+ Int(roomOf[event])]) &+ model.mixingCost
            }
        }
        return delta
    }

    @inline(__always)
    private func takeOut(_ event: Int, _ period: Int) -> Int {
        let index = chain.movedCount[0]
        chain.moved[index] = Int32(truncatingIfNeeded: event)
        chain.movedPeriod[index] = Int32(truncatingIfNeeded: period)
        chain.movedRoom[index] = roomOf[event]
        chain.movedCount[0] = index &+ 1
        chain.standsIn[event] = -1
        return vacate(event, period)
    }

    /// Finds rooms in a period for the chain's events that come from `source`; says the cost, or nil.
    private func fill(_ period: Int, from source: Int) -> Int? {
        var count = 0
        for index in 0..<chain.count[0] {
            let member = Int(chain.blocks[index])
            if Int(periodOf[member]) == source { count = enqueue(member, count) }
        }
        let waiting = chain.movedCount[0]
        if let delta = seat(count, period) { return delta }
        if !mayRepack(count, period) { return nil }
        var delta = 0
        var block = Int(firstIn[period])
        while block >= 0 {
            if chain.marks[block] != chain.stamp[0] {
                let first = count
                count = enqueue(block, count)
                for slot in first..<count { delta &+= takeOut(Int(chain.queue[slot]), period) }
            }
            block = Int(nextBlock[block])
        }
        if chain.movedCount[0] == waiting { return nil }
        return seat(count, period).map { $0 &+ delta }
    }

    /// Whether the seats free in all rooms of a period together would do for the queue.
    private func mayRepack(_ count: Int, _ period: Int) -> Bool {
        if model.splits || model.roomCount < 2 { return false }
        var seats: Int32 = 0
        for place in (period &* model.roomCount)..<((period &+ 1) &* model.roomCount) where free[place] > 0 {
            seats &+= free[place]
        }
        for index in 0..<count where !model.needsRoomAlone[Int(chain.queue[index])] {
            seats &-= model.size[Int(chain.queue[index])]
        }
        return seats >= 0
    }

    /// Appends a block's events to the queue.
    @inline(__always)
    private func enqueue(_ block: Int, _ count: Int) -> Int {
        var count = count
        for slot in Int(model.blockEventStarts[block])..<Int(model.blockEventStarts[block &+ 1]) {
            chain.queue[count] = model.blockEvents[slot]
            count &+= 1
        }
        return count
    }

    /// Gives the first `count` of the queue rooms, hardest first; nil, with none of them seated, when one finds none.
    private func seat(_ count: Int, _ period: Int) -> Int? {
        sortQueue(count)
        var delta = 0
        for index in 0..<count {
            let event = Int(chain.queue[index])
            let (room, _) = cheapestRoom(event, period)
            if room < 0 {
                for earlier in 0..<index {
                    let seated = Int(chain.queue[earlier])
                    vacate(seated, period)
                    chain.standsIn[seated] = -1
                }
                return nil
            }
            delta &+= occupy(event, period, room)
            chain.standsIn[event] = Int32(truncatingIfNeeded: period)
        }
        return delta
    }

    private func sortQueue(_ count: Int) {
        var index = 1
        while index < count {
            let event = chain.queue[index]
            let rank = model.packingRank[Int(event)]
            var hole = index
            while hole > 0 && model.packingRank[Int(chain.queue[hole &- 1])] > rank {
                chain.queue[hole] = chain.queue[hole &- 1]
                hole &-= 1
            }
            chain.queue[hole] = event
            index &+= 1
        }
    }

    /// Undoes every `takeOut` and what was seated since.
    private func putBack() {
        for index in 0..<chain.movedCount[0] {
            let event = Int(chain.moved[index])
            if chain.standsIn[event] >= 0 { vacate(event, Int(chain.standsIn[event])) }
        }
        for index in 0..<chain.movedCount[0] {
            let event = Int(chain.moved[index])
            let period = Int(chain.movedPeriod[index])
            if model.splits { occupy(event, period, 0) } else { occupy(event, period, Int(chain.movedRoom[index])) }
        }
    }
}
