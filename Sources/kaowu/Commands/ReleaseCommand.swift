import Exams
import Releasing
import Storage

enum ReleaseCommand: Command {
    static let name = "release"
    static let summary = Words("发放到期的准考证，只发一次", "release the tickets that are due, once")

    static let folder = Option<String>.text(
        "folder", "DIR", Words("发放文件夹，供报名平台取用", "the folder a registration platform fetches from"))
    private static let mailFrom = Option<String>(
        name: "mail-from", placeholder: "ADDRESS",
        help: Words(
            "由机构发送的准考证从这个邮箱发给考生；不给则留在待发箱",
            "send the tickets an institution sends from this address; they wait if absent"),
        read: { MailChannel.isSender($0) ? $0 : nil },
        expectation: "应为邮箱地址，如 kaowu@example.org 或 '考务 <kaowu@example.org>' (a mail address)")
    private static let sendmail = Option<String>.text(
        "sendmail", "PATH",
        Words("本机的发信程序，默认 /usr/sbin/sendmail", "the machine's mail program, /usr/sbin/sendmail if absent"))
    private static let resend = Option<String>.text(
        "resend", "ID", Words("把这个报名号的邮件再发一次；可给多次", "send this application's mail again; may be given again"))
    private static let since = Option.moment(
        "since", Words("另列出从这一刻起发出和收回的准考证，供平台增量取用", "also list what was released and taken back since then"))
    private static let dryRun = Flag(
        name: "dry-run",
        help: Words("试画到期的，只说会做什么，什么也不改变", "draw what is due, say what would be done, and change nothing"))
    private static let newFolder = Flag(
        name: "new-folder",
        help: Words("这个文件夹取代从前的发放文件夹，已发的重画到这里", "this folder replaces the former one; what is out is put into it"))
    private static let quiet = Flag(
        name: "quiet", help: Words("没有新情况就什么也不输出，供 cron 用", "print nothing unless there is news, for cron"))

    static let signature = Signature(
        options: [
            Common.database.declared, folder.declared, Common.now.declared, KeyCommand.key.declared,
            TicketPrinting.photos.declared, TicketPrinting.emptyFrames.declared, mailFrom.declared, sendmail.declared,
            resend.declared, since.declared,
            newFolder.declared, dryRun.declared, quiet.declared, Common.json.declared,
        ],
        repeatable: [resend.name])
    static let details = [
        Words(
            "可放入 cron，随时重跑：到期的写出一次，未到期的不写，开考后不再发放；中途断电，下次接着做完。",
            "Fit for cron and safe to repeat: due tickets once, none early, none after the exam has begun; "
                + "a run cut off is completed by the next."),
        Words(
            "发放文件夹里丢失或损坏的准考证会重画。退考、退费、禁考在发放的一刻按库中最新数据复核，已发的收回。",
            "Lost or damaged files are drawn again. Who has withdrawn, been refunded or banned gets nothing, by the data as it stands."
        ),
        TicketPrinting.help,
        Words(
            "座位所在的场次、考场、机位已登记取消或停用，还没有重排的：到期也不发，已发的列出，不自行收回；重排以后照新座位发放。",
            "A ticket whose seat was lost by something recorded since the plan is held, or listed if it is out, until the re-plan."
        ),
        Words(
            "发信失败会自行重试，间隔逐次拉长，直到开考；失败四次、地址被拒或没有地址的，列出报名号和邮件程序的答复。同一张准考证重发时邮件编号不变。",
            "Mail that fails is tried again after growing pauses, until the exam begins; after four failures staff are told. "
                + "A repeat carries the same Message-ID."),
        Words(
            "退出码：0 完成；4 没有全部发出，须人处理（已做的都记着，下次接着做）；3 有人正在写数据库，稍后重跑即可（--quiet 时，一小时内发放过就不出声）。",
            "Exit codes: 0 done; 4 not everything went out, a person is needed; 3 somebody else is writing, run it again later."
        ),
        ReleaseSchedule.help,
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let directory = try given.required(folder)
        let database = try given.required(Common.database)
        if given[dryRun], !given.all(resend).isEmpty {
            throw UsageFault("--dry-run 不能与 --resend 同用 (not together)", "去掉其中一个")
        }
        let now = given[Common.now] ?? MachineClock.now()
        let office = try Office(database: database)
        if !given[dryRun] {
            try KeyCommand.require(
                try KeyCommand.load(given), from: try KeyCommand.path(given), in: office.store,
                at: now)
        }
        let printing = try TicketPrinting(given)
        let releaser = Releaser(
            store: office.store, folder: directory, press: printing.press, mail: channel(given))
        if !given[quiet] { terminal.progress("正在发放 (releasing)") }
        let report: ReleaseReport
        do {
            report =
                given[dryRun]
                ? try releaser.preview(now: now, isNewFolder: given[newFolder])
                : try releaser.release(now: now, isNewFolder: given[newFolder], resending: given.all(resend))
        } catch let fault as StorageFault where fault.kind == .busy && given[quiet] && isBrief(office.store, now) {
            return .busy
        }
        let changes = try given[since].map { try office.store.ledgerChanges(since: $0) }
        if given[Common.json] {
            try terminal.say(json: ReleaseRecord(report, remarks: printing.remarks, since: given[since], changes))
        } else if !given[quiet] || report.isNews || changes != nil {
            let text = ReleaseText(names: office.scenario)
            try terminal.say(text.text(report, folder: directory))
            if !printing.remarks.isEmpty {
                try terminal.say("准考证已发，但少印了（\(printing.remarks.count)）\n" + MistakeTable.text(printing.remarks))
            }
            if let moment = given[since], let changes { try terminal.say(text.text(changes, since: moment)) }
        }
        return report.needsAPerson || !printing.remarks.isEmpty ? .incomplete : .done
    }

    /// Somebody is writing just now, as happens; but a release has run within the hour, so nothing has been waiting long.
    private static func isBrief(_ store: Store, _ now: LocalSecond) -> Bool {
        guard let last = try? store.lastRun() else { return false }
        return abs(now.number - last.now.number) <= Releaser.patience
    }

    private static func channel(_ given: Given) -> MailChannel? {
        guard let from = given[mailFrom] else { return nil }
        let program = Sendmail(program: given[sendmail] ?? Sendmail.standardPath)
        return MailChannel(from: from, send: program.send)
    }
}
