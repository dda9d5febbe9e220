import Exams

// Who sits where, person by person, with every law that joins people as a running count: what a re-plan works on.
//
// Invariant: the places held keep all laws, except minimum enrolment, which whoever changes the roster settles at
// the end. Adding or taking away one application costs time in the number of its subjects and of the periods that
// overlap them, however many people there are; that is what makes the answer to one event quick.

/// One run of a programme's papers, as the roster has it.
struct RosterWave {
    /// By part of the programme: its period; -1 while nobody sits the part.
    var periods: [Int]
    /// By part: how many sit it.
    var users: [Int]

    var isEmpty: Bool { users.allSatisfy { $0 == 0 } }
}

struct Roster: SeatedPeople {
    private(set) var model: Model
    private(set) var places: [Place?]
    /// Where those who have been moved about since `forgetChanges` sat before.
    private(set) var changed: [Int: Place?] = [:]
    /// By use: who sits there.
    private var occupants: [[Int]]
    /// By run, then wave label.
    private(set) var waves: [[RosterWave]]
    /// By run.
    private(set) var enrolment: [Int]
    /// Too late to call them off, however few they are.
    let begunRuns: Set<Int>
    /// By venue, then period: invigilators on duty when the period begins.
    private var duty: [Int]
    /// By period: the periods that begin while it lasts, itself included.
    private let beginsWithin: [[Int]]
    /// By turnover, then period: the other periods that may not be used in the same room.
    private let rivals: [Int: [[Int]]]

    init(_ model: Model) {
        self.model = model
        places = Array(repeating: nil, count: model.applications.count)
        let periods = model.periods.indices
        occupants = Array(repeating: [], count: model.rooms.count * periods.count)
        waves = Array(repeating: [], count: model.programmes.count * model.sittings.count)
        enrolment = Array(repeating: 0, count: waves.count)
        begunRuns = model.begunRuns
        duty = Array(repeating: 0, count: model.venues.count * periods.count)
        let byStart = periods.sorted { (model.periods[$0].start, $0) < (model.periods[$1].start, $1) }
        beginsWithin = periods.map { one in
            byStart.filter {
                $0 == one
                    || (model.periods[one].start <= model.periods[$0].start
                        && model.periods[$0].start < model.periods[one].end)
            }
        }
        var rivals: [Int: [[Int]]] = [:]
        for room in model.rooms.indices where rivals[model.rooms[room].turnover] == nil {
            rivals[model.rooms[room].turnover] = periods.map { one in
                periods.filter { $0 != one && model.exclude(one, $0, in: room) }
            }
        }
        self.rivals = rivals
    }

    func rivals(of period: Int, in room: Int) -> [Int] { rivals[model.rooms[room].turnover]?[period] ?? [] }
    func use(_ room: Int, _ period: Int) -> Int { room * model.periods.count + period }
    func people(_ room: Int, _ period: Int) -> [Int] { occupants[use(room, period)] }
    func run(_ application: Int, in sitting: Int) -> Int {
        model.applications[application].programme * model.sittings.count + sitting
    }

    /// The papers of a wave; a wave nobody has sat yet has none.
    func wave(_ run: Int, _ label: Int) -> RosterWave {
        if label < waves[run].count { return waves[run][label] }
        let parts = model.programmes[run / model.sittings.count].subjects.count
        return RosterWave(periods: Array(repeating: -1, count: parts), users: Array(repeating: 0, count: parts))
    }

    // MARK: What the laws allow

    /// Seats left in a room and period for people with or without extra time, whatever the invigilators.
    func free(_ room: Int, _ period: Int, extra: Bool) -> Int {
        if model.periods[period].hasBegun { return 0 }
        let present = occupants[use(room, period)]
        guard let first = present.first else {
            let isOpen =
                model.isUsable(period) && model.isOpen(room: room, in: period)
                && rivals(of: period, in: room).allSatisfy { occupants[use(room, $0)].isEmpty }
            return isOpen ? model.rooms[room].capacity : 0
        }
        guard model.applications[first].hasExtraTime == extra, model.isOpen(room: room, in: period) else { return 0 }
        return model.rooms[room].capacity - present.count
    }

    /// Invigilators that one more person there needs.
    func price(_ room: Int, _ period: Int) -> Int {
        let present = occupants[use(room, period)].count
        return model.invigilators(for: present + 1) - model.invigilators(for: present)
    }

    /// Invigilators a venue can still send to a period.
    func staffLeft(_ venue: Int, _ period: Int) -> Int {
        guard let limit = model.venues[venue].invigilators else { return Int.max }
        let base = venue * model.periods.count
        return beginsWithin[period].reduce(Int.max) { min($0, limit - duty[base + $1]) }
    }

    /// May a person with or without extra time join this room and period? Where the exam has begun only those ask who
    /// sit there.
    func admits(_ room: Int, _ period: Int, extra: Bool) -> Bool {
        if model.periods[period].hasBegun { return true }
        guard free(room, period, extra: extra) > 0 else { return false }
        let price = price(room, period)
        return price == 0 || price <= staffLeft(model.rooms[room].venue, period)
    }

    /// Do these papers agree with the others of the wave, and is its label one the programme has?
    func agrees(_ run: Int, _ label: Int, parts: [Int], periods: some Sequence<Int>) -> Bool {
        guard label < model.programmes[run / model.sittings.count].maxWaves else { return false }
        var papers = wave(run, label).periods
        for (part, period) in zip(parts, periods) {
            guard papers[part] < 0 || papers[part] == period else { return false }
            papers[part] = period
        }
        let order = papers.filter { $0 >= 0 }
        return zip(order, order.dropFirst()).allSatisfy(model.isInOrder)
    }

