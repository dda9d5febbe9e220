import Exams
import Foundation
import Solving

/// An instance of the 2007 competition, by the general engine.
enum SolveCommand: Command {
    static let name = "solve"
    static let summary = Words("求解 2007 年国际考试编排竞赛的实例", "solve an instance of the 2007 timetabling competition")

    private static let seconds = Option<Double>.duration(
        "seconds", Words("墙钟秒数；什么都不给时为 60", "wall clock; 60 if no budget is given"))
    private static let processorSeconds = Option<Double>.duration(
        "processor-seconds", Words("处理器秒数，用于在繁忙的机器上测量", "time on a processor, for measuring on a busy machine"))
    private static let steps = Option<Int>.number(
        "steps", in: 1...Int.max,
        Words("每次搜索的步数；结果只取决于种子和搜索次数", "proposals of each search; the result then depends on seed and searches alone"))
    private static let seed = Option<UInt64>.seed("seed", Words("随机种子，默认 1", "the seed; 1 if absent"))
    private static let threads = Option<Int>.number("threads", in: 1...1024, Words("线程数，默认 1", "threads; 1 if absent"))
    private static let searches = Option<Int>.number(
        "searches", in: 1...100_000,
        Words(
            "独立搜索次数，取最好的；时间由各次平分，步数每次都给足；默认与线程数相同，给 --steps 时为 1",
            "independent searches, the best is taken; they share the time, each makes all the steps; as many as threads, with --steps 1"
        ))
    private static let output = Option<String>.text("output", "FILE.sln", Words("把解写到这里", "where the solution goes"))
    private static let progress = Flag(name: "progress", help: Words("显示搜索过程", "show the curve"))

    static let signature = Signature(
        words: [.init(name: "FILE.exam", help: Words("竞赛实例", "the instance"))],
        options: [
            seconds.declared, processorSeconds.declared, steps.declared, seed.declared, threads.declared,
            searches.declared, output.declared, progress.declared,
        ])
    static let details = [
        Words(
            "按 Ctrl-C（或 SIGTERM）结束搜索，写出到目前为止最好的解；解不可行时退出码为 1。",
            "Ctrl-C (or SIGTERM) ends the search; the best so far is printed and written. Exit code 1 if it is not feasible."
        )
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let budget = try budget(given)
        let instance = try CompetitionFiles.instance(given.words[0])
        // Said now, not after the search.
        if let path = given[output] {
            try OutputFile.requireOther(path, than: given.words[0])
            try OutputFile.requireWritable(path)
        }
        var search = TimetableSearch(budget: budget, seed: given[seed] ?? 1)
        search.threads = min(given[threads] ?? 1, ProcessInfo.processInfo.activeProcessorCount)
        if case .steps = budget {
            search.searches = given[searches] ?? 1
        } else {
            search.searches = given[searches] ?? search.threads
        }
        if given[progress] { search.progress = { terminal.note($0.line) } }
        let interrupt = Interrupt(search.stop)
        defer { interrupt.end() }
        let outcome = try CompetitionFiles.outcome(search, instance, given.words[0])
        // First of all, and neither a full disk nor a closed pipe takes the other's part of the result away.
        let written = Result {
            if let path = given[output] { try OutputFile.write(Array(outcome.solution.competitionText.utf8), to: path) }
        }
        let score = ExaminationScore(instance, outcome.solution)
        try terminal.say(score.table + "\n" + outcome.summary)
        try written.get()
        return score.distanceToFeasibility == 0 ? .done : .atFault
    }

    private static func budget(_ given: Given) throws(UsageFault) -> SearchBudget {
        let budgets: [SearchBudget] = [
            given[seconds].map { .seconds($0) }, given[processorSeconds].map { .processorSeconds($0) },
            given[steps].map { .steps($0) },
        ].compactMap { $0 }
        guard budgets.count <= 1 else {
            throw UsageFault("--seconds、--processor-seconds、--steps 只能给一个 (give one budget)", "去掉其余的")
        }
        return budgets.first ?? .seconds(60)
    }
}

/// Turns Ctrl-C, and the end that `timeout` or a shutdown asks for, into a stop signal while it lives.
private final class Interrupt {
    private let sources: [any DispatchSourceSignal]

    init(_ stop: StopSignal) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { stop.raise() }
            source.resume()
            return source
        }
    }

    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
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
        let rate = String(format: "%.0f", Double(statistics.proposals) / max(processorSeconds, 1e-9))
        func share(_ move: SearchStatistics.Move) -> String { "\(move.made) of \(move.tried)" }
        return """
            bound                   \(bound)\(isProvedBest ? " (proved best)" : "")
            moves per second        \(rate) (\(statistics.proposals) proposed in \(String(format: "%.2f", processorSeconds)) s of a processor)
            shifts made             \(share(statistics.shifts))
            Kempe chains made       \(share(statistics.chains))
            exchanges made          \(share(statistics.exchanges))
            room moves made         \(share(statistics.rooms))
            ejections               \(statistics.ejections)
            """
    }
}
