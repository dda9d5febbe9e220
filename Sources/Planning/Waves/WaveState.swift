// A plan by classes: which periods each wave has, and how many of each class sit it in which rooms.
//
// Invariant: every law holds after every public operation, except minimum enrolment, which the construction
// settles month by month, and seats, which are given at the end. All sums (loads, staff, objective) are
// running values; `checkInvariants` recomputes them. Every change is journalled, so that a trial is undone
// in time proportional to what it did.

/// People of one class who sit all their parts in the same rooms.
struct Block {
    var applicants: Int
    /// By position in the class's parts.
    var rooms: PerPart
    var count: Int
}

struct Wave {
    /// By part of the programme: its period; -1 while nobody sits the part.
    var periods: PerPart
    /// By part: how many sit it.
    var users: PerPart
    var blocks: [Block] = []
}

/// Tiers 1, 3, 4 and 5, the smaller the better.
struct WaveCost: Comparable {
    var unplaced = 0
    var delay = 0
    var missedWishes = 0
    var invigilators = 0

    static func < (left: WaveCost, right: WaveCost) -> Bool {
        (left.unplaced, left.delay, left.missedWishes, left.invigilators)
            < (right.unplaced, right.delay, right.missedWishes, right.invigilators)
    }
}

extension WaveCost {
    /// Of a lawful draft.
    init(_ draft: Draft, in model: Model) {
        unplaced = model.applications.count
        var people = Array(repeating: Int32(0), count: model.rooms.count * model.periods.count)
        for (application, place) in draft.places.enumerated() {
            guard let place else { continue }
            unplaced -= 1
            delay += model.sittings[place.sitting].month - model.applications[application].firstMonth
            if model.missesWish(application, venue: model.rooms[place.rooms[0]].venue) { missedWishes += 1 }
            for position in place.rooms.indices {
                people[place.rooms[position] * model.periods.count + place.periods[position]] += 1
            }
        }
        invigilators = people.reduce(0) { $0 + model.invigilators(for: Int($1)) }
    }
}

struct WaveState {
    struct Change {
        var wave: Int
        var block: Block
        /// Of the block's parts, when it came or left.
        var periods: PerPart
    }

    let frame: WaveFrame
    private(set) var waves: [Wave]
    /// By run.
    private(set) var enrolment: [Int]
    /// By class: members without a place.
    private(set) var waiting: [Int]
    private(set) var cost = WaveCost()
    /// Σ load² over rooms and periods: of two plans of equal cost, the one with fuller and emptier rooms is nearer
    /// to one room fewer (Falkenauer, 1996).
    private(set) var packing = 0
    private(set) var journal: [Change] = []
    /// By class that has siblings: its place, while it has one.
    private var held: [Place?]
    private var loads: [Int32]
    /// By room, then period: 1 where the room is not open, and one more for each period in use that is too close.
    private var bars: [Int32]
    private var hasExtra: [Bool]
    /// By venue, then period: invigilators on duty when the period begins.
    private var duty: [Int]
    /// A room and period nobody may enter during a trial; -1: none.
    private var shutUse = -1
    /// By period, then group of rooms (a venue in a room list): what its rooms offer together.
    private var offers: [RoomsOffer]
    /// Classes seated or tried so far: the measure of how much work a search has done.
    var seatings = 0

    init(_ frame: WaveFrame) {
        self.frame = frame
        let model = frame.model
        waves = frame.runOfWave.map { run in
            let parts = model.programmes[frame.runs[run].programme].subjects.count
            return Wave(
                periods: PerPart(repeating: -1, count: parts), users: PerPart(repeating: 0, count: parts))
        }
        enrolment = Array(repeating: 0, count: frame.runs.count)
        waiting = frame.classes.map { $0.members.count }
        cost.unplaced = model.applications.count
        held = Array(repeating: nil, count: frame.classes.count)
        loads = Array(repeating: 0, count: model.rooms.count * model.periods.count)
        hasExtra = Array(repeating: false, count: loads.count)
        bars = model.rooms.indices.flatMap { room in
            model.periods.indices.map { frame.isOpen(room, $0) ? 0 : 1 }
        }
        duty = Array(repeating: 0, count: model.venues.count * model.periods.count)
        offers = Array(repeating: .zero, count: frame.groupCount * frame.periodCount)
        for room in model.rooms.indices {
            for period in model.periods.indices { change(by: offer(of: room, period), room, period) }
        }
    }

    /// The free seats of a group of rooms in a period, for people without and with extra time, and how many of them
    /// the invigilators who are there watch already: lanes 0, 1 and 2, 3.
    typealias RoomsOffer = SIMD4<Int32>

    func offer(ofGroup group: Int, _ period: Int) -> RoomsOffer { offers[period * frame.groupCount + group] }

