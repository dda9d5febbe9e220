import Exams

/// Pages of exam-room papers under one head and foot, filled from the top.
final class PaperDocument {
    static let left = 36.0
    static let footer = 22.0
    static let bodyTop = 96.0

    struct Column {
        var title: String
        var width: Double
        var alignment = TextStyle.Alignment.centre
        var sizes = PaperDocument.sizes
        /// Of a cell's lines below its first.
        var sizesBelow = [9.5, 8.5, 7.5, 6.5, 5.5]
        /// In a workbook too, so that it can be added up.
        var isCount = false
    }

    static let sizes = [10.5, 9.5, 8.5, 7.5, 6.5]

    let typesetter: Typesetter
    let size: (width: Double, height: Double)
    private let canvas: Canvas
    private let content: PacketContent
    private let title: String
    private var marks: [Mark] = []
    private var faults: [Mistake] = []

    var right: Double { size.width - PaperDocument.left }
    var bottom: Double { size.height - 36 }
    var width: Double { right - PaperDocument.left }

    init(
        _ title: String, of content: PacketContent, _ typesetter: Typesetter,
        size: (width: Double, height: Double) = Canvas.portrait
    ) {
        self.typesetter = typesetter
        self.content = content
        self.title = title
        self.size = size
        typesetter.startPage()
        canvas = Canvas(
            typesetter, size: size, title: "\(title) \(content.sitting) \(content.day) \(content.venue.venue.id)",
            date: content.printedAsOf.description)
    }

    func add(_ mark: Mark) { marks.append(mark) }

    /// A text in the middle of a box from top to bottom, in the first size that fits.
    @discardableResult
    func text(
        _ text: String, in box: Box, _ sizes: [Double] = sizes,
        _ alignment: TextStyle.Alignment = .left, _ colour: Colour = TicketSheet.ink, field: String
    ) -> Double {
        let styles = sizes.map { TextStyle(size: $0, alignment: alignment) }
        guard !text.isEmpty,
            let block = typesetter.set(text, styles, width: box.width, height: box.height, field: field)
        else { return 0 }
        add(.text(block.key, x: box.x, y: box.y + (box.height - block.height) / 2, colour))
        return block.height
    }

    /// Lines one below the other, in the middle of a box from top to bottom. Each is set in the first size in which
    /// it stays one line; a long one ends as two small lines.
    func stack(_ lines: [(text: String, sizes: [Double])], in box: Box, _ alignment: TextStyle.Alignment, field: String)
    {
        let blocks = lines.filter { !$0.text.isEmpty }.compactMap { line in
            typesetter.set(
                line.text, line.sizes.map { TextStyle(size: $0, alignment: alignment) }, width: box.width,
                height: min(box.height / Double(lines.count), 1.5 * line.sizes[0]), field: field)
        }
        var y = box.y + (box.height - blocks.reduce(0) { $0 + $1.height }) / 2
        for block in blocks {
            add(.text(block.key, x: box.x, y: y, TicketSheet.ink))
            y += block.height
        }
    }

    /// Title, institution and place; `line` is what tells this page from its neighbours.
    func head(_ title: String, line: String) {
        let box = Box(x: PaperDocument.left, y: 30, width: width, height: 30)
        text(title, in: box, [22, 18], field: "标题")
        for (place, issuer) in [content.institution, content.month.printed + "批次"].enumerated() {
            text(
                issuer, in: Box(x: right - 250, y: 28 + 16 * Double(place), width: 250, height: 16),
                [10, 9, 8, 7, 6], .right, TicketSheet.grey, field: "机构")
        }
        let place = "\(content.day.printed)  \(content.venue.name)  \(line)"
        text(
            place, in: Box(x: PaperDocument.left, y: 64, width: width, height: 22), [12, 11, 10, 9, 8, 7],
            field: "考点和考场")
        add(.lines([.across(PaperDocument.left, right, y: 88)], TicketSheet.navy, width: 1.2))
    }

