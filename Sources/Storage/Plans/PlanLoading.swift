import Exams
import Verifying

/// One line of the list of revisions.
package struct RevisionSummary: Equatable, Sendable {
    package var number: Int
    package var savedAt: LocalSecond
    package var note: String
    /// The version of the scenario it was made for.
    package var scenarioVersion: Int
    package var placed: Int
}

/// What the log says of a revision, and the revision must still say of itself.
struct RevisionSeal {
    var problem: Digest
    var plan: Digest
    var note: String
    /// Nil for revisions from before origins were kept.
    var origin: String?

    var detail: [String: String] {
        var detail = ["problem": problem.description, "plan": plan.description, "note": Digest(of: note).description]
        detail["origin"] = origin
        return detail
    }
}

extension Store {
    /// Nil before the first plan.
    package func currentRevision() throws(StorageFault) -> Int? {
        try connection.first("SELECT max(number) FROM revision") { $0.integerIfPresent(0) } ?? nil
    }

    /// From the first.
    package func revisions() throws(StorageFault) -> [RevisionSummary] {
        try connection.rows(
            """
            SELECT number, saved_at, note, import,
                (SELECT count(*) FROM placement WHERE placement.revision = revision.number)
            FROM revision ORDER BY number
            """
        ) { row throws(StorageFault) in
            RevisionSummary(
                number: row.integer(0), savedAt: try row.value(1), note: row.text(2), scenarioVersion: row.integer(3),
                placed: row.integer(4))
        }
    }

    /// A stored plan, checked anew: it must be what was stored, and lawful for the problem it was stored with.
    /// - Parameter revision: nil for the current one.
    /// - Throws: `no-plan`; `database-damaged` if a row has been altered; `plan-unlawful` if the checker refuses it.
    package func loadPlan(revision: Int? = nil) throws(StorageFault) -> VerifiedPlan {
        try connection.snapshot { () throws(StorageFault) in
            let wanted = if let revision { revision } else { try currentRevision() ?? 0 }
            let (problem, plan) = try storedPlan(wanted)
            return try verified(problem, plan, revision: wanted)
        }
    }

    /// A plan and its problem as they were stored, not checked by the laws.
    func storedPlan(_ revision: Int) throws(StorageFault) -> (problem: Problem, plan: Plan) {
        let head = try connection.first(
            "SELECT problem, digest, note FROM revision WHERE number = ?", revision
        ) { (problem: $0.integer(0), digest: Digest(stored: $0.text(1)), note: $0.text(2)) }
        guard let head else {
            throw StorageFault(
                .refused, "no-plan",
                cause: revision == 0
                    ? "还没有方案 (No plan is stored)。" : "没有第 \(revision) 版方案 (There is no revision \(revision))。",
                action: "先运行 kaowu plan，或换一个有的版号 (plan first, or name a revision that exists)。")
        }
        let stored = try ProblemArchive(connection: connection).load(head.problem)
        let plan = Plan(
            placements: try placements(of: revision), outcomes: try outcomes(of: revision),
            tiers: try tiers(of: revision))
        guard Digest(of: plan.encoded()) == head.digest else {
            throw .damaged(
                "第 \(revision) 版的座位或名单在库里被改过 (The rows of revision \(revision) are not the ones that were stored)。")
        }
        let origin = try connection.first("SELECT origin FROM revision_origin WHERE revision = ?", revision) {
            $0.text(0)
        }
        let seal = RevisionSeal(problem: stored.digest, plan: head.digest, note: head.note, origin: origin)
        try requireLogged(seal, revision: revision)
        try requireDerived(revision, plan: plan, problem: stored.problem)
        return (stored.problem, plan)
    }

    private func verified(_ problem: Problem, _ plan: Plan, revision: Int) throws(StorageFault) -> VerifiedPlan {
        do throws(Refusal) {
            return try verify(problem: problem, plan: plan)
        } catch {
            throw StorageFault(error, revision: revision)
        }
    }

    private func requireLogged(_ seal: RevisionSeal, revision: Int) throws(StorageFault) {
        let logged = try connection.first(
            "SELECT detail FROM event WHERE kind = ? AND subject = ?", Event.Kind.planSaved.rawValue,
            "revision/\(revision)"
        ) { $0.text(0) }
        guard logged == (try StoredDocument.text(seal.detail)) else {
            throw .damaged("第 \(revision) 版方案不是记录里的那一版 (Revision \(revision) is not the one the log tells of)。")
        }
    }

    /// The columns that only repeat what the plan and its problem say; the release looks at them first.
    private func requireDerived(_ revision: Int, plan: Plan, problem: Problem) throws(StorageFault) {
        let rows = try connection.rows(
            "SELECT seating, first_start, since FROM placement WHERE revision = ? ORDER BY id", revision
        ) { (seating: $0.text(0), firstStart: $0.text(1), since: $0.integer(2)) }
        var seatings = SeatingDigest(problem)
        // Plans of older programs have no rows of who was interrupted.
        let all = plan.placements + problem.interrupted(in: plan)
        let placements = rows.count == plan.placements.count ? plan.placements : all
        guard rows.count == placements.count else {
            throw .damaged("第 \(revision) 版少了座位 (Seats of revision \(revision) are missing)。")
        }
        for (placement, row) in zip(placements, rows) {
            guard row.seating == seatings.digest(of: placement).description,
                row.firstStart == seatings.firstStart(of: placement)?.description, row.since <= revision
            else {
                throw .damaged(
                    "第 \(revision) 版里 \(placement.application) 的座位被改过 (its seat in revision \(revision) has been altered)。"
                )
            }
        }
    }

    private func placements(of revision: Int) throws(StorageFault) -> [Placement] {
        var placements: [Placement] = []
        var last: Int?
        _ = try connection.rows(
            """
            SELECT placement.id, application, sitting, wave, subject, period, room, seat_row, seat_column
            FROM placement JOIN seat ON seat.placement = placement.id JOIN session ON session.id = seat.session
            WHERE revision = ? AND interrupted = 0 ORDER BY placement.id, seat.place
            """, revision
        ) { row throws(StorageFault) in
            let seat = Placement.Seat(
                subject: try row.kind(4), period: row.text(5), room: row.text(6), row: row.integer(7),
                column: row.integer(8))
            if last == row.integer(0) {
                placements[placements.count - 1].subjects.append(seat)
            } else {
                last = row.integer(0)
                placements.append(
                    Placement(application: row.text(1), sitting: row.text(2), wave: row.integer(3), subjects: [seat]))
            }
        }
        return placements
    }

    /// Who had begun to sit and has no place in the plan.
    package func interruptedApplications(in revision: Int) throws(StorageFault) -> [String] {
        try connection.rows(
            "SELECT application FROM placement WHERE revision = ? AND interrupted = 1 ORDER BY id", revision
        ) { $0.text(0) }
    }

    private func outcomes(of revision: Int) throws(StorageFault) -> [Outcome] {
        try connection.rows(
            "SELECT application, state, reason, remedy FROM outcome WHERE revision = ? ORDER BY place", revision
        ) { row throws(StorageFault) in
            Outcome(
                application: row.text(0), state: try row.kind(1), reason: row.text(2), remedy: row.textIfPresent(3))
        }
    }

    private func tiers(of revision: Int) throws(StorageFault) -> [Tier] {
        try connection.rows("SELECT tier, value, bound, status FROM tier WHERE revision = ? ORDER BY place", revision) {
            row throws(StorageFault) in
            Tier(tier: row.integer(0), value: try row.document(1), bound: try row.document(2), status: try row.kind(3))
        }
    }
}
