import Exams

extension TicketSheet {
    /// Points per module: 0.7 mm is read by any phone, and by a scanner at 150 dpi (four pixels).
    private static let module = 2.0
    private static let quietModules = 4.0
    private static let noticeSizes = [10.5, 10, 9.5, 9, 8.5, 8, 7.5]
    private static let indent = 16.0

    /// The institution's words to candidates at the left, as large as the room allows, and the QR code at the right.
    func drawNotices(below tableEnd: Double, code: QRSymbol) {
        let top = (tableEnd + TicketSheet.gap).rounded(.up)
        let codeSide = (Double(code.side) + 2 * TicketSheet.quietModules) * TicketSheet.module
        let codeBox = Box(x: TicketSheet.right - codeSide, y: top, width: codeSide, height: codeSide)
        page.stroke(codeBox, TicketSheet.rule, radius: 3)
        let quiet = TicketSheet.quietModules * TicketSheet.module
        page.show(code, x: codeBox.x + quiet, y: codeBox.y + quiet, module: TicketSheet.module)
        let caption = set("入场核验码，请保持清晰平整", [8.5], .centre, width: codeSide, field: "核验码")
        show([caption], in: Box(x: codeBox.x, y: codeBox.bottom + 3, width: codeSide, height: 14), [TicketSheet.grey])

        let heading = set("考生须知", [12], width: 200, field: "考生须知")
        show([heading], in: Box(x: TicketSheet.left, y: top - 2, width: 200, height: 18), [TicketSheet.navy])
        drawNoticeList(
            in: Box(
                x: TicketSheet.left, y: top + 22, width: codeBox.x - TicketSheet.left - TicketSheet.gap,
                height: TicketSheet.footerTop - top - 30))
    }

    private func drawNoticeList(in box: Box) {
        for size in TicketSheet.noticeSizes {
            let gap = size * 0.35
            let blocks = content.notices.map { notice in
                set(notice, [size], width: box.width - TicketSheet.indent, lineSpacing: size * 0.22, field: "考生须知")
            }
            guard stackHeight(blocks, spacing: gap) <= box.height else { continue }
            var y = box.y
            for (place, block) in blocks.enumerated() {
                guard let block else { return }
                if let number = set("\(place + 1).", [size], width: TicketSheet.indent, field: "考生须知") {
                    page.show(number, x: box.x, y: y, TicketSheet.grey)
                }
                page.show(block, x: box.x + TicketSheet.indent, y: y, TicketSheet.ink)
                y += block.height + gap
            }
            return
        }
        typesetter.report(
            Mistake(
                code: "ticket-overflow", column: "考生须知", cause: "The notices to candidates do not fit the page.",
                action: "Shorten the rule book's notices to candidates."))
    }
}
