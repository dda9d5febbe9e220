import Exams

/// The ticket's page: its measures and colours, and the head and foot. The parts between are in extensions.
///
///     ┌ header ───────────────────────┐
///     │ number                        │
///     │ person                │ photo │
///     │ sessions, one row per subject │
///     │ notices               │  QR   │
///     └ footer ───────────────────────┘
struct TicketSheet {
    static let left = 42.0
    static let right = 553.0
    static let header = Box(x: left, y: 34, width: right - left, height: 68)
    static let number = Box(x: left, y: 110, width: right - left, height: 36)
    static let person = Box(x: left, y: 156, width: right - left, height: 182)
    static let sessionsTop = 350.0
    static let footerTop = 792.0
    static let gap = 14.0

    static let navy = Colour(red: 0.09, green: 0.2, blue: 0.38)
    static let tint = Colour(red: 0.93, green: 0.95, blue: 0.98)
    static let rule = Colour(red: 0.6, green: 0.67, blue: 0.76)
    static let ink = Colour(red: 0.08, green: 0.09, blue: 0.11)
    static let grey = Colour(red: 0.33, green: 0.38, blue: 0.46)
    static let red = Colour(red: 0.74, green: 0.1, blue: 0.1)

    let page: PDFPage
    let typesetter: Typesetter
    let content: TicketContent

    func drawHeader() {
        let box = TicketSheet.header
        page.fill(box, TicketSheet.navy, radius: 4)
        let title = [
            set("北京市社会化职业技能等级认定", [12.5], width: 230, field: "标题"),
            set("准 考 证", [27], width: 230, field: "标题"),
        ]
        show(title, in: Box(x: box.x + 16, y: box.y, width: 230, height: box.height), [.white, .white], spacing: 3)
        let side = Box(x: box.right - 246, y: box.y, width: 230, height: box.height)
        let issuer = [
            set(content.institution, [14, 13, 12, 11, 10, 9], .right, width: side.width, height: 38, field: "机构"),
            set(content.month.printed + "批次", [11.5], .right, width: side.width, field: "批次"),
        ]
        show(issuer, in: side, [.white, .white], spacing: 5)
    }

    func drawNumber() {
        let box = TicketSheet.number
        page.fill(box, TicketSheet.tint, radius: 3)
        let label = set("准考证号", [11], width: 60, field: "准考证号")
        let number = set(content.number.grouped, [20], width: 260, field: "准考证号")
        show([label], in: Box(x: box.x + 16, y: box.y, width: 60, height: box.height), [TicketSheet.grey])
        show([number], in: Box(x: box.x + 78, y: box.y, width: 260, height: box.height), [TicketSheet.ink])
        if content.isSpecimen {
            let mark = Box(x: box.right - 150, y: box.y + 8, width: 136, height: 20)
            page.stroke(mark, TicketSheet.red, width: 0.9, radius: 3)
            let words = set("测试数据 非真实考生", [10.5], .centre, width: mark.width, field: "测试标记")
            show([words], in: mark, [TicketSheet.red])
        }
    }

    func drawFooter() {
        let top = TicketSheet.footerTop
        page.lines([(TicketSheet.left, top, TicketSheet.right, top)], TicketSheet.rule)
        let phone = set("咨询电话 " + content.servicePhone, [9.5, 8.5, 7.5], width: 250, height: 14, field: "咨询电话")
        let time = content.printedAsOf
        let clock = LocalMinute(number: time.number / 60).clock
        let state = set(
            "第 \(content.revision) 版 · 数据截至 \(time.day.printedDate) \(clock)", [9.5], .right, width: 250, field: "版次")
        show([phone], in: Box(x: TicketSheet.left, y: top, width: 250, height: 22), [TicketSheet.grey])
        show([state], in: Box(x: TicketSheet.right - 250, y: top, width: 250, height: 22), [TicketSheet.grey])
    }
}

extension TicketSheet {
    func set(
        _ text: String, _ sizes: [Double], _ alignment: TextStyle.Alignment = .left, width: Double,
        height: Double = .infinity, lineSpacing: Double = 0, field: String
    ) -> TextBlock? {
        typesetter.set(
            text, sizes.map { TextStyle(size: $0, alignment: alignment, lineSpacing: lineSpacing) }, width: width,
            height: height, field: field)
    }

    /// Blocks below one another, centred in the box from top to bottom. Nil is a text that could not be set; the
    /// page is then thrown away.
    func show(_ blocks: [TextBlock?], in box: Box, _ colours: [Colour], spacing: Double = 0) {
        var y = box.y + (box.height - stackHeight(blocks, spacing: spacing)) / 2
        for (block, colour) in zip(blocks, colours) {
            guard let block else { continue }
            page.show(block, x: box.x, y: y, colour)
            y += block.height + spacing
        }
    }

    func stackHeight(_ blocks: [TextBlock?], spacing: Double) -> Double {
        let heights = blocks.compactMap { $0?.height }
        return heights.reduce(0, +) + spacing * Double(max(0, heights.count - 1))
    }
}
