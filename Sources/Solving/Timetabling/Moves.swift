/// The small moves: each is made when it adds at most `limit` to the cost, and says whether it was.
extension Timetable {
    /// Moves a block of one event that clashes with nothing in `target` there, into its cheapest room; where it finds
    /// none, the period's rooms are packed anew, or others make way (`exchange`). Not with splitting or families: those take `exchange`.
    @inline(__always)
    func shift(
        _ block: Int, _ target: Int, limit: Int, giveUp: Int = .max, longest: Int, _ random: inout RandomSource
    ) -> Bool {
        let row = block &* model.rowLength
        let source = Int(periodOf[block])
        let event = Int(model.blockEvents[Int(model.blockEventStarts[block])])
        let change = Int(cost[row &+ target] &- cost[row &+ source]) &+ costOfLeaving(event, source)
        if change > limit || !keepsOrder(block, in: target) { return false }
        let (room, entering) = cheapestRoom(event, target)
        if room < 0 { return exchange(block, target, limit: limit, giveUp: giveUp, longest: longest, &random) }
        if change &+ entering > limit { return false }
        if change &+ entering > 0 { keepIfBest() }
        vacate(event, source)
        occupy(event, target, room)
        transfer(block, to: target)
        total[0] &+= change &+ entering
        return true
    }

    /// Moves an event to another room of its period.
    @inline(__always)
    func changeRoom(_ event: Int, _ room: Int, limit: Int) -> Bool {
        let period = Int(periodOf[Int(model.blockOfEvent[event])])
        if Int(roomOf[event]) == room || !fits(event, period, room) { return false }
        let change = costOfLeaving(event, period) &+ costOfEntering(event, period, room)
        if change > limit { return false }
        if change > 0 { keepIfBest() }
        vacate(event, period)
        occupy(event, period, room)
        total[0] &+= change
        return true
    }

    /// Two events of one period change rooms.
    func swapRooms(_ first: Int, _ second: Int, limit: Int) -> Bool {
        let period = Int(periodOf[Int(model.blockOfEvent[first])])
        let (room, other) = (Int(roomOf[first]), Int(roomOf[second]))
        if room == other || !model.isSuitable(other, for: first) || !model.isSuitable(room, for: second) {
            return false
        }
        keepIfBest()
        var change = vacate(first, period) &+ vacate(second, period)
        if fits(first, period, other) && fits(second, period, room) {
            change &+= costOfEntering(first, period, other) &+ costOfEntering(second, period, room)
            if change <= limit {
                occupy(first, period, other)
                occupy(second, period, room)
                total[0] &+= change
                return true
            }
        }
        occupy(first, period, room)
        occupy(second, period, other)
        return false
    }

    // MARK: Placing

    /// Puts an unplaced block into a period, its events into the cheapest rooms; false, with nothing changed, when
    /// something forbids it.
    func place(_ block: Int, _ period: Int) -> Bool {
        let at = block * model.rowLength + period
        if !model.allows[at] || clashes[at] > 0 || !keepsOrder(block, in: period) || !suitsFamily(block, in: period) {
            return false
        }
        var change = Int(cost[at])
        for slot in eventSlots(block) {
            let event = Int(model.blockEvents[slot])
            let (room, _) = cheapestRoom(event, period)
            if room < 0 {
                for earlier in Int(model.blockEventStarts[block])..<slot {
                    vacate(Int(model.blockEvents[earlier]), period)
                }
                return false
            }
            change += occupy(event, period, room)
        }
        transfer(block, to: period)
        total[0] += change
        placed[0] += 1
        return true
    }

    func remove(_ block: Int) {
        let period = Int(periodOf[block])
        var change = -Int(cost[block * model.rowLength + period])
        for slot in eventSlots(block) { change += vacate(Int(model.blockEvents[slot]), period) }
        transfer(block, to: -1)
        total[0] += change
        placed[0] -= 1
    }

    func eventSlots(_ block: Int) -> Range<Int> {
        Int(model.blockEventStarts[block])..<Int(model.blockEventStarts[block + 1])
    }
}
