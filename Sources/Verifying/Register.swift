import Exams

/// The problem with its ids resolved to positions, so that the laws can be loops over small integers.
/// Positions are those of the document; periods and rooms are counted through all sittings and venues. A class, so
/// that every law can hold it without a copy.
final class Register: Sendable {
    struct Period: Sendable {
        let sitting: Int
        let value: Sitting.Period
        /// Whoever has begun there stays, whatever is lost; nobody else comes.
        let hasBegun: Bool
        var day: Day { value.start.day }
        var minutes: Int { value.end - value.start }
    }

    struct Room: Sendable {
        let venue: Int
        let value: Venue.Room
        let offers: Set<String>
        let blocked: Set<GridPlace>
        /// ⌊N·a/b⌋ of the N working machines.
        let usable: Int
    }

    struct Applicant: Sendable {
        // There are a million of them.
        private let (programmeKept, personKept): (Int32, Int32)
        let extraMinutes: Int

        init(programme: Int, person: Int, extraMinutes: Int) {
            (programmeKept, personKept) = (Int32(programme), Int32(person))
            self.extraMinutes = extraMinutes
        }

        var programme: Int { Int(programmeKept) }
        /// Equal for all applications of one human being.
        var person: Int { Int(personKept) }
        var hasExtraTime: Bool { extraMinutes > 0 }
    }

    /// From 1.
    struct GridPlace: Hashable, Sendable {
        private let (rowKept, columnKept): (Int32, Int32)

        /// Further out than any room reaches, one place is as good as another.
        init(row: Int, column: Int) { (rowKept, columnKept) = (Int32(clamping: row), Int32(clamping: column)) }

        var row: Int { Int(rowKept) }
        var column: Int { Int(columnKept) }
    }

    let problem: Problem
    let periods: [Period]
    let rooms: [Room]
    /// By application of the document.
    let applicants: [Applicant]
    /// The programmes each sitting lists.
    let listed: [Set<Int>]
    let personCount: Int
    let sittingAt: [String: Int]
    let periodAt: [String: Int]
    let roomAt: [String: Int]
    let applicationAt: [String: Int]

    var policy: Policy { problem.policy }
    var applications: [Application] { problem.applications }

    /// Nil if an id leads nowhere, which `validate(problem:)` reports with its place.
    init?(_ problem: Problem) {
        self.problem = problem
        periods = problem.sittings.enumerated().flatMap { sitting, value in
            value.periods.map { period in
                Period(sitting: sitting, value: period, hasBegun: problem.begun.map(period.hasBegun) ?? false)
            }
        }
        let policy = problem.policy
        rooms = problem.venues.enumerated().flatMap { venue, value in
            value.rooms.map { Room(venue: venue, value: $0, policy: policy) }
        }
        let programmeAt = Register.positions(problem.programmes.map(\.id))
        sittingAt = Register.positions(problem.sittings.map(\.id))
        periodAt = Register.positions(periods.map(\.value.id))
        roomAt = Register.positions(rooms.map(\.value.id))
        applicationAt = Register.positions(problem.applications.map(\.id))
        listed = problem.sittings.map { Set($0.programmes.compactMap { programmeAt[$0] }) }

        var programmeNames = NameTable(problem.programmes.map(\.id))
        var personCount = 0
        var personAt: [String: Int] = [:]
        personAt.reserveCapacity(problem.applications.count)
        var applicants: [Applicant] = []
        applicants.reserveCapacity(problem.applications.count)
        // By index: a copy of each of a million applications would cost more than what is asked of it.
        for index in problem.applications.indices {
            guard let programme = programmeNames.number(of: problem.applications[index].programme) else { return nil }
            let person = { (known: inout Int) in
                if known < 0 { (known, personCount) = (personCount, personCount + 1) }
                return known
            }(&personAt[problem.applications[index].person, default: -1])
            applicants.append(
                Applicant(
                    programme: programme, person: person, extraMinutes: problem.applications[index].extraMinutes ?? 0))
        }
        self.applicants = applicants
        self.personCount = personCount
    }

