import Exams

extension TicketSheet {
    private static let labelWidth = 74.0
    /// 一寸 is 25 × 35 mm; the frame is a little larger and holds any ratio.
    private static let frame = (width: 91.0, height: 127.5)

    /// A table of labels and values with the photo to its right.
    func drawPerson() {
        let box = TicketSheet.person
        let photoLeft = box.right - 122
        let rows = personRows
        let height = box.height / Double(rows.count)
        page.fill(Box(x: box.x, y: box.y, width: TicketSheet.labelWidth, height: box.height), TicketSheet.tint)
        for (place, row) in rows.enumerated() {
            let y = box.y + Double(place) * height
            let label = set(row.label, [10.5], .centre, width: TicketSheet.labelWidth, field: row.label)
            show(
                [label], in: Box(x: box.x, y: y, width: TicketSheet.labelWidth, height: height), [TicketSheet.grey])
            let cell = Box(
                x: box.x + TicketSheet.labelWidth + 10, y: y, width: photoLeft - box.x - TicketSheet.labelWidth - 18,
                height: height)
            let value = set(row.value, row.sizes, width: cell.width, height: height - 3, field: row.label)
            show([value], in: cell, [TicketSheet.ink])
        }
        let inner = (1..<rows.count).map { place in
            let y = box.y + Double(place) * height
            return (x1: box.x, y1: y, x2: photoLeft, y2: y)
        }
        let labelRight = box.x + TicketSheet.labelWidth
        page.lines(
            inner + [(labelRight, box.y, labelRight, box.bottom), (photoLeft, box.y, photoLeft, box.bottom)],
            TicketSheet.rule)
        page.stroke(box, TicketSheet.rule, width: 0.9)
        drawPhoto(in: Box(x: photoLeft, y: box.y, width: box.right - photoLeft, height: box.height))
    }

    private var personRows: [(label: String, value: String, sizes: [Double])] {
        let usual = [12.5, 11.5, 10.5, 9.5, 8.5, 7.5]
        return [
            ("姓名", content.name, [16, 14, 12, 10.5, 9.5, 8.5, 7.5]),
            ("证件类型", content.documentType.title, usual),
            ("证件号码", content.documentNumber, [14, 12.5, 11, 9.5, 8.5, 7.5]),
            ("职业", content.occupation, usual),
            ("工种", content.workType ?? "—", usual),
            ("等级", content.level.title, usual),
            ("报名单位", content.unit ?? "个人报名", usual),
        ]
    }

    private func drawPhoto(in box: Box) {
        let frame = Box(
            x: box.x + (box.width - TicketSheet.frame.width) / 2,
            y: box.y + (box.height - TicketSheet.frame.height) / 2,
            width: TicketSheet.frame.width, height: TicketSheet.frame.height)
        if let photo = content.photo {
            page.show(photo, in: frame)
        } else {
            let words = [
                set("照片", [13], .centre, width: frame.width, field: "照片"),
                set("一寸彩色白底免冠", [8.5], .centre, width: frame.width, field: "照片"),
            ]
            show(words, in: frame, [TicketSheet.grey, TicketSheet.grey], spacing: 4)
        }
        page.stroke(frame, TicketSheet.rule)
    }
}
