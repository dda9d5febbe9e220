import Exams

extension TicketSheet {
    /// Points per module: 0.8 mm is read by any phone, and by a scanner at 150 dpi (five pixels).
    private static let module = 2.3
    private static let noticeSizes = [10.5, 10, 9.5, 9, 8.5, 8, 7.5]
    private static let indent = 16.0
    /// How high a map may be, in the order of preference, and how small the notices then: a map that is lower than the last
    /// shows nothing, but words that nobody can read do not help either.
    private static let mapChoices: [(height: Double, notices: Double)] = [
        (150, 9), (120, 9), (90, 9), (110, 7.5), (90, 7.5),
    ]
    /// For the words above the map.
    private static let mapHead = 26.0

    /// The institution's words to candidates at the left, as large as the room allows, the QR code at the right, and
    /// the map of the venue below them, if it has one that leaves the words readable.
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
        if let map = content.map, drawNotices(in: list, with: map, below: captionBox.bottom) { return }
        if drawNoticeList(in: list) == nil { reportOverflow("The notices to candidates do not fit the page.") }
    }

    /// - Returns: whether there was room for the map; if not, nothing is drawn and a remark says so.
    private mutating func drawNotices(in list: Box, with map: Picture, below captionBottom: Double) -> Bool {
        for choice in TicketSheet.mapChoices {
            var above = list
            above.height -= choice.height + TicketSheet.mapHead
            guard let listEnd = drawNoticeList(in: above, least: choice.notices) else { continue }
            draw(map, in: TicketSheet.mapBox(map, list: list, listEnd: listEnd, captionBottom: captionBottom))
            return true
        }
        remark(
            Mistake(
                code: "map-no-room", column: "考点位置示意图", cause: "考生须知太长，准考证上没有地方印考点地图，地图没有印 (no room for the map)。",
                action: "规则书里给考生的话写短些。"))
        return false
    }

    /// Where the map is larger: over the whole width below the code, or beside the code right below the list. The list
    /// of a ticket of three subjects is short, and little lies below its code.
    private static func mapBox(_ map: Picture, list: Box, listEnd: Double, captionBottom: Double) -> Box {
        func box(top: Double, width: Double, mostHeight: Double) -> Box {
            let top = top + mapHead - 2
            let room = Box(
                x: left, y: top, width: width, height: max(9, min(mostHeight, footerTop - 8 - top)))
            let fitting = room.inset(4, 4).fitting(width: Double(map.width), height: Double(map.height))
            return Box(x: room.x, y: room.y, width: room.width, height: min(room.height, fitting.height + 8))
        }
        let wide = box(top: max(listEnd, captionBottom), width: right - left, mostHeight: 170)
        let beside = box(top: listEnd, width: list.width, mostHeight: 220)
        return wide.height >= beside.height ? wide : beside
    }

    private mutating func draw(_ map: Picture, in box: Box) {
        let heading = set("考点位置示意图", [10.5], width: 200, field: "示意图")
        show([heading], in: Box(x: box.x, y: box.y - 17, width: 200, height: 16), [TicketSheet.navy], on: .group)
        add(.stroke(box, TicketSheet.rule, width: 0.6, radius: 3), on: .group)
        add(.picture(map, box.inset(4, 4)), on: .group)
    }

    /// - Returns: where the list ends; nil, and nothing drawn, if it does not fit at any size down to the least.
    private mutating func drawNoticeList(in box: Box, least: Double = 0) -> Double? {
        for size in TicketSheet.noticeSizes where size >= least {
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
