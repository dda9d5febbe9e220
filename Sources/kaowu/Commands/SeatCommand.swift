import Exams
import Planning
import Storage
import Verifying

enum SeatCommand: Command {
    static let name = "seat"
    static let summary = Words(
        "考试当天换机：把一个人换到同考场的备用机", "on the exam morning: move one person to a spare machine of the room")

    private static let to = Option<String>.text(
        "to", "R,C", Words("换到哪台，如 2行3列；默认由程序选", "which machine; chosen if absent"))
    private static let by = Option<String>.text("by", "NAME", Words("登记人（必填）", "who does it; required"))
    private static let why = Option<String>.text(
        "why", "TEXT", Words("原因，记入考场情况记录（必填）", "why, for the room's record; required"))

    static let signature = Signature(
        words: [
            Signature.Word(name: "swap", help: Words("换机", "move to another machine")),
            Signature.Word(name: "APPLICATION", help: Words("报名号", "the application")),
        ],
        options: [
            Common.database.declared, to.declared, by.declared, why.declared, Common.now.declared, Common.json.declared,
        ])
    static let details = [
        Words(
            "换的是考生当天在原来那台机器上还没有结束的各科，别的科目不动。记入考场情况记录（show room 可见）。",
            "Moves what is not over of the person's day at that machine, nothing else; noted in the room's record."),
        Words(
            "已发的准考证照样进门，门口说出新机位：换机后重新运行 kaowu export door。开考后不再发放任何新准考证。",
            "The ticket that is out still opens the door, which says the new machine: export door anew after a swap. Once "
                + "the exam has begun no new ticket is issued."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        guard given.words[0] == "swap" else { throw UsageFault("不能“\(given.words[0])” (only swap)", "写 seat swap 报名号") }
        let office = try Office(database: try given.required(Common.database))
        let now = given[Common.now] ?? MachineClock.now()
        let (by, why) = (try given.required(by), try given.required(why))
        let current = try office.store.loadPlan()
        let base = try office.store.currentRevision() ?? 0
        let swap = try SeatSwap(
            current, application: given.words[1], to: try given[to].map(machine), data: office.scenario.problem(),
            at: LocalMinute(number: now.number / 60))
        let verified = try PlanWork.verified(Planner().retold(swap.plan, for: current.problem), of: current.problem)
        let moves = swap.moves
        let revision = try office.store.write(purpose: "swapping a seat") { writer in
            try writer.swapSeat(verified, reason: "换机：\(given.words[1])", at: now, after: base) { revision in
                RoomNote(
                    room: swap.room, application: given.words[1], moves: moves, by: by, why: why, at: now,
                    revision: revision)
            }
        }
        try say(swap, revision, given, terminal)
        return .done
    }

    private static func machine(_ text: String) throws(UsageFault) -> [Int] {
        guard let place = MachinePlace.read(text) else {
            throw UsageFault("“\(text)”不是机位 (no machine)", "写成 2行3列 或 2,3")
        }
        return place
    }

    private struct Record: Encodable {
        let revision: Int
        let room: String
        let moves: [RoomNote.Move]
        let others: [String]
    }

    private static func say(_ swap: SeatSwap, _ revision: Int, _ given: Given, _ terminal: Terminal) throws {
        if given[Common.json] {
            try terminal.say(json: Record(revision: revision, room: swap.room, moves: swap.moves, others: swap.others))
            return
        }
        var lines = ["已换机，记入考场 \(swap.room) 的情况记录，存为第 \(revision) 版"]
        for move in swap.moves {
            lines.append(
                "  \(move.subject.title) \(move.period)：\(move.from[0]) 行 \(move.from[1]) 列 → \(move.to[0]) 行 \(move.to[1]) 列"
            )
        }
        for seat in swap.kept { lines.append("  \(seat)：不用那台机器，不变") }
        lines.append(
            swap.hasBegun
                ? "  已开考，不发新准考证；已发的照样进门" : "  下一次发放会换发印着新机位的准考证；已发的照样进门")
        lines.append("  请重新运行 kaowu export door，门口才会说出新机位")
        if !swap.others.isEmpty { lines.append("  今天还有人要用原来那台：\(swap.others.joined(separator: "、"))，请同样换机") }
        try terminal.say(lines.joined(separator: "\n"))
    }
}

/// One person on another machine of the same room, for the rest of the day.
private struct SeatSwap {
    let plan: Plan
    let room: String
    let moves: [RoomNote.Move]
    /// What the person has today that is not moved, in words.
    let kept: [String]
    /// Whether the exam day has begun for the person, so that no new ticket is issued.
    let hasBegun: Bool
    /// Who else is to use the machine left, later that day.
    let others: [String]

