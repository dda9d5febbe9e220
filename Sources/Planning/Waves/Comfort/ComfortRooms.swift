// The cheapest rooms of a venue for some people of a class who sit given periods: a shortest path from subject to
// subject, whose nodes are rooms. Staying costs nothing, so of all rooms of the subject before only the best two
// matter to any: rooms × subjects steps.

struct ComfortRooms {
    struct Prices {
        var invigilator: Double
        var crowding: Double
        var roomChange: Double
        var tailRoom: Double
        var spread: Double
    }

    /// Rooms for so many people.
    struct Way {
        var rooms: PerPart
        var people: Int
        var price: Double
    }

    private struct Option {
        var room: Int
        var present: Int
        var free: Int
        /// Of these, seats that need no further invigilator.
        var slack: Int
        var period: Int
        /// Nobody of the wave sits the subject there.
        var isNew: Bool
        /// The cheapest path that ends here, and the option before this one on it; -1: none.
        var price = Double.infinity
        var before = -1
    }

    private let prices: Prices
    /// By room: whether it can be used again by whoever sits in two periods in a row.
    private let isReady: [Bool]
    /// By position.
    private var options: [[Option]] = [[], [], []]

    init(_ prices: Prices, _ frame: WaveFrame) {
        self.prices = prices
        let periods = frame.model.periods.indices
        var known: [Int: Bool] = [:]
        isReady = frame.model.rooms.indices.map { room in
            let turnover = frame.model.rooms[room].turnover
            let answer =
                known[turnover]
                ?? periods.allSatisfy { one in
                    frame.rivals(of: one, in: room).allSatisfy { !frame.model.isInOrder(one, $0) }
                }
            known[turnover] = answer
            return answer
        }
    }

    /// Calls `body` with ways for as many people as fit, and with ways for some of them who stay in one room.
    /// - Parameters:
    ///   - people: who look for seats.
    ///   - skips: says of a room now and then that it shall not be looked at.
    mutating func forEachWay(
        for applicants: Int, _ people: Int, in wave: Int, _ periods: PerPart, venue: Int, _ state: ComfortState,
        skips: () -> Bool, _ body: (Way) -> Void
    ) {
        let sample = state.plan.frame.classes[applicants]
        var most = people
        for position in periods.indices {
            list(sample, position, wave, periods[position], venue, state, skips)
            most = min(most, options[position].reduce(0) { max($0, $1.free) })
            if most == 0 { return }
        }
        if let way = cheapest(for: most, of: applicants, periods, state) { body(way) }
        for option in options[0] {
            var (free, slack) = (option.free, option.slack)
            for position in periods.indices.dropFirst() {
                let same = options[position].first { $0.room == option.room }
                (free, slack) = (min(free, same?.free ?? 0), min(slack, same?.slack ?? 0))
            }
            let rooms = PerPart(repeating: option.room, count: periods.count)
            guard free > 0, isLawful(rooms, periods, state) else { continue }
            for count in [min(free, people), min(slack, people)] where count > 0 && count != most {
                var sum = 0.0
                for own in options.prefix(periods.count) {
                    sum += own.first { $0.room == option.room }.map { price($0, count, of: applicants, state) } ?? 0
                }
                body(Way(rooms: rooms, people: count, price: sum))
                if slack >= free { break }
            }
        }
    }

    private mutating func list(
        _ sample: ApplicantClass, _ position: Int, _ wave: Int, _ period: Int, _ venue: Int, _ state: ComfortState,
        _ skips: () -> Bool
    ) {
        let frame = state.plan.frame
        let staff = state.plan.staffLeft(venue, period)
        options[position].removeAll(keepingCapacity: true)
        for room in frame.rooms(of: venue, in: sample.fitRooms[position]) where !skips() {
            var free = state.plan.freeSeats(room, period, extra: sample.hasExtraTime)
            guard free > 0 else { continue }
            let present = state.plan.load(room, period)
            if staff < Int.max {
                let watchers = frame.invigilators(for: present) + staff
                if watchers < frame.invigilators(for: present + 1) { continue }
                free = min(free, watchers * frame.invigilatorFor - present)
            }
            let slack = present == 0 ? 0 : state.plan.freeOfCharge(room, period, extra: sample.hasExtraTime)
            options[position].append(
                Option(
                    room: room, present: present, free: free, slack: min(slack, free), period: period,
                    isNew: !state.isUsed(room, by: wave, sample.parts[position])))
        }
    }

