import Foundation
import Synchronization

/// How long a search may go on.
package enum SearchBudget: Equatable, Sendable {
    /// Proposals of a search. The result depends on nothing but the problem, the seed and this number.
    case steps(Int)
    /// Wall clock.
    case seconds(Double)
    /// Time the search's own thread spent on a processor: for measuring on a machine that others use.
    case processorSeconds(Double)

    /// For each of several searches, one after the other. Steps are each search's own.
    func shared(by count: Int) -> SearchBudget {
        switch self {
        case .steps: self
        case .seconds(let most): .seconds(most / Double(count))
        case .processorSeconds(let most): .processorSeconds(most / Double(count))
        }
    }
}

/// Ends a search early, from any thread or a signal handler; the best so far is kept.
package final class StopSignal: Sendable {
    private let isRaised = Atomic<Bool>(false)

    package init() {}

    package func raise() { isRaised.store(true, ordering: .relaxed) }
    package var raised: Bool { isRaised.load(ordering: .relaxed) }
}

/// Counts one search's steps and time against its budget. Made where the search starts, used on its thread.
struct SearchMeter {
    private let budget: SearchBudget
    private let stop: StopSignal
    private let start: Double
    private let wallStart: Double
    private let processorStart: Double
    var steps = 0

    /// What `shared` has used of the budget, on what all searches share, is gone already.
    init(_ budget: SearchBudget, _ stop: StopSignal, after shared: SearchMeter? = nil) {
        self.budget = budget
        self.stop = stop
        wallStart = Self.wall() - (shared?.seconds ?? 0)
        processorStart = Self.processor() - (shared?.processorSeconds ?? 0)
        if case .processorSeconds = budget { start = processorStart } else { start = wallStart }
    }

    /// What part of the budget is used, from 0; 1 and more when it is over or the search was told to stop.
    var used: Double {
        if stop.raised { return 1 }
        switch budget {
        case .steps(let most): return most > 0 ? Double(steps) / Double(most) : 1
        case .seconds(let most): return most > 0 ? (Self.wall() - start) / most : 1
        case .processorSeconds(let most): return most > 0 ? (Self.processor() - start) / most : 1
        }
    }

    /// Steps that may still be made in one go before `used` is asked again.
    func batch(_ most: Int) -> Int {
        if case .steps(let total) = budget { return max(0, min(most, total - steps)) }
        return most
    }

    var seconds: Double { Self.wall() - wallStart }

    /// Of the thread the search runs on.
    var processorSeconds: Double { Self.processor() - processorStart }

    private static func wall() -> Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    private static func processor() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
