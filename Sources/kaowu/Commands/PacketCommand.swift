import Exams
import Foundation
import Storage
import Tickets

enum PacketCommand: Command {
    static let name = "packet"
    static let summary = Words(
        "写出考务袋：门贴、座位图、桌贴、签到表、记录单、名册等", "the papers of the exam rooms: door sheets, labels, sign-in sheets and more")

    private static let output = Option<String>.text(
        "output", "DIR", Words("写到这个文件夹；不能已有内容", "the folder to write; must not hold anything yet"))
    private static let sitting = Option<String>.text(
        "sitting", "ID", Words("只要这个批次，如 BJKJ-2024-05；可给多次", "only this sitting; may be given again"))
    private static let since = Option<Int>.number(
        "since", in: 1...Int.max, Words("只要第 N 版以后有变动的", "only what has changed since this revision"))

    static let signature = Signature(
        options: [
            Common.database.declared, output.declared, sitting.declared, since.declared,
            TicketPrinting.photos.declared, TicketPrinting.emptyFrames.declared,
        ],
        repeatable: [sitting.name])
    static let details = [
        Words(
            "每个批次、日期、考点一个文件夹：public/ 可张贴，证件号码遮盖；confidential/ 只交工作人员，其中签到表有完整证件号码供核对。",
            "A folder for each sitting, day and venue: public/ may be posted, document numbers masked; confidential/ is for "
                + "the staff, and its sign-in sheet has whole numbers to compare."),
        Words(
            "照片用不了、或登记了照片而没有给 --photos 的，照片处留空；姓名写不下的截短加“…”，画不出的字写作“〓”。都报出报名号，以 4 退出，其余照常写出。",
            "A photo that cannot be used, or was not given with --photos, leaves its frame empty; a name is cut short; whom it "
                + "concerns is told, exit 4."
        ),
        Words(
            "方案之后退考、退费、禁考的，场次或考场已登记取消、停用的，不印在考务袋里，逐个报出，以 4 退出：先重排再印。",
            "Who has left since the plan, or lost the session or room, is left out and named, exit 4: re-plan first."),
        Words(
            "每页印有这一考场、场次最后变动的版次。重排以后用 --since 只出变动的；changes.txt 列出哪些旧页作废。"
                + "SHA256SUMS 可用 sha256sum -c 核对；calendar.ics 可导入日历。",
            "Each page bears the revision that last changed its room and period. After a re-plan --since writes what "
                + "changed; changes.txt names the papers that are void. Check SHA256SUMS with sha256sum -c."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let folder = try given.required(output)
        let office = try Office(database: try given.required(Common.database))
        let wanted = given.all(sitting)
        try refuseUnknown(wanted, office.scenario)
        let target = try NewFolder(folder)
        var remarks: [Mistake] = []
        let contents = try contents(given, office, terminal, &remarks)
        let press = try PacketPress()
        var writer = PacketWriter(folder: target)
        var mistakes: [Mistake] = []
        for content in contents {
            terminal.progress("考务袋 \(content.folder)")
            do throws(Mistakes) {
                try writer.write(try press.papers(of: content), of: content)
                remarks += press.remarks
            } catch {
                mistakes += error.all.filter { !mistakes.contains($0) }
            }
        }
        guard mistakes.isEmpty else {
            target.discard()
            throw Mistakes(mistakes)
        }
        guard writer.count > 0 || contents.contains(where: { !$0.dropped.isEmpty }) else {
            target.discard()
            guard remarks.isEmpty else {
                terminal.note("kaowu: 没有可印的，什么也没有写 (nothing to print, nothing written)")
                terminal.note(MistakeTable.text(remarks))
                return .incomplete
            }
            try terminal.say(given[since].map { "第 \($0) 版以后，这些考场没有变动，不必重印" } ?? "当前方案里没有编排考试，没有可写的")
            return .done
        }
        try writer.finish(contents, since: given[since])
        try target.appear()
        try terminal.say(
            "已写入 \(folder)：\(writer.folders) 个考点日，\(writer.count) 个文件\n"
                + "public/ 可以张贴；confidential/ 含完整证件号码，只交监考人员，用后收回")
        guard !remarks.isEmpty else { return .done }
        terminal.note("kaowu: 考务袋已写好，但有 \(remarks.count) 处与数据不同，请逐一处理 (written, with remarks)")
        terminal.note(MistakeTable.text(remarks))
        return .incomplete
    }

    /// Of the sittings that are wanted.
    /// - Parameter remarks: takes whom the papers leave out, and the photos that cannot be printed.
    private static func contents(
        _ given: Given, _ office: Office, _ terminal: Terminal, _ remarks: inout [Mistake]
    ) throws -> [PacketContent] {
        let store = office.store
        guard let current = try store.currentRevision(), let saved = try store.revisions().last else {
            throw Mistakes([
                Mistake(code: "no-plan", cause: "还没有方案。", action: "先运行 kaowu plan --database FILE。")
            ])
        }
        if let since = given[since], since >= current {
            throw UsageFault("--since \(since) 不早于现行的第 \(current) 版 (not before the current one)", "给出较早的版次")
        }
        terminal.progress("正在读取 \(current) 版方案 (reading)")
        let revisions = try (1...current).map { (number: $0, plan: try store.loadPlan(revision: $0)) }
        let books = keyed(office.scenario.ruleBooks, \.id)
        var numbers: [String: TicketNumber] = [:]
        for entry in try store.ticketEntries() where entry.revision != nil {
            guard let book = books[entry.institution] else { continue }
            numbers[entry.application] = try TicketNumber(
                month: entry.month, institution: book.numberCode, serial: entry.serial)
        }
        let wanted = given.all(sitting)
        let leftOut = try LeftOut(office, sittings: wanted)
        let pending = try store.pendingChanges()
        remarks += leftOut.remarks + notPlanned(pending)
        // Papers from which somebody is missing are not those of the plan alone.
        let asOf = leftOut.periods.isEmpty ? saved.savedAt : max(saved.savedAt, pending.lastAt ?? saved.savedAt)
        let index = PacketIndex(
            scenario: office.scenario, revisions: revisions, since: given[since], numbers: numbers,
            swaps: try swaps(office, in: revisions.last?.plan.plan), leftOut: leftOut.periods, printedAsOf: asOf)
        let folder = try given[TicketPrinting.photos].map { PhotoFolder(root: try InputFile.folder(at: $0)) }
        // Who sits several subjects is on several papers.
        var photos: [String: Photo?] = [:]
        var unprintable: [String: [Mistake]] = [:]
        let contents = try index.contents { person in
            guard let folder else { return nil }
            if let known = photos[person.id] { return known }
            var photo: Photo?
            do throws(Mistakes) {
                photo = try folder.photo(of: person)
            } catch {
                unprintable[person.id] = error.all
            }
            photos[person.id] = .some(photo)
            return photo
        }.filter { wanted.isEmpty || wanted.contains($0.sitting) }
        if !given[TicketPrinting.emptyFrames] {
            remarks += emptyFrames(unprintable, contents, office.scenario)
            if folder == nil { remarks += notGiven(contents, office.scenario) }
        }
        return contents
    }

    private static func notPlanned(_ pending: PendingChanges) -> [Mistake] {
        guard pending.events > 0 else { return [] }
        return [
            Mistake(
                code: "changes-not-planned", cause: "还没有编进方案的变化 \(pending.events) 件，考务袋照现行方案印制。",
                action: "先用 kaowu replan 重排，再出考务袋；已登记的用 kaowu event list 查看。")
        ]
    }

    /// One remark if somebody on these papers has a photo on record.
    private static func notGiven(_ contents: [PacketContent], _ scenario: Scenario) -> [Mistake] {
        let listed = Set(contents.flatMap { $0.sessions.flatMap { $0.candidates.map(\.application) } })
        let people = Set(scenario.people.filter { $0.photo != nil }.map(\.id))
        let count = Set(scenario.registrations.filter { listed.contains($0.id) }.map(\.person)).count(
            where: people.contains)
        guard count > 0 else { return [] }
        return [
            Mistake(
                code: "photos-not-given", cause: "\(count) 人登记了照片，而没有给 --photos（照片所在的文件夹）；照片处留空。",
                action: "加上 --photos 场景文件夹重出一次；确实要留空，加 --allow-empty-frames。")
        ]
    }

    /// What is wrong with the photos of those who are on these papers.
    private static func emptyFrames(
        _ unprintable: [String: [Mistake]], _ contents: [PacketContent], _ scenario: Scenario
    ) -> [Mistake] {
        let listed = Set(contents.flatMap { $0.sessions.flatMap { $0.candidates.map(\.application) } })
        let found = UnprintablePhotos.named(unprintable, scenario).filter { !listed.isDisjoint(with: $0.applications) }
        return found.flatMap(\.mistakes).map { mistake in
            var remark = mistake
            remark.cause += "照片处留空。"
            return remark
        }
    }

    private static func swaps(_ office: Office, in plan: Plan?) throws -> [PacketIndex.NotedSwap] {
        try office.scenario.venues.flatMap(\.venue.rooms).flatMap { room in
            let notes = try office.store.roomNotes(of: room.id)
            let overtaken = plan.map { RoomNote.overtaken(notes, in: $0) } ?? []
            return notes.flatMap { note in
                note.moves.map { move in
                    PacketIndex.NotedSwap(
                        application: note.application, period: move.period, room: note.room, from: move.from,
                        to: move.to, at: note.at, why: overtaken.contains(note.revision) ? "已撤销：" + note.why : note.why)
                }
            }
        }
    }

    private static func refuseUnknown(_ wanted: [String], _ scenario: Scenario) throws(Mistakes) {
        let known = scenario.sittings.map(\.id)
        let unknown = wanted.filter { !known.contains($0) }
        guard !unknown.isEmpty else { return }
        throw Mistakes(
            unknown.map {
                Mistake(
                    code: "sitting-unknown", cause: "没有批次“\($0)”。",
                    action: "批次编号：\(known.prefix(40).joined(separator: "、"))。")
            })
    }
}
