import Exams

// A few people may hold a whole room: one with extra time, or two of another sitting whose period overlaps. Asking
// them one by one helps nobody; asked all together they open the room to many. A trial takes out the few and all of
// the venue's day who were put farther than they need be, seats the many first and the few after them, and is kept
// only if tier 0, then the changes of people without a ticket, come out smaller.

extension Repair {
    private static let trials = 200
    /// More people than this are not asked to leave a room together.
    private static let mostAsked = 12

    mutating func evacuate(for moved: [Int]) {
        var far: [Ground: [Int]] = [:]
        for number in moved where isFar(number) {
            if let ground = ground(of: number) { far[ground, default: []].append(number) }
        }
        var left = Repair.trials
        for ground in far.keys.sorted() {
            var refused: Set<RoomUse> = []
            while left > 0 {
                let people = (far[ground] ?? []).filter { isFar($0) }
                guard let (use, few) = holders(for: people, refused) else { break }
                left -= 1
                if !isBetter(people, asking: few) { refused.insert(use) }
            }
        }
    }

    /// Could go nearer if nobody else were there.
    private mutating func isFar(_ number: Int) -> Bool {
        let reached = nearness(of: number)
        return reached < Nearness.room && reached < alone(number, below: Nearness.same)
    }

    /// The fewest people who keep a room and period from those who were there before.
    private func holders(for people: [Int], _ refused: Set<RoomUse>) -> (use: RoomUse, few: [Int])? {
        var best: (use: RoomUse, few: [Int])?
        var seen = refused
        for number in people {
            guard let anchor = anchors[number] else { continue }
            let compiled = model.applications[number]
            for (position, period) in anchor.place.periods.enumerated() {
                for room in kinds.rooms(compiled, position, venue: anchor.venue) {
                    let use = RoomUse(room: room, period: period)
                    guard model.isUsable(period), model.isOpen(room: room, in: period), seen.insert(use).inserted else {
                        continue
                    }
                    let few = roster.holders(of: room, period, againstExtra: compiled.hasExtraTime)
                    let isFew = !few.isEmpty && few.count <= min(Repair.mostAsked, people.count)
                    if isFew, few.count < best?.few.count ?? Int.max { best = (use, few) }
                }
            }
        }
        return best
    }

    /// Keeps what comes of it if it is better.
    mutating func isBetter(_ people: [Int], asking few: [Int]) -> Bool {
        let all = people + few.filter { !people.contains($0) }
        let before = cost(of: all)
        let old = all.map { roster.unseat($0) }
        forget()
        for number in all { seatNearest(number, least: Nearness.day) }
        if cost(of: all).lexicographicallyPrecedes(before) {
            for place in old { note(place) }
            return true
        }
        for number in all { roster.unseat(number) }
        for (number, place) in zip(all, old) {
            if let place { roster.seat(number, place) }
        }
        return false
    }

    /// By kind of change, those with a ticket first.
    func cost(of people: [Int]) -> [Int] {
        var counts = Array(repeating: 0, count: 2 * Nearness.same)
        for number in people {
            let reached = nearness(of: number)
            if reached < Nearness.same { counts[(isReleased(number) ? 0 : Nearness.same) + reached] += 1 }
        }
        return counts
    }
}

extension Roster {
    /// Who keeps a room in a period from people of another clock or another period.
    func holders(of room: Int, _ period: Int, againstExtra extra: Bool) -> [Int] {
        let present = people(room, period)
        if let first = present.first, model.applications[first].hasExtraTime != extra { return present }
        return rivals(of: period, in: room).flatMap { people(room, $0) }
    }
}
