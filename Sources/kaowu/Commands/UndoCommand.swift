import Exams
import Foundation
import Planning
import Storage
import Verifying

enum UndoCommand: Command {
    static let name = "undo"
    static let summary = Words("把以前的一版恢复为新的一版", "make an earlier revision current again, as a new one")

    private static let to = Option<Int>.number("to", in: 1...Int.max, Words("恢复到第几版", "the revision to go back to"))
    private static let commit = Flag(
        name: "commit", help: Words("存为新的一版；不加只看账单", "store it; without this only the bill is shown"))
    private static let yes = Flag(name: "yes", help: Words("确认收回已发的准考证", "yes, take back the tickets that are out"))

    static let signature = Signature(
        options: [
            Common.database.declared, to.declared, commit.declared, yes.declared, Common.now.declared,
            Common.json.declared,
        ])
    static let details = [
        Words(
            "已登记的事件是事实，不会撤销：恢复的那一版里如今不合规则的座位按改动最少另排，其余与那一版完全相同。",
            "Events stay: what the laws no longer allow of that revision changes as little as can be; all else comes back."
        )
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let database = try given.required(Common.database)
        let office = try Office(database: database)
        let now = given[Common.now] ?? MachineClock.now()
        let revision = try given.required(to)
        let standing = try office.standing(at: now)
        let earlier = try office.store.loadPlan(revision: revision)
        terminal.progress("正在恢复第 \(revision) 版 (restoring)")
        let plan = Planner().restore(earlier.plan, for: standing.problem)
        let verified = try PlanWork.verified(plan, of: standing.problem)
        let bill = standing.bill(verified.plan)
        guard given[commit] else {
            try SeenUndo(revision: revision, state: standing.state).write(database: database)
            if given[Common.json] {
                try terminal.say(json: bill)
            } else {
                let index = PlanIndex(scenario: office.scenario, verified: verified)
                try terminal.say(
                    "从第 \(standing.revision) 版恢复到第 \(revision) 版的账单（什么都还没有改变）\n\n" + BillReport.text(bill, index))
            }
            return .done
        }
        try SeenUndo.require(SeenUndo(revision: revision, state: standing.state), database: database)
        try ReplanCommand.confirm(bill, given)
        let stored = try office.store.write(purpose: "saving a plan") { writer in
            try writer.replacePlan(
                verified, note: "恢复第 \(revision) 版", at: now, after: standing.revision,
                origin: .restored(revision, at: standing.now))
        }
        SeenUndo.remove(database: database)
        try ReplanCommand.say(stored, bill, given, terminal)
        return .done
    }
}

/// Which bill was looked at, kept beside the database until it is committed: of which revision, and for which state
/// of data, plan and tickets.
private struct SeenUndo: Codable, Equatable {
    let revision: Int
    let state: String

    private static func path(_ database: String) -> String { database + ".undo" }

    func write(database: String) throws {
        try OutputFile.write(try JSONEncoder().encode(self), to: SeenUndo.path(database), isPrivate: true)
    }

    /// - Throws: `undo-unseen`.
    static func require(_ wanted: SeenUndo, database: String) throws(Mistakes) {
        if InputFile.exists(path(database)) {
            let data = try InputFile.data(at: path(database))
            if (try? JSONDecoder().decode(SeenUndo.self, from: data)) == wanted { return }
        }
        throw Mistakes([
            Mistake(
                code: "undo-unseen", cause: "还没有看过现在恢复第 \(wanted.revision) 版的账单，或看过之后数据、方案、准考证有了变化。",
                action: "先运行不带 --commit 的 kaowu undo --to \(wanted.revision)，看过再提交。什么都没有改变。")
        ])
    }

    static func remove(database: String) { try? FileManager.default.removeItem(atPath: path(database)) }
}
