// Who has begun to sit and cannot finish.
//
// A plan gives places for whole exams. Whoever has begun one and is left without a seat for the rest of his day, or
// may not sit it any more, has no place in it; but he did sit where he began, and stays on the record of that room.
// What becomes of him is for the institution to decide: no later plan gives him a place by itself. He stays in
// `released` of the problems that follow, not eligible any more, so that what he has begun counts as held (law 13).
extension Problem {
    /// Whom `released` names for something that has begun and a plan has no place for, with the whole place he had.
    func unfinished(in plan: Plan) -> [Placement] {
        guard begun != nil, let released else { return [] }
        let placed = Set(plan.placements.map(\.application))
        let beginnings = beginnings
        let left = released.filter { !placed.contains($0.application) && beginnings.hasBegun($0) }
        if left.isEmpty { return [] }
        // Whoever had left before he began did not begin.
        let gone = Set(applications.filter { !$0.eligible && $0.ineligibleReason != Problem.interruption }.map(\.id))
        return left.filter { !gone.contains($0.application) }
    }

    /// The same people, of each the subjects he began.
    package func interrupted(in plan: Plan) -> [Placement] {
        let unfinished = unfinished(in: plan)
        if unfinished.isEmpty { return [] }
        let beginnings = beginnings
        return unfinished.map { placement in
            var began = placement
            began.subjects.removeAll { !beginnings.hasBegun($0) }
            return began
        }
    }

    /// Takes over from the problem of an earlier plan who was interrupted in it.
    package mutating func carry(from earlier: Problem, _ plan: Plan) {
        let unfinished = earlier.unfinished(in: plan)
        if unfinished.isEmpty { return }
        let subjects = Dictionary(
            applications.map { ($0.id, $0.subjects) }, uniquingKeysWith: { first, _ in first })
        close(Set(unfinished.map(\.application)))
        released =
            (released ?? []) + unfinished.filter { subjects[$0.application] == $0.subjects.map(\.subject) }
    }

    /// None of them is given a place any more.
    package mutating func close(_ interrupted: Set<String>) {
        for index in applications.indices
        where interrupted.contains(applications[index].id) && applications[index].eligible {
            applications[index].eligible = false
            applications[index].ineligibleReason = Problem.interruption
        }
    }

    /// Who was interrupted in an earlier plan.
    package var closed: Set<String> {
        Set(applications.filter { $0.ineligibleReason == Problem.interruption }.map(\.id))
    }

    private static let interruption =
        "考试中断：已经开考，其余科目没有考成，结果由机构决定；要再考，另行报名 / interrupted: the exam had begun and could not go on; the institution decides"
}
