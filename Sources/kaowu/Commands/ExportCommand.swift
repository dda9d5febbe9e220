import Exams

enum ExportCommand: Command {
    static let name = "export"
    static let summary = Words(
        "从数据库写出问题、方案或门禁名单的 JSON 文件", "write the problem, the plan or the door's list of a database as JSON")

    private static let output = Option<String>.text("output", "FILE", Words("写到这里", "where to write"))
    private static let revision = Option<Int>.number(
        "revision", in: 1...Int.max, Words("第几版；默认最新", "the revision; the newest if absent"))

    static let signature = Signature(
        words: [
            Signature.Word(
                name: "problem|plan|door", help: Words("问题、方案或门禁名单", "the problem, the plan or the door's list"))
        ],
        options: [Common.database.declared, output.declared, revision.declared, Common.now.declared])
    static let details = [
        Words(
            "文件不含姓名和证件号码。problem 是该版方案所依据的问题；尚无方案时是当前数据的问题。",
            "The documents hold no names or ID numbers. The problem is the one the revision was planned from, "
                + "or today's data if there is no plan yet."),
        Words(
            "door 是给 kaowu door 用的：公钥和已作废的准考证号。每次重排、退考之后重新写出。",
            "door is for kaowu door: public keys and the numbers of void tickets. Write it anew after every change."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let (database, path) = (try given.required(Common.database), try given.required(output))
        switch given.words[0] {
        case "problem":
            let office = try Office(database: database)
            let hasPlan = try given[revision] != nil || office.store.currentRevision() != nil
            let problem = hasPlan ? try office.store.loadPlan(revision: given[revision]).problem : try office.problem()
            try OutputFile.write(problem.encoded(), to: path)
        case "plan":
            let verified = try Office(database: database).store.loadPlan(revision: given[revision])
            try OutputFile.write(verified.plan.encoded(), to: path)
        case "door":
            if given.has(revision.name) { throw UsageFault("door 不用 --revision (not with door)", "去掉 --revision") }
            let list = try Office(database: database).doorList(at: given[Common.now] ?? MachineClock.now())
            try OutputFile.write(try DoorListFile.bytes(of: list), to: path)
        default:
            throw UsageFault("“\(given.words[0])”不能导出 (cannot be exported)", "写 problem、plan 或 door")
        }
        try terminal.say("已写入 \(path)")
        return .done
    }
}