    private func price(_ option: Option, _ people: Int, of applicants: Int, _ state: ComfortState) -> Double {
        let frame = state.plan.frame
        let after = option.present + people
        let staff = frame.invigilators(for: after) - frame.invigilators(for: option.present)
        let tails = (state.isTail(after) ? 1 : 0) - (state.isTail(option.present) ? 1 : 0)
        let crowding = state.crowding(by: people, of: applicants, option.room, option.period)
        return prices.invigilator * Double(staff) + prices.crowding * Double(crowding) + prices.tailRoom * Double(tails)
            + (option.isNew ? prices.spread : 0)
    }

    private mutating func cheapest(for people: Int, of applicants: Int, _ periods: PerPart, _ state: ComfortState)
        -> Way?
    {
        for position in periods.indices {
            let (best, second) = position == 0 ? (-1, -1) : bestTwo(position - 1)
            if position > 0, best < 0 { return nil }
            for index in options[position].indices where options[position][index].free >= people {
                let own = price(options[position][index], people, of: applicants, state)
                guard position > 0 else {
                    options[0][index].price = own
                    continue
                }
                let room = options[position][index].room
                let earlier = options[position - 1]
                let same = earlier.firstIndex { $0.room == room }
                var (before, way) = (-1, Double.infinity)
                if let same, mayStay(room, periods[position - 1], periods[position], state) {
                    (before, way) = (same, earlier[same].price)
                }
                let other = best == same ? second : best
                if other >= 0 {
                    let moved = earlier[other].price + prices.roomChange * Double(people)
                    if moved < way { (before, way) = (other, moved) }
                }
                options[position][index].price = way + own
                options[position][index].before = before
            }
        }
        return path(for: people, periods, state)
    }

    private func path(for people: Int, _ periods: PerPart, _ state: ComfortState) -> Way? {
        let last = periods.count - 1
        var index = bestTwo(last).best
        guard index >= 0 else { return nil }
        let price = options[last][index].price
        var rooms = PerPart(repeating: -1, count: periods.count)
        for position in periods.indices.reversed() {
            rooms[position] = options[position][index].room
            index = options[position][index].before
        }
        return isLawful(rooms, periods, state) ? Way(rooms: rooms, people: people, price: price) : nil
    }

    /// The rooms where the two cheapest paths end; -1: none.
    private func bestTwo(_ position: Int) -> (best: Int, second: Int) {
        var (best, second) = (-1, -1)
        for index in options[position].indices where options[position][index].price < .infinity {
            if best < 0 || options[position][index].price < options[position][best].price {
                (best, second) = (index, best)
            } else if second < 0 || options[position][index].price < options[position][second].price {
                second = index
            }
        }
        return (best, second)
    }

    /// Does a room that is used again have its turnover in between?
    private func isLawful(_ rooms: PerPart, _ periods: PerPart, _ state: ComfortState) -> Bool {
        for later in periods.indices {
            for earlier in 0..<later where rooms[earlier] == rooms[later] {
                if !mayStay(rooms[later], periods[earlier], periods[later], state) { return false }
            }
        }
        return true
    }

    private func mayStay(_ room: Int, _ earlier: Int, _ later: Int, _ state: ComfortState) -> Bool {
        isReady[room] || !state.plan.frame.rivals(of: later, in: room).contains(earlier)
    }
}
