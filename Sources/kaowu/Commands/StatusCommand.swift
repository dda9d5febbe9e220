import Exams
import Releasing

enum StatusCommand: Command {
    static let name = "status"
    static let summary = Words("查看发放情况：已发、到期、接下来", "how the release stands: out, due, next")
    static let signature = Signature(
        options: [Common.database.declared, Common.now.declared, Common.json.declared])
    static let details = [
        Words("只读，不改变任何东西。有准考证未能发放时退出码为 1。", "Changes nothing. Exit code 1 if a ticket could not be released.")
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let office = try Office(database: try given.required(Common.database))
        // Looking needs neither folder nor key; a press that draws nothing makes sure of it.
        let releaser = Releaser(store: office.store, folder: "") { _, _ in throw DrawingWhileLooking() }
        let status = try releaser.status(now: given[Common.now] ?? MachineClock.now())
        if given[Common.json] {
            try terminal.say(json: status)
        } else {
            try terminal.say(ReleaseText.text(status))
        }
        return status.failed.isEmpty ? .done : .atFault
    }

    private struct DrawingWhileLooking: Error {}
}
