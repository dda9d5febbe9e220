import Exams

/// 桌贴: labels of 63.5 × 38.1 mm, three by seven on A4, the common sheet of adhesive labels; one for each person,
/// room and period, by seat. Their outlines show where to cut plain paper.
enum DeskLabels {
    private static let size = (width: 180.0, height: 108.0)
    /// From one label's left edge to the next: there are 2.54 mm between columns and nothing between rows.
    private static let pitch = 187.2
    private static let left = (595.276 - 2 * pitch - size.width) / 2
    private static let top = (841.89 - 7 * size.height) / 2

    static func pdf(of content: PacketContent, _ typesetter: Typesetter) throws(Mistakes) -> [UInt8] {
        let document = PaperDocument("桌贴", of: content, typesetter)
        for session in content.sessions where session.isChanged {
            for candidates in session.candidates.stretches(of: 21) {
                for (place, candidate) in candidates.enumerated() {
                    let box = Box(
                        x: left + Double(place % 3) * pitch, y: top + Double(place / 3) * size.height,
                        width: size.width, height: size.height)
                    document.add(.stroke(box.inset(0.4, 0.4), TicketSheet.rule, width: 0.3, radius: 5))
                    draw(candidate, session, in: box.inset(10, 8), on: document)
                }
                try document.endPage(
                    revision: session.revision, note: "\(content.day)  \(content.venue.name)  \(session.line)")
            }
        }
        return try document.finish()
    }

    private static func draw(
        _ candidate: PacketContent.Candidate, _ session: PacketContent.Session, in box: Box,
        on document: PaperDocument
    ) {
        let photoWidth = candidate.photo == nil ? 0 : 44.0
        if let photo = candidate.photo {
            document.add(
                .picture(
                    photo.picture, Box(x: box.right - photoWidth, y: box.y, width: photoWidth, height: 54)))
        }
        document.text(
            "\(candidate.seat.number)", in: Box(x: box.x, y: box.y, width: 50, height: 54), [38, 32, 26], .left,
            TicketSheet.navy, field: "机位")
        let middle = Box(x: box.x + 54, y: box.y, width: box.width - 56 - photoWidth, height: 36)
        document.text(candidate.name, in: middle, [18, 16, 14, 12, 10, 8.5, 7, 6, 5], field: "姓名")
        document.text(
            "\(candidate.seat.row) 排 \(candidate.seat.column) 列",
            in: Box(x: middle.x, y: middle.bottom, width: middle.width, height: 18), [9.5, 8.5], .left,
            TicketSheet.grey, field: "机位")
        document.text(
            candidate.number.grouped, in: Box(x: box.x, y: box.y + 57, width: box.width, height: 19), [14, 13],
            field: "准考证号")
        document.text(
            "\(session.clock)  \(session.roomName)  \(candidate.subject.title)",
            in: Box(x: box.x, y: box.y + 76, width: box.width, height: 16), [9.5, 8.5, 7.5, 6.5, 5.5], .left,
            TicketSheet.grey, field: "桌贴")
    }
}
