import Exams
import Storage
import Verifying

enum DiffCommand: Command {
    static let name = "diff"
    static let summary = Words("任意两版方案的差别：谁动了、怎么动", "what differs between any two revisions: who moves, and how")
    static let signature = Signature(
        words: [
            Signature.Word(name: "A", help: Words("第几版", "a revision")),
            Signature.Word(name: "B", help: Words("第几版", "another")),
        ],
        options: [Common.database.declared, Common.json.declared])

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let numbers = try given.words.map { word throws(UsageFault) in
            guard let number = Int(word), number > 0 else {
                throw UsageFault("“\(word)”不是第几版 (no revision number)", "写两个版号，如 kaowu diff 1 2")
            }
            return number
        }
        let office = try Office(database: try given.required(Common.database))
        // The revisions between, too: which tickets were out, and which are void, was settled at each step.
        let chain =
            try (min(numbers[0], numbers[1])...max(numbers[0], numbers[1])).reversed().map {
                try office.store.loadPlan(revision: $0)
            }.reversed() as [VerifiedPlan]
        guard let first = chain.first, let last = chain.last else { return .done }
        let (from, to) = numbers[0] <= numbers[1] ? (first, last) : (last, first)
        var bill = Bill(from: from.plan, of: from.problem, to: to.plan, of: to.problem)
        if numbers[0] < numbers[1] {
            bill.takeTickets(
                from: zip(chain, chain.dropFirst()).map {
                    Bill(from: $0.plan, of: $0.problem, to: $1.plan, of: $1.problem)
                })
        }
        // Tier 0 counts the changes from the revision a plan was made from, which may be another than the one asked for.
        let isDirect = try office.store.origin(of: numbers[1]).base == numbers[0]
        if !isDirect { bill.tiersAfter.removeAll { $0.tier == 0 } }
        if given[Common.json] {
            try terminal.say(json: bill)
        } else {
            let index = PlanIndex(scenario: office.scenario, verified: to)
            try terminal.say(
                "第 \(numbers[0]) 版 → 第 \(numbers[1]) 版\n\n" + BillReport.text(bill, index, isDirect: isDirect))
        }
        return .done
    }
}
