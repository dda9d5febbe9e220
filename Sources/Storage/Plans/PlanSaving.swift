import Exams
import Verifying

extension Writer {
    /// Stores a plan as the next revision and gives every seated application its ticket serial in that sitting, in
    /// order of application id; a serial once given is never given again.
    ///
    /// The rows may be written while the plan is still being checked. They count from the end of the transaction on, and
    /// that waits for the verdict: of a plan that the checker refuses nothing is kept.
    /// - Parameters:
    ///   - base: the revision the plan was made from, if any; if another has come between, nothing is stored.
    ///   - state: the state of the scenario the problem was made from; nil: the scenario is read again and its
    ///     problem compared.
    ///   - kept: where the plan's problem is stored, if it is already.
    /// - Returns: the revision's number, from 1.
    /// - Throws: `no-scenario`; `plan-superseded`; `plan-outdated` if the scenario is no longer the one planned;
    ///   `plan-unlawful`.
    package func savePlan(
        _ plan: Verification, note: String, at now: LocalSecond, after base: Int? = nil,
        origin: RevisionOrigin = .planned(from: nil), madeFor state: ScenarioState? = nil, kept: KeptProblem? = nil
    ) throws(StorageFault) -> Int {
        let isFirst = try store.currentRevision() == nil
        return try connection.bulkTransaction(isFirst: isFirst) { () throws(StorageFault) in
            try insertRevision(plan, note: note, at: now, after: base, origin: origin, madeFor: state, kept: kept)
        }
    }

    /// Stores a plan and takes back, in the same moment, every ticket whose seats it changes, unless its exam has
    /// begun: the candidate's new ticket is then due by the release's own rule.
    /// - Returns: the revision's number, and how many tickets were taken back.
    package func replacePlan(
        _ verified: VerifiedPlan, note: String, at now: LocalSecond, after base: Int, origin: RevisionOrigin
    ) throws(StorageFault) -> (revision: Int, taken: Int) {
        try connection.bulkTransaction { () throws(StorageFault) in
            let number = try insertRevision(
                Verification(verified), note: note, at: now, after: base, origin: origin)
            let replaced = try replacedIssues(by: number, of: verified.problem, at: now)
            try takeBack(replaced, at: now)
            return (number, replaced.count)
        }
    }

    /// Live editions whose seats are not those of the new revision. An edition whose exam has begun is history,
    /// unless its holder sits again later, or never began: what he was to sit had been lost before.
    private func replacedIssues(
        by revision: Int, of problem: Problem, at now: LocalSecond
    ) throws(StorageFault) -> [(id: Int, reason: String)] {
        let minute = LocalMinute(number: now.number / 60)
        let beginnings = problem.beginnings
        let unbegun = Set((problem.released ?? []).filter { !beginnings.hasBegun($0) }.map(\.application))
        return try connection.rows(
            """
            SELECT ticket_issue.id, placement.id, closes, first_start, ticket.application
            FROM ticket_issue
            JOIN ticket ON ticket.id = ticket_issue.ticket
            LEFT JOIN placement ON placement.revision = ? AND placement.application = ticket.application
                AND placement.sitting = ticket.sitting
            WHERE state <> 'void' AND (placement.id IS NULL OR placement.since <> ticket_issue.revision)
            ORDER BY ticket_issue.id
            """, revision
        ) { row throws(StorageFault) in
            let closes = try row.value(2, as: LocalMinute.self)
            let start = try row.valueIfPresent(3, as: LocalMinute.self)
            let isOpen = minute < closes || (start.map { minute < $0 } ?? false) || unbegun.contains(row.text(4))
            let reason =
                row.isNull(1)
                ? "当前方案里没有座位 (no seat in the current plan)" : "由第 \(revision) 版取代 (replaced by revision \(revision))"
            return isOpen ? (id: row.integer(0), reason: reason) : nil
        }.compactMap { $0 }
    }

