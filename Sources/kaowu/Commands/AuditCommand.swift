import Exams
import Planning
import Storage

enum AuditCommand: Command {
    static let name = "audit"
    static let summary = Words("核对全部历史：记录链、各版方案、重做任一版", "verify the whole history, and make any revision again")

    private static let plans = Flag(name: "plans", help: Words("连同各版方案逐一独立校验", "verify every stored revision too"))
    private static let reproduce = Option<Int>.number(
        "reproduce", in: 1...Int.max,
        Words("从当时的输入重做第几版，逐字节比较", "make this revision again from its inputs and compare byte for byte"))

    static let signature = Signature(
        options: [Common.database.declared, plans.declared, reproduce.declared, Common.json.declared])
    static let details = [
        Words(
            "记录链逐条重算，再拿数据、各版方案、台账、密钥与记录核对；第一处不符指出在哪里，退出码为 1。",
            "Every link is recomputed, and data, plans, ledger and keys are held against the log; the first that does not hold is named, with exit code 1."
        ),
        Words(
            "整个文件连同链头被换成旧备份是看不出的：把末条的编码记在别处，日后可比。",
            "A file exchanged whole for an older one cannot be told from inside: write the last digest down elsewhere."),
    ]

    private struct Record: Encodable {
        let entries: Int
        let head: String
        let revisions: Int
        let reproduced: Bool?
    }

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        // Not through an office: data that cannot even be read are what an audit is for.
        let store = try Store(path: try InputFile.database(at: try given.required(Common.database)))
        let report = try store.audit()
        if let broken = report.broken { throw Mistakes([broken]) }
        let revisions = try store.revisions().map(\.number)
        if given[plans] { for revision in revisions { _ = try store.loadPlan(revision: revision) } }
        let same = try given[reproduce].map { try isReproduced($0, store, terminal) }
        if given[Common.json] {
            try terminal.say(
                json: Record(
                    entries: report.entries, head: report.head.description, revisions: revisions.count, reproduced: same
                ))
        } else {
            var lines = ["记录链完整：\(report.entries) 条，末条 \(report.head)；数据、\(revisions.count) 版方案、台账、密钥都与记录相符"]
            if given[plans] { lines.append("\(revisions.count) 版方案重新通过独立校验") }
            if let same, let number = given[reproduce] {
                lines.append(same ? "第 \(number) 版从当时的输入重做，逐字节相同" : "第 \(number) 版重做的结果与所存不同（程序换过版本时会这样；所存的方案不变）")
            }
            try terminal.say(lines.joined(separator: "\n"))
        }
        return same == false ? .atFault : .done
    }

    /// The inputs of a revision: its problem, how it was made, and the revision it was made from.
    private static func isReproduced(_ revision: Int, _ store: Store, _ terminal: Terminal) throws -> Bool {
        let stored = try store.loadPlan(revision: revision)
        terminal.progress("正在重做第 \(revision) 版 (planning again)")
        return try remade(revision, store)?.encoded() == stored.plan.encoded()
    }

    /// Nil if the record does not say enough.
    private static func remade(_ revision: Int, _ store: Store) throws -> Plan? {
        let problem = try store.loadPlan(revision: revision).problem
        let (origin, base) = try store.origin(of: revision)
        switch origin {
        case .planned: return Planner().plan(problem)
        case .proposed(let name, _):
            guard let proposal = Proposal(rawValue: name), let base else { return nil }
            return Planner().propose(proposal, for: problem, from: try store.loadPlan(revision: base).plan)
        case .restored(let from, _):
            return Planner().restore(try store.loadPlan(revision: from).plan, for: problem)
        case .swapped:
            guard let base, let note = try store.roomNote(of: revision) else { return nil }
            return Planner().retold(note.applied(to: try store.loadPlan(revision: base).plan), for: problem)
        }
    }
}

extension RoomNote {
    fileprivate func applied(to plan: Plan) -> Plan {
        var swapped = plan
        guard let index = plan.placements.firstIndex(where: { $0.application == application }) else { return plan }
        for move in moves {
            for (position, seat) in plan.placements[index].subjects.enumerated()
            where seat.subject == move.subject && seat.period == move.period && move.to.count == 2 {
                swapped.placements[index].subjects[position].row = move.to[0]
                swapped.placements[index].subjects[position].column = move.to[1]
            }
        }
        return swapped
    }
}
