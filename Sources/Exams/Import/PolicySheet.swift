enum PolicyColumn: Int, SheetColumn {
    case item, value

    static let file = "policy.csv"

    var titles: [String] {
        switch self {
        case .item: ["项目", "item"]
        case .value: ["值", "value"]
        }
    }

    var isRequired: Bool { true }
}

/// `policy.csv`: one item per row. Items left out keep their default.
struct PolicySheet {
    private(set) var name = ""
    private(set) var policy = Policy()
    private(set) var blackouts: [Day] = []
    /// For the institutions whose sittings name none.
    private(set) var maxWaves = 2
    private(set) var minimumEnrolment = 1

    init(_ sheet: Sheet<PolicyColumn>, log: inout ImportLog) {
        var seen: [String] = []
        sheet.forEachRow(log: &log) { row, log in
            guard let item = log.required(row[.item]) else { return }
            let word = item.word
            if seen.contains(word), !["停考日期", "blackout", "说明", "remark"].contains(word) {
                log.refuse(item, "policy-item-twice", "项目\(item.quoted)出现了两次。", "只保留一行。")
                return
            }
            seen.append(word)
            read(item, row[.value], log: &log)
        }
        if name.isEmpty {
            log.refuse(
                Mistake(
                    code: "scenario-unnamed", file: PolicyColumn.file, column: PolicyColumn.value.title,
                    cause: "没有填写“名称”。",
                    action: "加一行：名称,（例如）2024年3月认定。"))
        }
        blackouts.sort()
    }

    private mutating func read(_ item: Cell, _ value: Cell, log: inout ImportLog) {
        switch item.word {
        case "名称", "name": name = value.text
        case "说明", "remark": break
        case "备用机比例", "spare": readSpare(value, log: &log)
        case "同考点间隔分钟", "gapminutes": policy.gapMinutes = log.integer(value, in: 0...600) ?? policy.gapMinutes
        case "跨考点间隔分钟", "travelminutes": policy.travelMinutes = log.integer(value, in: 0...1440) ?? policy.travelMinutes
        case "每天最多场次", "maxsessionsperday":
            policy.maxSessionsPerDay = log.integer(value, in: 1...20) ?? policy.maxSessionsPerDay
        case "每名监考负责人数", "invigilatorfor":
            policy.invigilatorFor = log.integer(value, in: 1...1000) ?? policy.invigilatorFor
        case "每考场最少监考人数", "invigilatorsleast":
            policy.invigilatorsLeast = log.integer(value, in: 0...100) ?? policy.invigilatorsLeast
        case "尾考场人数", "tailroom": policy.tailRoom = log.integer(value, in: 0...1000) ?? policy.tailRoom
        case "最多批数", "maxwaves": maxWaves = log.integer(value, in: 1...100) ?? maxWaves
        case "最低开考人数", "minimumenrolment": minimumEnrolment = log.integer(value, in: 1...100_000) ?? minimumEnrolment
        case "停考日期", "blackout": readBlackouts(value, log: &log)
        default:
            log.refuse(item, "policy-item-unknown", "没有名为\(item.quoted)的项目。", "对照说明改正项目名称，或删去这一行。")
        }
    }

    /// `10比11`: ten people on eleven machines.
    private mutating func readSpare(_ value: Cell, log: inout ImportLog) {
        guard let (used, of) = NumberPair.read(value), used > 0, used <= of, of <= 10_000 else {
            log.refuse(value, "spare-invalid", "\(value.quoted)不是备用机比例。", "写成 10比11：每 11 台可用机器最多编排 10 人。")
            return
        }
        policy.spare = [used, of]
    }

    private mutating func readBlackouts(_ value: Cell, log: inout ImportLog) {
        for part in value.parts {
            guard let span = log.daySpan(part) else { continue }
            blackouts.append(contentsOf: (span.first.number...span.last.number).map { Day(number: $0) })
        }
    }
}
