import Exams
import Tickets

/// Names that no installed font can draw, found when the sheet is checked and not a week before the exam.
enum DrawableNames {
    /// A note for each application: its ticket will be refused until a font is installed or the name corrected.
    static func notes(_ scenario: Scenario) throws(Mistakes) -> [Mistake] {
        let drawing = try TicketDrawing()
        var isDrawable: [Unicode.Scalar: Bool] = [:]
        func missing(_ text: String) -> [Unicode.Scalar] {
            text.unicodeScalars.filter { scalar in
                let known = isDrawable[scalar] ?? drawing.undrawable(in: String(scalar)).isEmpty
                isDrawable[scalar] = known
                return !known
            }
        }
        let people = keyed(scenario.people, \.id)
        var notes: [Mistake] = []
        for registration in scenario.registrations {
            let fields = [("姓名", people[registration.person]?.name), ("报名单位", registration.unit)]
            for (column, text) in fields {
                let characters = missing(text ?? "")
                guard !characters.isEmpty else { continue }
                let codes = characters.map { "U+" + String($0.value, radix: 16, uppercase: true) }
                notes.append(
                    Mistake(
                        code: "character-undrawable", file: "applications.csv", column: column,
                        cause: "报名 \(registration.id) 的\(column)里有本机字体画不出的字：\(codes.joined(separator: "、"))，准考证将发不出。",
                        action: "改正这个字，或安装含有它的字体后再查一遍。"))
            }
        }
        return notes
    }
}
