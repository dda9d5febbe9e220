import Exams
import Foundation

enum AskCommand: Command {
    static let name = "ask"
    static let summary = Words(
        "边问边答：假如有人退考、机器坏了、考场停用，谁受影响", "what if, answered at once: who is concerned by a loss")

    static let signature = Signature(
        words: [
            Signature.Word(
                name: "QUESTION", help: Words("一件事；不给则逐行读标准输入", "one event; else lines of standard input"),
                isOptional: true)
        ],
        lastWordRepeats: true,
        options: [Common.database.declared, Common.now.declared, Common.json.declared])
    static let details = [
        Words(
            "可以问：\(Question.forms.map(\.form).joined(separator: "；"))。一行一件，后一问接着前一问；“重来”回到存着的方案。",
            "Lines go on from one another; 重来 or reset goes back to the stored plan."),
        Words(
            "方案读进内存一次，每问只重新安置受影响的人：十万人的季度，一人退考或一台机器坏了，几十毫秒作答。什么也不登记、不存。",
            "The plan is read once; an answer solves again only what the event touches. Nothing is recorded or stored."),
        Words(
            "答复没有证明已是最少时，两万个报名以内再照 replan 的“改动最少”找一遍，要几秒；更大的方案不找，replan 可能更少。没有经过校验器，也不附证明；要改方案，用 event add 登记，再用 replan 看账单、提交。",
            "Where an answer is not proved to move the fewest, the proposal of replan is made, up to 20,000 applications: "
                + "seconds. Unverified and without proof: record the event and replan to change the plan."
        ),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let office = try Office(database: try given.required(Common.database))
        terminal.progress("正在读入方案 (reading the plan)")
        let standing = try office.standing(at: given[Common.now] ?? MachineClock.now())
        var inquiry = try Inquiry(standing)
        let index = PlanIndex(scenario: office.scenario, verified: try office.store.loadPlan())
        var isUnderstood = true
        func ask(_ line: String) throws {
            if ["重来", "reset"].contains(line) {
                inquiry.reset()
                return
            }
            do {
                let question = try Question(line)
                let start = ContinuousClock.now
                let bill = try inquiry.answer(question)
                try say(line, bill, BenchRun.seconds(since: start) * 1000, index, given, terminal)
            } catch let mistakes as Mistakes where given.words.isEmpty {
                isUnderstood = false
                for mistake in mistakes.all { terminal.note("kaowu: \(mistake.cause) → \(mistake.action)") }
            }
        }
        guard given.words.isEmpty else {
            try ask(given.words.joined(separator: " "))
            return .done
        }
        if isatty(STDIN_FILENO) == 1 { terminal.note("请问，Ctrl-D 结束 (ask; end with Ctrl-D)") }
        while let line = readLine() {
            let question = line.trimmingCharacters(in: .whitespaces)
            if !question.isEmpty { try ask(question) }
        }
        return isUnderstood ? .done : .atFault
    }

    private struct Answer: Encodable {
        let question: String
        let milliseconds: Double
        let bill: Bill
    }

    private static func say(
        _ question: String, _ bill: Bill, _ milliseconds: Double, _ index: PlanIndex, _ given: Given,
        _ terminal: Terminal
    ) throws {
        if given[Common.json] {
            try terminal.say(jsonLine: Answer(question: question, milliseconds: milliseconds, bill: bill))
        } else {
            let tenths = (milliseconds * 10).rounded() / 10
            try terminal.say("〔\(question)〕\(tenths) 毫秒\n\(BillReport.brief(bill, index))\n")
        }
    }
}
