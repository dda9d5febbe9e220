import Exams
import Foundation
import Planning
import Verifying

/// One thing that might happen, as a person types it: `退考 BJOU26000007`, `机位损坏 HD01-1 3行4列`.
struct Question {
    let event: EventWord
    let words: [String]

    /// What is asked about an event, for help and for errors.
    static let forms: [(event: EventWord, form: String)] = [
        (.withdrawal, "退考 报名号"), (.machineLost, "机位损坏 考场 3行4列"), (.roomLost, "考场停用 考场"),
        (.venueLost, "考点停用 考点"), (.periodLost, "场次取消 场次编号"), (.dayLost, "考试日取消 2026-04-12"),
    ]

    init(_ line: String) throws(Mistakes) {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        let known = Question.forms.first { $0.event.chinese == words.first || $0.event.rawValue == words.first }
        guard let known, words.count == known.form.split(separator: " ").count else {
            throw Question.refusal("question-unknown", "问不了“\(line)”。")
        }
        event = known.event
        self.words = Array(words.dropFirst())
    }

    static func refusal(_ code: String, _ cause: String) -> Mistakes {
        Mistakes([
            Mistake(
                code: code, cause: cause,
                action: "可以问：\(forms.map(\.form).joined(separator: "；"))。别的变化用 kaowu replan --what-if。")
        ])
    }
}

/// The stored plan in memory, asked what would change if this or that happened. One answer goes on from the one
/// before; nothing is stored.
struct Inquiry {
    private let problem: Problem
    private let stored: Replanner
    private var replanner: Replanner
    private let applications: [String: Int]
    private let rooms: [String: Venue.Room]
    private let periods: [String: Sitting.Period]
    private let released: Set<String>
    /// Applications that have begun to sit.
    private let begun: Set<String>

    /// - Throws: `events-pending`.
    init(_ standing: Standing) throws(Mistakes) {
        // What has begun since changes who may move, not what the seats are for.
        var (now, then) = (standing.problem.timeless, standing.planProblem.timeless)
        then.close(Set(standing.planProblem.interrupted(in: standing.plan).map(\.application)))
        guard now == then else {
            throw Mistakes([
                Mistake(
                    code: "events-pending", cause: "方案之后又登记过变化，现在的座位不作准。",
                    action: "先运行 kaowu replan，看过提交，再来问。")
            ])
        }
        problem = standing.problem
        stored = Replanner(
            problem: problem, plan: standing.plan, at: standing.now,
            planner: Planner(threads: ProcessInfo.processInfo.activeProcessorCount))
        replanner = stored
        applications = Dictionary(
            problem.applications.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        rooms = keyed(problem.venues.flatMap(\.rooms), \.id)
        periods = keyed(problem.sittings.flatMap(\.periods), \.id)
        released = Set((problem.released ?? []).map(\.application))
        begun = Set((problem.released ?? []).filter(problem.beginnings.hasBegun).map(\.application))
    }

    /// Back to the stored plan.
    mutating func reset() { replanner = stored }

    /// - Returns: the bill of those who are concerned; it says nothing of tiers.
    mutating func answer(_ question: Question) throws(Mistakes) -> Bill {
        let losses = try losses(question)
        return bill(replanner.answer(to: losses), of: question)
    }

    private func losses(_ question: Question) throws(Mistakes) -> [Replanner.Loss] {
        let id = question.words[0]
        func known<Value>(_ value: Value?, _ title: String) throws(Mistakes) -> Value {
            guard let value else { throw Question.refusal("\(question.event.rawValue)-unknown", "没有\(title)“\(id)”。") }
            return value
        }
        switch question.event {
        case .withdrawal:
            _ = try known(applications[id], "报名")
            if begun.contains(id) { throw Inquiry.past("报名 \(id) 的考试") }
            return [.application(id)]
        case .machineLost:
            let room = try known(rooms[id], "考场")
            guard let place = MachinePlace.read(question.words[1]), (1...room.rows).contains(place[0]),
                (1...room.columns).contains(place[1]),
                room.blocked?.contains(place) != true
            else {
                throw Question.refusal("machine-unknown", "考场 \(id) 没有机位“\(question.words[1])”，或早已停用。")
            }
            return [.machine(room: id, row: place[0], column: place[1])]
        case .roomLost:
            _ = try known(rooms[id], "考场")
            return [.room(id)]
        case .venueLost: return try known(problem.venues.first { $0.id == id }, "考点").rooms.map { .room($0.id) }
        case .periodLost:
            return try losses([try known(periods[id], "场次")], "场次 \(id)")
        default:
            let lost = Day(id).map { day in periods.values.filter { $0.start.day == day } } ?? []
            return try losses(try known(lost.isEmpty ? nil : lost, "考试日"), id)
        }
    }

    private func losses(_ lost: [Sitting.Period], _ title: String) throws(Mistakes) -> [Replanner.Loss] {
        if let begun = problem.begun, lost.contains(where: { $0.start <= begun }) { throw Inquiry.past(title) }
        return [.periods(Set(lost.map(\.id)))]
    }

    /// As the event itself would be refused.
    private static func past(_ what: String) -> Mistakes {
        Question.refusal("event-in-the-past", "\(what)已经开始，不能再改。")
    }

    /// A bill looks up whom it is given: given those who change, it takes no longer than they are many.
    private func bill(_ changes: [Replanner.Change], of question: Question) -> Bill {
        let concerned = changes.sorted { applications[$0.application] ?? 0 < applications[$1.application] ?? 0 }
        var part = problem
        part.applications = concerned.compactMap { applications[$0.application].map { problem.applications[$0] } }
        part.released = concerned.compactMap(\.from).filter { released.contains($0.application) }
        let leaver = question.event == .withdrawal ? question.words[0] : nil
        let waiting = concerned.filter { $0.to == nil && $0.application != leaver }.map { change in
            Outcome(
                application: change.application, state: .waiting,
                reason: "没有他能坐的空位了 / No seat is left that he may take")
        }
        var bill = Bill(
            from: Plan(placements: concerned.compactMap(\.from), outcomes: [], tiers: []), of: part,
            to: Plan(placements: concerned.compactMap(\.to), outcomes: waiting, tiers: []), of: part)
        // Others sit on there.
        bill.emptied.removeAll { replanner.isInUse(room: $0.room, period: $0.period) }
        return bill
    }
}
