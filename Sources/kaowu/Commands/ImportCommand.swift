import Exams
import Storage

enum ImportCommand: Command {
    static let name = "import"
    static let summary = Words(
        "把场景文件夹导入数据库（没有数据库则新建）", "import a scenario folder into a database, made if it is not there")
    static let signature = Signature(
        words: [Signature.Word(name: "SCENARIO", help: Words("场景文件夹", "a scenario folder"))],
        options: [Common.database.declared, Common.now.declared])
    static let details = [
        Words(
            "有一处错误就什么也不导入。再次导入同一文件夹即更新；已有方案或准考证提到的报名、场次、考场不能消失。",
            "One mistake, and nothing is imported. Importing again updates; what a plan or ticket names must stay.")
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let database = try given.required(Common.database)
        let read = try ReadFolder(at: given.words[0])
        let receipt = try Store(path: try InputFile.newOrExistingDatabase(at: database))
            .importScenario(read.scenario, digest: read.digest, at: given[Common.now] ?? MachineClock.now())
        try terminal.say(ScenarioReport.text(read.scenario))
        tell(read.notes, terminal)
        try terminal.say(
            receipt.isNew
                ? "已导入 \(database)（第 \(receipt.version) 次数据）" : "与库中数据相同，无需更新（第 \(receipt.version) 次数据）")
        return .done
    }

    static func tell(_ notes: [Mistake], _ terminal: Terminal) {
        if notes.isEmpty { return }
        terminal.note("请留意 \(notes.count) 处（不妨碍导入）：\n" + MistakeTable.text(notes))
    }
}
