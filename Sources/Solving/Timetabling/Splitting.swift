/// With splitting an event may fill several rooms and share them with others, so only the number of seats counts.
///
/// Time is cut into *slots*, stretches in each of which a room seats so many people. An event in a period takes a seat
/// for each of its people in every slot that the period has for its kind: periods that overlap share a slot, and a
/// period of several sessions, one for each kind of event, has slots of its own for each. People for whom a slot has
/// no seat cost `shortageCost` each, so seats are never a hard rule here. Room costs only forbid; mixing costs nothing.
package struct Splitting: Sendable {
    /// By slot, then room.
    package var seats: [[Int]]
    /// By kind of event, then period.
    package var slots: [[[Int]]]
    package var shortageCost: Int

    package init(seats: [[Int]], slots: [[[Int]]], shortageCost: Int) {
        self.seats = seats
        self.slots = slots
        self.shortageCost = shortageCost
    }

    /// One slot for each period, whatever the kind, with all rooms.
    package init(periodCount: Int, kinds: Int, roomCapacities: [Int], shortageCost: Int) {
        seats = Array(repeating: roomCapacities, count: periodCount)
        slots = Array(repeating: (0..<periodCount).map { [$0] }, count: kinds)
        self.shortageCost = shortageCost
    }

    func faults(of problem: TimetableProblem) -> [ProblemFault] {
        var found: [ProblemFault] = []
        func demand(_ isRight: Bool, _ otherwise: @autoclosure () -> String) {
            if !isRight { found.append(ProblemFault(otherwise())) }
        }
        demand(seats.allSatisfy { $0.count == problem.roomCapacities.count }, "seats are not slots × rooms")
        demand(
            seats.joined().allSatisfy { (0..<TimetableProblem.most).contains($0) }, "a slot's seats are out of range")
        demand((0..<TimetableProblem.most).contains(shortageCost), "the shortage cost is out of range")
        demand(problem.events.allSatisfy { $0.kind < slots.count }, "an event's kind has no slots")
        demand(slots.allSatisfy { $0.count == problem.periodCount }, "slots are not kinds × periods")
        demand(slots.joined().joined().allSatisfy(seats.indices.contains), "a period names no slot")
        demand(
            slots.joined().allSatisfy { Set($0).count == $0.count }, "a period names a slot twice for one kind of event"
        )
        for (number, event) in problem.events.enumerated() where event.needsRoomAlone {
            found.append(ProblemFault("event \(number) needs a room alone, which splitting cannot promise"))
        }
        return found
    }
}
