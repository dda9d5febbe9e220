import Exams
import Planning
import Verifying

enum PlanCommand: Command {
    static let name = "plan"
    static let summary = Words("编排：分配场次、考场、机位，校验后存为新的一版", "plan, verify, and store the plan as a new revision")

    private static let note = Option<String>.text("note", "TEXT", Words("这一版的说明", "what this revision is for"))
    private static let problem = Option<String>.text(
        "problem", "FILE", Words("不用数据库：kaowu-problem/1 文件", "without a database: a kaowu-problem/1 document"))
    private static let output = Option<String>.text(
        "output", "FILE", Words("把方案写成 kaowu-plan/1 文件", "write the plan as a kaowu-plan/1 document"))

    private static let threads = Option<Int>.number(
        "threads", in: 1...1024,
        Words("同时编排几个互不相干的部分，默认全部核；结果相同", "parts planned at a time, all cores if absent; the plan is the same"))

    static let signature = Signature(
        words: [
            .init(
                name: "SCENARIO", help: Words("场景文件夹：先导入它", "a scenario folder, imported first"),
                isOptional: true)
        ],
        options: [
            Common.database.declared, note.declared, problem.declared, output.declared, Common.now.declared,
            threads.declared, Common.json.declared,
        ])
    static let details = [
        Words(
            "三种用法：plan --database FILE [--note TEXT]；plan SCENARIO --database FILE，导入、编排一次走完；plan --problem FILE --output FILE。",
            "Three ways: plan --database FILE [--note TEXT]; plan SCENARIO --database FILE, import and plan in one go; plan --problem FILE --output FILE."
        ),
        Words(
            "同样的输入总得到逐字节相同的方案。已发放的准考证会被当作承诺，改动最少者优先。",
            "Same input, same plan, byte for byte. Released tickets are promises: the plan that moves them least wins."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        if let path = given[problem] {
            try refuse(given, [Common.database.name, note.name, Common.now.name], with: problem.name)
            guard given.words.isEmpty else {
                throw UsageFault(
                    "SCENARIO 不能与 --\(problem.name) 同用 (cannot be given together)", "用 kaowu help plan 查看各种用法")
            }
            return try plan(document: path, output: try given.required(output), given, terminal)
        }
        guard let database = given[Common.database] else {
            throw UsageFault("缺少 --database 或 --problem (one of them is needed)", "用 kaowu help plan 查看各种用法")
        }
        try refuse(given, [output.name], with: Common.database.name)
        let record = try plan(into: database, given, terminal)
        if given[Common.json] {
            try terminal.say(json: record)
        } else {
            try terminal.say(PlanReport.text(record))
        }
        return .done
    }

    private static func plan(into database: String, _ given: Given, _ terminal: Terminal) throws -> PlanRecord {
        let now = given[Common.now] ?? MachineClock.now()
        let text = given[note] ?? ""
        guard let folder = given.words.first else {
            let office = try Office(database: database)
            let (revision, verified) = try office.plan(
                note: text, at: now, threads: given[threads], onStage: terminal.progress)
            return PlanRecord(verified, of: office.scenario.name, revision: revision)
        }
        let road = PlanningRoad(folder: folder, database: database, note: text, now: now, threads: given[threads])
        return try road.plan(
            onNotes: { ImportCommand.tell($0, terminal) }, onStage: terminal.progress
        ).record
    }

    private static func plan(
        document path: String, output: String, _ given: Given, _ terminal: Terminal
    ) throws -> ExitCode {
        let problem = try Problem.read(from: try InputFile.data(at: path), file: path)
        let mistakes = validate(problem: problem)
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        let verified = try PlanWork.verifiedPlan(of: problem, threads: given[threads], onStage: terminal.progress)
        try OutputFile.write(verified.plan.encoded(), to: output)
        let delays = DelayedReport.longestFirst(Planner.delays(in: verified.plan, of: problem))
        let record = DocumentPlanRecord(verified.plan, delays)
        if given[Common.json] {
            try terminal.say(json: record)
        } else {
            let delayed = delays.isEmpty ? "" : "，其中推迟 \(delays.count)"
            try terminal.say(
                "已编排 \(record.placed)\(delayed)，等候 \(record.waiting)，不合资格 \(record.ineligible)；方案写入 \(output)\n"
                    + TierReport.text(verified.plan.tiers)
                    + (delays.isEmpty ? "" : "\n" + DelayedReport.text(delays)))
        }
        return .done
    }

    private static func refuse(_ given: Given, _ names: [String], with other: String) throws(UsageFault) {
        for name in names where given.has(name) {
            throw UsageFault(
                "--\(name) 不能与 --\(other) 同用 (cannot be given together)", "用 kaowu help plan 查看各种用法")
        }
    }
}

/// A plan made without a database, counted.
struct DocumentPlanRecord: Encodable {
    let placed: Int
    let waiting: Int
    let ineligible: Int
    let tiers: [Tier]
    /// Everybody with a place after the first month wished, the longest delay first; nil: not asked.
    let delayed: [Delay]?

    struct Delay: Encodable {
        let application: String
        let months: Int
        /// Chinese and English.
        let reason: String
        let remedy: String
    }

    init(_ plan: Plan, _ delays: [DelayReason]? = nil) {
        delayed = delays?.map {
            Delay(application: $0.application, months: $0.months, reason: $0.reason, remedy: $0.remedy)
        }
        placed = plan.placements.count
        waiting = plan.outcomes.count { $0.state == .waiting }
        ineligible = plan.outcomes.count { $0.state == .ineligible }
        tiers = plan.tiers
    }
}
