import Exams

/// Why a plan has no place for an application, as plain sentences in Chinese and English: a smallest set of facts that
/// together exclude every way to sit, with the laws they come from, and the cheapest change found that helps.
final class Explanation {
    private let insertion: Insertion
    /// Most often nobody needs it, and it costs as much as the plan has people.
    private lazy var remedies = RemedySearch(draft, insertion, trials)
    private let trials: Trials
    private let draft: Draft
    private let facts: ObstacleText
    private let changes: ChangeText
    private let model: Model
    /// Of a longer queue only the first and the last are planned again.
    private let shortQueue = 6

    init(_ draft: Draft, in model: Model, _ planner: Planner) {
        self.model = model
        self.draft = draft
        insertion = Insertion(draft, in: model)
        trials = Trials(planner, model)
        facts = ObstacleText(model: model)
        changes = ChangeText(model: model)
    }

    /// Of applications without a place that nothing tells apart but who paid first; in that order.
    func ofQueue(_ members: [Int]) -> [(reason: String, remedy: String)] {
        let finding = Finding(of: members[0], before: nil, insertion, facts)
        func words(_ remedy: Remedy) -> (reason: String, remedy: String) {
            (finding.reason, sentence(remedy, finding))
        }
        guard members.count > shortQueue else {
            return members.map { words(remedies.remedy(for: $0, before: nil, finding.candidates)) }
        }
        let likely = members.map { remedies.foreseen(finding.candidates, for: $0) }
        let ends = [0, members.count - 1].map {
            remedies.remedy(for: members[$0], before: nil, finding.candidates)
        }
        let isQueue = zip(ends, [likely[0], likely[members.count - 1]]).allSatisfy {
            $0.standing == .tried && $0.changes == $1.changes
        }
        return members.indices.map { index in
            if index == 0 { return words(ends[0]) }
            if index == members.count - 1 { return words(ends[1]) }
            var remedy = likely[index]
            if isQueue, remedy.standing == .foreseen { remedy.standing = .queued }
            return words(remedy)
        }
    }

    /// Of applications that sit after their first month and that nothing tells apart but who paid first; in that
    /// order.
    /// - Parameter month: when they sit, months as `Month.number`.
    func ofDelayed(_ members: [Int], until month: Int) -> [(reason: String, remedy: String)] {
        let finding = Finding(of: members[0], before: month, insertion, facts)
        return members.enumerated().map { index, number in
            let isTried = members.count <= shortQueue || index == 0 || index == members.count - 1
            let remedy =
                isTried
                ? remedies.remedy(for: number, before: month, finding.candidates)
                : remedies.foreseen(finding.candidates, for: number)
            return (finding.reason, sentence(remedy, finding))
        }
    }

    private func sentence(_ remedy: Remedy, _ finding: Finding) -> String {
        if remedy.changes.isEmpty { return finding.advice.text }
        let check: Bilingual =
            switch remedy.standing {
            case .tried: Bilingual("（已试排：照此即可编入）", " (tried: that seats them)")
            case .queued:
                Bilingual(
                    "（按缴费先后轮到本人所需；已试排队首和队尾）",
                    " (to reach them in the order of payment; tried for the first and the last)")
            case .foreseen: Bilingual("（按现有编排推算，未重新试排）", " (enough beside everyone who has a place; not planned again)")
            case .guessed: Bilingual("（未能试排证实，可能还须其他调整）", " (not confirmed; more may be needed)")
            }
        let parts = remedy.changes.map(changes.sentence).joined("，并", ", and ")
        return Bilingual(parts.zh + check.zh, parts.en + check.en).text
    }
}

/// What stands in the way of one application, and what might remove it.
struct Finding {
    let reason: String
    let candidates: [[Change]]
    /// Where there is nothing to try.
    let advice: Bilingual

    init(of number: Int, before month: Int?, _ insertion: Insertion, _ text: ObstacleText) {
        let model = insertion.model
        let sittings = model.applications[number].sittings.filter { sitting in
            month.map { model.sittings[sitting].month < $0 } ?? true
        }
        if let exclusion = StaticExclusion(of: number, in: sittings, before: month, insertion) {
            reason = Finding.sentence(exclusion.laws, exclusion.fact)
            candidates = exclusion.candidates
            advice = exclusion.advice
            return
        }
        let attempts = insertion.attempts(for: number, in: sittings)
        candidates = RemedyCandidates(insertion).changes(for: number, from: attempts)
        advice = Bilingual("与本人协商改期", "agree another day with the person")
        let facts = Finding.facts(excluding: attempts)
        if facts.isEmpty {
            reason =
                Bilingual(
                    "与其他考生的安排相互制约，没有同时可行的座位", "the places of others leave no seat that would do"
                ).text
            return
        }
        var laws: [Law] = []
        for fact in facts where !laws.contains(fact.law) { laws.append(fact.law) }
        var sentences = facts.prefix(3).map(text.fact)
        if facts.count > 3 {
            sentences.append(Bilingual("其余 \(facts.count - 3) 处也是如此", "the like in \(facts.count - 3) more places"))
        }
        reason = Finding.sentence(laws, sentences.joined("；且", "; and "))
    }

    private static func sentence(_ laws: [Law], _ fact: Bilingual) -> String {
        Bilingual(
            laws.map(\.title).joined(separator: "、") + "：" + fact.zh,
            laws.map(\.rawValue).joined(separator: ", ") + ": " + fact.en
        ).text
    }

    /// Facts that together exclude every attempt, none of which can be left out, those of the nearest first: a hitting
    /// set, chosen greedily by how many attempts a fact excludes (Johnson 1974), then thinned. Empty if some attempt
    /// has nothing against it.
    static func facts(excluding attempts: [Insertion.Attempt]) -> [Obstacle] {
        guard !attempts.isEmpty, !attempts.contains(where: \.obstacles.isEmpty) else { return [] }
        var excluded: [Obstacle: [Int]] = [:]
        var order: [Obstacle] = []
        let nearest = attempts.indices.sorted { (attempts[$0].effort, $0) < (attempts[$1].effort, $1) }
        for index in nearest {
            for obstacle in attempts[index].obstacles {
                if excluded[obstacle] == nil { order.append(obstacle) }
                excluded[obstacle, default: []].append(index)
            }
        }
        var chosen: [Obstacle] = []
        var open = Set(attempts.indices)
        while !open.isEmpty {
            var best: (fact: Obstacle, count: Int)?
            for fact in order {
                let count = (excluded[fact] ?? []).count { open.contains($0) }
                if count > best?.count ?? 0 { best = (fact, count) }
            }
            guard let best else { break }
            chosen.append(best.fact)
            open.subtract(excluded[best.fact] ?? [])
        }
        for fact in chosen.reversed() {
            let rest = chosen.filter { $0 != fact }
            if Set(rest.flatMap { excluded[$0] ?? [] }).count == attempts.count { chosen = rest }
        }
        return chosen
    }
}
