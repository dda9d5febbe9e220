import Exams

enum ExportCommand: Command {
    static let name = "export"
    static let summary = Words("从数据库写出问题或方案的 JSON 文件", "write the problem or the plan of a database as a JSON document")

    private static let output = Option<String>.text("output", "FILE", Words("写到这里", "where to write"))
    private static let revision = Option<Int>.number(
        "revision", in: 1...Int.max, Words("第几版；默认最新", "the revision; the newest if absent"))

    static let signature = Signature(
        words: [Signature.Word(name: "problem|plan", help: Words("问题或方案", "the problem or the plan"))],
        options: [Common.database.declared, output.declared, revision.declared])
    static let details = [
        Words(
            "文件不含姓名和证件号码。problem 是该版方案所依据的问题；尚无方案时是当前数据的问题。",
            "The documents hold no names or ID numbers. The problem is the one the revision was planned from, "
                + "or today's data if there is no plan yet.")
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
        default:
            throw UsageFault("“\(given.words[0])”不能导出 (cannot be exported)", "写 problem 或 plan")
        }
        try terminal.say("已写入 \(path)")
        return .done
    }
}
