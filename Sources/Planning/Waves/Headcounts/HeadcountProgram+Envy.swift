import Solving

// Envy that `PaymentOrder` does not exclude, of plans at hand.
//
// Problem. Whether somebody's seats would do for an earlier payer depends on where and when they are, and on the other
// places of the two persons: rows for all such pairs would be far too many.
// Method. Of a solution only those are told that it breaks. If one who is alone in his class waits or sits in a later
// month, and some of a class who all paid later sit where he could, and they where he does, then another place of the
// two persons is in the way, or a room is open that suits only one of them. A place he could not give them for theirs
// counts as early.
// Invariant. Every plan without envy keeps every such row. What is left out: classes with some who paid earlier, who
// sits in which of the open rooms, re-plans.
// Complexity: people × people, with a look at the places of each pair of a programme.
extension HeadcountProgram {
    /// `IntegerSolver.minimise`; whoever envies in a solution is told of, until nobody does.
    func minimise(
        _ total: Total, below known: Int, floor: Int, work: Int, by search: inout IntegerSolver
    ) -> IntegerSolver.Result {
        let mostWork = search.work + work
        var floor = floor
        while true {
            let left = max(0, mostWork - search.work)
            let result = search.minimise(total.sum, below: known, floor: floor, work: left)
            guard let found = result.values, case let rows = rowsAgainstEnvy(in: found), !rows.isEmpty,
                search.work < mostWork
            else { return result }
            floor = max(floor, result.bound)
            for row in rows { search.add(row) }
        }
    }

    /// Rows that plans without envy keep and these values do not.
    private func rowsAgainstEnvy(in values: [Int]) -> [IntegerProgram.Row] {
        guard frame.anchors.isEmpty else { return [] }
        let payers = headsOfClass.indices.filter { !headsOfClass[$0].isEmpty && frame.classes[$0].members.count == 1 }
        var rows: [IntegerProgram.Row] = []
        for sitter in heads where values[sitter.column] > 0 {
            for payer in payers where mayEnvy(payer, plan.slots[sitter.slot].applicants) {
                if let row = row(payer, against: sitter, in: values) { rows.append(row) }
            }
        }
        return rows
    }

    /// The same programme and clock, and all of the one class paid later. They may be one person's.
    private func mayEnvy(_ payer: Int, _ sitter: Int) -> Bool {
        let (paying, sitting) = (frame.classes[payer], frame.classes[sitter])
        let applications = frame.model.applications
        return payer != sitter && paying.hasExtraTime == sitting.hasExtraTime
            && applications[paying.sample].programme == applications[sitting.sample].programme
            && sitting.members.allSatisfy { applications[$0].rank > applications[paying.sample].rank }
    }

    private func row(_ payer: Int, against sitter: Head, in values: [Int]) -> IntegerProgram.Row? {
        let month = month(of: sitter)
        let own = heads(of: payer)
        guard let option = own.first(where: { mayTake($0, placeOf: sitter) }) else { return nil }
        let sitters = plan.slots[sitter.slot].applicants
        let theirs = heads(of: sitters)
        func isGiven(_ place: Head) -> Bool {
            self.month(of: place) > month && theirs.contains { mayTake($0, placeOf: place) }
        }
        let (given, kept) = (own.filter(isGiven), own.filter { !isGiven($0) })
        let places =
            kept + others(of: payer, and: sitters, against: [option]) + others(of: sitters, and: payer, against: given)
        let rooms = roomsOf(sitter, closedTo: payer) + given.flatMap { roomsOf($0, closedTo: sitters) }
        let inTheWay = places.map(\.column) + rooms
        guard inTheWay.allSatisfy({ values[$0] == 0 }) else { return nil }
        let count = frame.classes[sitters].members.count
        var amounts = [sitter.column: 1]
        for column in inTheWay { amounts[column] = -count }
        return program.row(amounts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, most: 0)
    }

    func month(of head: Head) -> Int { frame.month(of: plan.slots[head.slot].run) }

    /// Whether this is a place in the same wave, at the same venue and in the same periods, in rooms that may be the
    /// same.
    private func mayTake(_ head: Head, placeOf other: Head) -> Bool {
        let (own, theirs) = (plan.slots[head.slot], plan.slots[other.slot])
        guard own.wave == theirs.wave, own.venue == theirs.venue else { return false }
        let otherParts = frame.classes[theirs.applicants].parts
        return frame.classes[own.applicants].parts.enumerated().allSatisfy { position, part in
            guard let place = otherParts.firstIndex(of: part) else { return false }
            return head.periods[position] == other.periods[place]
                && rooms(of: head, position) & rooms(of: other, place) != 0
        }
    }

    /// Columns that open rooms in which a place may be, and which do not suit others of the programme.
    private func roomsOf(_ head: Head, closedTo others: Int) -> [Int] {
        let (slot, others) = (plan.slots[head.slot], frame.classes[others])
        let own = frame.classes[slot.applicants]
        return others.parts.enumerated().flatMap { position, part -> [Int] in
            guard let place = own.parts.firstIndex(of: part) else { return [] }
            let rooms = frame.model.roomLists[others.fitRooms[position]]
            let set = self.rooms(of: head, place)
            let closed = plan.packings[slot.venue].rooms.enumerated().filter {
                set & 1 << UInt64($0.offset) != 0 && !rooms.contains($0.element)
            }
            return watches.filter { watch in
                watch.isFirst && watch.period == Int(head.periods[place]) && watch.extra == own.hasExtraTime
                    && closed.contains { $0.element == watch.room }
            }.map(\.column)
        }
    }

    /// Places of a person's other applications that could exclude one of these; not those of the one that exchanges.
    func others(of number: Int, and partner: Int, against places: [Head]) -> [Head] {
        let siblings = frame.classes[number].siblings
        let sessions = ([number] + siblings).reduce(0) { $0 + frame.classes[$1].parts.count }
        let isDayFree = sessions <= frame.model.policy.maxSessionsPerDay
        return siblings.filter { $0 != partner }.flatMap(heads(of:)).filter { other in
            places.contains { !isApart($0, other) || !isDayFree && isOnOneDay($0, other) }
        }
    }

    private func isOnOneDay(_ one: Head, _ other: Head) -> Bool {
        func day(_ head: Head) -> Int { frame.model.periods[Int(head.periods[0])].day }
        return day(one) == day(other)
    }
}
