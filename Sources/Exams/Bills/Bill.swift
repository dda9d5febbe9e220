/// What a plan in place of another costs people: who moves and how, who gets a place or loses one, which tickets are
/// no longer good, and which papers must be printed again. A pure function of the two plans; it changes nothing.
package struct Bill: Codable, Equatable, Sendable {
    /// The first of these that applies to any subject of an application, the worst first.
    package enum Change: String, Codable, CaseIterable, Sendable {
        /// No longer eligible: withdrew, was refunded or banned.
        case left
        /// Has no place now, though still eligible, or interrupted in what he had begun.
        case displaced
        case day, venue, period, room, seat
        /// Had no place before.
        case placed
    }

    package struct Move: Codable, Equatable, Sendable {
        package var application: String
        package var change: Change
        package var from: Placement?
        package var to: Placement?
        /// A ticket for the old place is out, or its exam has begun.
        package var isReleased: Bool
        /// The ticket of the old place is void. One whose exam has begun is history: nothing takes its place.
        package var isTicketVoid: Bool
        /// Of those who lose their place, in a sentence.
        package var reason: String?
    }

    package struct RoomSession: Codable, Hashable, Comparable, Sendable {
        package var period: String
        package var room: String

        package static func < (left: RoomSession, right: RoomSession) -> Bool {
            (left.period, left.room) < (right.period, right.room)
        }
    }

    /// A desk in a session whose label names somebody else now, another subject, or nobody.
    package struct Desk: Codable, Hashable, Comparable, Sendable {
        package var session: RoomSession
        /// From 1.
        package var row: Int
        package var column: Int

        package static func < (left: Desk, right: Desk) -> Bool {
            (left.session, left.row, left.column) < (right.session, right.row, right.column)
        }
    }

    /// In the order of the new problem's applications.
    package var moves: [Move]
    /// Applications whose ticket is void with the new plan.
    package var ticketsVoid: [String]
    /// Those of them who get a new one.
    package var ticketsReissued: [String]
    /// Door sheets and sign-in sheets list a room's people in a period: printed again where anybody came or left.
    package var sheets: [RoomSession]
    /// Those of them in which nobody sits any more: their papers are taken away, not printed.
    package var emptied: [RoomSession]
    package var deskLabels: [Desk]
    package var tiersBefore: [Tier]
    package var tiersAfter: [Tier]

    package func count(_ change: Change, releasedOnly: Bool = false) -> Int {
        moves.count { $0.change == change && ($0.isReleased || !releasedOnly) }
    }

    /// Tier 0 of the new plan: the six counts, the bound, and whether fewer are proved impossible.
    package var promises: Tier? { tiersAfter.first { $0.tier == 0 } }
}

extension Bill {
    /// - Parameter newProblem: with what has begun by then, and with the tickets that are out for their places in the
    ///   old plan.
    package init(from before: Plan, of oldProblem: Problem, to after: Plan, of newProblem: Problem) {
        let released = Set((newProblem.released ?? []).map(\.application))
        let old = BillSide(before, oldProblem, alsoAt: oldProblem.interrupted(in: before))
        // Who had begun goes on sitting where he is as far as papers are concerned.
        let new = BillSide(
            after, newProblem, alsoAt: newProblem.interrupted(in: after), closed: newProblem.closed)
        moves = newProblem.applications.compactMap { application in
            Bill.move(of: application.id, old, new, isReleased: released.contains(application.id))
        }
        ticketsVoid = moves.filter(\.isTicketVoid).map(\.application)
        ticketsReissued = moves.filter { $0.isTicketVoid && $0.to != nil }.map(\.application)
        deskLabels = Bill.desks(old, new)
        sheets = Set(deskLabels.map(\.session)).sorted()
        let inUse = Set(new.sitters.keys.map(\.session))
        emptied = sheets.filter { !inUse.contains($0) }
        tiersBefore = before.tiers
        tiersAfter = after.tiers
    }

    /// What became of tickets, by the bills of the steps that led from the one plan to the other: which were out, and
    /// which are void, was settled at each step.
    package mutating func takeTickets(from steps: [Bill]) {
        let released = Set(steps.flatMap { $0.moves.filter(\.isReleased).map(\.application) })
        let void = Set(steps.flatMap(\.ticketsVoid))
        for index in moves.indices {
            moves[index].isReleased = released.contains(moves[index].application)
            moves[index].isTicketVoid = void.contains(moves[index].application)
        }
        ticketsVoid = moves.filter(\.isTicketVoid).map(\.application)
        ticketsReissued = moves.filter { $0.isTicketVoid && $0.to != nil }.map(\.application)
    }

