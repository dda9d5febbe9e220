import Exams

/// A plan kept in memory that answers what an event would change, by solving only what the event touches.
///
/// Made once per plan, in time linear in it; an answer takes time proportional to who must move, but for one look at
/// everybody who waits. The whole plan that follows is told by `plan()`; like every plan it is nothing before the
/// checker has passed it.
package struct Replanner {
    /// What is gone from now on.
    package enum Loss: Sendable {
        /// Withdrew, was refunded or banned.
        case application(String)
        /// Row and column from 1.
        case machine(room: String, row: Int, column: Int)
        case room(String)
        case periods(Set<String>)
    }

    /// One application's place before and after.
    package struct Change: Equatable, Sendable {
        package var application: String
        package var from: Placement?
        package var to: Placement?
    }

    let problem: Problem
    private(set) var repair: Repair
    /// When what is lost is lost.
    let now: LocalMinute
    private(set) var lost: [Loss] = []
    /// Looks further where an answer may hurt more than it must.
    private let planner: Planner?
    private let applications: [String: Int]
    private let rooms: [String: Int]
    private let periods: [String: Int]

    /// - Parameters:
    ///   - problem: what the plan was made for.
    ///   - plan: lawful for it.
    ///   - now: who has begun to sit stays, and nothing that has begun is given away.
    ///   - planner: asked for the proposal of fewest moves where an answer is not proved to be as good, in seconds
    ///     instead of milliseconds, unless the plan is large; nil: never.
    package init(problem: Problem, plan: Plan, at now: LocalMinute, planner: Planner? = nil) {
        let problem = problem.beginning(at: now)
        let model = Model(problem)
        self.problem = problem
        self.planner = planner
        self.now = now
        repair = Repair(model, anchors: model.anchors(previous: plan), isQuick: true)
        repair.place(repair.keep())
        repair.freed = []
        repair.findGainers()
        applications = Dictionary(
            model.applications.enumerated().map { (problem.applications[$1.document].id, $0) },
            uniquingKeysWith: { first, _ in first })
        rooms = Dictionary(
            model.roomIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        periods = Dictionary(
            model.periodIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Does anybody sit there, as the answers left it?
    package func isInUse(room: String, period: String) -> Bool {
        guard let room = rooms[room], let period = periods[period] else { return false }
        return !repair.roster.people(room, period).isEmpty
    }

    /// - Returns: everybody whose place changes, by application; nobody else's does.
    package mutating func answer(to losses: [Loss]) -> [Change] {
        repair.roster.forgetChanges()
        var displaced: [Int] = []
        for loss in losses { displaced += lose(loss) }
        lost += losses
        if !displaced.isEmpty { repair.place(displaced) }
        repeat { repair.settleTouched() } while repair.endTouchedEnvy()
        if let planner { lookFurther(planner) }
        return repair.roster.changed.compactMap { number, before in
            let after = repair.roster.places[number]
            guard before != after else { return nil }
            return Change(
                application: repair.model.applicationID(number), from: repair.model.placement(before, of: number),
                to: repair.model.placement(after, of: number))
        }.sorted { $0.application < $1.application }
    }

    private static let mostPlannedAgain = 20_000

    /// What the proposal of fewest moves comes to, if it hurts less.
    private mutating func lookFurther(_ planner: Planner) {
        guard repair.model.applications.count <= Replanner.mostPlannedAgain else { return }
        var before = repair.draft
        for (number, place) in repair.roster.changed { before.places[number] = place }
        let reached = Upheaval(repair.draft, repair.anchors, in: repair.model)
        let isProved = !repair.model.isReplan || repair.model.moveBound(reached: reached.changes) == reached.changes
        if isProved && !reached.takesPlaces { return }
        let previous = Plan(placements: before.placements(in: repair.model), outcomes: [], tiers: [])
        let found = repair.model.draft(
            of: Plan(placements: Proposals(planner, for: changed, from: previous).fewest(), outcomes: [], tiers: []))
        guard Upheaval(found, repair.anchors, in: repair.model) < reached else { return }
        let moved = found.places.indices.filter { found.places[$0] != repair.roster.places[$0] }
        for number in moved { repair.roster.unseat(number) }
        for number in moved { if let place = found.places[number] { repair.roster.seat(number, place) } }
        repair.freed = []
    }

    /// - Returns: who must be found another place.
    private mutating func lose(_ loss: Loss) -> [Int] {
        switch loss {
        case .application(let id):
            guard let number = applications[id] else { return [] }
            repair.roster.change { model in
                let gone = model.applications[number].kind.leaving(number: model.kinds.count)
                model.kinds.append(gone)
                model.applications[number].kind = gone
            }
            repair.anchors[number] = nil
            repair.leave(number)
            return []
        case .machine(let id, let row, let column):
            guard let room = rooms[id] else { return [] }
            return loseMachine((row - 1) * repair.model.rooms[room].columns + column - 1, of: room)
        case .room(let id):
            guard let room = rooms[id] else { return [] }
            let sitters = repair.roster.sitters(in: room, periods: periodsAhead)
            let end = now.number
            repair.roster.change { model in
                model.rooms[room].open = (model.rooms[room].open ?? [(Int.min, end)]).map {
                    ($0.start, min($0.end, end))
                }
            }
            return unseat(sitters)
        case .periods(let ids):
            let lost = periodsAhead.filter { ids.contains(repair.model.periodIDs[$0]) }
            var seen: Set<Int> = []
            let sitters = lost.flatMap { period in
                repair.model.rooms.indices.flatMap { repair.roster.people($0, period) }
            }.filter { seen.insert($0).inserted }.sorted()
            repair.roster.change { model in for period in lost { model.periods[period].isLost = true } }
            repair.kinds.forgetPatterns()
            return unseat(sitters)
        }
    }

    private var periodsAhead: [Int] { repair.model.periods.indices.filter { !repair.model.periods[$0].hasBegun } }

    private mutating func unseat(_ sitters: [Int]) -> [Int] {
        for number in sitters { repair.leave(number) }
        return sitters
    }

    /// Whoever sat there needs another seat; where the room has become one seat too small he leaves it, or else the
    /// last payer, without a ticket if there is one.
    private mutating func loseMachine(_ seat: Int, of room: Int) -> [Int] {
        repair.roster.change { model in
            model.rooms[room].seats.removeAll { $0 == seat }
            model.rooms[room].capacity = model.spareMachinesCapacity(working: model.rooms[room].seats.count)
        }
        var out: Set<Int> = []
        for period in periodsAhead {
            let people = repair.roster.people(room, period)
            for number in people where sits(number, on: seat, in: room, period) {
                out.insert(number)
                guard let position = repair.anchors[number]?.place.periods.firstIndex(of: period) else { continue }
                if repair.anchors[number]?.place.rooms[position] == room {
                    repair.anchors[number]?.place.seats[position] = -1
                }
            }
            repair.roster.change { model in
                for number in people { model.promises[number]?.lose(seat, of: room, in: period) }
            }
            let over = people.count { !out.contains($0) } - repair.model.rooms[room].capacity
            guard over > 0 else { continue }
            let last = people.filter { !out.contains($0) }.sorted {
                (repair.isReleased($0) ? 0 : 1, repair.model.applications[$0].rank)
                    > (repair.isReleased($1) ? 0 : 1, repair.model.applications[$1].rank)
            }
            out.formUnion(last.prefix(over))
        }
        return unseat(out.sorted())
    }

    private func sits(_ number: Int, on seat: Int, in room: Int, _ period: Int) -> Bool {
        guard let place = repair.roster.places[number], let position = place.periods.firstIndex(of: period) else {
            return false
        }
        return place.rooms[position] == room && place.seats[position] == seat
    }
}

extension Model {
    func applicationID(_ number: Int) -> String { problem.applications[applications[number].document].id }

    func placement(_ place: Place?, of number: Int) -> Placement? {
        var draft = Draft(places: Array(repeating: nil, count: 1))
        draft.places[0] = place
        var part = self
        part.applications = [applications[number]]
        return draft.placements(in: part).first
    }
}