    func offers(inPeriod period: Int, ofList list: Int) -> ArraySlice<RoomsOffer> {
        let first = period * frame.groupCount + frame.firstGroup[list]
        return offers[first..<first + frame.venuesOfList[list].count]
    }

    private func offer(of room: Int, _ period: Int) -> RoomsOffer {
        RoomsOffer(
            Int32(freeSeats(room, period, extra: false)), Int32(freeSeats(room, period, extra: true)),
            Int32(freeOfCharge(room, period, extra: false)), Int32(freeOfCharge(room, period, extra: true)))
    }

    private mutating func change(by offer: RoomsOffer, _ room: Int, _ period: Int) {
        guard offer != .zero else { return }
        let first = period * frame.groupCount
        for group in frame.groupsOfRoom[room] { offers[first + group] &+= offer }
    }

    func load(_ room: Int, _ period: Int) -> Int { Int(loads[room * frame.periodCount + period]) }
    func isExtra(_ room: Int, _ period: Int) -> Bool { hasExtra[room * frame.periodCount + period] }

    /// May this room be opened in this period?
    func mayOpen(_ room: Int, _ period: Int) -> Bool {
        bars[room * frame.periodCount + period] == 0
    }

    func isShut(_ room: Int, _ period: Int) -> Bool { shutUse == room * frame.periodCount + period }

    mutating func shut(room: Int, period: Int) {
        let before = offer(of: room, period)
        shutUse = room * frame.periodCount + period
        change(by: offer(of: room, period) &- before, room, period)
    }

    mutating func reopen() {
        guard shutUse >= 0 else { return }
        let (room, period) = shutUse.quotientAndRemainder(dividingBy: frame.periodCount)
        let before = offer(of: room, period)
        shutUse = -1
        change(by: offer(of: room, period) &- before, room, period)
    }

    /// Who sits in a room in a period, by wave, with the wave's periods.
    func people(in room: Int, _ period: Int) -> [(wave: Int, block: Block, periods: PerPart)] {
        var found: [(wave: Int, block: Block, periods: PerPart)] = []
        for wave in frame.wavesOfSitting[frame.model.periods[period].sitting] {
            guard let part = waves[wave].periods.firstIndex(of: period) else { continue }
            for block in waves[wave].blocks {
                guard let position = frame.classes[block.applicants].parts.firstIndex(of: part),
                    block.rooms[position] == room
                else { continue }
                found.append((wave, block, waves[wave].periods))
            }
        }
        return found
    }

    mutating func remove(_ block: Block, from wave: Int) {
        add(Block(applicants: block.applicants, rooms: block.rooms, count: -block.count), to: wave)
    }

    /// How many more invigilators a venue can send to a period.
    func staffLeft(_ venue: Int, _ period: Int) -> Int {
        let all = frame.staff[venue]
        guard all < Int.max else { return Int.max }
        let base = venue * frame.periodCount
        return frame.beginsWithin[period].reduce(Int.max) { min($0, all - duty[base + $1]) }
    }

    /// Seats people in a room, or with a negative count takes them away. The caller has asked the laws.
    mutating func addLoad(_ people: Int, extra: Bool, room: Int, period: Int) {
        let index = room * frame.periodCount + period
        let present = Int(loads[index])
        let before = frame.invigilators(for: present)
        packing += people * (2 * present + people)
        let offered = offer(of: room, period)
        // Whether a room is in use decides whether the periods too close to this one may use it.
        let decides = loads[index] == 0 || Int(loads[index]) == -people
        if decides { bar(people > 0 ? 1 : -1, room, period) }
        loads[index] += Int32(people)
        if people > 0 { hasExtra[index] = extra }
        change(by: offer(of: room, period) &- offered, room, period)
        let difference = frame.invigilators(for: Int(loads[index])) - before
        guard difference != 0 else { return }
        cost.invigilators += difference
        let base = frame.venueOfRoom[room] * frame.periodCount
        for begin in frame.beginsWithin[period] { duty[base + begin] += difference }
    }

    /// Keeps a room shut in the periods too close to one that comes into use, or no longer does.
    private mutating func bar(_ count: Int32, _ room: Int, _ period: Int) {
        for rival in frame.rivals(of: period, in: room) {
            let offered = offer(of: room, rival)
            bars[room * frame.periodCount + rival] += count
            change(by: offer(of: room, rival) &- offered, room, rival)
        }
    }

