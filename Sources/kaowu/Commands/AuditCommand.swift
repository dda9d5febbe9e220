import Exams
import Planning
import Storage

enum AuditCommand: Command {
    static let name = "audit"
    static let summary = Words("核对全部历史：记录链、各版方案、重做任一版", "verify the whole history, and make any revision again")

    private static let plans = Flag(name: "plans", help: Words("连同各版方案逐一独立校验", "verify every stored revision too"))
    private static let reproduce = Option<Int>.number(
        "reproduce", in: 1...Int.max, Words("从当时的输入重做第几版，逐字节比较", "make this revision again from its inputs and compare byte for byte"))

    static let signature = Signature(
        options: [Common.database.declared, plans.declared, reproduce.declared, Common.json.declared])
    static let details = [
        Words("链断了，指出第一处断在哪里，退出码为 1。", "If the chain is broken the first broken link is named, and the exit code is 1.")
    ]

    private struct Record: Encodable {
        let entries: Int
        let head: String
        let revisions: Int
        let reproduced: Bool?
    }

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let store = try Office(database: try given.required(Common.database)).store
        let report = try store.audit()
        if let broken = report.broken { throw Mistakes([broken]) }
        let revisions = try store.revisions().map(\.number)
        if given[plans] { for revision in revisions { _ = try store.loadPlan(revision: revision) } }
        let same = try given[reproduce].map { try isReproduced($0, store, terminal) }
        if given[Common.json] {
            try terminal.say(
                json: Record(
                    entries: report.entries, head: report.head.description, revisions: revisions.count, reproduced: same))
        } else {
            var lines = ["记录链完整：\(report.entries) 条，末条 \(report.head)"]
            if given[plans] { lines.append("\(revisions.count) 版方案都与当时所存相同，并重新通过独立校验") }
            if let same, let number = given[reproduce] {
                lines.append(same ? "第 \(number) 版从当时的输入重做，逐字节相同" : "第 \(number) 版重做的结果与所存不同")
            }
            try terminal.say(lines.joined(separator: "\n"))
        }
        return same == false ? .atFault : .done
    }

    /// The inputs of a revision: its problem, the revision it was made from, and how it was made.
    private static func isReproduced(_ revision: Int, _ store: Store, _ terminal: Terminal) throws -> Bool {
        let stored = try store.loadPlan(revision: revision)
        let (origin, base) = try store.origin(of: revision)
        terminal.progress("正在重做第 \(revision) 版 (planning again)")
        let plan: Plan
        switch origin {
        case .planned(let begin): plan = Planner().plan(stored.problem, from: begin)
        case .proposed(let name, let at):
            guard let proposal = Proposal(rawValue: name), let base else { return false }
            plan = Planner().propose(
                proposal, for: stored.problem, from: try store.loadPlan(revision: base).plan, at: at)
        case .restored(let from, let at):
            plan = Planner().restore(try store.loadPlan(revision: from).plan, for: stored.problem, at: at)
        case .swapped: plan = Planner().retold(stored.plan, for: stored.problem)
        }
        return plan.encoded() == stored.plan.encoded()
    }
}
