import Exams
import Foundation
import Planning
import Storage
import Verifying

enum ReplanCommand: Command {
    static let name = "replan"
    static let summary = Words("重排：先看各方案的账单，再提交其中一个", "re-plan: the bill of each proposal first, then commit one")

    private static let commit = Option<Int>.number(
        "commit", in: 1...9, Words("把看过的第几个方案存为新的一版", "store the Nth proposal shown as the next revision"))
    private static let yes = Flag(
        name: "yes", help: Words("确认收回已发的准考证", "yes, take back the tickets that are out"))
    private static let whatIf = Option<String>.text(
        "what-if", "FILE",
        Words("假如：事件表，或改过的场景文件夹；不登记、不存", "what if: a sheet of events or a changed scenario folder; nothing is stored"))
    private static let note = Option<String>.text("note", "TEXT", Words("这一版的说明", "what this revision is for"))
    private static let full = Option<Int>.number(
        "show", in: 1...9, Words("第几个方案的全部账单；默认都列", "the whole bill of the Nth proposal; of all if absent"))

    static let signature = Signature(
        options: [
            Common.database.declared, commit.declared, yes.declared, whatIf.declared, note.declared, full.declared,
            Common.now.declared, Common.json.declared,
        ])
    static let details = [
        Words(
            "不带 --commit 只看不改：列出改动最少、已发准考证不动、全部重排三种方案，各附账单：谁受影响、哪些准考证作废重发、哪些材料重印、能否证明改动不能更少。",
            "Without --commit nothing changes: fewest moves, tickets stay, and all anew, each with its bill."),
        Words(
            "看过之后数据、方案或准考证有了变化，提交会被拒绝。收回的准考证超过 \(ReplanCommand.manyTickets) 张须加 --yes。作废立即生效，新准考证由下一次 release 发放。",
            "If anything has changed since it was shown, the commit is refused. Tickets taken back are void at once."),
    ]