    /// Has the exam begun of whoever was promised this?
    func hasBegun(_ promised: Placed) -> Bool { promised.seats.contains(where: hasBegun) }

    /// Not in a room that was closed when the period began, nor at a machine that had been reported broken by then.
    func hasBegun(_ promised: Placed.Seat) -> Bool {
        let (period, room) = (periods[promised.period], rooms[promised.room])
        guard period.hasBegun else { return false }
        let start = period.value.start
        let wasOpen = room.value.open?.contains { $0[0] <= start && $0[1] > start } ?? true
        let wasBroken = (problem.broken ?? []).contains {
            $0.room == room.value.id && $0.row == promised.row && $0.column == promised.column && $0.at <= start
        }
        return wasOpen && !wasBroken
    }

    func programme(of application: Int) -> Programme { problem.programmes[applicants[application].programme] }

    func part(_ subject: Subject, of application: Int) -> Programme.Part? {
        problem.programmes[applicants[application].programme].subjects.first { $0.subject == subject }
    }

    /// The few names that a plan repeats on every line.
    struct Names {
        fileprivate var sittings: NameTable
        fileprivate var periods: NameTable
        fileprivate var rooms: NameTable
    }

    var names: Names {
        Names(
            sittings: NameTable(problem.sittings.map(\.id)), periods: NameTable(periods.map(\.value.id)),
            rooms: NameTable(rooms.map(\.value.id)))
    }

    /// What tickets promise, as far as its ids are known.
    var promised: [Placed] {
        var names = names
        return (problem.released ?? []).compactMap { resolve($0, by: &names) }
    }

    /// A seat list as the document gives it, with its ids resolved; nil if one is unknown.
    func resolve(_ placement: Placement, by names: inout Names) -> Placed? {
        guard let application = applicationAt[placement.application],
            let sitting = names.sittings.number(of: placement.sitting)
        else { return nil }
        var seats: [Placed.Seat] = []
        seats.reserveCapacity(placement.subjects.count)
        for seat in placement.subjects {
            guard let period = names.periods.number(of: seat.period), let room = names.rooms.number(of: seat.room)
            else {
                return nil
            }
            seats.append(
                Placed.Seat(subject: seat.subject, period: period, room: room, row: seat.row, column: seat.column))
        }
        seats.sort { $0.subject < $1.subject }
        return Placed(application: application, sitting: sitting, wave: placement.wave, seats: seats)
    }

    private static func positions(_ ids: [String]) -> [String: Int] {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(ids.count)
        // Of ids that are there twice the first counts.
        for (position, id) in ids.enumerated().reversed() { positions[id] = position }
        return positions
    }
}

extension Register.Room {
    init(venue: Int, value: Venue.Room, policy: Policy) {
        let blocked = Set((value.blocked ?? []).map { Register.GridPlace(row: $0[0], column: $0[1]) })
        let working = value.rows * value.columns - blocked.count
        self.init(
            venue: venue, value: value, offers: Set(value.offers ?? []), blocked: blocked,
            usable: working * policy.spare[0] / policy.spare[1])
    }
}

/// A placement with its ids resolved; seats in subject order.
struct Placed: Sendable {
    struct Seat: Hashable, Sendable {
        let subject: Subject
        private let (periodKept, roomKept): (Int32, Int32)
        let place: Register.GridPlace

        init(subject: Subject, period: Int, room: Int, row: Int, column: Int) {
            self.subject = subject
            (periodKept, roomKept) = (Int32(period), Int32(room))
            place = Register.GridPlace(row: row, column: column)
        }

        var period: Int { Int(periodKept) }
        var room: Int { Int(roomKept) }
        var row: Int { place.row }
        var column: Int { place.column }
    }

    let application: Int
    let sitting: Int
    let wave: Int
    let seats: [Seat]
}
