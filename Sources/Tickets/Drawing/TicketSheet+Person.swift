import Exams

extension TicketSheet {
    private static let labelWidth = 74.0
    private static let photoColumn = 122.0
    private static let valueWidth = person.width - photoColumn - labelWidth - 18
    private static let rowCount = 7.0
    /// 一寸 is 25 × 35 mm; the frame is a little larger and holds any ratio.
    private static let frame = (width: 91.0, height: 127.5)

    /// A table of labels and values with the photo to its right.
    mutating func drawPerson() {
        let box = TicketSheet.person
        let photoLeft = box.right - TicketSheet.photoColumn
        let rows = personRows
        let height = box.height / Double(rows.count)
        let labels = Box(x: box.x, y: box.y, width: TicketSheet.labelWidth, height: box.height)
        add(.fill(labels, TicketSheet.tint, radius: 0), on: .group)
        for (place, row) in rows.enumerated() {
            let y = box.y + Double(place) * height
            let label = set(row.label, [10.5], .centre, width: TicketSheet.labelWidth, field: row.label)
            show(
                [label], in: Box(x: box.x, y: y, width: TicketSheet.labelWidth, height: height), [TicketSheet.grey],
                on: .group)
            let cell = Box(
                x: box.x + TicketSheet.labelWidth + 10, y: y, width: TicketSheet.valueWidth, height: height)
            let value = set(row.value, row.sizes, width: cell.width, height: height - 3, field: row.label)
            show([value], in: cell, [TicketSheet.ink], on: row.layer)
        }
        let inner = (1..<rows.count).map { place in
            Line.across(box.x, photoLeft, y: box.y + Double(place) * height)
        }
        let uprights = [labels.right, photoLeft].map { Line.down(box.y, box.bottom, x: $0) }
        add(.lines(inner + uprights, TicketSheet.rule, width: 0.6), on: .group)
        add(.stroke(box, TicketSheet.rule, width: 0.9, radius: 0), on: .group)
        drawPhoto(in: Box(x: photoLeft, y: box.y, width: box.right - photoLeft, height: box.height))
    }

    private static let nameSizes = [16, 14, 12, 10.5, 9.5, 8.5, 7.5]
    private static let valueSizes = [12.5, 11.5, 10.5, 9.5, 8.5, 7.5]

    static func nameBlock(_ name: String, _ typesetter: Typesetter) -> TextBlock? {
        valueBlock(name, nameSizes, field: "姓名", typesetter)
    }

    static func unitBlock(_ unit: String, _ typesetter: Typesetter) -> TextBlock? {
        valueBlock(unit, valueSizes, field: "报名单位", typesetter)
    }

    private static func valueBlock(
        _ text: String, _ sizes: [Double], field: String, _ typesetter: Typesetter
    ) -> TextBlock? {
        typesetter.set(
            text, sizes.map { TextStyle(size: $0) }, width: valueWidth, height: person.height / rowCount - 3,
            field: field)
    }

    private struct PersonRow {
        var label: String
        var value: String
        var sizes = TicketSheet.valueSizes
        var layer = Layer.person
    }

    private var personRows: [PersonRow] {
        [
            PersonRow(label: "姓名", value: content.name, sizes: TicketSheet.nameSizes),
            PersonRow(label: "证件类型", value: content.documentType.title),
            PersonRow(label: "证件号码", value: content.documentNumber, sizes: [14, 12.5, 11, 9.5, 8.5, 7.5]),
            PersonRow(label: "职业", value: content.occupation, layer: .group),
            PersonRow(label: "工种", value: content.workType ?? "—", layer: .group),
            PersonRow(label: "等级", value: content.level.title, layer: .group),
            PersonRow(label: "报名单位", value: content.unit ?? "个人报名"),
        ]
    }

    private mutating func drawPhoto(in box: Box) {
        let frame = Box(
            x: box.x + (box.width - TicketSheet.frame.width) / 2,
            y: box.y + (box.height - TicketSheet.frame.height) / 2,
            width: TicketSheet.frame.width, height: TicketSheet.frame.height)
        if let photo = content.photo {
            add(.picture(photo.picture, frame), on: .person)
        } else {
            let words = [
                set("照片", [13], .centre, width: frame.width, field: "照片"),
                set("一寸彩色白底免冠", [8.5], .centre, width: frame.width, field: "照片"),
            ]
            show(words, in: frame, [TicketSheet.grey, TicketSheet.grey], spacing: 4, on: .group)
        }
        add(.stroke(frame, TicketSheet.rule, width: 0.6, radius: 0), on: .group)
    }
}