    /// More tickets than this are not taken back without a yes.
    static let manyTickets = 10

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let database = try given.required(Common.database)
        let office = try Office(database: database)
        let now = given[Common.now] ?? MachineClock.now()
        if let number = given[commit] {
            for name in [whatIf.name, full.name] where given.has(name) {
                throw UsageFault("--\(name) 不能与 --commit 同用 (cannot be given together)", "先看，再提交")
            }
            return try store(number, office, database, at: now, given, terminal)
        }
        let scenario = try imagined(office, given, at: now)
        let standing = try office.standing(at: now, scenario: scenario)
        let choices = try choices(office, standing, terminal)
        if !given.has(whatIf.name) {
            try ProposalFile.write(
                choices.map { ProposalFile.Entry(proposal: $0.proposals[0], plan: $0.plan) }, standing,
                database: database)
        }
        if given[Common.json] {
            try terminal.say(json: choices.map { ChoiceRecord($0) })
        } else {
            try show(choices, standing, scenario, given, terminal)
        }
        return .done
    }

    /// A plan to choose, and all proposals that come to it.
    private struct Choice {
        var proposals: [Proposal]
        let plan: Plan
        let verified: VerifiedPlan
        let bill: Bill
    }

    private struct ChoiceRecord: Encodable {
        let proposals: [Proposal]
        let bill: Bill

        init(_ choice: Choice) { (proposals, bill) = (choice.proposals, choice.bill) }
    }

    private static func choices(_ office: Office, _ standing: Standing, _ terminal: Terminal) throws -> [Choice] {
        var choices: [Choice] = []
        for (proposal, verified) in try office.proposals(standing, terminal) {
            if let same = choices.firstIndex(where: { $0.plan.placements == verified.plan.placements }) {
                choices[same].proposals.append(proposal)
            } else {
                choices.append(
                    Choice(
                        proposals: [proposal], plan: verified.plan, verified: verified,
                        bill: standing.bill(verified.plan)))
            }
        }
        return choices
    }

    /// The scenario as it is, or as it would be.
    private static func imagined(_ office: Office, _ given: Given, at now: LocalSecond) throws -> Scenario {
        guard let path = given[whatIf] else { return office.scenario }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            var desk = ScenarioDesk(try Scenario.read(folder: try InputFile.folder(at: path)).scenario)
            for event in try office.store.eventRecords() { _ = desk.take(event.record.event) }
            return desk.scenario
        }
        let records = try EventsSheet.read(
            [UInt8](try InputFile.data(at: path)), file: path, into: office.scenario,
            starts: try office.store.firstStarts(), by: "what-if", at: now)
        var desk = ScenarioDesk(office.scenario)
        for record in records { _ = desk.take(record.event) }
        return desk.scenario
    }

    private static func show(
        _ choices: [Choice], _ standing: Standing, _ scenario: Scenario, _ given: Given, _ terminal: Terminal
    ) throws {
        let isImagined = given.has(whatIf.name)
        var blocks = ["第 \(standing.revision) 版之后，\(isImagined ? "假如如此，" : "")有 \(choices.count) 个方案可选（什么都还没有改变）"]
        for (number, choice) in choices.enumerated() {
            let title = choice.proposals.map(\.title).joined(separator: " = ")
            blocks.append(
                "【\(number + 1)】\(title)\n  \(choice.proposals[0].explanation)\n  \(BillReport.headline(choice.bill))\n  "
                    + BillReport.proof(choice.bill))
        }
        for (number, choice) in choices.enumerated() where given[full].map({ $0 == number + 1 }) ?? true {
            let index = PlanIndex(scenario: scenario, verified: choice.verified)
            blocks.append("━━ 方案【\(number + 1)】的账单 ━━\n\n" + BillReport.text(choice.bill, index))
        }
        if !isImagined { blocks.append("提交：kaowu replan --database … --commit N") }
        try terminal.say(blocks.joined(separator: "\n\n"))
    }

    private static func store(
        _ number: Int, _ office: Office, _ database: String, at now: LocalSecond, _ given: Given, _ terminal: Terminal
    ) throws -> ExitCode {
        let file = try ProposalFile.read(database: database)
        guard number <= file.entries.count else {
            throw UsageFault("只有 \(file.entries.count) 个方案 (there is no proposal \(number))", "看清编号再提交")
        }
        let standing = try office.standing(at: now)
        guard standing.state == file.state else {
            throw Mistakes([
                Mistake(
                    code: "proposal-outdated", cause: "看过方案之后，数据、方案或已发的准考证有了变化，或又有场次开考。",
                    action: "再运行一次 kaowu replan，看过新的账单再提交。什么都没有改变。")
            ])
        }
        let entry = file.entries[number - 1]
        let verified = try verify(problem: standing.problem, plan: entry.plan)
        let bill = standing.bill(verified.plan)
        try confirm(bill, given)
        let origin = RevisionOrigin.proposed(entry.proposal.rawValue, at: file.at)
        let stored = try office.store.write(purpose: "saving a plan") { writer in
            try writer.replacePlan(
                verified, note: given[note] ?? "重排：\(entry.proposal.title)", at: now, after: standing.revision,
                origin: origin)
        }
        ProposalFile.remove(database: database)
        try say(stored, bill, given, terminal)
        return .done
    }

    /// - Throws: `tickets-recalled`, with their number, if nobody has said yes to that.
    static func confirm(_ bill: Bill, _ given: Given) throws(Mistakes) {
        guard bill.ticketsVoid.count > manyTickets, !given[yes] else { return }
        throw Mistakes([
            Mistake(
                code: "tickets-recalled", cause: "这个方案要收回 \(bill.ticketsVoid.count) 张已发的准考证。",
                action: "看过账单、确认无误，加 --yes 再提交。什么都没有改变。")
        ])
    }

    static func say(
        _ stored: (revision: Int, taken: Int), _ bill: Bill, _ given: Given, _ terminal: Terminal
    ) throws {
        if given[Common.json] {
            try terminal.say(json: StoredRecord(revision: stored.revision, ticketsTaken: stored.taken, bill: bill))
        } else {
            let others = bill.ticketsVoid.count - stored.taken
            try terminal.say(
                "已存为第 \(stored.revision) 版；\(BillReport.headline(bill))\n收回准考证 \(stored.taken) 张，即刻作废"
                    + (others > 0 ? "（另 \(others) 张先前已收回，还没有换发）" : "") + "；新准考证由下一次 kaowu release 发放。")
        }
    }

    private struct StoredRecord: Encodable {
        let revision: Int
        let ticketsTaken: Int
        let bill: Bill
    }
}
