import Dispatch
import Synchronization

/// The engine's door: construction, then annealing, any number of times from seeds of their own; the best is taken.
///
/// With a budget in steps the outcome depends on the problem, the seed, the steps and the number of searches only:
/// threads decide when a search runs, never what it does, and equal results are told apart by the search's number.
package struct TimetableSearch: Sendable {
    package var budget: SearchBudget
    package var seed: UInt64
    /// Independent searches. Each makes all the steps of the budget; its time they share as far as threads do not.
    package var searches = 1
    package var threads = 1
    package var stop = StopSignal()
    /// Called now and then from the searches' threads.
    package var progress: (@Sendable (SearchProgress) -> Void)?
    /// Debug mode: holds every number of the running timetable against the problem after every batch, and traps.
    package var checksInvariants = false

    /// Of a budget in time.
    private static let boundPart = 0.1

    package init(budget: SearchBudget, seed: UInt64) {
        self.budget = budget
        self.seed = seed
    }

    package func run(_ problem: TimetableProblem) throws(ProblemFault) -> TimetableOutcome {
        let results = Mutex<[TimetableOutcome?]>(Array(repeating: nil, count: max(searches, 1)))
        let workers = max(1, min(threads, searches))
        let own = budget.shared(by: (max(searches, 1) + workers - 1) / workers)
        let meter = SearchMeter(own, stop)
        let model = try TimetableModel(problem)
        // The bound is worth a little of the time there is; a budget in steps does not decide it.
        let bound = TimetableBound.value(of: problem) { meter.used < Self.boundPart }
        let shared = Preparation(model: model, bound: bound, budget: own, meter: meter)
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            for number in stride(from: worker, to: max(searches, 1), by: workers) {
                let outcome = search(number, problem, shared)
                results.withLock { $0[number] = outcome }
            }
        }
        let outcomes = results.withLock { $0.compactMap { $0 } }
        let best = outcomes.indices.min {
            (outcomes[$0].solution.unplaced, outcomes[$0].cost, $0)
                < (outcomes[$1].solution.unplaced, outcomes[$1].cost, $1)
        }
        guard let best else { throw ProblemFault("no search ran") }
        return outcomes[best]
    }

    /// What all searches of a run share.
    private struct Preparation {
        var model: TimetableModel
        var bound: Int
        var budget: SearchBudget
        /// What the preparation has used.
        var meter: SearchMeter
    }

    private func search(_ number: Int, _ problem: TimetableProblem, _ shared: Preparation) -> TimetableOutcome {
        var meter = SearchMeter(shared.budget, stop, after: shared.meter)
        let timetable = Timetable(shared.model)
        var construction = Construction(timetable, RandomSource(seed: seed, stream: UInt64(number)))
        construction.run(&meter)
        tell(number, meter, timetable, 0)
        check(timetable, problem)
        var annealing = Annealing(timetable, construction.random)
        var told = 0.0
        annealing.run(&meter, enough: shared.bound) { meter, temperature in
            check(timetable, problem)
            if meter.used < told { return }
            tell(number, meter, timetable, temperature)
            told = meter.used + 0.02
        }
        var statistics = annealing.statistics
        statistics.steps = meter.steps
        statistics.ejections = construction.ejections
        let (solution, cost) = timetable.best()
        tell(number, meter, timetable, 0)
        return TimetableOutcome(
            solution: solution, cost: cost, bound: shared.bound, search: number, seconds: meter.seconds,
            processorSeconds: meter.processorSeconds, statistics: statistics)
    }

    private func check(_ timetable: Timetable, _ problem: TimetableProblem) {
        if !checksInvariants { return }
        let broken = timetable.checkInvariants(of: problem)
        precondition(broken.isEmpty, broken.joined(separator: "; "))
    }

    private func tell(_ number: Int, _ meter: SearchMeter, _ timetable: Timetable, _ temperature: Double) {
        guard let progress else { return }
        let blocks = timetable.model.blockCount
        // Looking changes nothing: what stands and is not kept yet counts as the best only here.
        let kept = (unplaced: blocks - timetable.bestPlaced[0], cost: timetable.bestTotal[0])
        let now = (unplaced: blocks - timetable.placed[0], cost: timetable.total[0])
        let best = now < kept ? now : kept
        progress(
            SearchProgress(
                search: number, seconds: meter.seconds, steps: meter.steps, temperature: temperature,
                unplaced: now.unplaced, cost: now.cost, bestUnplaced: best.unplaced, bestCost: best.cost))
    }
}

/// The best timetable of a search. `cost` is that of what is placed; `bound` is a cost that no timetable which places
/// everything can be below.
package struct TimetableOutcome: Sendable {
    package var solution: TimetableSolution
    package var cost: Int
    package var bound: Int
    /// Which of the searches found it, from 0.
    package var search: Int
    /// Of the wall clock, and of a processor, which does not count what else the machine does.
    package var seconds: Double
    package var processorSeconds: Double
    package var statistics: SearchStatistics

    package var isProvedBest: Bool { solution.unplaced == 0 && cost == bound }
}
