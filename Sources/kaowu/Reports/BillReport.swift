import Exams

/// What a plan in place of another costs, for people.
enum BillReport {
    /// The one line by which proposals are compared.
    static func headline(_ bill: Bill) -> String {
        let tickets = Bill.Change.allCases.filter { $0 != .placed }.compactMap { change in
            let count = bill.count(change, releasedOnly: true)
            return count == 0 ? nil : "\(title(change)) \(count)"
        }
        return (tickets.isEmpty ? "已发准考证无一变动" : "已发准考证：" + tickets.joined(separator: "、")) + others(bill)
            + "；新编排 \(bill.count(.placed)) 人"
    }

    /// Of those without a ticket.
    private static func others(_ bill: Bill) -> String {
        let lost = bill.count(.displaced) - bill.count(.displaced, releasedOnly: true)
        let moved = [Bill.Change.day, .venue, .period, .room, .seat].reduce(0) { sum, change in
            sum + bill.count(change) - bill.count(change, releasedOnly: true)
        }
        if lost + moved == 0 { return "" }
        return "；没有发证的：" + [lost > 0 ? "失去座位 \(lost)" : nil, "变动 \(moved)"].compactMap(\.self).joined(separator: "、")
    }

    /// - Parameter isDirect: the later plan was made from the earlier one, so that its tier 0 speaks of both.
    static func text(_ bill: Bill, _ index: PlanIndex, isDirect: Bool = true) -> String {
        let blocks = [counts(bill)] + (isDirect ? [proof(bill)] : []) + [papers(bill)] + lists(bill, index)
        return (blocks + ["方案优劣：之前 → 之后\n" + tiers(bill)]).joined(separator: "\n\n")
    }

    /// Of a bill that knows nothing of the plans' tiers.
    static func brief(_ bill: Bill, _ index: PlanIndex) -> String {
        if bill.moves.isEmpty { return "谁也不受影响" }
        return ([counts(bill), papers(bill)] + lists(bill, index)).joined(separator: "\n\n")
    }

    /// Who changes how, the worst first.
    private static func lists(_ bill: Bill, _ index: PlanIndex) -> [String] {
        Bill.Change.allCases.compactMap { change in
            let moves = bill.moves.filter { $0.change == change }
            return moves.isEmpty ? nil : "\(title(change))（\(moves.count)）\n" + list(moves, index)
        }
    }

    private static func counts(_ bill: Bill) -> String {
        var table = TextTable(["", "已发准考证", "未发", "合计"], numeric: [1, 2, 3])
        for change in Bill.Change.allCases {
            let (all, out) = (bill.count(change), bill.count(change, releasedOnly: true))
            table.add([title(change), "\(out)", "\(all - out)", "\(all)"])
        }
        return "受影响的报名\n" + table.text
    }

    static func proof(_ bill: Bill) -> String {
        guard let tier = bill.promises else { return "没有已发准考证，不涉及改动的证明" }
        let value = tier.value.numbers.map(String.init).joined(separator: "/")
        switch tier.status {
        case .proved: return "改动（失去/改日/改考点/改场次/改考场/改机位）\(value)：已证明不能更少"
        case .gap:
            return "改动（失去/改日/改考点/改场次/改考场/改机位）\(value)：只证明不少于 "
                + tier.bound.numbers.map(String.init).joined(separator: "/")
        }
    }

    private static func papers(_ bill: Bill) -> String {
        """
        要重印的材料
          准考证：作废 \(bill.ticketsVoid.count) 张，其中重发 \(bill.ticketsReissued.count) 张
          门贴、签到表：各 \(bill.sheets.count - bill.emptied.count) 份（考场场次），另有 \(bill.emptied.count) 个考场场次取消
          桌贴：\(bill.deskLabels.count) 个机位有变（kaowu packet --since 按考场整份重印）
        """
    }

    /// Long lists end with how many more there are; `--json` has all.
    private static let most = 60

    private static func list(_ moves: [Bill.Move], _ index: PlanIndex) -> String {
        var table = TextTable(["报名号", "姓名", "准考证", "原来", "现在"])
        for move in moves.prefix(most) {
            let after = move.to.map { place($0, index) } ?? move.reason.map(ReasonText.chinese) ?? ""
            table.add([
                move.application, index.person(of: move.application)?.name ?? "", move.isReleased ? "已发" : "",
                move.from.map { place($0, index) } ?? "—", after,
            ])
        }
        return table.text + (moves.count > most ? "\n  …… 另有 \(moves.count - most) 人，用 --json 查看全部" : "")
    }

    private static func place(_ placement: Placement, _ index: PlanIndex) -> String {
        placement.subjects.map { seat in
            "\(seat.subject.title) \(index.clock(seat.period)) \(seat.room) \(seat.row)行\(seat.column)列"
        }.joined(separator: "；")
    }

    private static func tiers(_ bill: Bill) -> String {
        var table = TextTable(["级", "目标", "之前", "之后", "证明"], numeric: [0])
        for after in bill.tiersAfter {
            let before = bill.tiersBefore.first { $0.tier == after.tier }
            table.add([
                "\(after.tier)", TierReport.title(after.tier), before.map(TierReport.value) ?? "—",
                TierReport.value(after), TierReport.status(after),
            ])
        }
        return table.text
    }

    static func title(_ change: Bill.Change) -> String {
        switch change {
        case .left: "退出（退考、退费、禁考）"
        case .displaced: "失去座位"
        case .day: "改日期"
        case .venue: "改考点"
        case .period: "改场次"
        case .room: "改考场"
        case .seat: "改机位"
        case .placed: "新编排"
        }
    }
}
