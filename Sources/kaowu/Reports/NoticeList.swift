import Exams

/// Whom a revision concerns and what they must be told, each person's application once: whose ticket is void, who
/// has lost or gained a place, and who was put into another sitting. Whoever has seen no ticket and stays in his
/// sitting has nothing to be told: his ticket will say where he sits.
struct NoticeList: Encodable {
    struct Notice: Encodable {
        let application: String
        let change: Bill.Change
        /// The ticket held is void.
        let isTicketVoid: Bool
        let text: String
    }

    let revision: Int
    let notices: [Notice]

    init(_ bill: Bill, revision: Int, _ index: PlanIndex) {
        self.revision = revision
        notices = bill.moves.filter { NoticeList.concerns($0) }.map { move in
            Notice(
                application: move.application, change: move.change, isTicketVoid: move.isTicketVoid,
                text: NoticeList.text(move, index))
        }
    }

    private static func concerns(_ move: Bill.Move) -> Bool {
        switch move.change {
        case .left: move.isReleased
        case .displaced, .placed: true
        case .day, .venue, .period, .room, .seat: move.isReleased || move.from?.sitting != move.to?.sitting
        }
    }

    private static func text(_ move: Bill.Move, _ index: PlanIndex) -> String {
        let name = index.registrations[move.application].map { index.institutionName($0.institution) } ?? ""
        let before = move.from.map { place($0, index) } ?? ""
        let void = move.isTicketVoid ? "原准考证已作废" : ""
        switch (move.change, move.to) {
        case (.placed, let place?):
            return "\(name)：您的考试已排定：\(self.place(place, index))。准考证将按规定时间发放。"
        case (_, let place?):
            return "\(name)：您的考试安排有变动。原安排：\(before)；现安排：\(self.place(place, index))。"
                + (move.isTicketVoid
                    ? void + "，请以新准考证为准。" : move.isReleased ? "请按现安排参加，不另发准考证。" : "准考证将按规定时间发放。")
        default:
            let reason = move.reason.map(ReasonText.chinese) ?? ""
            let what = move.change == .left ? "您的报名已不再编排" : "您的考试暂时无法安排，我们会尽快与您联系"
            return "\(name)：\(what)（\(reason)）。原安排：\(before)" + (void.isEmpty ? "。" : "，\(void)。")
        }
    }

    private static func place(_ placement: Placement, _ index: PlanIndex) -> String {
        placement.subjects.map { seat in
            "\(seat.subject.title) \(index.clock(seat.period)) \(index.roomTitle(seat.room)) \(seat.row)行\(seat.column)列"
        }.joined(separator: "；")
    }

    /// A sheet for whoever sends short messages: names and telephone numbers, no ID numbers.
    func sheet(_ index: PlanIndex) -> [UInt8] {
        var writer = CSVWriter()
        writer.write(["报名号", "姓名", "手机", "邮箱", "准考证", "通知"])
        for notice in notices {
            let person = index.person(of: notice.application)
            writer.write([
                notice.application, person?.name ?? "", person?.phone ?? "", person?.email ?? "",
                notice.isTicketVoid ? "作废" : "", notice.text,
            ])
        }
        return writer.bytes
    }
}
