import Exams
import Storage

enum NoticesCommand: Command {
    static let name = "notices"
    static let summary = Words("一版方案涉及谁、该告诉他们什么", "whom a revision concerns and what to tell them")

    private static let revision = Option<Int>.number(
        "revision", in: 1...Int.max, Words("第几版；默认最新", "the revision; the newest if absent"))
    private static let output = Option<String>.text(
        "output", "FILE",
        Words("写成通知名单（CSV，含姓名、手机、邮箱，只许本人读）", "write the list as CSV with names, telephones and mail addresses"))

    static let signature = Signature(
        options: [Common.database.declared, revision.declared, output.declared, Common.json.declared])
    static let details = [
        Words(
            "每人每个报名一条：准考证作废的、失去或得到座位的、换了批次的。同一版的名单永远相同，交给短信或邮件系统发一次即可。",
            "One line for each application concerned. The list of a revision never changes, so that it is sent once.")
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let office = try Office(database: try given.required(Common.database))
        let number = try given[revision] ?? office.store.currentRevision() ?? 0
        let after = try office.store.loadPlan(revision: number)
        guard let base = try office.store.origin(of: number).base else {
            throw Mistakes([
                Mistake(code: "first-revision", cause: "第 \(number) 版是第一版，没有变动可通知。", action: "重排之后再看。")
            ])
        }
        let before = try office.store.loadPlan(revision: base)
        let bill = Bill(from: before.plan, of: before.problem, to: after.plan, of: after.problem)
        let index = PlanIndex(scenario: office.scenario, verified: after)
        let list = NoticeList(bill, revision: number, index)
        if let path = given[output] { try OutputFile.write(list.sheet(index), to: path, isPrivate: true) }
        if given[Common.json] {
            try terminal.say(json: list)
        } else if let path = given[output] {
            try terminal.say("第 \(number) 版须通知 \(list.notices.count) 人，名单写入 \(path)（含个人信息，用完删除）")
        } else {
            var table = TextTable(["报名号", "姓名", "准考证", "通知"])
            for notice in list.notices {
                table.add([
                    notice.application, index.person(of: notice.application)?.name ?? "",
                    notice.isTicketVoid ? "作废" : "", notice.text,
                ])
            }
            try terminal.say("第 \(number) 版须通知 \(list.notices.count) 人\n" + table.text)
        }
        return .done
    }
}
