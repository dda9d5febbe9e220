import Exams

// Re-plans by changing as little as it can.
//
// Everybody stays where they were, as far as the laws still allow that. Whoever cannot is put in the nearest place
// there is: another seat, another room, another period of the day, another venue, another day. Where no such place is
// free, somebody else may be asked to make room, if he can go somewhere nearer than the first could (an ejection
// chain, Glover 1996, of at most `depth` links): tier 0 counts the six kinds of change lexicographically, so one
// change of a worse kind is worth any number of better kinds. Who has no ticket yet always makes room for who has.
// Then seats that are free go to who waits, in the order of payment, and to who was put off to a later month.
//
// What is lost is known before the search starts; `MoveBound` says, from relaxations alone, how many moves of each
// kind no plan can avoid. Where the two agree the result is proved; else the gap is told.
//
// Complexity: proportional to who is displaced, not to who is seated; people of one kind who sat together share the
// search for a place. Limits: chains are followed one ejected person at a time and at most `steps` are tried.
struct Repair {
    /// People who are alike in where they may sit and where they sat.
    struct Group: Hashable {
        var kind: Int
        var anchor: AnchorKey?
    }

    /// A wave and a venue somebody could join, whether or not there is a seat.
    struct Option {
        var sitting: Int
        var wave: Int
        var periods: [Int]
        var venue: Int
        var nearness: Int
    }

    var roster: Roster
    var kinds: RosterKinds
    var anchors: [Anchor?]
    /// Programmes and sittings that turned out too small to run.
    var closed: Set<Int> = []
    /// Uses in which a seat has become free.
    var freed: Set<RoomUse> = []
    /// Where the last of a group went, while places only fill up.
    private var lastOption: [Group: Option] = [:]
    /// No nearer place was found for one of the group.
    private var nearest: [Group: Int] = [:]
    private var steps = 0
    /// Applications in the order of payment.
    var byRank: [Int] { kinds.classes.byRank }
    /// Nil until they are asked for.
    var gainers: Gainers?
    /// Who sat where before, ascending.
    private(set) var holders: [Ground: [Int]] = [:]
    /// Who may be asked to make room for others.
    enum Asking {
        case nobody
        /// No ticket moves but those whose place is gone.
        case whoHasNoTicket
        case anybody
    }

    let asking: Asking
    /// Links of a chain.
    private var depth: Int { asking == .nobody ? 0 : 2 }

    /// Somebody waits for the answer.
    private let isQuick: Bool
    /// Chains tried for all people together: thousands in a proposal, few while somebody waits.
    private var stepLimit: Int { isQuick ? 300 : 30_000 }

    var model: Model { roster.model }

    /// - Parameters:
    ///   - anchors: by application, where it sat before.
    ///   - asking: who may be asked to make room for others.
    ///   - isQuick: somebody waits for the answer.
    init(_ model: Model, anchors: [Anchor?], asking: Asking = .anybody, isQuick: Bool = false) {
        self.isQuick = isQuick
        roster = Roster(model)
        kinds = RosterKinds(model)
        self.anchors = anchors
        self.asking = asking
        for (number, anchor) in anchors.enumerated() {
            if let anchor { holders[Ground(venue: anchor.venue, day: anchor.day), default: []].append(number) }
        }
    }

    var draft: Draft { Draft(places: roster.places) }

    /// Everybody stays who can; the others are found new places, and free seats are given away.
    /// - Parameters:
    ///   - tickets: where those stay who cannot go to where they are wanted, if they can.
    ///   - draft: has places for some for whom none is found.
    mutating func run(orElse tickets: [Anchor?], near draft: Draft? = nil) {
        keepBegun(tickets)
        let displaced = keep().filter { number in
            guard let ticket = tickets[number], ticket.place != anchors[number]?.place else { return true }
            let wanted = anchors[number]
            anchors[number] = ticket
            if keep(number) { return false }
            anchors[number] = wanted
            return true
        }
        for number in displaced { note(anchors[number]?.place) }
        place(displaced)
        if let draft { relink(to: draft) }
        settle()
    }

    /// As `run`, with the places that another draft gives those who have tickets, or nearer ones.
    mutating func run(with draft: Draft) {
        let holders = byRank.filter(isReleased)
        for number in holders where draft.places[number] == anchors[number]?.place { keep(number) }
        for number in holders where roster.places[number] == nil {
            if let place = draft.places[number] { seatInAnyWave(number, place) }
        }
        steps = stepLimit
        for number in holders.sorted(by: { (nearness(of: $0), $0) < (nearness(of: $1), $1) }) { improve(number) }
        for number in holders where roster.places[number] != anchors[number]?.place { note(anchors[number]?.place) }
        let displaced = byRank.filter { anchors[$0] != nil && roster.places[$0] == nil && !keep($0) }
        for number in displaced { note(anchors[number]?.place) }
        for number in displaced { seatNearest(number, least: Nearness.day) }
        relink(to: draft)
        settle()
    }

