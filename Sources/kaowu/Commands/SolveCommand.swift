import Foundation
import Solving

/// `kaowu solve`: an instance of the 2007 competition, by the engine that also places waves.
enum SolveCommand {
    static let usage = """
        usage: kaowu solve FILE.exam [--seconds N | --processor-seconds N | --steps N] [--seed S] [--threads T]
                           [--searches K] [--output FILE.sln] [--progress]
          --seconds N            wall clock, 60 when nothing is said
          --processor-seconds N  time on a processor, for measuring on a busy machine
          --steps N              proposals of each search; the result then depends on seed and searches alone
          --searches K           independent searches, the best is taken (as many as threads; with --steps 1)
        Ctrl-C ends the search; the best so far is printed and written.
        """

    /// 0 when the result is feasible, 1 when the input is at fault or something is unplaced, 2 for wrong usage.
    static func run(_ arguments: [String]) -> Int32 {
        guard let options = Options(arguments) else { return CompetitionFiles.complain(usage, 2) }
        guard let instance = CompetitionFiles.instance(options.file) else { return 1 }
        var search = TimetableSearch(budget: options.budget, seed: options.seed)
        search.threads = options.threads
        search.searches = options.searches
        if options.showsProgress { search.progress = { CompetitionFiles.complain($0.line) } }
        let interrupt = Interrupt(search.stop)
        defer { interrupt.end() }
        do {
            let outcome = try search.run(instance.timetableProblem())
            if let output = options.output, !CompetitionFiles.write(outcome.solution, to: output) { return 1 }
            let score = ExaminationScore(instance, outcome.solution)
            print(score.table)
            print(outcome.summary)
            return score.distanceToFeasibility == 0 ? 0 : 1
        } catch {
            return CompetitionFiles.complain("\(options.file): \(error.description)", 1)
        }
    }

    private struct Options {
        var file = ""
        var budget = SearchBudget.seconds(60)
        var seed: UInt64 = 1
        var threads = 1
        var searches = 1
        var output: String?
        var showsProgress = false

        /// Nil when the words are not the command's.
        init?(_ arguments: [String]) {
            var (files, budgets): ([String], [SearchBudget]) = ([], [])
            var wantedSearches: Int?
            var words = arguments[...]
            while let word = words.popFirst() {
                if word == "--progress" {
                    showsProgress = true
                    continue
                }
                if !word.hasPrefix("-") {
                    files.append(word)
                    continue
                }
                guard let value = words.popFirst() else { return nil }
                switch word {
                case "--seconds":
                    guard let seconds = Double(value), seconds > 0, seconds.isFinite else { return nil }
                    budgets.append(.seconds(seconds))
                case "--processor-seconds":
                    guard let seconds = Double(value), seconds > 0, seconds.isFinite else { return nil }
                    budgets.append(.processorSeconds(seconds))
                case "--steps":
                    guard let steps = Int(value), steps > 0 else { return nil }
                    budgets.append(.steps(steps))
                case "--seed":
                    guard let number = UInt64(value) else { return nil }
                    seed = number
                case "--threads":
                    guard let number = Int(value), (1...1024).contains(number) else { return nil }
                    threads = min(number, ProcessInfo.processInfo.activeProcessorCount)
                case "--searches":
                    guard let number = Int(value), (1...100_000).contains(number) else { return nil }
                    wantedSearches = number
                case "--output": output = value
                default: return nil
                }
            }
            guard files.count == 1, budgets.count <= 1 else { return nil }
            file = files[0]
            budget = budgets.first ?? budget
            if case .steps = budget { searches = wantedSearches ?? 1 } else { searches = wantedSearches ?? threads }
        }
    }
}

/// Turns Ctrl-C into a stop signal while it lives.
private final class Interrupt {
    private let source: any DispatchSourceSignal

    init(_ stop: StopSignal) {
        signal(SIGINT, SIG_IGN)
        source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler { stop.raise() }
        source.resume()
    }

    func end() {
        source.cancel()
        signal(SIGINT, SIG_DFL)
    }
}

extension CompetitionFiles {
    fileprivate static func complain(_ line: String) { _ = complain(line, 0) }
}

extension SearchProgress {
    fileprivate var line: String {
        let numbers = String(format: "%8.2f s  %12d steps  T %9.3f", seconds, steps, temperature)
        let unplacedNote = bestUnplaced > 0 ? "  unplaced \(bestUnplaced)" : ""
        return "search \(search)  \(numbers)  cost \(cost)  best \(bestCost)\(unplacedNote)"
    }
}

extension TimetableOutcome {
    /// Bound, speed, and how many of each kind of move were made.
    fileprivate var summary: String {
        let rate = String(format: "%.0f", Double(statistics.steps) / max(seconds, 1e-9))
        func share(_ move: SearchStatistics.Move) -> String { "\(move.made) of \(move.tried)" }
        return """
            bound                   \(bound)\(isProvedBest ? " (proved best)" : "")
            moves per second        \(rate) (\(statistics.steps) in \(String(format: "%.2f", seconds)) s)
            shifts made             \(share(statistics.shifts))
            Kempe chains made       \(share(statistics.chains))
            exchanges made          \(share(statistics.exchanges))
            room moves made         \(share(statistics.rooms))
            """
    }
}