    /// Would the person's other applications allow these periods at this venue?
    func isApart(_ applicants: Int, periods: PerPart, venue: Int) -> Bool {
        let siblings = frame.classes[applicants].siblings
        guard !siblings.isEmpty else { return true }
        let rooms = PerPart(repeating: frame.model.venues[venue].rooms[0], count: periods.count)
        let place = Place(sitting: 0, wave: 0, periods: periods, rooms: rooms, seats: rooms)
        return frame.model.isApart(place, siblings.compactMap { held[$0] })
    }

    /// Where the person's other applications sit, ascending.
    func venuesOfSiblings(_ applicants: Int) -> [Int] {
        let siblings = frame.classes[applicants].siblings
        if siblings.isEmpty { return [] }
        var venues: [Int] = []
        for sibling in siblings {
            guard let place = held[sibling] else { continue }
            let venue = frame.venueOfRoom[place.rooms[0]]
            if !venues.contains(venue) { venues.append(venue) }
        }
        return venues.count < 2 ? venues : venues.sorted()
    }

    /// Gives a wave's parts their periods; parts somebody sits already keep theirs.
    mutating func setPeriods(_ periods: PerPart, of wave: Int) {
        for part in periods.indices where waves[wave].users[part] == 0 { waves[wave].periods[part] = periods[part] }
    }

    mutating func dropUnusedPeriods(of wave: Int) {
        for part in waves[wave].periods.indices where waves[wave].users[part] == 0 { waves[wave].periods[part] = -1 }
    }

    /// Adds people whose load is already in the rooms.
    mutating func book(_ block: Block, in wave: Int) {
        journal.append(Change(wave: wave, block: block, periods: periods(of: block.applicants, in: wave)))
        apply(block, in: wave)
    }

    mutating func add(_ block: Block, to wave: Int) {
        changeLoads(block, in: wave)
        book(block, in: wave)
    }

    /// Takes everybody out of a wave.
    mutating func clear(_ wave: Int) {
        for block in waves[wave].blocks.reversed() { remove(block, from: wave) }
    }

    /// Takes everybody out of a wave who has no ticket for it.
    mutating func clearUnheld(_ wave: Int) {
        for block in waves[wave].blocks.reversed() where !frame.classes[block.applicants].isHeld {
            remove(block, from: wave)
        }
    }

    var mark: Int { journal.count }

    /// Undoes everything since the mark.
    mutating func rollBack(to mark: Int) {
        while journal.count > mark {
            let change = journal.removeLast()
            let block = Block(
                applicants: change.block.applicants, rooms: change.block.rooms, count: -change.block.count)
            for (position, part) in parts(of: block.applicants).enumerated() {
                waves[change.wave].periods[part] = change.periods[position]
            }
            changeLoads(block, in: change.wave)
            apply(block, in: change.wave)
        }
    }

    mutating func forgetJournal() { journal.removeAll(keepingCapacity: true) }

    func parts(of applicants: Int) -> PerPart { frame.classes[applicants].parts }

    func periods(of applicants: Int, in wave: Int) -> PerPart {
        let periods = waves[wave].periods
        return parts(of: applicants).mapValues { periods[$0] }
    }

    private mutating func changeLoads(_ block: Block, in wave: Int) {
        let extra = frame.classes[block.applicants].hasExtraTime
        for (position, period) in periods(of: block.applicants, in: wave).enumerated() {
            addLoad(block.count, extra: extra, room: block.rooms[position], period: period)
        }
    }

    private mutating func apply(_ block: Block, in wave: Int) {
        let applicants = block.applicants
        let run = frame.runOfWave[wave]
        cost.unplaced -= block.count
        cost.delay += block.count * (frame.monthOfRun[run] - frame.classes[applicants].firstMonth)
        if frame.classes[applicants].missesWish(frame.venueOfRoom[block.rooms[0]]) {
            cost.missedWishes += block.count
        }
        waiting[applicants] -= block.count
        enrolment[run] += block.count
        if !frame.classes[applicants].siblings.isEmpty {
            held[applicants] =
                block.count < 0
                ? nil
                : Place(
                    sitting: frame.runs[run].sitting, wave: wave - frame.runs[run].firstWave,
                    periods: periods(of: applicants, in: wave), rooms: block.rooms, seats: block.rooms)
        }
        merge(block, into: wave)
        for part in frame.classes[applicants].parts {
            waves[wave].users[part] += block.count
            if waves[wave].users[part] == 0 { waves[wave].periods[part] = -1 }
        }
    }

    private mutating func merge(_ block: Block, into wave: Int) {
        // The newest are the likeliest to be met again.
        let known = waves[wave].blocks.lastIndex { $0.applicants == block.applicants && $0.rooms == block.rooms }
        guard let known else {
            waves[wave].blocks.append(block)
            return
        }
        waves[wave].blocks[known].count += block.count
        if waves[wave].blocks[known].count == 0 { waves[wave].blocks.remove(at: known) }
    }
}
