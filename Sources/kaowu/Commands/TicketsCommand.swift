import Exams
import Releasing
import Storage
import Tickets

enum TicketsCommand: Command {
    static let name = "tickets"
    static let summary = Words("画出准考证供工作人员核对（不发放）", "draw tickets for the staff, without releasing them")

    private static let output = Option<String>.text("output", "DIR", Words("写到这个文件夹", "the folder to write to"))
    private static let application = Option<String>.text(
        "application", "ID", Words("只画这个报名号；可给多次", "only this application; may be given again"))

    static let signature = Signature(
        options: [
            Common.database.declared, output.declared, application.declared, KeyCommand.key.declared,
            TicketPrinting.photos.declared, TicketPrinting.emptyFrames.declared,
        ],
        repeatable: [application.name])
    static let details = [
        Words(
            "这里画出的文件不算发放：不记入台账，不写索引，文件名以 unreleased- 开头，不得交给考生。发放只用 kaowu release。",
            "What is drawn here is not released: no ledger entry, no index, names that begin with unreleased-."),
        TicketPrinting.help,
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let folder = try given.required(output)
        let office = try Office(database: try given.required(Common.database))
        let printing = try TicketPrinting(given)
        let entries = try wanted(given.all(application), try office.store.ticketEntries())
        let registered = keyed(office.scenario.registrations, \.id)
        let people = keyed(office.scenario.people, \.id)
        try printing.requirePhotos(of: entries.compactMap { registered[$0.application].flatMap { people[$0.person] } })
        let print = try printing.press(office.scenario, try office.store.loadPlan())
        try OutputFile.makeFolder(folder)
        var mistakes: [Mistake] = []
        var drawn = 0
        for entry in entries {
            if drawn % 500 == 0 { terminal.progress("准考证 \(drawn) / \(entries.count)") }
            do {
                try draw(entry, office.scenario, print, into: folder)
                drawn += 1
            } catch let fault as Mistakes {
                mistakes += fault.all.map { $0.about(application: entry.application) }
            }
        }
        try terminal.say("已画 \(drawn) 张准考证到 \(folder)，供工作人员核对。这些准考证没有发放 (not released)。")
        mistakes += printing.remarks
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return .done
    }

    /// - Throws: `ticket-placement` for every application asked for that has no seat.
    private static func wanted(_ ids: [String], _ entries: [TicketEntry]) throws(Mistakes) -> [TicketEntry] {
        let seated = entries.filter { $0.revision != nil }
        if ids.isEmpty { return seated }
        let known = Set(seated.map(\.application))
        let unknown = ids.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw Mistakes(
                unknown.map {
                    Mistake(
                        code: "ticket-placement", cause: "报名 \($0) 在当前方案里没有座位，没有准考证可画。",
                        action: "用 kaowu show person \($0) 查看原因。")
                })
        }
        return seated.filter { ids.contains($0.application) }
    }

    private static func draw(
        _ entry: TicketEntry, _ scenario: Scenario, _ print: TicketPrinter, into folder: String
    ) throws {
        guard let revision = entry.revision, let change = entry.changes.last,
            let book = scenario.ruleBooks.first(where: { $0.id == entry.institution })
        else { return }
        let number = try TicketNumber(month: entry.month, institution: book.numberCode, serial: entry.serial)
        let job = TicketJob(
            application: entry.application, number: number, revision: revision, asOf: change.savedAt)
        try OutputFile.write(
            try print(job), to: "\(folder)/unreleased-\(entry.application)-\(number.digits).pdf", isPrivate: true)
    }
}
