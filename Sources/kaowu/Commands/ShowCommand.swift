import Exams

enum ShowCommand: Command {
    static let name = "show"
    static let summary = Words(
        "查看方案、考生、考场、场次、等候或推迟名单", "show the plan, a person, a room, a session, who waits or who is delayed")

    private static let revision = Option<Int>.number(
        "revision", in: 1...Int.max, Words("第几版；默认最新", "the revision; the newest if absent"))
    private static let reveal = Flag(
        name: "reveal", help: Words("显示完整证件号码（仅限 person）", "show whole ID numbers (person only)"))

    static let signature = Signature(
        words: [
            Signature.Word(
                name: "plan|person|room|session|waiting|delayed", help: Words("看什么", "what to show")),
            Signature.Word(
                name: "WHICH",
                help: Words(
                    "person：报名号、考生编号、姓名或证件号码；room：考场代码；session：场次编号",
                    "person: application, person id, name or document number; room: its id; session: the period's id"),
                isOptional: true),
        ],
        options: [Common.database.declared, revision.declared, reveal.declared, Common.json.declared])

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let subject = given.words[0]
        let which = given.words.count > 1 ? given.words[1] : nil
        guard ["plan", "person", "room", "session", "waiting", "delayed"].contains(subject) else {
            throw UsageFault("不能查看“\(subject)” (cannot be shown)", "写 plan、person、room、session、waiting 或 delayed")
        }
        let takesName = ["person", "room", "session"].contains(subject)
        if takesName != (which != nil) {
            throw takesName
                ? UsageFault("缺少要查看的对象 (which \(subject)?)", "用 kaowu help show 查看写法")
                : UsageFault("show \(subject) 后面不写别的 (takes no more words)", "去掉“\(which ?? "")”")
        }
        if given[reveal], subject != "person" {
            throw UsageFault("--reveal 只用于 show person (only for show person)", "去掉 --reveal")
        }
        let office = try Office(database: try given.required(Common.database))
        let (index, revision) = try office.index(revision: given[revision])
        let isJSON = given[Common.json]
        switch (subject, which) {
        case ("person", let which?):
            let records = try PersonReport.records(which, index, isRevealed: given[reveal])
            if isJSON { try terminal.say(json: records) } else { try terminal.say(PersonReport.text(records)) }
        case ("room", let which?):
            let record = try SessionReport.room(which, index, record: office.store.roomNotes(of: which))
            if isJSON { try terminal.say(json: record) } else { try terminal.say(record.text) }
        case ("session", let which?):
            let record = try SessionReport.session(which, index)
            if isJSON { try terminal.say(json: record) } else { try terminal.say(record.text) }
        case ("waiting", _):
            let records = WaitingReport.records(index)
            if isJSON { try terminal.say(json: records) } else { try terminal.say(WaitingReport.text(records)) }
        case ("delayed", _):
            let records = DelayedReport.records(index)
            if isJSON { try terminal.say(json: records) } else { try terminal.say(DelayedReport.text(records)) }
        default:
            let record = PlanRecord(index.verified, of: index.scenario.name, revision: revision)
            if isJSON {
                try terminal.say(json: record)
            } else {
                try terminal.say(PlanReport.text(record))
            }
        }
        return .done
    }
}
