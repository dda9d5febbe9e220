import Exams

extension Model {
    /// Compiles a valid document (see `Verifying.validate`).
    init(_ problem: Problem) {
        self.problem = problem
        policy = problem.policy
        let institutions = Numbering(problem.programmes.map(\.institution) + problem.sittings.map(\.institution))
        compileProgrammes(institutions)
        compileSittings(institutions)
        compileRooms(institutions)
        compileApplications()
        compilePromises()
        if problem.begun != nil { compileBegun() }
    }

    private mutating func compileProgrammes(_ institutions: Numbering) {
        programmes = problem.programmes.map { programme in
            ProgrammeModel(
                institution: institutions[programme.institution], subjects: programme.subjects.map(\.subject),
                minutes: programme.subjects.map(\.minutes), needs: programme.subjects.map { Set($0.needs ?? []) },
                maxWaves: programme.maxWaves, minimumEnrolment: max(1, programme.minimumEnrolment ?? 1))
        }
    }

    private mutating func compileSittings(_ institutions: Numbering) {
        let programmeNumbers = Numbering(problem.programmes.map(\.id))
        for (number, sitting) in problem.sittings.enumerated() {
            let first = periods.count
            for period in sitting.periods {
                periodIDs.append(period.id)
                periods.append(
                    PeriodModel(
                        sitting: number, start: period.start.number, end: period.end.number,
                        day: period.start.day.number, isLost: period.lost ?? false,
                        hasBegun: problem.begun.map(period.hasBegun) ?? false))
            }
            let inTime = (first..<periods.count).sorted {
                (periods[$0].start, periods[$0].end, $0) < (periods[$1].start, periods[$1].end, $1)
            }
            sittings.append(
                SittingModel(
                    institution: institutions[sitting.institution], month: sitting.month.number, periods: inTime,
                    programmes: sitting.programmes.map { programmeNumbers[$0] }))
        }
    }

    private mutating func compileRooms(_ institutions: Numbering) {
        let people = problem.applications.count
        // Each seat taken spoils two of those after it for his unit, so in this many nobody need sit next to anybody. Those
        // released may be anywhere.
        let seats = problem.released?.isEmpty ?? true ? 4 * people : Int.max
        for venue in problem.venues {
            let first = rooms.count
            for room in venue.rooms {
                roomIDs.append(room.id)
                rooms.append(
                    RoomModel(
                        venue: venues.count, rows: room.rows, columns: room.columns,
                        seats: Model.workingSeats(of: room, upTo: seats),
                        // Beyond the number of people it makes no difference but to the time it takes.
                        capacity: min(people, spareMachinesCapacity(working: Model.workingCount(of: room))),
                        offers: Set(room.offers ?? []),
                        institutions: room.institutions.map { Set($0.compactMap(institutions.number)) },
                        open: room.open.map { spans in spans.map { ($0[0].number, $0[1].number) } },
                        turnover: room.turnoverMinutes ?? 0))
            }
            venues.append(
                VenueModel(
                    district: venue.district, invigilators: venue.invigilators, rooms: Array(first..<rooms.count)))
        }
    }

    private mutating func compileApplications() {
        var persons = Numbering(count: problem.applications.count)
        var units = NameTable(expected: 4_000)
        let ranked = Aside { [problem] () throws(Never) in Model.paymentRanks(problem) }
        // By index: a copy of each of a million applications would cost more than what is asked of it.
        let personOf = problem.applications.indices.map { Int32(persons.numbered(problem.applications[$0].person)) }
        let ranks = ranked.value()
        var builder = ApplicationKinds(self)
        applications.reserveCapacity(problem.applications.count)
        for document in problem.applications.indices {
            let unit = problem.applications[document].unit.flatMap { $0.isEmpty ? nil : units.numbered($0) } ?? -1
            guard isEligible(problem.applications[document]) else { continue }
            applications.append(
                ApplicationModel(
                    kind: builder.kind(of: problem.applications[document]), document: document,
                    person: Int(personOf[document]), rank: ranks[document], unit: unit))
        }
        kinds = builder.kinds
        roomLists = builder.roomLists
        people = ApplicationsOfPeople(applications, people: persons.count)
    }

