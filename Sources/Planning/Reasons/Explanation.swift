import Exams

/// Why a plan has no place for an application, as plain sentences in Chinese and English: a smallest set of laws that
/// together exclude every way to sit, the facts of the nearest way, and the cheapest change that was tried and helps.
final class Explanation {
    private let insertion: Insertion
    /// Most often nobody needs it, and it costs as much as the plan has people.
    private lazy var remedies = RemedySearch(draft, in: model)
    private let draft: Draft
    private let text: ObstacleText
    private let model: Model

    init(_ draft: Draft, in model: Model) {
        self.model = model
        insertion = Insertion(draft, in: model)
        self.draft = draft
        text = ObstacleText(model: model)
    }

    /// Of an application without a place.
    func ofWaiting(_ number: Int) -> (reason: String, remedy: String) {
        StaticExclusion(of: number, in: model, options: insertion)?.text ?? explanation(of: number)
    }

    /// Of an application that sits after its first month.
    /// - Parameter month: when it sits, months as `Month.number`.
    func ofDelayed(_ number: Int, until month: Int) -> (reason: String, remedy: String) {
        let application = model.applications[number]
        let earlier = application.sittings.filter { model.sittings[$0].month < month }
        if earlier.isEmpty {
            let first = Month(number: application.firstMonth)
            return (
                "\(Law.offer.title)：\(first) 起到所排月份之前没有批次开考该职业等级 / Offer: no sitting from \(first) until then lists the programme",
                "在更早的公告月份增开批次 / add a sitting in an earlier listed month"
            )
        }
        if insertion.attempts(for: number, in: earlier).isEmpty {
            return (
                "\(Law.wholeSitting.title)：更早的批次没有本人全部科目可用的同日场次和考点 / WholeSitting: no earlier sitting has periods and a venue for all subjects on one day",
                "在更早的批次增加场次，或补充考点的考场条件 / add periods to an earlier sitting, or equip a venue for all subjects"
            )
        }
        return explanation(of: number, in: earlier)
    }

    /// - Parameter sittings: where the application is tried; nil: wherever it may sit.
    private func explanation(of number: Int, in sittings: [Int]? = nil) -> (reason: String, remedy: String) {
        let attempts = insertion.attempts(for: number, in: sittings)
        guard let best = attempts.min(by: { $0.effort < $1.effort }), !best.obstacles.isEmpty else {
            return (
                "与其他考生的安排相互制约，没有同时可行的座位 / the places of others leave no seat that would do",
                "增加一个考场或场次后重新编排 / add a room or a period and plan again"
            )
        }
        let remedy = remedies.remedy(for: number, from: best, in: sittings)
        return (reason(best, among: attempts), sentence(remedy))
    }

    /// A smallest set of laws none of which can be left out, then how many options each fact rules out, then the
    /// nearest option.
    private func reason(_ best: Insertion.Attempt, among attempts: [Insertion.Attempt]) -> String {
        let laws = Explanation.laws(excluding: attempts, first: best)
        let facts = best.obstacles.map(text.fact)
        var zh = facts.map(\.zh).joined(separator: "；且")
        var en = facts.map(\.en).joined(separator: "; and ")
        if attempts.count > 1 {
            var kinds: [(zh: String, en: String, count: Int)] = []
            for attempt in attempts {
                guard let obstacle = attempt.obstacles.first(where: { laws.contains($0.law) }) else { continue }
                let kind = text.kind(obstacle)
                if let index = kinds.firstIndex(where: { $0.en == kind.en }) {
                    kinds[index].count += 1
                } else {
                    kinds.append((kind.zh, kind.en, 1))
                }
            }
            zh =
                "\(attempts.count) 种可能的安排都不成（" + kinds.map { "\($0.zh) \($0.count) 种" }.joined(separator: "、")
                + "），最接近的一种：" + zh
            en =
                "none of \(attempts.count) ways to sit is left ("
                + kinds.map { "\($0.en): \($0.count)" }.joined(separator: ", ") + "); the nearest: " + en
        }
        return laws.map(\.title).joined(separator: "、") + "：" + zh + " / "
            + laws.map(\.rawValue).joined(separator: ", ") + ": " + en
    }

    /// Laws that together exclude every option, none of which can be left out; the nearest option's first.
    private static func laws(excluding attempts: [Insertion.Attempt], first: Insertion.Attempt) -> [Law] {
        let sets = attempts.map { Set($0.obstacles.map(\.law)) }
        var chosen: [Law] = []
        for law in first.obstacles.map(\.law) + attempts.flatMap({ $0.obstacles.map(\.law) })
        where !chosen.contains(law) && sets.contains(where: { $0.contains(law) && $0.isDisjoint(with: chosen) }) {
            chosen.append(law)
        }
        for law in chosen.reversed() {
            let rest = chosen.filter { $0 != law }
            if sets.allSatisfy({ !$0.isDisjoint(with: rest) }) { chosen = rest }
        }
        return chosen
    }

    private func sentence(_ remedy: Remedy) -> String {
        let parts = remedy.changes.map(text.remedy)
        let check: (zh: String, en: String) =
            remedy.isConfirmed
            ? ("（已试排：照此即可编入）", " (tried: that seats them)") : ("（可能还须其他调整）", " (more may be needed)")
        return parts.map(\.zh).joined(separator: "，并") + check.zh + " / "
            + parts.map(\.en).joined(separator: ", and ") + check.en
    }
}