    func isApart(_ application: Int, _ place: Place) -> Bool {
        let own = model.people[model.applications[application].person]
        return own.count == 1 || model.isApart(place, own.compactMap { $0 == application ? nil : places[$0] })
    }

    /// All laws but minimum enrolment, for a place with rooms; seats are looked at when it is taken.
    func admits(_ application: Int, _ place: Place) -> Bool {
        let compiled = model.applications[application]
        let run = run(application, in: place.sitting)
        guard compiled.sittings.contains(place.sitting), place.periods.count == compiled.parts.count,
            agrees(run, place.wave, parts: compiled.parts, periods: place.periods),
            Set(place.rooms.map { model.rooms[$0].venue }).count == 1, isApart(application, place)
        else { return false }
        return compiled.parts.indices.allSatisfy { position in
            model.maySit(application, part: compiled.parts[position], in: place.periods[position])
                && model.roomLists[compiled.fitRooms[position]].contains(place.rooms[position])
                && admits(place.rooms[position], place.periods[position], extra: compiled.hasExtraTime)
                && !model.clashes(
                    place.rooms[position], place.periods[position], with: place.rooms.prefix(position),
                    place.periods)
        }
    }

    // MARK: Changes

    /// Seats an application; the caller has asked `admits`. Seats of -1, and seats that are taken, are chosen here.
    mutating func seat(_ application: Int, _ wanted: Place) {
        var place = wanted
        for (position, period) in place.periods.enumerated() {
            place.seats[position] = seat(
                for: application, in: place.rooms[position], period, wish: place.seats[position])
        }
        if changed[application] == nil { changed[application] = .some(places[application]) }
        hold(application, place)
    }

    /// Seats an application just where a lawful plan has it.
    mutating func hold(_ application: Int, _ place: Place) {
        for (room, period) in zip(place.rooms, place.periods) {
            changeDuty(room, period, by: price(room, period))
            occupants[use(room, period)].append(application)
        }
        let run = run(application, in: place.sitting)
        while waves[run].count <= place.wave { waves[run].append(wave(run, waves[run].count)) }
        for (part, period) in zip(model.applications[application].parts, place.periods) {
            waves[run][place.wave].periods[part] = period
            waves[run][place.wave].users[part] += 1
        }
        enrolment[run] += 1
        places[application] = place
    }

    /// - Returns: the place given up.
    @discardableResult
    mutating func unseat(_ application: Int) -> Place? {
        guard let place = places[application] else { return nil }
        for (room, period) in zip(place.rooms, place.periods) {
            let use = use(room, period)
            if let index = occupants[use].firstIndex(of: application) { occupants[use].remove(at: index) }
            changeDuty(room, period, by: -price(room, period))
        }
        let run = run(application, in: place.sitting)
        for part in model.applications[application].parts {
            waves[run][place.wave].users[part] -= 1
            if waves[run][place.wave].users[part] == 0 { waves[run][place.wave].periods[part] = -1 }
        }
        enrolment[run] -= 1
        if changed[application] == nil { changed[application] = .some(place) }
        places[application] = nil
        return place
    }

    private mutating func changeDuty(_ room: Int, _ period: Int, by change: Int) {
        guard change != 0 else { return }
        let base = model.rooms[room].venue * model.periods.count
        for begin in beginsWithin[period] { duty[base + begin] += change }
    }

    /// The seat wished if it is free, else the free one with the fewest neighbours of the person's unit.
    private func seat(for application: Int, in room: Int, _ period: Int, wish: Int) -> Int {
        var unitAt: [Int: Int] = [:]
        for other in occupants[use(room, period)] {
            guard let place = places[other], let position = place.periods.firstIndex(of: period) else { continue }
            unitAt[place.seats[position]] = model.applications[other].unit
        }
        let seats = model.rooms[room].seats
        if wish >= 0, unitAt[wish] == nil, seats.contains(wish) || model.periods[period].hasBegun { return wish }
        let (unit, columns) = (model.applications[application].unit, model.rooms[room].columns)
        func pairs(_ seat: Int) -> Int {
            if unit < 0 { return 0 }
            let left = seat % columns > 0 && unitAt[seat - 1] == unit
            let right = (seat + 1) % columns > 0 && unitAt[seat + 1] == unit
            return [left, right, unitAt[seat - columns] == unit, unitAt[seat + columns] == unit].count { $0 }
        }
        let open = seats.filter { unitAt[$0] == nil }
        return open.min { (pairs($0), $0) < (pairs($1), $1) } ?? -1
    }

    // MARK: Who sits there

    func place(of application: Int) -> Place? { places[application] }

    func papers(of programme: Int, in sitting: Int) -> [[Int]] {
        waves[programme * model.sittings.count + sitting].map(\.periods)
    }

    func enrolment(of programme: Int, in sitting: Int) -> Int { enrolment[programme * model.sittings.count + sitting] }

    func company(of application: Int, in place: Place, at position: Int) -> Int {
        let present = occupants[use(place.rooms[position], place.periods[position])]
        guard let other = present.first(where: { $0 != application }) else { return 0 }
        return model.applications[other].hasExtraTime ? 2 : 1
    }

    // MARK: What is lost

    mutating func forgetChanges() { changed.removeAll(keepingCapacity: true) }

    mutating func change(_ change: (inout Model) -> Void) { change(&model) }

    /// Everybody who sits in a room in any of these periods.
    func sitters(in room: Int, periods: some Sequence<Int>) -> [Int] {
        var seen: Set<Int> = []
        return periods.flatMap { people(room, $0) }.filter { seen.insert($0).inserted }.sorted()
    }
}
