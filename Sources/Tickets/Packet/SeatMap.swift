import Exams

/// 座位图: the room from above, the front at the top and the door at the left, as seats are numbered.
enum SeatMap {
    static func pdf(of content: PacketContent, _ typesetter: Typesetter) throws(Mistakes) -> [UInt8] {
        let document = PaperDocument("座位图", of: content, typesetter, size: Canvas.landscape)
        for session in content.sessions where session.isChanged {
            document.head("座位图", line: session.line)
            let front = Box(x: PaperDocument.left + document.width / 3, y: 98, width: document.width / 3, height: 18)
            document.add(.stroke(front, TicketSheet.rule, width: 0.8, radius: 3))
            document.text("讲台（前）", in: front, [10], .centre, TicketSheet.grey, field: "讲台")
            document.text(
                "门", in: Box(x: PaperDocument.left, y: 98, width: 40, height: 18), [10], .left, TicketSheet.grey,
                field: "门")
            draw(session, on: document)
            try document.endPage(
                revision: session.revision,
                note: "在座 \(session.candidates.count)，空机位可作备用，划去的机位停用")
        }
        return try document.finish()
    }

    private static func draw(_ session: PacketContent.Session, on document: PaperDocument) {
        let room = session.room
        let area = Box(x: PaperDocument.left, y: 124, width: document.width, height: document.bottom - 130)
        let (width, height) = (area.width / Double(room.columns), min(76, area.height / Double(room.rows)))
        var seated: [Int: PacketContent.Candidate] = [:]
        for candidate in session.candidates { seated[candidate.seat.number] = candidate }
        let blocked = Set(room.blocked ?? [])
        for row in 1...room.rows {
            for column in 1...room.columns {
                guard let seat = SeatNumber(row: row, column: column, in: room) else { continue }
                let cell = Box(
                    x: area.x + Double(column - 1) * width, y: area.y + Double(row - 1) * height, width: width,
                    height: height
                ).inset(2, 2)
                let candidate = seated[seat.number]
                if candidate != nil { document.add(.fill(cell, TicketSheet.tint, radius: 3)) }
                document.add(.stroke(cell, TicketSheet.rule, width: 0.7, radius: 3))
                let top = Box(x: cell.x + 3, y: cell.y + 1, width: cell.width - 6, height: cell.height * 0.36)
                document.text(
                    "\(seat.number)", in: top, [14, 12, 10, 8, 6, 5], .left, TicketSheet.navy, field: "机位")
                if blocked.contains([row, column]) {
                    document.add(
                        .lines(
                            [Line(x1: cell.x, y1: cell.bottom, x2: cell.right, y2: cell.y)], TicketSheet.grey,
                            width: 0.7))
                }
                guard let candidate else { continue }
                let middle = Box(x: cell.x + 2, y: top.bottom, width: cell.width - 4, height: cell.height * 0.34)
                document.text(candidate.name, in: middle, [12, 10, 9, 8, 7, 6, 5, 4], .centre, field: "姓名")
                let low = Box(x: cell.x + 1, y: middle.bottom, width: cell.width - 2, height: cell.height * 0.26)
                document.text(
                    candidate.number.digits, in: low, [8, 7, 6, 5, 4, 3], .centre, TicketSheet.grey, field: "准考证号")
            }
        }
    }
}
