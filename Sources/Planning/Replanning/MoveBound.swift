import Exams

// How many released applications must lose their place, change day, venue, period, room or seat, whatever the plan.
//
// Three things force people to move, and each is counted without looking at how others could be arranged:
// a person's own place is gone (period, room, machine, offer, ban) — then the nearest change that would be lawful for
// him alone is a bound; a room has fewer seats than people promised to it; a venue has, in one period, fewer fit seats
// or invigilators than people promised to it, so some must leave that period, each no nearer than alone he could.
// Cumulated over kinds ("this change or a worse one") such counts are lower bounds; over the venues and days of the old
// places they add up, because every application has one. The least counts in the order of the kinds that keep all
// cumulated bounds are then a bound for tier 0, which is lexicographic.
//
// Whoever has begun to sit competes with nobody: only what is gone of his own day is counted. Leaving people out of a
// count of rivals only lowers the bound.
//
// Complexity: linear in the released seats, but for the kinds of people who must move. What is forgotten: waves,
// competition for the places people move to, minimum enrolment.
struct MoveBound {
    /// Nearest change of a person alone: the first place gone or not, and if he had to leave venue and period.
    private struct Fate {
        var forced: Int
        var leaving: Int
        var lists: [Int]
    }

    private struct Ground: Hashable {
        var venue: Int
        var day: Int
    }

    private let model: Model
    private var grounds: [Ground: [Int]] = [:]
    private var fates: [Int: Fate] = [:]
    private let anchors: [Anchor?]
    /// By room list, then room list: whether all its rooms are among the other's.
    private let isWithin: [[Bool]]
    /// How many no plan can seat at all, from what else is known.
    var leastLost = 0

    init(_ model: Model) {
        self.model = model
        anchors = model.anchors()
        var repair = Repair(model, anchors: anchors)
        isWithin = model.roomLists.map { list in
            model.roomLists.map { other in Set(list).isSubset(of: other) }
        }
        var known: [Repair.Group: (alone: Int, leaving: Int)] = [:]
        for (number, anchor) in anchors.enumerated() {
            guard let anchor, anchor.isReleased else { continue }
            grounds[Ground(venue: anchor.venue, day: anchor.day), default: []].append(number)
            let group = Repair.Group(kind: repair.kinds.numbers[number], anchor: anchor.key)
            let fate =
                known[group] ?? (repair.alone(number, below: Nearness.same), repair.alone(number, below: Nearness.room))
            known[group] = fate
            let own = MoveBound.own(number, anchor, model)
            fates[number] = Fate(
                forced: own > Nearness.room ? own : min(own, fate.alone), leaving: fate.leaving,
                lists: model.applications[number].fitRooms)
        }
    }

    /// What becomes of the place itself: the same, another seat, or gone (then `room` at best).
    private static func own(_ number: Int, _ anchor: Anchor, _ model: Model) -> Int {
        let compiled = model.applications[number]
        let isThere =
            compiled.sittings.contains(anchor.place.sitting)
            && compiled.parts.indices.allSatisfy { position in
                let (room, period) = (anchor.place.rooms[position], anchor.place.periods[position])
                return model.maySit(number, part: compiled.parts[position], in: period)
                    && model.isOpen(room: room, in: period)
                    && model.roomLists[compiled.fitRooms[position]].contains(room)
            }
        guard isThere else { return Nearness.room }
        return anchor.place.seats.contains(-1) ? Nearness.seat : Nearness.same
    }

    /// The six counts no plan can beat.
    func counts() -> [Int] {
        var total = Array(repeating: 0, count: 6)
        var (leaving, changing) = (0, 0)
        for (ground, people) in grounds {
            var least = cumulated(people, venue: ground.venue)
            let day = venueDay(people, venue: ground.venue, &least)
            for (kind, count) in least.enumerated() { total[kind] += count }
            leaving += day.leaving
            changing += day.changing
        }
        total[Nearness.lost] = max(total[Nearness.lost], leastLost)
        return MoveBound.counts(fromCumulated: total, ifLeaving: leaving, thenChanging: changing)
    }

    /// The least counts, in order, whose sums reach these bounds.
    /// - Parameters:
    ///   - leaving: if no more than this many leave their sessions,
    ///   - changing: this many change their room or something worse.
    private static func counts(fromCumulated cumulated: [Int], ifLeaving leaving: Int, thenChanging changing: Int)
        -> [Int]
    {
        var sum = 0
        return cumulated.enumerated().map { kind, least in
            let isTight = kind == Nearness.room && sum == leaving
            let count = max(0, (isTight ? max(least, changing) : least) - sum)
            sum += count
            return count
        }
    }

