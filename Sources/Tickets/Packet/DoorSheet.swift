import Exams

/// 门贴: one for each room and period, posted outside: which exam, when, how many, which ticket numbers, and who. The
/// room and the hour are to be read from the corridor; a room of the usual size fits on one page.
enum DoorSheet {
    private static let rowHeights = 14.4...23.0

    static func pdf(of content: PacketContent, _ typesetter: Typesetter) throws(Mistakes) -> [UInt8] {
        let document = PaperDocument("门贴", of: content, typesetter)
        for session in content.sessions where session.isChanged {
            let columns = [
                PaperDocument.Column(title: "机位", width: 38, sizes: [11.5, 10.5, 9.5, 8.5]),
                .init(title: "准考证号", width: 116),
                .init(title: "姓名", width: 112, sizes: [11.5, 10.5, 9.5, 8.5, 7.5, 6.5, 5.5, 5]),
                .init(title: "证件号码", width: 108, sizes: [9.5, 8.5, 7.5, 6.5]),
                .init(title: "职业（工种）等级", width: document.width - 374, sizes: [9, 8, 7, 6]),
            ]
            let top = PaperDocument.bodyTop + noticeHeight(session) + 10
            let room = document.bottom - top - 20
            let onePage = room / Double(session.candidates.count)
            let rowHeight = min(max(onePage, rowHeights.lowerBound), rowHeights.upperBound)
            let pages = session.candidates.stretches(of: document.rowsPerPage(top: top, rowHeight: rowHeight))
            for (place, candidates) in pages.enumerated() {
                document.head("考场门贴", line: "")
                drawNotice(session, on: document)
                let rows = candidates.map {
                    ["\($0.seat.number)", $0.number.grouped, $0.name, $0.maskedNumber, $0.programme]
                }
                document.table(columns, rows, top: top, rowHeight: rowHeight)
                try document.endPage(
                    revision: session.revision, note: pages.count > 1 ? "第 \(place + 1) / \(pages.count) 页" : "")
            }
        }
        return try document.finish()
    }

    private static func noticeHeight(_ session: PacketContent.Session) -> Double {
        124 + 15 * Double(session.programmeCounts.count)
    }

    private static func drawNotice(_ session: PacketContent.Session, on document: PaperDocument) {
        let box = Box(
            x: PaperDocument.left, y: PaperDocument.bodyTop, width: document.width, height: noticeHeight(session))
        let half = (box.width - 36) / 2
        document.add(.fill(box, TicketSheet.tint, radius: 4))
        document.text(
            session.roomName, in: Box(x: box.x + 14, y: box.y + 4, width: half, height: 66),
            [44, 38, 32, 26, 22, 18, 15, 12], .left, TicketSheet.navy, field: "考场")
        let right = box.x + 22 + half
        document.text(
            session.clock, in: Box(x: right, y: box.y + 6, width: half, height: 40), [30], .left, TicketSheet.navy,
            field: "考试时间")
        document.text(
            session.subjects, in: Box(x: right, y: box.y + 46, width: half, height: 24), [16, 14, 12, 10],
            field: "科目")
        document.add(.lines([.across(box.x + 14, box.right - 14, y: box.y + 74)], TicketSheet.rule, width: 0.6))
        let numbers = session.candidates.map(\.number.grouped).sorted()
        let facts = [
            "应到 \(session.candidates.count) 人    \(CheckIn.roomOpens(session.start).clock) 开始入场，"
                + "\(CheckIn.closes(session.start).clock) 后禁止入场",
            "准考证号 \(numbers.first ?? "") 至 \(numbers.last ?? "")（以名单为准）",
        ]
        for (place, fact) in facts.enumerated() {
            let line = Box(x: box.x + 14, y: box.y + 78 + Double(place) * 20, width: box.width - 28, height: 20)
            document.text(fact, in: line, [12.5, 11, 10], field: "门贴")
        }
        for (place, count) in session.programmeCounts.enumerated() {
            let line = Box(x: box.x + 14, y: box.y + 119 + Double(place) * 15, width: box.width - 28, height: 15)
            document.text("\(count.programme)  \(count.people) 人", in: line, [10.5, 9.5, 8.5, 7.5], field: "职业")
        }
    }
}