    /// The seats of a place somebody has left.
    mutating func note(_ place: Place?) {
        guard let place else { return }
        for (room, period) in zip(place.rooms, place.periods) { freed.insert(RoomUse(room: room, period: period)) }
    }

    // MARK: Who stays

    /// Who has begun sits where his ticket says, which all of them can, before anybody of them is given what is wanted
    /// instead for the rest of his day.
    private mutating func keepBegun(_ tickets: [Anchor?]) {
        let begun = byRank.filter { model.applications[$0].hasBegun && anchors[$0] != nil && tickets[$0] != nil }
        for number in begun { _ = tickets[number].map { seatInAnyWave(number, $0.place) } }
        for number in begun where tickets[number]?.place != anchors[number]?.place {
            guard let kept = roster.unseat(number), !keep(number) else { continue }
            roster.seat(number, kept)
            anchors[number] = tickets[number]
        }
    }

    /// - Returns: who had a place and cannot keep it.
    mutating func keep() -> [Int] {
        // A person whose machine is gone must move in any case: if the room has one seat too few, he is the one.
        func order(_ number: Int, _ anchor: Anchor) -> (Int, Int, Int) {
            if model.applications[number].hasBegun { return (-1, 0, model.applications[number].rank) }
            return (anchor.isReleased ? 0 : 1, anchor.place.seats.contains(-1) ? 1 : 0, model.applications[number].rank)
        }
        let open = anchors.indices.filter { roster.places[$0] == nil }
        let inOrder = open.compactMap { number in anchors[number].map { (order(number, $0), number) } }
            .sorted { $0.0 < $1.0 }.map(\.1)
        return inOrder.filter { !keep($0) }
    }

    @discardableResult
    mutating func keep(_ number: Int) -> Bool {
        guard let place = anchors[number]?.place else { return false }
        return seatInAnyWave(number, place)
    }

    /// Seats somebody in a place, in whatever wave its periods agree with, his own first.
    @discardableResult
    mutating func seatInAnyWave(_ number: Int, _ wanted: Place) -> Bool {
        var place = wanted
        let run = roster.run(number, in: place.sitting)
        if closed.contains(run) { return false }
        let own = place.wave
        for label in [own] + roster.waves[run].indices.filter({ $0 != own }) + [roster.waves[run].count]
        where label >= 0 {
            place.wave = label
            if roster.admits(number, place) {
                roster.seat(number, place)
                return true
            }
        }
        return false
    }

    func nearness(of number: Int) -> Int {
        guard let anchor = anchors[number] else { return Nearness.same }
        return Nearness.of(roster.places[number], from: anchor, in: model)
    }

    func isReleased(_ number: Int) -> Bool { anchors[number]?.isReleased ?? false }

    // MARK: Who must move

    /// Seats people who lost their place, those first who have the worst to fear, then those with chains that help.
    mutating func place(_ displaced: [Int]) {
        forget()
        let fears = displaced.map { alone($0, below: Nearness.room) }
        let order = displaced.indices.sorted { one, other in
            func key(_ index: Int) -> (Int, Int, Int) {
                (isReleased(displaced[index]) ? 0 : 1, fears[index], model.applications[displaced[index]].rank)
            }
            return key(one) < key(other)
        }.map { displaced[$0] }
        for number in order { seatNearest(number, least: Nearness.day) }
        steps = stepLimit
        // Who only changed his room mostly had to; looking at a whole day again is for who has time.
        if asking == .anybody { arrange(for: order, least: isQuick ? Nearness.period : Nearness.room) }
        for number in order.sorted(by: { (nearness(of: $0), $0) < (nearness(of: $1), $1) }) { improve(number) }
        if asking == .anybody {
            evacuate(for: order)
            share(for: order)
        }
        forget()
    }

    mutating func forget() {
        lastOption.removeAll(keepingCapacity: true)
        nearest.removeAll(keepingCapacity: true)
    }

    func group(_ number: Int) -> Group { Group(kind: kinds.numbers[number], anchor: anchors[number]?.key) }

    /// Seats somebody as near as there is a seat, but no farther than `least`.
    @discardableResult
    mutating func seatNearest(_ number: Int, least: Int) -> Bool {
        let group = group(number)
        let isAlone = model.people[model.applications[number].person].count == 1
        if isAlone, let best = nearest[group], best < least { return false }
        if isAlone, let option = lastOption[group], option.nearness >= least, let place = complete(option, for: number)
        {
            roster.seat(number, place)
            return true
        }
        guard let found = nearestPlace(for: number, least: least) else {
            if isAlone { nearest[group] = least - 1 }
            return false
        }
        roster.seat(number, found.place)
        if isAlone { lastOption[group] = found.option }
        return true
    }