    /// A closer look at a venue's day on which somebody must move: raises the bounds for leaving the session.
    /// - Returns: how many leave their session at least; and if no more do, how many change their room at least,
    ///   the leavers included.
    private func venueDay(_ people: [Int], venue: Int, _ least: inout [Int]) -> (leaving: Int, changing: Int) {
        let forced = (0..<6).map { kind in people.count { (fates[$0]?.forced ?? Nearness.same) <= kind } }
        guard least[Nearness.room] > forced[Nearness.period] else {
            return (least[Nearness.period], least[Nearness.room])
        }
        let stay = people.filter { (fates[$0]?.forced ?? 0) >= Nearness.room && !model.applications[$0].hasBegun }
        let owners = Set(stay.filter { (fates[$0]?.forced ?? 0) > Nearness.room })
        let cost = VenueDay(model, venue: venue, people: stay, owners: owners, anchors: anchors).leastCost()
        for kind in 0...Nearness.period {
            let nearer = stay.count { (fates[$0]?.leaving ?? 0) > kind }
            least[kind] = max(least[kind], forced[kind] + max(0, cost.leaving - nearer))
        }
        let leaving = forced[Nearness.period] + cost.leaving
        // More may have to leave than the closer look counts; then it says nothing of rooms.
        let isTight = leaving >= least[Nearness.period]
        return (least[Nearness.period], max(least[Nearness.room], isTight ? forced[Nearness.room] + cost.changing : 0))
    }

    /// By kind: how many of the people of one venue and day must make this change or a worse one.
    private func cumulated(_ people: [Int], venue: Int) -> [Int] {
        var least = (0..<6).map { kind in people.count { (fates[$0]?.forced ?? Nearness.same) <= kind } }
        let forced = least
        var seatsAt: [Int: [(number: Int, room: Int, list: Int)]] = [:]
        for number in people where !model.applications[number].hasBegun {
            guard let place = anchors[number]?.place, let fate = fates[number] else { continue }
            for (position, period) in place.periods.enumerated() {
                seatsAt[period, default: []].append((number, place.rooms[position], fate.lists[position]))
            }
        }
        for (period, seats) in seatsAt {
            let stay = seats.filter { (fates[$0.number]?.forced ?? 0) >= Nearness.room }
            leavers(stay, period, venue, forced, &least)
            movers(stay, period, forced, &least)
        }
        return least
    }

    /// More people than fit seats or invigilators in the period: some leave it.
    private func leavers(
        _ stay: [(number: Int, room: Int, list: Int)], _ period: Int, _ venue: Int, _ forced: [Int],
        _ least: inout [Int]
    ) {
        for list in Set(stay.map(\.list)) {
            let rivals = stay.filter { isWithin[$0.list][list] }
            var seats = model.roomLists[list].reduce(0) { sum, room in
                let isOpen =
                    model.rooms[room].venue == venue && model.isUsable(period) && model.isOpen(room: room, in: period)
                return sum + (isOpen ? model.rooms[room].capacity : 0)
            }
            if let staff = model.venues[venue].invigilators { seats = min(seats, staff * model.policy.invigilatorFor) }
            let leave = rivals.count - seats
            guard leave > 0 else { continue }
            for kind in 0...Nearness.period {
                let nearer = rivals.count { (fates[$0.number]?.leaving ?? 0) > kind }
                least[kind] = max(least[kind], forced[kind] + max(0, leave - nearer))
            }
        }
    }

    /// More people than seats in a room, or the room is gone: some change it; machines that are gone come on top.
    private func movers(
        _ stay: [(number: Int, room: Int, list: Int)], _ period: Int, _ forced: [Int], _ least: inout [Int]
    ) {
        var rooms: [Int: (people: Int, room: Int, seat: Int)] = [:]
        for seat in stay {
            var count = rooms[seat.room] ?? (0, 0, 0)
            count.people += 1
            let fate = fates[seat.number]?.forced ?? Nearness.same
            if fate == Nearness.room { count.room += 1 }
            if fate == Nearness.seat { count.seat += 1 }
            rooms[seat.room] = count
        }
        var (changeRoom, changeSeat) = (forced[Nearness.room], forced[Nearness.seat])
        for (room, count) in rooms {
            let isOpen = model.isUsable(period) && model.isOpen(room: room, in: period)
            let over = count.people - (isOpen ? model.rooms[room].capacity : 0)
            changeRoom += max(0, over - count.room)
            changeSeat += max(0, over - count.room - count.seat)
        }
        least[Nearness.room] = max(least[Nearness.room], changeRoom)
        least[Nearness.seat] = max(least[Nearness.seat], changeSeat)
    }
}
