import Exams

/// The problem with its ids resolved to positions, so that the laws can be loops over small integers.
/// Positions are those of the document; periods and rooms are counted through all sittings and venues.
struct Register: Sendable {
    struct Period: Sendable {
        let sitting: Int
        let value: Sitting.Period
        var day: Day { value.start.day }
        var minutes: Int { value.end - value.start }
    }

    struct Room: Sendable {
        let venue: Int
        let value: Venue.Room
        let offers: Set<String>
        let blocked: Set<[Int]>
        /// ⌊N·a/b⌋ of the N working machines.
        let usable: Int
    }

    struct Applicant: Sendable {
        let value: Application
        let programme: Int
        /// Equal for all applications of one human being.
        let person: Int
        var extraMinutes: Int { value.extraMinutes ?? 0 }
        var hasExtraTime: Bool { extraMinutes > 0 }
    }

    let problem: Problem
    let periods: [Period]
    let rooms: [Room]
    let applicants: [Applicant]
    /// The programmes each sitting lists.
    let listed: [Set<Int>]
    let personCount: Int
    let sittingAt: [String: Int]
    let periodAt: [String: Int]
    let roomAt: [String: Int]
    let applicationAt: [String: Int]

    var policy: Policy { problem.policy }

    /// Nil if an id leads nowhere, which `validate(problem:)` reports with its place.
    init?(_ problem: Problem) {
        self.problem = problem
        periods = problem.sittings.enumerated().flatMap { sitting, value in
            value.periods.map { Period(sitting: sitting, value: $0) }
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

        var personAt: [String: Int] = [:]
        var applicants: [Applicant] = []
        applicants.reserveCapacity(problem.applications.count)
        for application in problem.applications {
            guard let programme = programmeAt[application.programme] else { return nil }
            let person = personAt[application.person] ?? personAt.count
            personAt[application.person] = person
            applicants.append(Applicant(value: application, programme: programme, person: person))
        }
        self.applicants = applicants
        personCount = personAt.count
    }

    func programme(of application: Int) -> Programme { problem.programmes[applicants[application].programme] }

    func part(_ subject: Subject, of application: Int) -> Programme.Part? {
        programme(of: application).subjects.first { $0.subject == subject }
    }

    /// A seat list as the document gives it, with its ids resolved; nil if one is unknown.
    func resolve(_ placement: Placement) -> Placed? {
        guard let application = applicationAt[placement.application], let sitting = sittingAt[placement.sitting] else {
            return nil
        }
        var seats: [Placed.Seat] = []
        for seat in placement.subjects {
            guard let period = periodAt[seat.period], let room = roomAt[seat.room] else { return nil }
            seats.append(
                Placed.Seat(subject: seat.subject, period: period, room: room, row: seat.row, column: seat.column))
        }
        seats.sort { $0.subject < $1.subject }
        return Placed(application: application, sitting: sitting, wave: placement.wave, seats: seats)
    }

    private static func positions(_ ids: [String]) -> [String: Int] {
        Dictionary(zip(ids, ids.indices), uniquingKeysWith: { first, _ in first })
    }
}

extension Register.Room {
    init(venue: Int, value: Venue.Room, policy: Policy) {
        let blocked = Set(value.blocked ?? [])
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
        let period: Int
        let room: Int
        let row: Int
        let column: Int
    }

    let application: Int
    let sitting: Int
    let wave: Int
    let seats: [Seat]
}