    private static func move(of application: String, _ old: BillSide, _ new: BillSide, isReleased: Bool) -> Move? {
        let (from, to) = (old.placements[application], new.placements[application])
        guard let from else {
            return to.map {
                Move(
                    application: application, change: .placed, from: nil, to: $0, isReleased: false, isTicketVoid: false
                )
            }
        }
        let isVoid = isReleased && (!new.hasBegun(from) || to.map { !new.hasBegun($0) } ?? false)
        guard let to else {
            let outcome = new.outcomes[application]
            let isDisplaced = outcome?.state == .waiting || new.closed.contains(application)
            return Move(
                application: application, change: isDisplaced ? .displaced : .left, from: from, to: nil,
                isReleased: isReleased, isTicketVoid: isVoid, reason: outcome?.reason)
        }
        guard let change = change(from, old, to, new) else { return nil }
        return Move(
            application: application, change: change, from: from, to: to, isReleased: isReleased, isTicketVoid: isVoid)
    }

    private static func change(_ from: Placement, _ old: BillSide, _ to: Placement, _ new: BillSide) -> Change? {
        let pairs = to.subjects.map { seat in (from.subjects.first { $0.subject == seat.subject }, seat) }
        func any(_ differs: (Placement.Seat, Placement.Seat) -> Bool) -> Bool {
            pairs.contains { pair in pair.0.map { differs($0, pair.1) } ?? true }
        }
        if from.sitting != to.sitting || any({ old.day($0) != new.day($1) }) { return .day }
        if any({ old.venues[$0.room] != new.venues[$1.room] }) { return .venue }
        if from.subjects.count != to.subjects.count || any({ !old.hasSameTime($0, as: $1, in: new) }) { return .period }
        if any({ $0.room != $1.room }) { return .room }
        return any { ($0.row, $0.column) != ($1.row, $1.column) } ? .seat : nil
    }

    /// Desks whose sitter differs.
    private static func desks(_ old: BillSide, _ new: BillSide) -> [Desk] {
        let (before, after) = (old.sitters, new.sitters)
        let all = Set(before.keys).union(after.keys)
        return all.filter { before[$0] != after[$0] }.sorted()
    }
}

/// A plan looked up by id.
private struct BillSide {
    let placements: [String: Placement]
    let outcomes: [String: Outcome]
    let venues: [String: String]
    /// Who was interrupted in an earlier plan: not eligible any more, but he did not leave.
    let closed: Set<String>
    private let periods: [String: Sitting.Period]
    private let beginnings: Beginnings
    private let interrupted: [Placement]

    init(_ plan: Plan, _ problem: Problem, alsoAt interrupted: [Placement], closed: Set<String> = []) {
        self.closed = closed
        beginnings = problem.beginnings
        self.interrupted = interrupted
        placements = Dictionary(plan.placements.map { ($0.application, $0) }, uniquingKeysWith: { first, _ in first })
        outcomes = Dictionary(plan.outcomes.map { ($0.application, $0) }, uniquingKeysWith: { first, _ in first })
        venues = Dictionary(
            problem.venues.flatMap { venue in venue.rooms.map { ($0.id, venue.id) } },
            uniquingKeysWith: { first, _ in first })
        periods = Dictionary(
            problem.sittings.flatMap(\.periods).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A period unknown here is of an earlier problem, and nobody has begun it in this one.
    func hasBegun(_ placement: Placement) -> Bool { beginnings.hasBegun(placement) }

    func day(_ seat: Placement.Seat) -> Day? { periods[seat.period]?.start.day }

    func hasSameTime(_ seat: Placement.Seat, as other: Placement.Seat, in side: BillSide) -> Bool {
        seat.period == other.period && periods[seat.period]?.start == side.periods[other.period]?.start
            && periods[seat.period]?.end == side.periods[other.period]?.end
    }

    /// By desk: who sits there, and for which subject.
    var sitters: [Bill.Desk: String] {
        var sitters: [Bill.Desk: String] = [:]
        for placement in placements.values + interrupted {
            for seat in placement.subjects {
                let session = Bill.RoomSession(period: seat.period, room: seat.room)
                sitters[Bill.Desk(session: session, row: seat.row, column: seat.column)] =
                    "\(placement.application) \(seat.subject.rawValue)"
            }
        }
        return sitters
    }
}
