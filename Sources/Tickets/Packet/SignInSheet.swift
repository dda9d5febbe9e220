import Exams

/// 签到表: photo and full document number beside the space for the signature, so that the invigilator can compare
/// face, document and ticket. Confidential: it is handed to the room and collected again.
enum SignInSheet {
    private static let rowHeight = 64.0
    private static let photo = (x: 36.0, width: 52.0)

    static func pdf(of content: PacketContent, _ typesetter: Typesetter) throws(Mistakes) -> [UInt8] {
        let document = PaperDocument("签到表", of: content, typesetter)
        for session in content.sessions where session.isChanged {
            let columns = [
                PaperDocument.Column(title: "机位", width: photo.x, sizes: [16, 13, 10]),
                .init(title: "照片", width: photo.width),
                .init(
                    title: "姓名、准考证号、职业（工种）等级", width: 148, alignment: .left,
                    sizes: [13, 12, 11, 10, 9, 8, 7, 6]),
                .init(title: "证件", width: 112, alignment: .left, sizes: [9.5, 8.5, 7.5, 6.5]),
                .init(title: "考生签名", width: document.width - 422),
                .init(title: "备注", width: 74, sizes: [8.5, 7.5, 6.5]),
            ]
            let top = PaperDocument.bodyTop
            let pages = session.candidates.stretches(of: document.rowsPerPage(top: top + 30, rowHeight: rowHeight))
            for (place, candidates) in pages.enumerated() {
                document.head("考生签到表", line: session.line)
                let rows = candidates.map { candidate in
                    [
                        "\(candidate.seat.number)", "",
                        candidate.name + "\n" + candidate.number.grouped + "\n" + candidate.programme,
                        candidate.documentType.title + "\n" + candidate.documentNumber, "", remark(candidate),
                    ]
                }
                document.table(columns, rows, top: top, rowHeight: rowHeight)
                for (index, candidate) in candidates.enumerated() {
                    guard let picture = candidate.photo?.picture else { continue }
                    let frame = Box(
                        x: PaperDocument.left + photo.x, y: top + 20 + Double(index) * rowHeight,
                        width: photo.width, height: rowHeight)
                    document.add(.picture(picture, frame.inset(3, 3)))
                }
                document.text(
                    "缺考的在签名处写“缺考”。本页实到 ______ 人，缺考 ______ 人。监考员签名 ______________  ______________",
                    in: Box(x: PaperDocument.left, y: document.bottom - 30, width: document.width, height: 26), [10],
                    field: "签到表")
                try document.endPage(
                    revision: session.revision,
                    note: "第 \(place + 1) / \(pages.count) 页  应到 \(session.candidates.count) 人  内部资料，用后收回")
            }
        }
        return try document.finish()
    }

    private static func remark(_ candidate: PacketContent.Candidate) -> String {
        let extra = candidate.extraMinutes > 0 ? ["加时 \(candidate.extraMinutes) 分钟"] : []
        return (candidate.needs + extra).joined(separator: "、")
    }
}
