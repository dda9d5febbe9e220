import Exams
import Tickets

/// Texts that no ticket can be drawn with, found when the sheet is checked and not a week before the exam: a character
/// no installed font has, or more words than there is room for.
struct DrawableTexts {
    /// A text of no more characters, each as wide as it is high, fits its place on the ticket at the smallest size.
    private static let alwaysFits = 30

    private let drawing: TicketDrawing
    private var isDrawable: [Unicode.Scalar: Bool] = [:]

    /// Venues and rooms first: with one of those nobody there gets a ticket.
    static func notes(_ scenario: Scenario) throws(Mistakes) -> [Mistake] {
        var texts = DrawableTexts(drawing: try TicketDrawing())
        return scenario.venues.flatMap { texts.notes($0) } + texts.applicationNotes(scenario)
    }

    private func notes(_ sheet: VenueSheet) -> [Mistake] {
        var notes: [Mistake] = []
        for room in sheet.venue.rooms {
            let name = sheet.roomNames[room.id] ?? room.id
            for fault in drawing.faults(venue: sheet.name, address: sheet.address, roomName: name) {
                let isRoom = fault.column == "考场名称"
                var note = fault.sayingNoTicket
                note.file = isRoom ? "rooms.csv" : "venues.csv"
                note.cause = (isRoom ? "考场 \(room.id)" : "考点 \(sheet.venue.id)") + "：" + note.cause
                if !notes.contains(note) { notes.append(note) }
            }
        }
        return notes
    }

    /// A note for each application: its ticket will be refused until a font is installed or the text corrected.
    private mutating func applicationNotes(_ scenario: Scenario) -> [Mistake] {
        let people = keyed(scenario.people, \.id)
        var notes: [Mistake] = []
        for registration in scenario.registrations {
            let name = people[registration.person]?.name ?? ""
            for (column, text) in [("姓名", name), ("报名单位", registration.unit ?? "")] {
                let characters = missing(text)
                guard !characters.isEmpty else { continue }
                let codes = characters.map { "U+" + String($0.value, radix: 16, uppercase: true) }
                notes.append(
                    Mistake(
                        code: "character-undrawable", file: "applications.csv", column: column,
                        cause: "报名 \(registration.id) 的\(column)里有本机字体画不出的字：\(codes.joined(separator: "、"))，准考证将发不出。",
                        action: "改正这个字，或安装含有它的字体后再查一遍。"))
            }
            let unit = registration.unit ?? ""
            guard max(name.count, unit.count) > DrawableTexts.alwaysFits else { continue }
            let faults = drawing.faults(name: name, unit: unit).filter { $0.code == "ticket-text-too-long" }
            notes += faults.map { fault in
                var note = fault.sayingNoTicket.about(application: registration.id)
                note.file = "applications.csv"
                return note
            }
        }
        return notes
    }

    private mutating func missing(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            let known = isDrawable[scalar] ?? drawing.undrawable(in: String(scalar)).isEmpty
            isDrawable[scalar] = known
            return !known
        }
    }
}