    /// The position of every application in the order of payment.
    private static func paymentRanks(_ problem: Problem) -> [Int] {
        var order = problem.applications.indices.map {
            (paidAt: problem.applications[$0].paidAt.number, document: $0)
        }
        order.sort { $0.paidAt < $1.paidAt }
        var ranks = Array(repeating: 0, count: order.count)
        var first = 0
        while first < order.count {
            // Few have paid in the same second; only they are compared by id.
            let last = order[first...].firstIndex { $0.paidAt != order[first].paidAt } ?? order.count
            if last > first + 1 {
                order[first..<last].sort { problem.applications[$0.document].id < problem.applications[$1.document].id }
            }
            for position in first..<last { ranks[order[position].document] = position }
            first = last
        }
        return ranks
    }

    private mutating func compilePromises() {
        promises = Array(repeating: nil, count: applications.count)
        guard let released = problem.released else { return }
        let byDocument = Numbering(problem.applications.map(\.id))
        let sittingNumbers = Numbering(problem.sittings.map(\.id))
        let periodNumbers = Numbering(periodIDs)
        let roomNumbers = Numbering(roomIDs)
        var compiled = Array(repeating: -1, count: problem.applications.count)
        for (number, application) in applications.enumerated() { compiled[application.document] = number }
        var given: Set<[Int]> = []
        let beginnings = problem.beginnings
        for placement in released {
            guard let document = byDocument.number(placement.application), compiled[document] >= 0 else { continue }
            let seats = placement.subjects.sorted { $0.subject < $1.subject }.map { seat in
                let room = roomNumbers[seat.room]
                let flat = (seat.row - 1) * rooms[room].columns + seat.column - 1
                let period = periodNumbers[seat.period]
                // A seat promised twice can be kept by the first only.
                let hasBegun = beginnings.hasBegun(seat)
                let isThere = rooms[room].seats.contains(flat) || hasBegun
                let isKept = isThere && given.insert([room, period, flat]).inserted
                return Promise.Seat(period: period, room: room, seat: isKept ? flat : nil, hasBegun: hasBegun)
            }
            promises[compiled[document]] = Promise(
                sitting: sittingNumbers[placement.sitting], wave: placement.wave, seats: seats)
        }
    }
}

// Who has begun to sit stays.
//
// What has begun is a fact and no longer a choice: whoever a ticket, or the plan there was, has put into a period
// that has begun keeps it, with room and seat, even if the room, the machine or the invigilator has been lost since;
// nobody else comes. His later subjects of the day may move, as the laws allow beside the earlier ones. Where that
// is impossible, or he may not sit at all any more (banned), he has no place: he is told of as lost and not sent
// anywhere else. What was lost before its start has not begun, however late the re-plan (`Beginnings`): a period in
// which others have begun is closed to its people all the same. The checker asks the same of a problem that says when
// it has begun.
extension Model {
    private struct BegunKey: Hashable {
        var kind: Int
        var sitting: Int
        var begun: [Int]
        var rooms: [Int]
    }

    private mutating func compileBegun() {
        begunRuns = runsThatHaveBegun()
        var known: [BegunKey: ApplicationKind] = [:]
        var listOfRoom: [Int: Int] = [:]
        for number in applications.indices {
            guard let promise = promises[number], promise.seats.contains(where: \.hasBegun),
                promise.seats.count == applications[number].parts.count
            else { continue }
            let begun = promise.seats.map { $0.hasBegun ? $0.period : -1 }
            let key = BegunKey(
                kind: applications[number].kind.number, sitting: promise.sitting, begun: begun,
                rooms: promise.seats.map { $0.hasBegun ? $0.room : -1 })
            if let kind = known[key] {
                applications[number].kind = kind
                continue
            }
            let lists = key.rooms.enumerated().map { position, room in
                room < 0 ? applications[number].fitRooms[position] : list(of: room, &listOfRoom)
            }
            let kind = applications[number].kind.sitting(
                begun, in: promise.sitting, fitRooms: lists, number: kinds.count)
            kinds.append(kind)
            known[key] = kind
            applications[number].kind = kind
        }
    }

