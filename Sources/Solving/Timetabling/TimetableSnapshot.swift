/// Where everything stood at some moment, to go back to.
struct TimetableSnapshot {
    fileprivate let periods: [Int32]
    fileprivate let rooms: [Int32]
    fileprivate let total: Int
    fileprivate let placed: Int
}

extension Timetable {
    var snapshot: TimetableSnapshot {
        TimetableSnapshot(
            periods: Array(UnsafeBufferPointer(start: periodOf, count: model.blockCount)),
            rooms: Array(UnsafeBufferPointer(start: roomOf, count: model.eventCount)), total: total[0],
            placed: placed[0])
    }

    /// Time: proportional to the clashes of all blocks.
    func restore(_ snapshot: TimetableSnapshot) {
        keepIfBest()
        for block in 0..<model.blockCount where periodOf[block] >= 0 { remove(block) }
        for block in 0..<model.blockCount where snapshot.periods[block] >= 0 {
            let period = Int(snapshot.periods[block])
            transfer(block, to: period)
            for slot in eventSlots(block) {
                let event = Int(model.blockEvents[slot])
                occupy(event, period, Int(snapshot.rooms[event]))
            }
        }
        total[0] = snapshot.total
        placed[0] = snapshot.placed
    }
}
