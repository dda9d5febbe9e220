import Exams

/// The ticket's page: its measures and colours, and the head and foot. The parts between are in extensions.
///
///     ┌ header ───────────────────────┐
///     │ number            │ bar code  │
///     │ person                │ photo │
///     │ sessions, one row per subject │
///     │ notices               │  QR   │
///     │ map of the venue, if any      │
///     └ footer ───────────────────────┘
struct TicketSheet {
    /// Who shares a mark decides on which layer it lies (`PaperStack`).
    enum Layer {
        /// All who sit the same papers in the same rooms.
        case group
        case person
    }

    static let left = 42.0
    static let right = 553.0
    static let header = Box(x: left, y: 34, width: right - left, height: 66)
    static let number = Box(x: left, y: 108, width: right - left, height: 42)
    static let person = Box(x: left, y: 158, width: right - left, height: 182)
    static let sessionsTop = 350.0
    static let footerTop = 796.0
    static let gap = 14.0

    static let navy = Colour(red: 0.09, green: 0.2, blue: 0.38)
    static let tint = Colour(red: 0.93, green: 0.95, blue: 0.98)
    static let rule = Colour(red: 0.6, green: 0.67, blue: 0.76)
    static let ink = Colour(red: 0.08, green: 0.09, blue: 0.11)
    static let grey = Colour(red: 0.33, green: 0.38, blue: 0.46)
    static let red = Colour(red: 0.74, green: 0.1, blue: 0.1)

    let typesetter: Typesetter
    let content: TicketContent
    private(set) var group: [Mark] = []
    private(set) var person: [Mark] = []
    /// What the page had no room for, though the ticket is good without it.
    private(set) var remarks: [Mistake] = []

    init(_ content: TicketContent, code: QRSymbol, _ typesetter: Typesetter) {
        self.content = content
        self.typesetter = typesetter
        drawHeader()
        drawNumber()
        drawPerson()
        let tableEnd = drawSessions()
        drawNotices(below: tableEnd, code: code)
        drawFooter()
    }

    private mutating func drawHeader() {
        let box = TicketSheet.header
        add(.fill(box, TicketSheet.navy, radius: 4), on: .group)
        let title = [
            set("北京市社会化职业技能等级认定", [12.5], width: 230, field: "标题"),
            set("准 考 证", [27], width: 230, field: "标题"),
        ]
        show(
            title, in: Box(x: box.x + 16, y: box.y, width: 230, height: box.height), [.white, .white], spacing: 3,
            on: .group)
        let side = Box(x: box.right - 246, y: box.y, width: 230, height: box.height)
        let issuer = [
            set(content.institution, [14, 13, 12, 11, 10, 9], .right, width: side.width, height: 38, field: "机构"),
            set(content.month.printed + "批次", [11.5], .right, width: side.width, field: "批次"),
        ]
        show(issuer, in: side, [.white, .white], spacing: 5, on: .group)
    }

    /// The number for people and, as bars, for the scanners of exam rooms that read nothing else.
    private mutating func drawNumber() {
        let box = TicketSheet.number
        let bars = Code128(digits: content.number.digits)
        let module = 1.3
        let width = Double(bars.modules.count) * module
        let quiet = Double(Code128.quietZone) * module
        let barBox = Box(x: box.right - width - quiet - 1, y: box.y + 7, width: width, height: box.height - 14)
        add(.fill(box, TicketSheet.tint, radius: 3), on: .group)
        add(.fill(barBox.inset(-quiet, -6), .white, radius: 0), on: .group)
        add(.bits(bars.picture, barBox), on: .person)
        let label = set("准考证号", [11], width: 60, field: "准考证号")
        let number = set(content.number.grouped, [18], width: 200, field: "准考证号")
        show([label], in: Box(x: box.x + 14, y: box.y, width: 60, height: box.height), [TicketSheet.grey], on: .group)
        show([number], in: Box(x: box.x + 66, y: box.y, width: 200, height: box.height), [TicketSheet.ink], on: .person)
        if content.isSpecimen {
            let mark = Box(x: box.x + 263, y: box.y + 6, width: 54, height: box.height - 12)
            add(.stroke(mark, TicketSheet.red, width: 0.9, radius: 3), on: .group)
            let words = ["测试数据", "非真实考生"].map { set($0, [9.5], .centre, width: mark.width, field: "测试标记") }
            show(words, in: mark, [TicketSheet.red, TicketSheet.red], spacing: 1, on: .group)
        }
    }

    private mutating func drawFooter() {
        let top = TicketSheet.footerTop
        add(.lines([.across(TicketSheet.left, TicketSheet.right, y: top)], TicketSheet.rule, width: 0.6), on: .group)
        let phone = set("咨询电话 " + content.servicePhone, [9.5, 8.5, 7.5], width: 250, height: 14, field: "咨询电话")
        let time = content.printedAsOf
        let clock = LocalMinute(number: time.number / 60).clock
        let state = set(
            "第 \(content.revision) 版 · 数据截至 \(time.day.printedDate) \(clock)", [9.5], .right, width: 250, field: "版次")
        show([phone], in: Box(x: TicketSheet.left, y: top, width: 250, height: 22), [TicketSheet.grey], on: .group)
        show(
            [state], in: Box(x: TicketSheet.right - 250, y: top, width: 250, height: 22), [TicketSheet.grey],
            on: .group)
    }
}

extension TicketSheet {
    mutating func remark(_ remark: Mistake) { remarks.append(remark) }

    mutating func add(_ mark: Mark, on layer: Layer) {
        switch layer {
        case .group: group.append(mark)
        case .person: person.append(mark)
        }
    }

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
    mutating func show(
        _ blocks: [TextBlock?], in box: Box, _ colours: [Colour], spacing: Double = 0, on layer: Layer
    ) {
        var y = box.y + (box.height - stackHeight(blocks, spacing: spacing)) / 2
        for (block, colour) in zip(blocks, colours) {
            guard let block else { continue }
            add(.text(block.key, x: box.x, y: y, colour), on: layer)
            y += block.height + spacing
        }
    }

    func stackHeight(_ blocks: [TextBlock?], spacing: Double) -> Double {
        let heights = blocks.compactMap { $0?.height }
        return heights.reduce(0, +) + spacing * Double(max(0, heights.count - 1))
    }
}