    /// Ends the page with its foot.
    /// - Parameter revision: of what stands on this page.
    func endPage(revision: Int, note: String = "") throws(Mistakes) {
        let y = size.height - PaperDocument.footer - 8
        add(.lines([.across(PaperDocument.left, right, y: y)], TicketSheet.rule, width: 0.6))
        let clock = LocalMinute(number: content.printedAsOf.number / 60).clock
        let stamp = "第 \(revision) 版 · 数据截至 \(content.printedAsOf.day.printedDate) \(clock)"
        let foot = Box(x: PaperDocument.left, y: y + 2, width: width, height: 16)
        let stampStyle = TextStyle(size: 8.5)
        let stampWidth = typesetter.set(stamp, [stampStyle], width: width, field: "版次")?.width ?? 0
        text(stamp, in: foot, [stampStyle.size], .right, TicketSheet.grey, field: "版次")
        let specimen = content.hasSpecimens ? "测试数据 非真实考生  " : ""
        var rest = foot
        rest.width -= stampWidth + 12
        text(specimen + note, in: rest, [8.5, 7.5, 6.5, 5.5], .left, TicketSheet.grey, field: "页脚")
        for var fault in typesetter.faults {
            fault.file = "\(content.folder) \(title)"
            if !faults.contains(fault) { faults.append(fault) }
        }
        try canvas.page(marks)
        marks = []
        typesetter.startPage()
    }

    /// - Throws: all texts that could not be set.
    func finish() throws(Mistakes) -> [UInt8] {
        guard faults.isEmpty else { throw Mistakes(faults) }
        return try canvas.finish()
    }

    /// A ruled table below `top`. A cell's lines are parted by a line feed.
    /// - Returns: where it ends.
    @discardableResult
    func table(
        _ columns: [Column], _ rows: [[String]], x: Double = PaperDocument.left, top: Double, rowHeight: Double,
        headHeight: Double = 20
    ) -> Double {
        let width = columns.reduce(0) { $0 + $1.width }
        let bottom = top + headHeight + rowHeight * Double(rows.count)
        add(.fill(Box(x: x, y: top, width: width, height: headHeight), TicketSheet.tint, radius: 0))
        var lines: [Line] = []
        var cellX = x
        for (place, column) in columns.enumerated() {
            if place > 0 { lines.append(.down(top, bottom, x: cellX)) }
            text(
                column.title, in: Box(x: cellX + 2, y: top, width: column.width - 4, height: headHeight),
                [10, 9, 8, 7], .centre, TicketSheet.navy, field: "表头")
            for (index, row) in rows.enumerated() where place < row.count {
                let cell = Box(
                    x: cellX + 3, y: top + headHeight + Double(index) * rowHeight, width: column.width - 6,
                    height: rowHeight)
                let field = place == 0 ? column.title : "\(column.title)（\(columns[0].title) \(row[0])）"
                if !row[place].contains("\n") {
                    text(row[place], in: cell, column.sizes, column.alignment, field: field)
                    continue
                }
                let lines = row[place].split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
                    (text: String($1), sizes: $0 == 0 ? column.sizes : column.sizesBelow)
                }
                stack(lines, in: cell, column.alignment, field: field)
            }
            cellX += column.width
        }
        lines += rows.indices.map { .across(x, x + width, y: top + headHeight + Double($0) * rowHeight) }
        add(.lines(lines, TicketSheet.rule, width: 0.6))
        add(.stroke(Box(x: x, y: top, width: width, height: bottom - top), TicketSheet.rule, width: 0.9, radius: 0))
        return bottom
    }

    /// How many rows fit from `top` to the foot.
    func rowsPerPage(top: Double, rowHeight: Double, headHeight: Double = 20) -> Int {
        max(1, Int((bottom - top - headHeight) / rowHeight))
    }
}

extension PacketContent.Session {
    var clock: String { "\(start.clock)–\(end.clock)" }
    /// `09:00–11:00  第3考场  理论知识`.
    var line: String { "\(clock)  \(roomName)  \(subjects)" }
}

extension Array {
    /// Stretches of at most `size`, in order.
    func stretches(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
