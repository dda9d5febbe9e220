import Exams

/// Texts that no ticket can be drawn with, found when the sheet is checked and not a week before the exam: a character
/// no installed font has, or more words than there is room for.
package struct DrawableTexts {
    /// A text of no more characters, each as wide as it is high, fits its place on the ticket at the smallest size.
    private static let alwaysFits = 30

    private let drawing: TicketDrawing
    private var isDrawable: [Unicode.Scalar: Bool] = [:]

    /// Venues and rooms first: with one of those nobody there gets a ticket.
    package static func notes(_ scenario: Scenario) throws(Mistakes) -> [Mistake] {
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
        // Of a million people hardly one has such a name.
        var names: [String: String] = [:]
        for person in scenario.people.indices where isConspicuous(scenario.people[person].name) {
            names[scenario.people[person].id] = scenario.people[person].name
        }
        var units: [String: Bool] = [:]
        var notes: [Mistake] = []
        for registration in scenario.registrations.indices {
            let name = names.isEmpty ? "" : names[scenario.registrations[registration].person] ?? ""
            var unit = scenario.registrations[registration].unit ?? ""
            if !unit.isEmpty {
                let mayBeTold = units[unit] ?? isConspicuous(unit)
                units[unit] = mayBeTold
                if !mayBeTold { unit = "" }
            }
            if !name.isEmpty || !unit.isEmpty {
                notes += self.notes(scenario.registrations[registration].id, name: name, unit: unit)
            }
        }
        return notes
    }

    /// Whether there may be something to say of a text.
    private mutating func isConspicuous(_ text: String) -> Bool {
        // A character takes a byte at least.
        let mayBeLong = text.utf8.count > DrawableTexts.alwaysFits && text.count > DrawableTexts.alwaysFits
        return mayBeLong || !text.unicodeScalars.allSatisfy { isDrawable[$0] == true } && !missing(text).isEmpty
    }

    private mutating func notes(_ application: String, name: String, unit: String) -> [Mistake] {
        var notes: [Mistake] = []
        for (column, text) in [("姓名", name), ("报名单位", unit)] {
            let characters = missing(text)
            guard !characters.isEmpty else { continue }
            let codes = characters.map { "U+" + String($0.value, radix: 16, uppercase: true) }
            notes.append(
                Mistake(
                    code: "character-undrawable", file: "applications.csv", column: column,
                    cause: "报名 \(application) 的\(column)里有本机字体画不出的字：\(codes.joined(separator: "、"))，准考证将发不出。",
                    action: "改正这个字，或安装含有它的字体后再查一遍。"))
        }
        guard max(name.count, unit.count) > DrawableTexts.alwaysFits else { return notes }
        let faults = drawing.faults(name: name, unit: unit).filter { $0.code == "ticket-text-too-long" }
        return notes
            + faults.map { fault in
                var note = fault.sayingNoTicket.about(application: application)
                note.file = "applications.csv"
                return note
            }
    }

    private mutating func missing(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            let known = isDrawable[scalar] ?? drawing.undrawable(in: String(scalar)).isEmpty
            isDrawable[scalar] = known
            return !known
        }
    }
}

extension Mistake {
    /// The same, saying what comes of it.
    package var sayingNoTicket: Mistake {
        var grave = self
        grave.cause += "准考证将发不出。"
        return grave
    }

    /// The same, saying whose it is by 报名号.
    package func about(application: String) -> Mistake { about([application]) }

    package func about(_ applications: [String]) -> Mistake {
        var named = self
        named.cause = "报名 \(applications.joined(separator: "、"))：\(cause)"
        return named
    }
}
