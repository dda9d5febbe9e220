// Seating people of a class in a wave: which venue, and which rooms there cost the fewest invigilators.

extension WaveState {
    /// A room and how many people of a part sit there.
    private typealias Share = (room: Int, count: Int)

    /// Seats up to `limit` waiting members of a class in a wave whose periods are set. Returns how many.
    /// The wished venues come first; without `anyVenue` only they are used.
    /// - Parameter only: if given, no other venue.
    mutating func seat(_ applicants: Int, in wave: Int, upTo limit: Int, anyVenue: Bool, only: Int? = nil) -> Int {
        let sample = frame.classes[applicants]
        let periods = periods(of: applicants, in: wave)
        let mayJoin = zip(sample.parts, periods).allSatisfy { part, period in
            period >= 0 && frame.maySit(applicants, part: part, in: period)
        }
        guard mayJoin else { return 0 }
        seatings += 1
        var left = min(limit, waiting[applicants])
        let all = left
        var tried: [Int] = []
        let near = venuesOfSiblings(applicants)
        if !near.isEmpty, only == nil, !isApart(applicants, periods: periods, elsewhereThan: near) {
            // Too close to another exam of the person, unless that is at the same venue.
            for venue in near where left > 0 {
                left -= seat(applicants, in: wave, upTo: left, anyVenue: anyVenue, only: venue)
            }
            return all - left
        }
        while left > 0,
            let group = bestVenue(sample, periods, wanted: all, anyVenue: anyVenue, only: only, except: tried)
        {
            tried.append(group)
            let venue = frame.venuesOfList[sample.fitRooms[0]][group].venue
            guard near.isEmpty || isApart(applicants, periods: periods, venue: venue) else { continue }
            left -= seat(applicants, sample, in: wave, periods: periods, group: group, upTo: left)
        }
        return all - left
    }

    /// All venues that the person's other applications are not at are alike to them.
    private func isApart(_ applicants: Int, periods: PerPart, elsewhereThan near: [Int]) -> Bool {
        guard let venue = frame.model.venues.indices.first(where: { !near.contains($0) && hasRooms($0) }) else {
            return true
        }
        return isApart(applicants, periods: periods, venue: venue)
    }

    private func hasRooms(_ venue: Int) -> Bool { !frame.model.venues[venue].rooms.isEmpty }

    /// Of the venues with a free fit seat for the first part: wished ones first, then those where the fewest more
    /// invigilators are needed, then by number. Seating people at one venue changes nothing at the others.
    private func bestVenue(
        _ sample: ApplicantClass, _ periods: PerPart, wanted: Int, anyVenue: Bool, only: Int?, except tried: [Int]
    ) -> Int? {
        let list = sample.fitRooms[0]
        if let only {
            guard anyVenue || !sample.missesWish(only), let group = frame.group(of: only, in: list),
                !tried.contains(group)
            else { return nil }
            let offer = offer(ofGroup: frame.firstGroup[list] + group, periods[0])
            return offer[sample.hasExtraTime ? 1 : 0] > 0 ? group : nil
        }
        let offers = offers(inPeriod: periods[0], ofList: list)
        var best = Int.max
        if sample.hasWish {
            for venue in sample.wishedVenues {
                guard let group = frame.group(of: venue, in: list), !tried.contains(group),
                    hasSeatsLater(sample, periods, at: venue)
                else { continue }
                best = min(best, price(offers[offers.startIndex + group], sample, wanted: wanted, group))
            }
            if best < Int.max || !anyVenue { return best < Int.max ? best & 0xF_FFFF : nil }
        }
        // With all wished ones full or tried, the others are alike to it.
        offers.withUnsafeBufferPointer { offers in
            for group in offers.indices {
                let price = price(offers[group], sample, wanted: wanted, group)
                if price < best, !tried.contains(group),
                    hasSeatsLater(sample, periods, at: frame.venuesOfList[list][group].venue)
                {
                    best = price
                }
            }
        }
        return best < Int.max ? best & 0xF_FFFF : nil
    }

    /// A venue that is full in one of the later parts' periods need not be tried.
    private func hasSeatsLater(_ sample: ApplicantClass, _ periods: PerPart, at venue: Int) -> Bool {
        for position in periods.indices.dropFirst() {
            let list = sample.fitRooms[position]
            guard let group = frame.group(of: venue, in: list) else { return false }
            let offer = offer(ofGroup: frame.firstGroup[list] + group, periods[position])
            if offer[sample.hasExtraTime ? 1 : 0] <= 0 { return false }
        }
        return true
    }

    /// The less the better: who finds no seat, who needs a further invigilator, then the number of the group, in one
    /// number. `Int.max` without a seat.
    private func price(_ offer: RoomsOffer, _ sample: ApplicantClass, wanted: Int, _ group: Int) -> Int {
        let free = Int(sample.hasExtraTime ? offer[1] : offer[0])
        let slack = Int(sample.hasExtraTime ? offer[3] : offer[2])
        return free <= 0 ? Int.max : max(0, wanted - free) << 41 | max(0, wanted - slack) << 20 | group
    }

