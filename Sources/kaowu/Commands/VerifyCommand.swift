import Exams
import Verifying

enum VerifyCommand: Command {
    static let name = "verify"
    static let summary = Words("独立校验一个方案，无论是谁做的", "check any plan, whoever made it")

    private static let revision = Option<Int>.number(
        "revision", in: 1...Int.max, Words("数据库里的第几版；默认最新", "the revision; the newest if absent"))
    private static let problem = Option<String>.text(
        "problem", "FILE", Words("kaowu-problem/1 文件", "a kaowu-problem/1 document"))
    private static let plan = Option<String>.text("plan", "FILE", Words("kaowu-plan/1 文件", "a kaowu-plan/1 document"))

    static let signature = Signature(
        options: [
            Common.database.declared, revision.declared, problem.declared, plan.declared, Common.json.declared,
        ])
    static let details = [
        Words(
            "两种用法：verify --database FILE [--revision N]，或 verify --problem FILE --plan FILE。",
            "Two ways: verify --database FILE [--revision N], or verify --problem FILE --plan FILE."),
        Words(
            "校验与编排不共用代码：重查 14 条规则，重算 8 级目标。不合格时退出码为 1，并列出全部违反之处。",
            "Shares no code with the planner: 14 laws and 8 tiers anew. Exit code 1 and every breach if it fails."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        do {
            let verified = try verifiedPlan(given)
            let isFair = verified.measures[2] == .number(0)
            if given[Common.json] {
                try terminal.say(json: Record(verified))
            } else {
                let record = DocumentPlanRecord(verified.plan)
                try terminal.say(
                    (isFair ? "校验通过：14 条规则全部成立，方案所列数值属实\n" : "校验未通过：规则成立，但有先缴费者被后缴费者占位\n")
                        + "  已编排 \(record.placed)，等候 \(record.waiting)，不合资格 \(record.ineligible)\n"
                        + TierReport.text(checked: verified))
            }
            return isFair ? .done : .atFault
        } catch let refusal as Refusal where given[Common.json] {
            try terminal.say(json: Record(refusal))
            return .atFault
        }
    }

    private static func verifiedPlan(_ given: Given) throws -> VerifiedPlan {
        if given.has(problem.name) || given.has(plan.name) {
            for name in [Common.database.name, revision.name] where given.has(name) {
                throw UsageFault(
                    "--\(name) 不能与 --problem、--plan 同用 (cannot be given together)", "用 kaowu help verify 查看两种用法")
            }
            let (problemPath, planPath) = (try given.required(problem), try given.required(plan))
            let problem = try Problem.read(from: try InputFile.data(at: problemPath), file: problemPath)
            let plan = try Plan.read(from: try InputFile.data(at: planPath), file: planPath)
            let mistakes = validate(problem: problem)
            guard mistakes.isEmpty else { throw Mistakes(mistakes) }
            return try verify(problem: problem, plan: plan)
        }
        let database = try given.required(Common.database)
        return try Office(database: database).store.loadPlan(revision: given[revision])
    }

    private struct Record: Encodable {
        struct BreachRecord: Encodable {
            let law: String?
            let text: String
        }

        let isValid: Bool
        let breaches: [BreachRecord]
        let plan: DocumentPlanRecord?

        init(_ verified: VerifiedPlan) {
            let envy = verified.measures[2]
            isValid = envy == .number(0)
            breaches = isValid ? [] : [BreachRecord(law: nil, text: "tier 2 must be 0, it is \(envy.text)")]
            plan = DocumentPlanRecord(verified.plan)
        }

        init(_ refusal: Refusal) {
            isValid = false
            breaches = refusal.breaches.map { BreachRecord(law: $0.law?.rawValue, text: $0.text) }
            plan = nil
        }
    }
}