    private struct OptionOrder: Comparable {
        var month: Int
        var shortage: Int
        var missed: Int
        var price: Int
        var moved: Int
        var start: Int

        static func < (left: OptionOrder, right: OptionOrder) -> Bool {
            (left.month, left.shortage, left.missed, left.price, left.moved, left.start)
                < (right.month, right.shortage, right.missed, right.price, right.moved, right.start)
        }
    }

    /// The best free place: near first, then by the tiers. Far places are not looked at while there are nearer ones.
    mutating func nearestPlace(
        for number: Int, least: Int, in sittings: [Int]? = nil, touching: RoomUse? = nil
    ) -> (place: Place, option: Option)? {
        guard anchors[number] != nil else {
            let options = options(for: number, least: least, in: sittings, touching: touching)
            return best(options, for: number)
        }
        for floor in stride(from: Nearness.room, through: least, by: -1) {
            let options = options(for: number, least: floor, in: sittings, touching: touching)
            if let found = best(options.filter { $0.nearness == floor }, for: number) { return found }
        }
        return nil
    }

    /// Of options equally near.
    private func best(_ options: [Option], for number: Int) -> (place: Place, option: Option)? {
        var best: (order: OptionOrder, place: Place, option: Option)?
        for option in options {
            var order = OptionOrder(
                month: model.sittings[option.sitting].month, shortage: 0, missed: 0, price: 0, moved: 0, start: 0)
            if let best, best.order.month < order.month { continue }
            guard let place = complete(option, for: number) else { continue }
            order.shortage = shortage(option, for: number)
            order.missed = model.missesWish(number, venue: option.venue) ? 1 : 0
            order.price = zip(place.rooms, place.periods).reduce(0) { $0 + roster.price($1.0, $1.1) }
            order.moved = anchors[number].map { zip(place.rooms, $0.place.rooms).count { $0 != $1 } } ?? 0
            order.start = model.periods[place.periods[0]].start
            if let best, !(order < best.order) { continue }
            best = (order, place, option)
        }
        return best.map { ($0.place, $0.option) }
    }

    /// Whoever opens a wave opens it for all of the programme who still wait for one.
    private func shortage(_ option: Option, for number: Int) -> Int {
        let run = roster.run(number, in: option.sitting)
        guard roster.wave(run, option.wave).isEmpty else { return 0 }
        let compiled = model.applications[number]
        let seats = option.periods.indices.map { position in
            kinds.rooms(compiled, position, venue: option.venue).reduce(0) {
                $0 + roster.free($1, option.periods[position], extra: compiled.hasExtraTime)
            }
        }
        return max(0, 60 - (seats.min() ?? 0))
    }

    /// Waves and venues somebody could join, seats aside, at least as near as `least`.
    /// - Parameter touching: only those that could use this room in this period.
    mutating func options(
        for number: Int, least: Int, in sittings: [Int]? = nil, touching: RoomUse? = nil
    ) -> [Option] {
        let compiled = model.applications[number]
        var found: [Option] = []
        for sitting in sittings ?? compiled.sittings {
            let run = roster.run(number, in: sitting)
            if closed.contains(run) { continue }
            let used = roster.waves[run].indices.filter { !roster.waves[run][$0].isEmpty }
            let fresh = (0...roster.waves[run].count).first { !used.contains($0) }
            for periods in kinds.patterns(of: number, in: sitting, model) {
                if let touching, !periods.contains(touching.period) { continue }
                var near = venues(for: number, periods, least: least)
                if let touching { near.removeAll { $0.0 != model.rooms[touching.room].venue } }
                if near.isEmpty { continue }
                for label in used + [fresh].compactMap({ $0 })
                where roster.agrees(run, label, parts: compiled.parts, periods: periods) {
                    for (venue, nearness) in near {
                        found.append(
                            Option(sitting: sitting, wave: label, periods: periods, venue: venue, nearness: nearness))
                    }
                }
            }
        }
        return found
    }

    private func venues(for number: Int, _ periods: [Int], least: Int) -> [(Int, Int)] {
        let anchor = anchors[number]
        if let anchor, least > Nearness.day, model.periods[periods[0]].day != anchor.day { return [] }
        return kinds.venuesOfList[model.applications[number].fitRooms[0]].compactMap { venue, _ in
            let nearness = anchor.map { Nearness.of(periods, venue: venue, from: $0, in: model) } ?? Nearness.day
            return nearness >= least ? (venue, nearness) : nil
        }
    }

