import Exams

/// 考场情况记录单: filled in by hand during the exam: attendance, absences, breaches, and every machine that was
/// changed for a spare one; signed by two invigilators.
enum RoomRecord {
    static func pdf(of content: PacketContent, _ typesetter: Typesetter) throws(Mistakes) -> [UInt8] {
        let document = PaperDocument("考场情况记录单", of: content, typesetter)
        for session in content.sessions where session.isChanged {
            document.head("考场情况记录单", line: session.line)
            draw(session, on: document)
            try document.endPage(revision: session.revision, note: "内部资料，随试卷材料归档")
        }
        return try document.finish()
    }

    private static func draw(_ session: PacketContent.Session, on document: PaperDocument) {
        let width = document.width
        let spares = session.spareSeats
        var y = document.table(
            ["应到", "实到", "缺考", "可用机器", "备用机器", "监考人数"].map { .init(title: $0, width: width / 6, sizes: [14]) },
            [
                [
                    "\(session.candidates.count)", "", "", "\(session.candidates.count + spares.count)",
                    "\(spares.count)", "\(session.invigilators)",
                ]
            ],
            top: PaperDocument.bodyTop, rowHeight: 32)
        y = section("缺考", on: document, y)
        y = form(
            [("机位", 40), ("准考证号", 138), ("姓名", 83), ("机位", 40), ("准考证号", 138), ("姓名", 84)], rows: 5, height: 110,
            on: document, y)
        y = section("机器更换（每换一次记一行）　备用机位：" + stretches(spares), on: document, y)
        y = form(
            [("时间", 52), ("原机位", 48), ("备用机位", 54), ("准考证号", 128), ("原因", 124), ("补时（分）", 58), ("考生签名", 59)],
            session.swaps.map(row), rows: 6, height: 132, on: document, y)
        y = section("违纪与异常", on: document, y)
        y = form([("时间", 52), ("准考证号", 128), ("情况", 203), ("处理", 140)], rows: 5, height: 160, on: document, y)
        y += 16
        let signatures = ["监考员（一）", "监考员（二）", "考点负责人"]
        for (place, title) in signatures.enumerated() {
            let x = PaperDocument.left + Double(place) * width / 3
            document.text(title, in: Box(x: x, y: y, width: 70, height: 24), [10.5], field: "签名")
            document.add(.lines([.across(x + 70, x + width / 3 - 14, y: y + 20)], TicketSheet.grey, width: 0.6))
        }
        document.text(
            "实际开考 ______ 时 ______ 分    实际结束 ______ 时 ______ 分    日期 ____________________",
            in: Box(x: PaperDocument.left, y: y + 32, width: width, height: 22), [10.5], field: "签名")
    }

    /// `6、16、26–30`.
    private static func stretches(_ numbers: [Int]) -> String {
        var stretches: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = stretches.last, last.upperBound + 1 == number {
                stretches[stretches.count - 1] = last.lowerBound...number
            } else {
                stretches.append(number...number)
            }
        }
        let texts = stretches.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        return texts.isEmpty ? "无" : texts.joined(separator: "、")
    }

    private static func row(_ swap: PacketContent.Swap) -> [String] {
        [
            LocalMinute(number: swap.at.number / 60).clock, "\(swap.from.number)", "\(swap.to.number)",
            swap.number.grouped, swap.why,
        ]
    }

    /// What is known, then empty rows to write in: at least two, and `rows` in all if that is more. Widths are parts of
    /// the page's.
    private static func form(
        _ columns: [(title: String, width: Double)], _ known: [[String]] = [], rows: Int, height: Double,
        on document: PaperDocument, _ y: Double
    ) -> Double {
        let whole = columns.reduce(0) { $0 + $1.width }
        let count = max(rows, known.count + 2)
        return document.table(
            columns.map { .init(title: $0.title, width: $0.width * document.width / whole) },
            known + Array(repeating: [], count: count - known.count), top: y, rowHeight: height / Double(count))
    }

    private static func section(_ title: String, on document: PaperDocument, _ y: Double) -> Double {
        document.text(
            title, in: Box(x: PaperDocument.left, y: y + 6, width: document.width, height: 20),
            [11, 10, 9, 8, 7, 6, 5], .left,
            TicketSheet.navy, field: "记录单")
        return y + 28
    }
}
