import Exams
import Foundation

/// Speed and memory, measured. Each run is a process of its own, so that one family's memory is not another's.
enum BenchCommand: Command {
    static let name = "bench"
    static let summary = Words("测量速度和内存：固定种子的生成数据", "measure speed and memory on generated inputs with fixed seeds")

    private static let repeats = Option<Int>.number(
        "repeat", in: 1...100, Words("每族运行次数，取最快的；默认 1", "runs of each family, the fastest counts; 1 if absent"))
    private static let threads = Option<Int>.number(
        "threads", in: 1...1024, Words("线程数，默认全部核", "threads; all cores if absent"))
    private static let folder = Option<String>.text(
        "folder", "DIR",
        Words("生成的输入放在这里并保留，下次沿用；默认用完即删", "keep the generated inputs here for the next time; deleted if absent"))
    private static let measured = Option<String>.text(
        "measure", "DIR",
        Words("只在本进程测量一次已生成的输入（由 bench 自己使用）", "one run on prepared input in this process; bench uses it itself"))

    private static let instances = Option<String>.text(
        "instances", "PATH", Words("itc：竞赛实例或其文件夹，可重复", "itc: competition instances or their folders; may be repeated"))
    private static let seeds = Option<Int>.number(
        "seeds", in: 1...1000, Words("itc：种子 1 到 N，默认 1", "itc: seeds 1 to N; 1 if absent"))
    private static let seconds = Option<Double>.duration(
        "processor-seconds", Words("itc：每次搜索的处理器秒数，默认 10", "itc: time on a processor for each search; 10 if absent"))

    static let signature = Signature(
        words: [.init(name: "FAMILY", help: Words("测量族，默认 S M", "families; S and M if absent"), isOptional: true)],
        lastWordRepeats: true,
        options: [
            repeats.declared, threads.declared, folder.declared, measured.declared, instances.declared, seeds.declared,
            seconds.declared, Common.json.declared,
        ], repeatable: [instances.name])

    static var details: [Words] {
        BenchFamily.all.map { Words("\($0.name)：\($0.summary.chinese)", "\($0.name): \($0.summary.english)") } + [
            Words(
                "“sqlite3 倍数”是全程时间与 sqlite3 命令行把同一张报名表导入一个表的时间之比。",
                "The ratio is the whole run's time to that of the sqlite3 shell importing the same sheet into one table."
            )
        ]
    }

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        var names = given.words
        if names.isEmpty { names = ["S", "M"] }
        var families: [BenchFamily] = []
        for name in names { families.append(try BenchFamily.named(name)) }
        let threads = given[threads] ?? ProcessInfo.processInfo.activeProcessorCount
        if let prepared = given[measured] {
            var run = BenchRun(families[0], folder: prepared, threads: threads, timetables: task(given))
            try run.measure(families[0].input)
            try terminal.say(json: run.record)
            return .done
        }
        var records: [BenchRecord] = []
        for family in families {
            let workplace = try BenchWorkplace(family, kept: given[folder], options: options(given), terminal)
            defer { workplace.leave() }
            records.append(try workplace.fastest(of: given[repeats] ?? 1, threads: threads, terminal))
        }
        if given[Common.json] {
            try terminal.say(json: records)
        } else {
            try terminal.say(BenchRecord.table(records))
        }
        return .done
    }

    private static func task(_ given: Given) -> TimetableTask {
        var task = TimetableTask()
        task.instances = given.all(instances)
        task.seeds = given[seeds] ?? task.seeds
        task.seconds = given[seconds] ?? task.seconds
        return task
    }

    /// The same once more, as words for the measuring process.
    private static func options(_ given: Given) -> [String] {
        let task = Self.task(given)
        return task.instances.flatMap { ["--" + instances.name, $0] }
            + ["--" + seeds.name, "\(task.seeds)", "--" + seconds.name, "\(task.seconds)"]
    }
}