    /// To be called inside a bulk transaction. A swap of seats only goes on from the plan there is: events recorded
    /// since are the next re-plan's business.
    func insertRevision(
        _ plan: Verification, note: String, at now: LocalSecond, after base: Int?, origin: RevisionOrigin,
        madeFor state: ScenarioState? = nil, kept: KeptProblem? = nil
    ) throws(StorageFault) -> Int {
        let version = try origin == .swapped ? importVersion() : requireCurrent(plan.problem, madeFor: state)
        let last = try store.currentRevision()
        if let base, base != last {
            throw StorageFault(
                .refused, "plan-superseded",
                cause: "The plan was made from revision \(base), but revision \(last ?? 0) is the current one.",
                action: "Plan again from the current revision.")
        }
        let number = (last ?? 0) + 1
        let candidate = Candidate(plan)
        let seals = Aside { () throws(Never) in PlanSeals(candidate) }
        let problem =
            if let place = kept?.place(of: plan.problem) { place } else {
                try ProblemArchive(connection: connection).store(plan.problem)
            }
        // The digests take longest, so what needs none comes first.
        try insertAccounts(of: plan.plan, revision: number)
        try giveSerials(plan.plan.placements)
        let newest = try connection.first("SELECT max(id) FROM placement") { $0.integerIfPresent(0) } ?? nil
        let first = (newest ?? 0) + 1
        try insertSeats(of: candidate.placements, from: first)
        let digest = seals.value().plan
        try connection.run(
            "INSERT INTO revision (number, problem, import, saved_at, note, digest) VALUES (?, ?, ?, ?, ?, ?)",
            number, problem.id, version, now, note, digest)
        let text = try StoredDocument.text(origin)
        try connection.run("INSERT INTO revision_origin (revision, base, origin) VALUES (?, ?, ?)", number, last, text)
        try insertPlacements(of: candidate, from: first, seals.value(), revision: number, last: last)
        try requireNamed(by: number)
        let seal = RevisionSeal(problem: problem.digest, plan: digest, note: note, origin: text)
        try appendEvent(.planSaved, of: "revision/\(number)", detail: seal.detail, at: now)
        do throws(Refusal) {
            _ = try plan.verified()
        } catch {
            throw StorageFault(error, revision: number)
        }
        return number
    }

    /// What the rows of a new revision name must be there: in place of the engine's own look-up for each row. Tickets
    /// name what placements name; seats, their placement and session are numbered as they are written.
    private func requireNamed(by revision: Int) throws(StorageFault) {
        for (table, column, named) in [
            ("placement", "application", "registration"), ("placement", "sitting", "sitting"),
            ("outcome", "application", "registration"),
        ] {
            let dangling = try connection.first(
                """
                SELECT 1 FROM \(table) WHERE revision = ?
                    AND NOT EXISTS (SELECT 1 FROM \(named) WHERE \(named).id = \(table).\(column)) LIMIT 1
                """, revision
            ) { _ in true }
            if dangling != nil { throw .dangling(table, named) }
        }
        try connection.requireReferences(of: ["session"])
    }

    /// The plan's problem must follow from the scenario as it is stored now, apart from what tickets promise.
    private func requireCurrent(_ problem: Problem, madeFor state: ScenarioState?) throws(StorageFault) -> Int {
        let version = try importVersion()
        guard try isCurrent(problem, state) else {
            throw StorageFault(
                .refused, "plan-outdated", cause: "The plan was made for another state of the scenario.",
                action: "Plan again from the database as it is now.")
        }
        return version
    }

    private func isCurrent(_ problem: Problem, _ state: ScenarioState?) throws(StorageFault) -> Bool {
        if let state { return try store.scenarioState() == state }
        guard let scenario = try store.loadScenario() else { throw .noScenario }
        var now = scenario.problem()
        now.close(problem.closed)
        return now == problem.timeless
    }

    private func importVersion() throws(StorageFault) -> Int {
        guard let version = try connection.first("SELECT version FROM scenario", read: { $0.integer(0) }) else {
            throw .noScenario
        }
        return version
    }

