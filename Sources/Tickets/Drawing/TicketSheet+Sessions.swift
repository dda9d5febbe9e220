import Exams
import Foundation

extension TicketSheet {
    private struct Column {
        var title: String
        var x: Double
        var width: Double
    }

    private struct Row {
        var cells: [[TextBlock?]]
        var height: Double
    }

    private static let columns: [Column] = {
        var x = left
        return [("科目", 62.0), ("考试时间", 150), ("考点", 154), ("考场", 83), ("座位号", 62)].map { title, width in
            defer { x += width }
            return Column(title: title, x: x, width: width)
        }
    }()
    private static let headHeight = 22.0
    private static let leastRowHeight = 60.0
    private static let pad = 7.0
    private static let lineGap = 3.0

    /// One row per subject: when, where and which seat.
    /// - Returns: where the table ends.
    mutating func drawSessions() -> Double {
        let rows = content.sessions.map(row)
        let top = TicketSheet.sessionsTop
        let bodyTop = top + TicketSheet.headHeight
        let bottom = rows.reduce(bodyTop) { $0 + $1.height }
        let width = TicketSheet.right - TicketSheet.left
        let head = Box(x: TicketSheet.left, y: top, width: width, height: TicketSheet.headHeight)
        add(.fill(head, TicketSheet.navy, radius: 0), on: .group)
        for column in TicketSheet.columns {
            let title = set(column.title, [10.5], .centre, width: column.width, field: "表头")
            show([title], in: Box(x: column.x, y: top, width: column.width, height: head.height), [.white], on: .group)
        }
        var y = bodyTop
        var rules: [Line] = []
        for row in rows {
            if y > bodyTop { rules.append(.across(TicketSheet.left, TicketSheet.right, y: y)) }
            draw(row, y: y)
            y += row.height
        }
        for column in TicketSheet.columns.dropFirst() { rules.append(.down(bodyTop, bottom, x: column.x)) }
        add(.lines(rules, TicketSheet.rule, width: 0.6), on: .group)
        let frame = Box(x: head.x, y: top, width: head.width, height: bottom - top)
        add(.stroke(frame, TicketSheet.rule, width: 0.9, radius: 0), on: .group)
        return bottom
    }

    private func row(_ session: TicketContent.Session) -> Row {
        func cell(_ column: Int, _ text: String, _ sizes: [Double], height: Double = .infinity) -> TextBlock? {
            TicketSheet.cell(column, text, sizes, height: height, typesetter)
        }
        let check = CheckIn.roomOpens(session.start).clock + " 入场  " + CheckIn.closes(session.start).clock + " 后禁止入场"
        let cells = [
            [cell(0, session.subject.title, [11.5])],
            [
                cell(1, session.start.day.printed, [11.5], height: 20),
                cell(1, session.start.clock + "–" + session.end.clock, [16]),
                cell(1, check, [8.5]),
            ],
            TicketSheet.venueBlocks(session.venue, session.address, typesetter),
            TicketSheet.roomBlocks(session.roomName, typesetter),
            [
                cell(4, String(session.seat.number), [22, 18]),
                cell(4, "\(session.seat.row)排\(session.seat.column)列", [9]),
            ],
        ]
        let tallest = cells.map { stackHeight($0, spacing: TicketSheet.lineGap) }.max() ?? 0
        return Row(cells: cells, height: max(TicketSheet.leastRowHeight, tallest + 12))
    }

    static func venueBlocks(_ name: String, _ address: String, _ typesetter: Typesetter) -> [TextBlock?] {
        [
            cell(2, name, [11.5, 10.5, 9.5, 8.5, 7.5], .left, height: 36, field: "考点名称", typesetter),
            cell(2, address, [9.5, 8.5, 7.5], .left, height: 36, field: "考点地址", typesetter),
        ]
    }

    /// `第3考场 · 5层机房` stands on two lines: the number to look for, and where it is.
    static func roomBlocks(_ name: String, _ typesetter: Typesetter) -> [TextBlock?] {
        let parts = name.split(separator: "·", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        return parts.filter { !$0.isEmpty }.enumerated().map { place, part in
            let sizes = place == 0 ? [12.5, 11, 10, 9, 8, 7.5] : [9.5, 8.5, 7.5]
            return cell(3, part, sizes, height: 36, field: "考场名称", typesetter)
        }
    }

    private static func cell(
        _ column: Int, _ text: String, _ sizes: [Double], _ alignment: TextStyle.Alignment = .centre,
        height: Double, field: String? = nil, _ typesetter: Typesetter
    ) -> TextBlock? {
        typesetter.set(
            text, sizes.map { TextStyle(size: $0, alignment: alignment) }, width: columns[column].width - 2 * pad,
            height: height, field: field ?? columns[column].title)
    }

    private mutating func draw(_ row: Row, y: Double) {
        let colours = [
            [TicketSheet.ink], [TicketSheet.ink, TicketSheet.navy, TicketSheet.grey],
            [TicketSheet.ink, TicketSheet.grey],
            [TicketSheet.ink, TicketSheet.grey], [TicketSheet.navy, TicketSheet.grey],
        ]
        for (column, (cell, inks)) in zip(TicketSheet.columns, zip(row.cells, colours)) {
            let box = Box(
                x: column.x + TicketSheet.pad, y: y, width: column.width - 2 * TicketSheet.pad, height: row.height)
            let isSeat = column.title == TicketSheet.columns.last?.title
            show(cell, in: box, inks, spacing: TicketSheet.lineGap, on: isSeat ? .person : .group)
        }
    }
}