    private mutating func seat(
        _ applicants: Int, _ sample: ApplicantClass, in wave: Int, periods: PerPart,
        group: Int, upTo limit: Int
    ) -> Int {
        let venue = frame.venuesOfList[sample.fitRooms[0]][group].venue
        var wanted = limit
        while wanted > 0 {
            var shares: [[Share]] = []
            var reached = wanted
            for (position, list) in sample.fitRooms.enumerated() where reached == wanted {
                let rooms = frame.rooms(of: venue, in: list)
                let share = fill(
                    rooms, venue: venue, period: periods[position], wanted: wanted, extra: sample.hasExtraTime,
                    preferred: shares.last ?? [])
                shares.append(share)
                reached = share.reduce(0) { $0 + $1.count }
            }
            if reached == wanted {
                book(shares, applicants: applicants, in: wave)
                return wanted
            }
            for (position, share) in shares.enumerated() {
                for (room, count) in share {
                    addLoad(-count, extra: sample.hasExtraTime, room: room, period: periods[position])
                }
            }
            wanted = reached
        }
        return 0
    }

    /// Pairs the shares of the parts: those who sit one room together stay together where they can.
    private mutating func book(_ shares: [[Share]], applicants: Int, in wave: Int) {
        if shares.allSatisfy({ $0.count == 1 }) {
            let rooms = PerPart(shares.lazy.map { $0[0].room })
            return book(Block(applicants: applicants, rooms: rooms, count: shares[0][0].count), in: wave)
        }
        var left = shares
        var tuples: [(rooms: PerPart, count: Int)] = []
        for share in left[0] {
            var count = share.count
            for position in left.indices {
                let same = left[position].first { $0.room == share.room }?.count ?? 0
                count = min(count, same)
            }
            if count > 0 { tuples.append((PerPart(repeating: share.room, count: left.count), count)) }
            for position in left.indices where count > 0 {
                for index in left[position].indices where left[position][index].room == share.room {
                    left[position][index].count -= count
                }
            }
        }
        for position in left.indices { left[position].removeAll { $0.count == 0 } }
        while let first = left[0].first {
            let count = left.reduce(first.count) { min($0, $1.first?.count ?? 0) }
            tuples.append((PerPart(left.compactMap { $0.first?.room }), count))
            for position in left.indices {
                left[position][0].count -= count
                if left[position][0].count == 0 { left[position].removeFirst() }
            }
        }
        for tuple in tuples { book(Block(applicants: applicants, rooms: tuple.rooms, count: tuple.count), in: wave) }
    }

    /// Seats people in a room and period until it is full or its invigilators have as many as they watch.
    func freeOfCharge(_ room: Int, _ period: Int, extra: Bool) -> Int {
        let present = load(room, period)
        guard present > 0, isExtra(room, period) == extra, !isShut(room, period) else { return 0 }
        let watched = frame.invigilators(for: present) * frame.invigilatorFor
        return max(0, min(frame.capacityOfRoom[room], watched) - present)
    }

    func freeSeats(_ room: Int, _ period: Int, extra: Bool) -> Int {
        if isShut(room, period) { return 0 }
        let present = load(room, period)
        if present > 0 {
            return isExtra(room, period) == extra ? frame.capacityOfRoom[room] - present : 0
        }
        return mayOpen(room, period) ? frame.capacityOfRoom[room] : 0
    }

    /// Chooses rooms of one venue for one period, and puts the people there: seats that need no further
    /// invigilator first, then, again and again, the step that seats the most people per invigilator.
    private mutating func fill(
        _ rooms: [Int], venue: Int, period: Int, wanted: Int, extra: Bool, preferred: [Share]
    ) -> [Share] {
        var counts: [Share] = []
        var left = wanted
        func note(_ room: Int, _ count: Int, _ counts: inout [Share]) {
            if let index = counts.firstIndex(where: { $0.room == room }) {
                counts[index].count += count
            } else {
                counts.append((room, count))
            }
        }
        // The rooms of the part before come first, and once more at their own place, where nothing is left to take.
        let inOrder = preferred.isEmpty ? rooms : preferred.map(\.room).filter(rooms.contains) + rooms
        for room in inOrder where left > 0 {
            let count = min(left, freeOfCharge(room, period, extra: extra))
            guard count > 0 else { continue }
            addLoad(count, extra: extra, room: room, period: period)
            note(room, count, &counts)
            left -= count
        }
        while left > 0, let step = bestStep(inOrder, venue: venue, period: period, wanted: left, extra: extra) {
            addLoad(step.count, extra: extra, room: step.room, period: period)
            note(step.room, step.count, &counts)
            left -= step.count
        }
        return counts
    }

    /// The step with the most people per invigilator; of equals the one that wastes the fewest seats.
    private func bestStep(_ rooms: [Int], venue: Int, period: Int, wanted: Int, extra: Bool) -> Share? {
        let staff = staffLeft(venue, period)
        var best: (room: Int, count: Int, price: Int, waste: Int)?
        for room in rooms {
            let free = freeSeats(room, period, extra: extra)
            guard free > 0 else { continue }
            let present = load(room, period)
            let price = present > 0 ? 1 : frame.invigilators(for: 1)
            guard price <= staff else { continue }
            let count = min(
                wanted, free, max(1, (frame.invigilators(for: present) + price) * frame.invigilatorFor - present))
            let candidate = (room: room, count: count, price: price, waste: free - count)
            guard let known = best else {
                best = candidate
                continue
            }
            let gain = count * known.price - known.count * price
            if gain > 0 || (gain == 0 && candidate.waste < known.waste) { best = candidate }
        }
        return best.map { ($0.room, $0.count) }
    }
}