    private func insertPlacements(
        of candidate: Candidate, from first: Int, _ seals: PlanSeals, revision: Int, last: Int?
    ) throws(StorageFault) {
        var kept: [String: (sitting: String, seating: String, since: Int)] = [:]
        if let last {
            let rows = try connection.rows(
                "SELECT application, sitting, seating, since FROM placement WHERE revision = ?", last
            ) { (application: $0.text(0), sitting: $0.text(1), seating: $0.text(2), since: $0.integer(3)) }
            for row in rows { kept[row.application] = (row.sitting, row.seating, row.since) }
        }
        var seatings = SeatingDigest(candidate.problem)
        var insertion = RowInsertion(
            connection, into: "placement",
            ["id", "revision", "application", "sitting", "wave", "seating", "since", "first_start", "interrupted"])
        let placements = candidate.placements
        for place in placements.indices {
            guard let firstStart = seatings.firstStart(of: placements[place]) else {
                throw .damaged("The placement of application \(placements[place].application) has no known period.")
            }
            let seating = seals.seatings[place * Digest.length..<(place + 1) * Digest.length]
            let before = kept.isEmpty ? nil : kept[placements[place].application]
            let isKept =
                before?.sitting == placements[place].sitting && before?.seating.utf8.elementsEqual(seating) == true
            insertion.add(first + place)
            insertion.add(revision)
            insertion.add(placements[place].application)
            insertion.add(placements[place].sitting)
            insertion.add(placements[place].wave)
            insertion.add(texts: seating)
            insertion.add(isKept ? before?.since : revision)
            insertion.add(firstStart)
            insertion.add(place < candidate.plan.placements.count ? 0 : 1)
            try insertion.endRow()
        }
        try insertion.finish()
    }

    /// - Parameter first: the row of the first placement; those of the others follow.
    private func insertSeats(of placements: [Placement], from first: Int) throws(StorageFault) {
        var insertion = RowInsertion(
            connection, into: "seat", ["placement", "place", "subject", "session", "seat_row", "seat_column"])
        var sessions = try SessionNumbers(connection)
        for number in placements.indices {
            for place in placements[number].subjects.indices {
                insertion.add(first + number)
                insertion.add(place)
                insertion.add(placements[number].subjects[place].subject.rawValue)
                insertion.add(try sessions.number(of: placements[number].subjects[place]))
                insertion.add(placements[number].subjects[place].row)
                insertion.add(placements[number].subjects[place].column)
                try insertion.endRow()
            }
        }
        try insertion.finish()
    }

    private func insertAccounts(of plan: Plan, revision: Int) throws(StorageFault) {
        var insertion = RowInsertion(
            connection, into: "outcome", ["revision", "place", "application", "state", "reason", "remedy"])
        for (place, outcome) in plan.outcomes.enumerated() {
            insertion.add(revision)
            insertion.add(place)
            insertion.add(outcome.application)
            insertion.add(outcome.state.rawValue)
            insertion.add(outcome.reason)
            insertion.add(outcome.remedy)
            try insertion.endRow()
        }
        try insertion.finish()
        for (place, tier) in plan.tiers.enumerated() {
            try connection.run(
                "INSERT INTO tier (revision, place, tier, value, bound, status) VALUES (?, ?, ?, ?, ?, ?)",
                revision, place, tier.tier, try StoredDocument.text(tier.value), try StoredDocument.text(tier.bound),
                tier.status.rawValue)
        }
    }

    private func giveSerials(_ placements: [Placement]) throws(StorageFault) {
        var sittings = NameTable(expected: 100)
        /// By number of the sitting.
        var next: [Int] = []
        func numbered(_ sitting: String) -> Int {
            let number = sittings.numbered(sitting)
            while next.count <= number { next.append(1) }
            return number
        }
        for row in try connection.rows(
            "SELECT sitting, max(serial) FROM ticket GROUP BY sitting",
            read: {
                (sitting: $0.text(0), serial: $0.integer(1))
            })
        {
            next[numbered(row.sitting)] = row.serial + 1
        }
        var known = Set<TicketName>()
        _ = try connection.rows("SELECT application, sitting FROM ticket") {
            known.insert(TicketName(application: $0.text(0), sitting: $0.text(1)))
        }
        var insertion = RowInsertion(connection, into: "ticket", ["application", "sitting", "serial"])
        let order = placements.indices.sorted { placements[$0].application < placements[$1].application }
        for index in order {
            let (application, sitting) = (placements[index].application, placements[index].sitting)
            if known.contains(TicketName(application: application, sitting: sitting)) { continue }
            let number = numbered(sitting)
            insertion.add(application)
            insertion.add(sitting)
            insertion.add(next[number])
            next[number] += 1
            try insertion.endRow()
        }
        try insertion.finish()
    }
}