    /// By the document, so that whoever has lost his place or his right to it since counts too: the exam was held.
    private func runsThatHaveBegun() -> Set<Int> {
        let beginnings = problem.beginnings
        let programmeOf = Dictionary(
            problem.applications.map { ($0.id, $0.programme) }, uniquingKeysWith: { first, _ in first })
        let (programmes, sittings) = (Numbering(problem.programmes.map(\.id)), Numbering(problem.sittings.map(\.id)))
        return Set(
            (problem.released ?? []).compactMap { placement in
                guard beginnings.hasBegun(placement),
                    let programme = programmeOf[placement.application]
                else { return nil }
                return programmes[programme] * sittings.count + sittings[placement.sitting]
            })
    }

    /// The list of one room alone.
    private mutating func list(of room: Int, _ known: inout [Int: Int]) -> Int {
        if let list = known[room] ?? roomLists.firstIndex(of: [room]) { return list }
        known[room] = roomLists.count
        roomLists.append([room])
        return roomLists.count - 1
    }

    /// Has something been lost that people who have begun still sit at? The laws do not ask that of them, but bounds
    /// and exact searches would.
    var hasOutlived: Bool {
        var people: [RoomUse: Int] = [:]
        for number in applications.indices where applications[number].hasBegun {
            for seat in promises[number]?.seats ?? [] where seat.hasBegun {
                if !rooms[seat.room].seats.contains(seat.seat ?? -1) { return true }
                people[RoomUse(room: seat.room, period: seat.period), default: 0] += 1
            }
        }
        if people.contains(where: { $0.value > rooms[$0.key.room].capacity }) { return true }
        return venues.indices.contains { venue in
            guard let limit = venues[venue].invigilators else { return false }
            let here = people.filter { rooms[$0.key.room].venue == venue }
            return here.keys.contains { use in
                let minute = periods[use.period].start
                let busy = here.filter { periods[$0.key.period].start <= minute && minute < periods[$0.key.period].end }
                return busy.reduce(0) { $0 + invigilators(for: $1.value) } > limit
            }
        }
    }
}

extension Model {
    /// The same problem with these applications only, renumbered in their order.
    func restricted(to members: [Int]) -> Model {
        if members.count == applications.count { return self }
        var part = self
        part.applications = members.map { applications[$0] }
        part.promises = members.map { promises[$0] }
        part.people = ApplicationsOfPeople(part.applications, people: people.count)
        return part
    }
}

/// Dense numbers for ids, in order of first appearance.
struct Numbering {
    private var numbers: [String: Int] = [:]
    private(set) var ids: [String] = []

    init(_ ids: some Sequence<String>) {
        for id in ids { _ = numbered(id) }
    }

    /// - Parameter count: of ids to come, at most.
    init(count: Int) {
        numbers.reserveCapacity(count)
        ids.reserveCapacity(count)
    }

    /// Its number, a new one if it has none.
    mutating func numbered(_ id: String) -> Int {
        let next = ids.count
        let number = Numbering.number(of: id, orElse: next, in: &numbers)
        if number == next { ids.append(id) }
        return number
    }

    /// One look-up for both questions.
    private static func number(of id: String, orElse next: Int, in numbers: inout [String: Int]) -> Int {
        { (known: inout Int) in
            if known < 0 { known = next }
            return known
        }(&numbers[id, default: -1])
    }

    var count: Int { ids.count }
    func number(_ id: String) -> Int? { numbers[id] }
    /// For ids of a valid document.
    subscript(id: String) -> Int { numbers[id]! }
}
