/// Rooms of a program of numbers: seats for all who need them, one use at a time, invigilators.
extension HeadcountProgram {
    private struct Use: Hashable {
        var period: Int
        var extra: Bool
    }

    /// Some of a class, and the rooms they may use.
    private struct Crowd: Hashable {
        var applicants: Int
        var rooms: UInt64
    }

    mutating func teachRooms(of venue: Int) {
        let packing = plan.packings[venue]
        let crowds = crowds(at: venue)
        let uses = crowds.keys.sorted { ($0.period, $0.extra ? 1 : 0) < ($1.period, $1.extra ? 1 : 0) }
        var first: [Int: [(period: Int, column: Int)]] = [:]
        var staff: [Int: Sum] = [:]
        for use in uses {
            let sets = crowds[use] ?? [:]
            let wanted = sets.keys.reduce(0, |)
            var seats: [(place: Int, column: Int, amount: Int)] = []
            var openings: [Int: Int] = [:]
            var opened: [(place: Int, watches: [Watch])] = []
            let before = first
            for (place, room) in packing.rooms.enumerated()
            where wanted & 1 << UInt64(place) != 0 && frame.isOpen(room, use.period) {
                let own = open(room, use, packing.steps[place])
                if let twin = opened.last(where: { areTwins($0.place, place, venue, in: use.period) }) {
                    let plain = before[packing.rooms[twin.place]]?.first { $0.period == use.period }
                    teachOrder(own, after: twin.watches, orElse: plain?.column)
                }
                opened.append((place, own))
                for watch in own {
                    if watch.isFirst {
                        first[room, default: []].append((use.period, watch.column))
                        openings[room] = watch.column
                    }
                    seats.append((place, watch.column, watch.seats))
                    staff[use.period, default: []].append((watch.column, watch.cost))
                }
            }
            for union in Self.unions(sets.keys.sorted()) {
                let people = sets.filter { $0.key & ~union == 0 }.values.flatMap { $0 }
                let room = seats.filter { union & 1 << UInt64($0.place) != 0 }.map {
                    ($0.column, -$0.amount)
                }
                program.add(people.map { ($0.column, $0.amount) } + room, most: 0)
            }
            teachPresence(venue, use, openings)
        }
        for room in first.keys.sorted() { teachOneUse(of: room, first[room] ?? []) }
        if frame.staff[venue] < Int.max { teachStaff(staff, most: frame.staff[venue]) }
    }

    /// Who sits where and when, by the set of rooms they need.
    private func crowds(at venue: Int) -> [Use: [UInt64: Sum]] {
        var crowds: [Use: [UInt64: Sum]] = [:]
        for head in heads where plan.slots[head.slot].venue == venue {
            let slot = plan.slots[head.slot]
            for position in slot.sets.indices {
                let use = Use(
                    period: Int(head.periods[position]), extra: frame.classes[slot.applicants].hasExtraTime)
                crowds[use, default: [:]][rooms(of: head, position), default: []].append((head.column, 1))
            }
        }
        return crowds
    }

    /// - Parameter staff: invigilators of a venue by period.
    private mutating func teachStaff(_ staff: [Int: Sum], most: Int) {
        for begin in frame.model.periods.indices {
            let during = staff.keys.sorted().filter { frame.beginsWithin[$0].contains(begin) }
            guard !during.isEmpty else { continue }
            program.add(during.flatMap { staff[$0] ?? [] }, most: most)
        }
    }

    /// Whoever comes finds a room open (Krarup and Pruzan, 1983). Left out where a class fills its rooms, as its seats
    /// say as much.
    /// - Parameter openings: by room, the column that opens it.
    private mutating func teachPresence(_ venue: Int, _ use: Use, _ openings: [Int: Int]) {
        let packing = plan.packings[venue]
        var crowds: [Crowd: Sum] = [:]
        for head in heads where plan.slots[head.slot].venue == venue {
            let slot = plan.slots[head.slot]
            guard frame.classes[slot.applicants].hasExtraTime == use.extra else { continue }
            for position in slot.sets.indices where Int(head.periods[position]) == use.period {
                let crowd = Crowd(applicants: slot.applicants, rooms: rooms(of: head, position))
                crowds[crowd, default: []].append((head.column, 1))
            }
        }
        for crowd in crowds.keys.sorted(by: { ($0.applicants, $0.rooms) < ($1.applicants, $1.rooms) }) {
            let (most, set) = (frame.classes[crowd.applicants].members.count, crowd.rooms)
            var rooms: Sum = []
            var largest = 0
            for (place, room) in packing.rooms.enumerated() where set & 1 << UInt64(place) != 0 {
                guard let own = openings[room] else { continue }
                rooms.append((own, -most))
                largest = max(largest, frame.model.rooms[room].capacity)
            }
            if most < largest { presence.append(program.row((crowds[crowd] ?? []) + rooms, most: 0)) }
        }
    }

    /// The columns of a room in a period: each number of invigilators needs the next smaller one.
    private mutating func open(_ room: Int, _ use: Use, _ steps: [(seats: Int, cost: Int)]) -> [Watch] {
        var own: [Watch] = []
        var below = (seats: 0, cost: 0)
        for step in steps {
            let column = program.newColumn(most: 1, order: own.isEmpty ? 1 : 2)
            if let last = own.last { program.add([(column, 1), (last.column, -1)], most: 0) }
            own.append(
                Watch(
                    room: room, period: use.period, extra: use.extra, seats: step.seats - below.seats,
                    cost: step.cost - below.cost, isFirst: own.isEmpty, column: column))
            below = step
        }
        watches += own
        return own
    }

    /// Whether two rooms of a venue differ in nothing, and their use in this period leaves all other periods alone.
    private func areTwins(_ one: Int, _ other: Int, _ venue: Int, in period: Int) -> Bool {
        let packing = plan.packings[venue]
        return frame.anchors.isEmpty && packing.steps[one].elementsEqual(packing.steps[other], by: ==)
            && plan.sets[venue].allSatisfy { ($0 >> UInt64(one) ^ $0 >> UInt64(other)) & 1 == 0 }
            && [one, other].allSatisfy { frame.rivals(of: period, in: packing.rooms[$0]).isEmpty }
    }

    /// Of rooms that differ in nothing the first has the most invigilators; those of people with extra time come last.
    /// - Parameter plain: opens the room before for people without.
    private mutating func teachOrder(_ later: [Watch], after earlier: [Watch], orElse plain: Int?) {
        for (one, next) in zip(earlier, later) {
            program.add([(next.column, 1), (one.column, -1)] + (plain.map { [($0, -1)] } ?? []), most: 0)
        }
    }

    private mutating func teachOneUse(of room: Int, _ uses: [(period: Int, column: Int)]) {
        for (index, use) in uses.enumerated() {
            let rivals = frame.rivals(of: use.period, in: room)
            for other in uses[(index + 1)...]
            where other.period == use.period || rivals.contains(other.period) {
                program.add([(use.column, 1), (other.column, 1)], most: 1)
            }
        }
    }

    /// Of sets that hang together: what is asked of others follows.
    private static func unions(_ sets: [UInt64]) -> [UInt64] {
        var found = Set(sets)
        var open = sets
        while let one = open.popLast() {
            for set in sets where one & set != 0 && found.insert(one | set).inserted { open.append(one | set) }
        }
        return found.sorted()
    }
}
