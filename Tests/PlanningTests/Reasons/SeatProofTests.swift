import Exams
import Testing

@testable import Planning

/// What is said of all the best plans against one of them, found by enumeration.
@Suite struct SeatProofTests {
    @Test(arguments: [RandomProblem.Size.tiny, .small])
    func `nobody proved to sit is left out of a best plan`(size: RandomProblem.Size) {
        check((7_000..<7_120).map { RandomProblem(seed: $0, size: size).problem }, atLeast: 10)
    }

    @Test(arguments: HardFamily.allCases)
    func `nobody proved to sit is left out where something is scarce`(family: HardFamily) {
        check((0..<12).map { family.problem(seed: $0) }, atLeast: 0)
    }

    /// - Parameter least: proofs where others wait or sit late.
    private func check(_ problems: [Problem], atLeast least: Int) {
        var proved = 0
        for problem in problems {
            let model = Model(problem)
            guard let optimum = BruteForce.optimum(of: problem), let proof = SeatProof(model) else { continue }
            let best = Dictionary(uniqueKeysWithValues: optimum.plan.placements.map { ($0.application, $0) })
            let isScarce = optimum.values.placed < model.applications.count || optimum.values.delay > 0
            let sketch = Planner().sketch(model)
            for (number, place) in sketch.draft.places.enumerated() {
                guard let place else { continue }
                let id = problem.applications[model.applications[number].document].id
                for month in [nil, model.sittings[place.sitting].month + 1] {
                    guard proof.sits(number, before: month, inAllAsGoodAs: sketch, mostWork: 10_000_000) else {
                        continue
                    }
                    if isScarce { proved += 1 }
                    let sitting = best[id].flatMap { own in problem.sittings.firstIndex { $0.id == own.sitting } }
                    let isThere = sitting.map { model.sittings[$0].month < month ?? Int.max } ?? false
                    #expect(isThere, "\(id) before \(month ?? -1)")
                }
            }
        }
        #expect(proved >= least, "\(proved) proved")
    }
}