    /// The option with rooms that have a seat left; nil if there are none.
    func complete(_ option: Option, for number: Int) -> Place? {
        let compiled = model.applications[number]
        var rooms: [Int] = []
        let anchor = option.nearness == Nearness.room || compiled.hasBegun ? anchors[number]?.place : nil
        for (position, period) in option.periods.enumerated() {
            let open = kinds.rooms(compiled, position, venue: option.venue).filter {
                roster.admits($0, period, extra: compiled.hasExtraTime)
                    && !model.clashes($0, period, with: rooms, option.periods)
            }
            func order(_ room: Int) -> (Int, Int, Int, Int, Int) {
                (
                    room == anchor?.rooms[position] ? 0 : 1, room == rooms.last ? 0 : 1, roster.price(room, period),
                    roster.free(room, period, extra: compiled.hasExtraTime), room
                )
            }
            guard let room = open.min(by: { order($0) < order($1) }) else { return nil }
            rooms.append(room)
        }
        let seats = rooms.indices.map { position in
            guard let anchor, rooms[position] == anchor.rooms[position],
                option.periods[position] == anchor.periods[position]
            else { return -1 }
            return anchor.seats[position]
        }
        let place = Place(
            sitting: option.sitting, wave: option.wave, periods: option.periods, rooms: rooms, seats: seats)
        return roster.admits(number, place) ? place : nil
    }

    /// How near somebody could stay if nobody else sat anywhere, under `limit`.
    mutating func alone(_ number: Int, below limit: Int) -> Int {
        let compiled = model.applications[number]
        guard let anchor = anchors[number] else { return Nearness.lost }
        var best = Nearness.lost
        for sitting in compiled.sittings {
            for periods in kinds.patterns(of: number, in: sitting, model) {
                for (venue, _) in kinds.venuesOfList[compiled.fitRooms[0]] {
                    let nearness = Nearness.of(periods, venue: venue, from: anchor, in: model)
                    let counted = min(nearness, limit - 1)
                    guard nearness < limit || limit > Nearness.room, counted > best else { continue }
                    let isOpen = periods.indices.allSatisfy { position in
                        kinds.rooms(compiled, position, venue: venue).contains {
                            model.isOpen(room: $0, in: periods[position])
                        }
                    }
                    if isOpen { best = counted }
                }
            }
        }
        return best
    }

    // MARK: Chains

    /// Tries to bring somebody nearer by asking others to make room.
    mutating func improve(_ number: Int) {
        let reached = nearness(of: number)
        let best = alone(number, below: Nearness.same)
        guard reached < min(best, Nearness.room), steps > 0, depth > 0 else { return }
        let before = roster.unseat(number)
        var asked: Set<Int> = [number]
        if chain(number, above: reached, depth: depth, isOwn: isReleased(number), &asked) {
            note(before)
            return
        }
        if let before { roster.seat(number, before) }
    }

    /// Seats somebody nearer than `floor`, if need be by unseating one other who then goes somewhere nearer than that.
    /// Nothing has changed if it fails.
    private mutating func chain(
        _ number: Int, above floor: Int, depth: Int, isOwn forTicket: Bool, _ asked: inout Set<Int>
    ) -> Bool {
        let mayLose = forTicket && !isReleased(number)
        if let found = nearestPlace(for: number, least: mayLose ? Nearness.day : floor + 1) {
            roster.seat(number, found.place)
            return true
        }
        if mayLose { return true }
        guard depth > 0 else { return false }
        for option in options(for: number, least: floor + 1).sorted(by: { $0.nearness > $1.nearness }).prefix(40) {
            for other in blockers(option, for: number, asked, forTicket: forTicket) {
                steps -= 1
                guard steps > 0, let before = roster.unseat(other) else { return false }
                if let place = complete(option, for: number) {
                    roster.seat(number, place)
                    asked.insert(other)
                    if chain(other, above: floor, depth: depth - 1, isOwn: forTicket, &asked) { return true }
                    roster.unseat(number)
                }
                roster.seat(other, before)
            }
        }
        return false
    }

    /// One of each kind of people who sit where the option is full; those without a ticket first, then late payers.
    private func blockers(_ option: Option, for number: Int, _ asked: Set<Int>, forTicket: Bool) -> [Int] {
        let compiled = model.applications[number]
        for (position, period) in option.periods.enumerated() {
            let rooms = kinds.rooms(compiled, position, venue: option.venue)
            if rooms.contains(where: { roster.admits($0, period, extra: compiled.hasExtraTime) }) { continue }
            let sitters = rooms.flatMap { roster.people($0, period) }.filter { other in
                !asked.contains(other) && ((forTicket && asking == .anybody) || !isReleased(other))
            }.sorted {
                (isReleased($0) ? 1 : 0, -model.applications[$0].rank) < (
                    isReleased($1) ? 1 : 0, -model.applications[$1].rank
                )
            }
            var seen: Set<Group> = []
            return Array(sitters.filter { seen.insert(group($0)).inserted }.prefix(12))
        }
        return []
    }
}