    /// - Parameter data: as they stand now: a machine or a person may have been lost since the plan was made.
    init(
        _ current: VerifiedPlan, application: String, to wanted: [Int]?, data: Problem, at now: LocalMinute
    ) throws(Mistakes) {
        let periods = keyed(current.problem.sittings.flatMap(\.periods), \.id)
        func isAhead(_ seat: Placement.Seat) -> Bool {
            periods[seat.period].map { $0.start.day == now.day && now < $0.end } ?? false
        }
        guard let index = current.plan.placements.firstIndex(where: { $0.application == application }) else {
            throw SeatSwap.refusal("seat-unknown", "报名 \(application) 在当前方案里没有座位。", "核对报名号；可用 kaowu show person 查看。")
        }
        guard data.applications.first(where: { $0.id == application })?.eligible == true else {
            throw SeatSwap.refusal("not-eligible", "报名 \(application) 已退考、退费或禁考。", "用 kaowu show person 查看；登记错了的先更正。")
        }
        let placement = current.plan.placements[index]
        guard let seat = placement.subjects.first(where: isAhead) else {
            throw SeatSwap.refusal("seat-not-today", "报名 \(application) 今天没有还没结束的考试。", "开考前一天以前请登记机位损坏再重排。")
        }
        let mine = placement.subjects.filter {
            isAhead($0) && $0.room == seat.room && $0.row == seat.row && $0.column == seat.column
        }
        guard let layout = current.problem.venues.flatMap(\.rooms).first(where: { $0.id == seat.room }) else {
            throw SeatSwap.refusal("room-unknown", "没有考场 \(seat.room)。", "核对数据。")
        }
        let lost = data.venues.flatMap(\.rooms).first { $0.id == seat.room }?.blocked ?? []
        let blocked = Set((layout.blocked ?? []) + lost)
        let left = mine.map { own in
            let taken = SeatSwap.taken(in: seat.room, in: own.period, current.plan)
            return (1...layout.rows).flatMap { row in (1...layout.columns).map { [row, $0] } }
                .filter { !blocked.contains($0) && !taken.contains($0) }
        }
        // One machine for all that is left of the day, where there is one.
        let common = left.dropFirst().reduce(left[0]) { common, other in common.filter(other.contains) }
        // From the back: the front is where people with needs sit.
        let targets = left.map { wanted ?? common.last ?? $0.last }
        guard wanted.map(common.contains) ?? targets.allSatisfy({ $0 != nil }) else {
            throw SeatSwap.refusal(
                "machine-not-free", wanted == nil ? "考场 \(seat.room) 没有空着的机器。" : "那台机器停用、有人或不存在。",
                common.isEmpty
                    ? "登记事件后重排到别的考场。" : "可换到：\(common.map { "\($0[0])行\($0[1])列" }.joined(separator: "、"))。")
        }
        var swapped = current.plan
        var moves: [RoomNote.Move] = []
        for (own, target) in zip(mine, targets.compactMap(\.self)) {
            guard let position = placement.subjects.firstIndex(of: own) else { continue }
            swapped.placements[index].subjects[position].row = target[0]
            swapped.placements[index].subjects[position].column = target[1]
            moves.append(
                RoomNote.Move(period: own.period, subject: own.subject, from: [own.row, own.column], to: target))
        }
        plan = swapped
        room = seat.room
        self.moves = moves
        kept = placement.subjects.filter { isAhead($0) && !mine.contains($0) }.map {
            "\($0.subject.title) \($0.period) \($0.room) \($0.row) 行 \($0.column) 列"
        }
        hasBegun = placement.subjects.contains { subject in periods[subject.period].map { $0.start <= now } ?? false }
        others = current.plan.placements.filter { other in
            other.application != application
                && other.subjects.contains {
                    isAhead($0) && $0.room == seat.room && $0.row == seat.row && $0.column == seat.column
                }
        }.map(\.application)
    }

    private static func taken(in room: String, in period: String, _ plan: Plan) -> Set<[Int]> {
        Set(
            plan.placements.flatMap(\.subjects).filter { $0.room == room && $0.period == period }.map {
                [$0.row, $0.column]
            })
    }

    private static func refusal(_ code: String, _ cause: String, _ action: String) -> Mistakes {
        Mistakes([Mistake(code: code, cause: cause, action: action)])
    }
}
