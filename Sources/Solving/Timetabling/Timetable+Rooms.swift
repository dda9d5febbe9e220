/// Rooms of one period: who stands where, and what a change of room costs.
extension Timetable {
    /// Puts an event into a room of a period and says what that costs. The room must have been found fit.
    @inline(__always)
    @discardableResult
    func occupy(_ event: Int, _ period: Int, _ room: Int) -> Int {
        if model.splits { return pour(event, period, -model.size[event]) }
        let place = period &* model.roomCount &+ room
        roomOf[event] = Int32(truncatingIfNeeded: room)
        free[place] &-= model.size[event]
        occupants[place] &+= 1
        var delta = Int(model.roomCost[event &* model.roomCount &+ room])
        if model.mixingCost > 0 {
            let kindPlace = place &* model.kindCount &+ Int(model.kind[event])
            if kindOccupants[kindPlace] == 0 {
                if kinds[place] > 0 { delta &+= model.mixingCost }
                kinds[place] &+= 1
            }
            kindOccupants[kindPlace] &+= 1
        }
        return delta
    }

    /// Takes an event out of its room and says what that costs (nothing or less than nothing).
    @inline(__always)
    @discardableResult
    func vacate(_ event: Int, _ period: Int) -> Int {
        if model.splits { return pour(event, period, model.size[event]) }
        let room = Int(roomOf[event])
        let place = period &* model.roomCount &+ room
        roomOf[event] = -1
        free[place] &+= model.size[event]
        occupants[place] &-= 1
        var delta = -Int(model.roomCost[event &* model.roomCount &+ room])
        if model.mixingCost > 0 {
            let kindPlace = place &* model.kindCount &+ Int(model.kind[event])
            kindOccupants[kindPlace] &-= 1
            if kindOccupants[kindPlace] == 0 {
                kinds[place] &-= 1
                if kinds[place] > 0 { delta &-= model.mixingCost }
            }
        }
        return delta
    }

    /// What `vacate` would say. Not with splitting.
    @inline(__always)
    func costOfLeaving(_ event: Int, _ period: Int) -> Int {
        let room = Int(roomOf[event])
        let place = period &* model.roomCount &+ room
        var delta = -Int(model.roomCost[event &* model.roomCount &+ room])
        if model.mixingCost > 0, kinds[place] > 1,
            kindOccupants[place &* model.kindCount &+ Int(model.kind[event])] == 1
        {
            delta &-= model.mixingCost
        }
        return delta
    }

    @inline(__always)
    func fits(_ event: Int, _ period: Int, _ room: Int) -> Bool {
        let place = period &* model.roomCount &+ room
        if model.needsRoomAlone[event] { return occupants[place] == 0 }
        return free[place] >= model.size[event]
    }

    /// What `occupy` would say.
    @inline(__always)
    func costOfEntering(_ event: Int, _ period: Int, _ room: Int) -> Int {
        let place = period &* model.roomCount &+ room
        let delta = Int(model.roomCost[event &* model.roomCount &+ room])
        if model.mixingCost > 0, kinds[place] > 0,
            kindOccupants[place &* model.kindCount &+ Int(model.kind[event])] == 0
        {
            return delta &+ model.mixingCost
        }
        return delta
    }

    /// The room of a period that costs an event least, the smallest of them by capacity; -1 where it fits in none. With
    /// splitting there is always room, at a price that `occupy` tells.
    @inline(__always)
    func cheapestRoom(_ event: Int, _ period: Int) -> (room: Int, cost: Int) {
        if model.splits { return (0, 0) }
        var best = (room: -1, cost: Int.max)
        for slot in Int(model.roomStarts[event])..<Int(model.roomStarts[event &+ 1]) {
            let room = Int(model.suitableRooms[slot])
            if Int(model.roomCost[event &* model.roomCount &+ room]) >= best.cost { break }
            if !fits(event, period, room) { continue }
            let cost = costOfEntering(event, period, room)
            if cost < best.cost { best = (room, cost) }
        }
        return best
    }

    // MARK: Splitting

    /// Gives seats back (or, below zero, takes them) in the slots of an event's period; says the change of cost.
    private func pour(_ event: Int, _ period: Int, _ seats: Int32) -> Int {
        let bit = 1 << Int(model.poolClass[event])
        var change: Int32 = 0
        for slot in slotsOf(event, period) {
            let pools = poolFree + Int(model.slots[slot]) &* model.poolSets
            var least: Int32 = 0
            for set in 1..<model.poolSets {
                if set & bit != 0 { pools[set] &+= seats }
                least = min(least, pools[set])
            }
            change &-= least &+ shortage[Int(model.slots[slot])]
            shortage[Int(model.slots[slot])] = -least
        }
        return Int(change) &* model.shortageCost
    }

    /// The most an event's leaving may save in its slots.
    func shortageCost(of event: Int, _ period: Int) -> Int {
        var people: Int32 = 0
        for slot in slotsOf(event, period) { people &+= min(shortage[Int(model.slots[slot])], model.size[event]) }
        return Int(people) &* model.shortageCost
    }

    @inline(__always)
    private func slotsOf(_ event: Int, _ period: Int) -> Range<Int> {
        let at = Int(model.kind[event]) &* model.periodCount &+ period
        return Int(model.slotStarts[at])..<Int(model.slotStarts[at &+ 1])
    }
}
