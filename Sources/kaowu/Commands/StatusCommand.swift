import Exams
import Releasing

enum StatusCommand: Command {
    static let name = "status"
    static let summary = Words(
        "查看发放情况：已发、到期、接下来、须处理的", "how the release stands: out, due, next, and what needs a person")

    private static let folder = Option<String>.text(
        "folder", "DIR",
        Words("逐个核对这个发放文件夹里的文件和索引", "hold every file of this release folder, and its index, against the ledger"))

    static let signature = Signature(
        options: [Common.database.declared, folder.declared, Common.now.declared, Common.json.declared])
    static let details = [
        Words("只读，不改变任何东西。有须人处理的事时退出码为 4。", "Changes nothing. Exit code 4 if something needs a person.")
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let office = try Office(database: try given.required(Common.database))
        // Looking needs no key; a press that draws nothing makes sure of it.
        let releaser = Releaser(
            store: office.store, folder: given[folder] ?? "", press: { _, _ in throw DrawingWhileLooking() })
        let status = try releaser.status(
            now: given[Common.now] ?? MachineClock.now(), checksFolder: given.has(folder.name))
        if given[Common.json] {
            try terminal.say(json: status)
        } else {
            try terminal.say(ReleaseText(names: office.scenario).text(status))
        }
        return status.needsAPerson ? .incomplete : .done
    }

    private struct DrawingWhileLooking: Error {}
}
