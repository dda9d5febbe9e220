import Exams
import Verifying

/// Gathers a plan's seats by sitting, venue and day, and finds what has changed since an earlier revision.
package struct PacketIndex {
    /// A revision and its verified plan.
    package typealias Revision = (number: Int, plan: VerifiedPlan)

    /// A swap of machines as the office has noted it. Seats are `[row, column]`.
    package struct NotedSwap {
        var application: String
        var period: String
        var room: String
        var from: [Int]
        var to: [Int]
        var at: LocalSecond
        var why: String

        package init(
            application: String, period: String, room: String, from: [Int], to: [Int], at: LocalSecond, why: String
        ) {
            self.application = application
            self.period = period
            self.room = room
            self.from = from
            self.to = to
            self.at = at
            self.why = why
        }
    }

    private struct Key: Hashable {
        var sitting: String
        var period: String
        var room: String
    }

    private struct VenuePeriod: Hashable {
        var sitting: String
        var period: String
        var venue: String
    }

    private struct Occupant: Hashable {
        var application: String
        var subject: Subject
        var row: Int
        var column: Int
    }

    private let scenario: Scenario
    private let current: [Key: Set<Occupant>]
    private let placements: [String: Placement]
    private let numbers: [String: TicketNumber]
    private let swaps: [NotedSwap]
    private let stamps: [Key: Int]
    private let periodRevisions: [VenuePeriod: Int]
    private let changed: Set<Key>
    private let dropped: [Key]
    private let revision: Int
    private let printedAsOf: LocalSecond
    private let policy: Policy

    /// - Parameters:
    ///   - revisions: from the oldest to the current one, without a gap.
    ///   - since: only what differs from this revision is `isChanged`; nil: everything is.
    ///   - numbers: ticket numbers by application.
    ///   - swaps: machines changed on the exam day, for the room's record.
    ///   - leftOut: by application the periods in which it is not on the papers, though the current plan seats it.
    ///   - photo: asked for each candidate's.
    package init(
        scenario: Scenario, revisions: [Revision], since: Int?, numbers: [String: TicketNumber],
        swaps: [NotedSwap] = [], leftOut: [String: Set<String>] = [:], printedAsOf: LocalSecond
    ) {
        self.scenario = scenario
        self.numbers = numbers
        self.swaps = swaps.sorted { $0.at < $1.at }
        self.printedAsOf = printedAsOf
        let seatings = revisions.map { (number: $0.number, seats: PacketIndex.seats(of: $0.plan)) }
        let planned = seatings.last?.seats ?? [:]
        let current = PacketIndex.seats(planned, without: leftOut)
        self.current = current
        revision = seatings.last?.number ?? 0
        policy = revisions.last?.plan.problem.policy ?? Policy()
        placements = Dictionary(
            (revisions.last?.plan.plan.placements ?? []).map { ($0.application, $0) },
            uniquingKeysWith: { first, _ in first })
        var stamps: [Key: Int] = [:]
        for (key, occupants) in planned {
            let last = seatings.last { $0.seats[key] != occupants }
            stamps[key] = last.map { $0.number + 1 } ?? seatings.first?.number ?? revision
        }
        self.stamps = stamps
        periodRevisions = PacketIndex.periodRevisions(seatings, scenario.venues)
        if let since, let old = seatings.first(where: { $0.number == since })?.seats {
            changed = Set(current.filter { old[$0.key] != $0.value }.keys)
            dropped = old.keys.filter { current[$0] == nil }
        } else {
            changed = Set(current.keys)
            dropped = []
        }
    }

    private static func periodRevisions(
        _ seatings: [(number: Int, seats: [Key: Set<Occupant>])], _ venues: [VenueSheet]
    ) -> [VenuePeriod: Int] {
        let rooms = venues.flatMap { sheet in sheet.venue.rooms.map { (room: $0.id, venue: sheet.venue.id) } }
        let venueOfRoom = Dictionary(rooms.map { ($0.room, $0.venue) }, uniquingKeysWith: { first, _ in first })
        var revisions: [VenuePeriod: Int] = [:]
        var before: [Key: Set<Occupant>] = [:]
        for (number, seats) in seatings {
            for key in Set(before.keys).union(seats.keys) where before[key] != seats[key] {
                guard let venue = venueOfRoom[key.room] else { continue }
                revisions[VenuePeriod(sitting: key.sitting, period: key.period, venue: venue)] = number
            }
            before = seats
        }
        return revisions
    }

    /// A room and period that nobody is left in has no papers.
    private static func seats(
        _ seats: [Key: Set<Occupant>], without leftOut: [String: Set<String>]
    ) -> [Key: Set<Occupant>] {
        if leftOut.isEmpty { return seats }
        var rest: [Key: Set<Occupant>] = [:]
        for (key, occupants) in seats {
            let here = occupants.filter { !(leftOut[$0.application]?.contains(key.period) ?? false) }
            if !here.isEmpty { rest[key] = here }
        }
        return rest
    }

    /// Who began in a room stays on its papers, though he could not finish.
    private static func seats(of verified: VerifiedPlan) -> [Key: Set<Occupant>] {
        var seats: [Key: Set<Occupant>] = [:]
        for placement in verified.plan.placements + verified.interrupted {
            for seat in placement.subjects {
                seats[Key(sitting: placement.sitting, period: seat.period, room: seat.room), default: []].insert(
                    Occupant(
                        application: placement.application, subject: seat.subject, row: seat.row, column: seat.column))
            }
        }
        return seats
    }

    /// One for each sitting, day and venue, in this order.
    /// - Throws: everything a seat names that the scenario does not know.
    package func contents(photo: (Person) throws -> Photo?) throws -> [PacketContent] {
        var contents: [PacketContent] = []
        let people = byID(scenario.people, \.id)
        let registrations = byID(scenario.registrations, \.id)
        for sitting in scenario.sittings {
            guard let book = scenario.ruleBooks.first(where: { $0.id == sitting.institution }) else { continue }
            let periods = byID(sitting.periods, \.id)
            for day in Set(sitting.periods.map(\.start.day)).sorted() {
                for sheet in scenario.venues {
                    let rooms = byID(sheet.venue.rooms, \.id)
                    func isHere(_ key: Key) -> Bool {
                        key.sitting == sitting.id && rooms[key.room] != nil && periods[key.period]?.start.day == day
                    }
                    let keys = current.keys.filter(isHere)
                    let goneKeys = dropped.filter(isHere)
                    let gone = goneKeys.map { key in
                        let clock = periods[key.period].map { "\($0.start.clock)–\($0.end.clock)" } ?? key.period
                        return "\(clock) \(sheet.roomNames[key.room] ?? key.room)"
                    }
                    if keys.isEmpty && gone.isEmpty { continue }
                    let heldPeriods = Set(keys.map(\.period))
                    let cancelled = Set(goneKeys.map(\.period)).subtracting(heldPeriods).compactMap { id in
                        periods[id].map { PacketContent.Cancelled(period: id, start: $0.start, end: $0.end) }
                    }
                    var stamps: [String: Int] = [:]
                    for period in heldPeriods.union(cancelled.map(\.period)) {
                        stamps[period] =
                            periodRevisions[
                                VenuePeriod(sitting: sitting.id, period: period, venue: sheet.venue.id)]
                    }
                    var sessions: [PacketContent.Session] = []
                    for key in keys {
                        guard let period = periods[key.period], let room = rooms[key.room] else { continue }
                        let candidates = try (current[key] ?? []).map { occupant in
                            try candidate(
                                occupant, in: room, book: book, registrations[occupant.application], people, photo)
                        }
                        sessions.append(
                            PacketContent.Session(
                                period: key.period, start: period.start, end: period.end, room: room,
                                roomName: sheet.roomNames[room.id] ?? room.id,
                                invigilators: max(
                                    policy.invigilatorsLeast,
                                    (candidates.count + policy.invigilatorFor - 1) / policy.invigilatorFor),
                                candidates: candidates.sorted { $0.seat.number < $1.seat.number },
                                swaps: swaps(in: room, period: key.period),
                                revision: self.stamps[key] ?? revision, isChanged: changed.contains(key)))
                    }
                    sessions.sort { ($0.start, $0.room.id, $0.period) < ($1.start, $1.room.id, $1.period) }
                    contents.append(
                        PacketContent(
                            institution: book.institution.value, sitting: sitting.id, month: sitting.month, day: day,
                            venue: sheet, sessions: sessions, dropped: gone.sorted(),
                            cancelled: cancelled.sorted { ($0.start, $0.period) < ($1.start, $1.period) },
                            periodRevisions: stamps,
                            servicePhone: book.serviceDesk.phone.value,
                            invoicesOnExamDay: book.payment.invoiceOnExamDay?.value ?? false,
                            printedAsOf: printedAsOf, revision: revision))
                }
            }
        }
        return contents
    }

    private func swaps(in room: Venue.Room, period: String) -> [PacketContent.Swap] {
        swaps.compactMap { swap in
            guard swap.room == room.id, swap.period == period, swap.from.count == 2, swap.to.count == 2,
                let number = numbers[swap.application],
                let from = SeatNumber(row: swap.from[0], column: swap.from[1], in: room),
                let to = SeatNumber(row: swap.to[0], column: swap.to[1], in: room)
            else { return nil }
            return PacketContent.Swap(at: swap.at, number: number, from: from, to: to, why: swap.why)
        }
    }

    private func candidate(
        _ occupant: Occupant, in room: Venue.Room, book: RuleBook, _ registration: Registration?,
        _ people: [String: Person], _ photo: (Person) throws -> Photo?
    ) throws -> PacketContent.Candidate {
        guard let registration, let person = people[registration.person],
            let row = book.row(programmeID: registration.programme), let number = numbers[occupant.application],
            let seat = SeatNumber(row: occupant.row, column: occupant.column, in: room)
        else {
            throw Mistakes([
                Mistake(
                    code: "packet-seat",
                    cause: "报名 \(occupant.application) 的座位所指的内容，数据里已经没有了 (no longer in the data)。",
                    action: "重新导入完整的场景，重新编排，再出考务袋。")
            ])
        }
        return PacketContent.Candidate(
            application: registration.id, number: number, name: person.name, documentType: person.documentType,
            documentNumber: person.documentNumber, programme: row.title, unit: registration.unit,
            subject: occupant.subject, seat: seat, photo: try photo(person), extraMinutes: registration.extraMinutes,
            needs: registration.needs, feePaid: registration.feePaid, isSpecimen: person.generated)
    }
}
