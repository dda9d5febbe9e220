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
            [("机位", 40), ("准考证号", 138), ("姓名", 83), ("机位", 40), ("准考证号", 138), ("姓名", 84)], rows: 5, 22, on: document, y
        )
        let numbers = spares.isEmpty ? "无" : spares.map(String.init).joined(separator: "、")
        y = section("机器更换（每换一次记一行）　备用机位：" + numbers, on: document, y)
        y = form(
            [("时间", 52), ("原机位", 48), ("备用机位", 54), ("准考证号", 128), ("原因", 124), ("补时（分）", 58), ("考生签名", 59)],
            rows: 6, 22, on: document, y)
        y = section("违纪与异常", on: document, y)
        y = form([("时间", 52), ("准考证号", 128), ("情况", 203), ("处理", 140)], rows: 5, 32, on: document, y)
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

    /// Empty rows to write in; widths are parts of the page's.
    private static func form(
        _ columns: [(title: String, width: Double)], rows: Int, _ rowHeight: Double, on document: PaperDocument,
        _ y: Double
    ) -> Double {
        let whole = columns.reduce(0) { $0 + $1.width }
        return document.table(
            columns.map { .init(title: $0.title, width: $0.width * document.width / whole) },
            Array(repeating: [], count: rows), top: y, rowHeight: rowHeight)
    }

    private static func section(_ title: String, on document: PaperDocument, _ y: Double) -> Double {
        document.text(
            title, in: Box(x: PaperDocument.left, y: y + 6, width: document.width, height: 20),
            [11, 10, 9, 8, 7, 6, 5], .left,
            TicketSheet.navy, field: "记录单")
        return y + 28
    }
}