/// A plan as its rows have it.
private struct Candidate {
    let problem: Problem
    let plan: Plan
    /// Those of the plan, then who was interrupted.
    let placements: [Placement]

    init(_ verification: Verification) {
        problem = verification.problem
        plan = verification.plan
        let interrupted = problem.interrupted(in: plan)
        placements = interrupted.isEmpty ? plan.placements : plan.placements + interrupted
    }
}

/// Digests that the rows of a plan need.
private struct PlanSeals {
    let plan: Digest
    /// `SeatingDigest.digests`.
    let seatings: [UInt8]

    init(_ candidate: Candidate) {
        var digesting = Digesting()
        candidate.plan.write { digesting.take($0) }
        plan = digesting.digest()
        var digests = SeatingDigest(candidate.problem)
        seatings = digests.digests(of: candidate.placements)
    }
}

/// An application has one ticket in a sitting.
private struct TicketName: Hashable {
    let application: String
    let sitting: String
}

/// The rows of rooms in periods, made when a seat first needs them.
private struct SessionNumbers {
    private let connection: Connection
    private let insertion: RepeatedStatement
    private var periods = NameTable(expected: 200)
    private var rooms = NameTable(expected: 2_000)
    /// By period, then room; 0: not there yet.
    private var numbers: [[Int]] = []

    init(_ connection: Connection) throws(StorageFault) {
        self.connection = connection
        insertion = try connection.repeated("INSERT INTO session (period, room) VALUES (?, ?)")
        let rows = try connection.rows("SELECT id, period, room FROM session") {
            (id: $0.integer(0), period: $0.text(1), room: $0.text(2))
        }
        for row in rows { keep(row.id, periods.numbered(row.period), rooms.numbered(row.room)) }
    }

    mutating func number(of seat: Placement.Seat) throws(StorageFault) -> Int {
        let (period, room) = (periods.numbered(seat.period), rooms.numbered(seat.room))
        if period < numbers.count, room < numbers[period].count, numbers[period][room] > 0 {
            return numbers[period][room]
        }
        try insertion.run(seat.period, seat.room)
        keep(connection.lastInserted, period, room)
        return connection.lastInserted
    }

    private mutating func keep(_ number: Int, _ period: Int, _ room: Int) {
        while numbers.count <= period { numbers.append([]) }
        while numbers[period].count <= room { numbers[period].append(0) }
        numbers[period][room] = number
    }
}

/// Which import the stored scenario is of, and how many events have been taken into it since: equal states, equal
/// scenarios.
package struct ScenarioState: Equatable, Sendable {
    var version: Int
    var events: Int
}

extension Store {
    /// Nil before the first import.
    package func scenarioState() throws(StorageFault) -> ScenarioState? {
        try connection.snapshot { () throws(StorageFault) in
            guard let version = try connection.first("SELECT version FROM scenario", read: { $0.integer(0) }) else {
                return nil
            }
            return ScenarioState(version: version, events: try eventCount())
        }
    }

    /// `Writer.savePlan` as a piece of work of its own.
    package func savePlan(
        _ plan: Verification, note: String, at now: LocalSecond, after base: Int? = nil,
        origin: RevisionOrigin = .planned(from: nil), madeFor state: ScenarioState? = nil, kept: KeptProblem? = nil
    ) throws -> Int {
        try write(purpose: "saving a plan") { writer in
            try writer.savePlan(
                plan, note: note, at: now, after: base, origin: origin, madeFor: state, kept: kept)
        }
    }

    /// The same of a plan that has been checked.
    package func savePlan(
        _ verified: VerifiedPlan, note: String, at now: LocalSecond, after base: Int? = nil,
        origin: RevisionOrigin = .planned(from: nil), madeFor state: ScenarioState? = nil
    ) throws -> Int {
        try savePlan(Verification(verified), note: note, at: now, after: base, origin: origin, madeFor: state)
    }
}

extension StorageFault {
    fileprivate static var noScenario: StorageFault {
        StorageFault(.refused, "no-scenario", cause: "The database holds no scenario.", action: "Import one first.")
    }
}
