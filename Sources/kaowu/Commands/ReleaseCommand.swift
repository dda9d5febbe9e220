import Exams
import Releasing
import Storage

enum ReleaseCommand: Command {
    static let name = "release"
    static let summary = Words("发放到期的准考证，只发一次", "release the tickets that are due, once")

    private static let folder = Option<String>.text(
        "folder", "DIR", Words("发放文件夹，供报名平台取用", "the folder a registration platform fetches from"))

    static let signature = Signature(
        options: [
            Common.database.declared, folder.declared, Common.now.declared, KeyCommand.key.declared,
            TicketPrinting.photos.declared, Common.json.declared,
        ])
    static let details = [
        Words(
            "可放入 cron，随时重跑：到期的写出一次，未到期的不写，开考后不再发放；中途断电，下次接着做完。",
            "Fit for cron and safe to repeat: due tickets once, none early, none after the exam has begun; "
                + "a run cut off is completed by the next."),
        Words(
            "有准考证画不出来时退出码为 1；有人正在写数据库时为 3，稍后重跑即可。",
            "Exit code 1 if a ticket could not be made, 3 if somebody else is writing: just run it again later."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let directory = try given.required(folder)
        let office = try Office(database: try given.required(Common.database))
        let releaser = Releaser(store: office.store, folder: directory, press: try TicketPrinting.press(given))
        terminal.progress("正在发放 (releasing)")
        let report = try releaser.release(now: given[Common.now] ?? MachineClock.now())
        if given[Common.json] {
            try terminal.say(json: report)
        } else {
            try terminal.say(ReleaseText.text(report, folder: directory))
        }
        let isWhole = report.refused.isEmpty && report.missing.isEmpty && report.clockWentBackFrom == nil
        return isWhole ? .done : .atFault
    }
}
