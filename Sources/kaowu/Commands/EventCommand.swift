import Exams
import Foundation
import Storage

enum EventCommand: Command {
    static let name = "event"
    static let summary = Words(
        "登记变化：退考、补缴、考场停用、放假调整等", "record what happened: withdrawals, payments, rooms lost, holidays moved")

    private static let file = Option<String>.text(
        "file", "FILE", Words("事件表（CSV），一行一件", "a sheet of events, one per row"))
    private static let applications = Option<String>.text(
        "applications", "FILE",
        Words("补报名、补考的名单，列同 applications.csv", "late applications, columns as in applications.csv"))
    private static let by = Option<String>.text("by", "NAME", Words("登记人", "who reports it"))
    private static let why = Option<String>.text("why", "TEXT", Words("原因", "why"))

    /// The columns of the events sheet that one event may name.
    private static let fields: [Option<String>] = [
        .text("application", "ID", Words("报名号", "the application")),
        .text("institution", "ID", Words("机构", "the institution")),
        .text("sitting", "ID", Words("批次，如 ZJCX-2026-05", "the sitting")),
        .text("programme", "ID", Words("项目，如 ZJCX-22", "the programme")),
        .text("venue", "ID", Words("考点代码", "the venue")), .text("room", "ID", Words("考场代码", "the room")),
        .text("machine", "R,C", Words("机位，如 2行3列；加开新考场时为大小", "the machine; of a new room its rows and columns")),
        .text("period", "ID", Words("场次编号", "the period")), .text("day", "DAY", Words("日期", "the day")),
        .text("from", "TIME", Words("起；停用默认从现在", "from; of a loss from now if absent")),
        .text("until", "TIME", Words("止；停用默认不再恢复", "until; of a loss for good if absent")),
        .text("amount", "YUAN", Words("金额，元；默认全额", "yuan; all of it if absent")),
        .text("time", "TIME", Words("到账时间；默认现在", "when it was paid; now if absent")),
        .text("count", "N", Words("人数或批数", "how many")),
        .text("district", "NAME", Words("意向区", "the district wished")),
        .text("becomes", "KIND", Words("放假、上班 或 平常", "holiday, worked or plain")),
        .text("offers", "TAGS", Words("新考场的条件", "what a new room offers")),
        .text("filing", "NO", Words("备案号，先报备后实施的事项必填", "the filing number, where one is needed")),
        .text("filed", "DAY", Words("备案日期；默认今天", "when it was filed; today if absent")),
    ]

    static let signature = Signature(
        words: [
            Signature.Word(name: "add|list", help: Words("登记，或列出已登记的", "record, or list what is recorded")),
            Signature.Word(
                name: "EVENT",
                help: Words(
                    EventWord.allCases.map { "\($0.chinese) \($0.rawValue)" }.joined(separator: "、"),
                    "one event; the options below name what it is about"), isOptional: true),
        ],
        options: [Common.database.declared, file.declared, applications.declared, by.declared, why.declared]
            + fields.map(\.declared) + [Common.now.declared, Common.json.declared])
    static let details = [
        Words(
            "例：event add 退考 --application BJOU26000007 --by 张三 --why 本人申请 --database kaowu.sqlite",
            "Recording changes the data and no plan: look at kaowu replan next."),
        Words(
            "一张表里有一处错误就什么也不登记。考点、考试日、项目的变更须先报备后实施：没有备案号，或备案晚于变更之日，不登记。",
            "One mistake, and nothing is recorded. Changes of place, day or programme need a filing number first, no later than they take effect."
        ),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let office = try Office(database: try given.required(Common.database))
        switch given.words[0] {
        case "list": return try list(office, given, terminal)
        case "add": return try add(office, given, terminal)
        default: throw UsageFault("不能“\(given.words[0])” (add or list)", "写 event add 或 event list")
        }
    }

    private static func add(_ office: Office, _ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let now = given[Common.now] ?? MachineClock.now()
        let by = try given.required(by)
        let records = try read(office, given, by: by, at: now)
        if let last = try office.store.eventRecords().map(\.record.at).max(), last > now {
            terminal.note(
                "kaowu: 登记时间 \(now) 早于上一件的 \(last)，照记；请核对 --now 或电脑的时钟 (earlier than the event before it)")
        }
        let numbers = try office.store.write(purpose: "recording events") { writer in
            try writer.record(records, checkedAgainst: office.scenario)
        }
        if given[Common.json] {
            try terminal.say(json: records)
        } else {
            let first = numbers?.lowerBound ?? 0
            let lines = records.enumerated().map { "  \(first + $0)  " + EventText.line($1) }
            try terminal.say(
                "已登记 \(records.count) 件：\n" + lines.joined(separator: "\n") + "\n方案还没有变。下一步：kaowu replan 看怎么改、谁受影响。")
        }
        return .done
    }

    private static func read(
        _ office: Office, _ given: Given, by: String, at now: LocalSecond
    ) throws -> [EventRecord] {
        let sources = [given.words.count > 1, given.has(file.name), given.has(applications.name)]
        guard sources.count(where: { $0 }) == 1 else {
            throw UsageFault(
                "写一件事件，或用 --file、--applications 给一张表 (one event or one sheet)", "用 kaowu help event 查看写法")
        }
        if let path = given[applications] {
            return try LateApplications.read(
                try bytes(path), file: path, into: office.scenario, by: by, why: try given.required(why), at: now)
        }
        let starts = try office.store.firstStarts()
        if let path = given[file] {
            return try EventsSheet.read(
                try bytes(path), file: path, into: office.scenario, starts: starts, by: by, at: now)
        }
        let why = try given.required(why)
        let named = fields.compactMap { field in given[field].map { (name: field.name, value: $0) } }
        let sheet = EventsSheet.sheet(of: given.words[1], named + [(name: "why", value: why)])
        return try EventsSheet.read(sheet, file: nil, into: office.scenario, starts: starts, by: by, at: now)
    }

    private static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try InputFile.data(at: path)) }

    private static func list(_ office: Office, _ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let events = try office.store.eventRecords()
        if given[Common.json] {
            try terminal.say(json: events.map(\.record))
            return .done
        }
        if events.isEmpty {
            try terminal.say("还没有登记过事件")
            return .done
        }
        var table = TextTable(["号", "时间", "登记人", "事件", "原因", "备案号"], numeric: [0])
        for event in events {
            let record = event.record
            table.add([
                "\(event.number)", record.at.description, record.by, EventText.text(record.event), record.why,
                record.filing.map { $0 + (record.filedOn.map { "（\($0)）" } ?? "") } ?? "",
            ])
        }
        try terminal.say(table.text)
        return .done
    }
}
