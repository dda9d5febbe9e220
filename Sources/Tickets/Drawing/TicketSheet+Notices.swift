import Exams

extension TicketSheet {
    /// Points per module: 0.8 mm is read by any phone, and by a scanner at 150 dpi (five pixels).
    private static let module = 2.3
    private static let noticeSizes = [10.5, 10, 9.5, 9, 8.5, 8, 7.5]
    private static let indent = 16.0
    /// A map that is lower than the first shows nothing, and one higher than the second shows no more.
    private static let mapHeights = [150.0, 130, 110, 90]

    /// The institution's words to candidates at the left, as large as the room allows, the QR code at the right, and
    /// the map of the venue below them.
    mutating func drawNotices(below tableEnd: Double, code: QRSymbol) {
        let top = (tableEnd + TicketSheet.gap).rounded(.up)
        let codeSide = Double(code.side + 2 * QRSymbol.quietZone) * TicketSheet.module
        let codeBox = Box(x: TicketSheet.right - codeSide, y: top, width: codeSide, height: codeSide)
        add(.stroke(codeBox, TicketSheet.rule, width: 0.6, radius: 3), on: .group)
        let quiet = Double(QRSymbol.quietZone) * TicketSheet.module
        add(.bits(code.picture, codeBox.inset(quiet, quiet)), on: .person)
        let caption = set("入场核验码，请保持清晰平整", [8.5], .centre, width: codeSide, field: "核验码")
        let captionBox = Box(x: codeBox.x, y: codeBox.bottom + 3, width: codeSide, height: 14)
        show([caption], in: captionBox, [TicketSheet.grey], on: .group)

        let heading = set("考生须知", [12], width: 200, field: "考生须知")
        show(
            [heading], in: Box(x: TicketSheet.left, y: top - 2, width: 200, height: 18), [TicketSheet.navy], on: .group)
        let list = Box(
            x: TicketSheet.left, y: top + 22, width: codeBox.x - TicketSheet.left - TicketSheet.gap,
            height: TicketSheet.footerTop - 8 - (top + 22))
        guard let map = content.map else {
            if drawNoticeList(in: list) == nil { reportOverflow("The notices to candidates do not fit the page.") }
            return
        }
        for mapHeight in TicketSheet.mapHeights {
            var above = list
            above.height -= mapHeight + 26
            guard let listEnd = drawNoticeList(in: above) else { continue }
            draw(map, below: max(listEnd, captionBox.bottom))
            return
        }
        reportOverflow("The notices to candidates leave no room for the venue's map.")
    }

    private mutating func draw(_ map: Picture, below top: Double) {
        let heading = set("考点位置示意图", [10.5], width: 200, field: "示意图")
        let box = Box(
            x: TicketSheet.left, y: top + 24, width: TicketSheet.right - TicketSheet.left,
            height: min(170, TicketSheet.footerTop - 8 - (top + 24)))
        show([heading], in: Box(x: box.x, y: top + 7, width: 200, height: 16), [TicketSheet.navy], on: .group)
        add(.stroke(box, TicketSheet.rule, width: 0.6, radius: 3), on: .group)
        add(.picture(map, box.inset(4, 4)), on: .group)
    }

    /// - Returns: where the list ends; nil, and nothing drawn, if it does not fit at any size.
    private mutating func drawNoticeList(in box: Box) -> Double? {
        for size in TicketSheet.noticeSizes {
            let gap = size * 0.35
            let blocks = content.notices.map { notice in
                set(notice, [size], width: box.width - TicketSheet.indent, lineSpacing: size * 0.22, field: "考生须知")
            }
            guard stackHeight(blocks, spacing: gap) <= box.height else { continue }
            var y = box.y
            for (place, block) in blocks.enumerated() {
                guard let block else { return y }
                if let number = set("\(place + 1).", [size], width: TicketSheet.indent, field: "考生须知") {
                    add(.text(number.key, x: box.x, y: y, TicketSheet.grey), on: .group)
                }
                add(.text(block.key, x: box.x + TicketSheet.indent, y: y, TicketSheet.ink), on: .group)
                y += block.height + gap
            }
            return y
        }
        return nil
    }

    private func reportOverflow(_ cause: String) {
        typesetter.report(
            Mistake(
                code: "ticket-overflow", column: "考生须知", cause: cause,
                action: "Shorten the rule book's notices to candidates."))
    }
}
