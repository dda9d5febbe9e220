/// A name as the ticket prints it: blanks around it gone, one kind of dot between the parts of a minority
/// people's name, and no blank inside a Chinese name that somebody stretched to three characters (张　三). Every
/// other blank parts two words of the name (Nguyễn Thị Ánh) and stays, as one space.
enum PersonName {
    static func canonical(_ text: String) -> String {
        // All blanks and dots are ASCII or begin with one of these; Chinese names are nearly always neither.
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0xC2 && $0 != 0xE2 && $0 != 0xE3 && $0 != 0xEF }
        if isPlain { return text }
        var name = ""
        var blank = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "•", "・", "‧", "∙", "⋅", "．", "･": name.unicodeScalars.append("·")
            case " ", "\u{A0}", "\u{3000}", "\t", "\n", "\r": blank = !name.isEmpty
            default:
                if blank, let last = name.unicodeScalars.last, !isStretch(between: last, and: scalar) {
                    name.unicodeScalars.append(" ")
                }
                blank = false
                name.unicodeScalars.append(scalar)
            }
        }
        // A dot parts by itself; blanks beside it say nothing.
        return name.replacing(" ·", with: "·").replacing("· ", with: "·")
    }

    private static func isStretch(between first: Unicode.Scalar, and second: Unicode.Scalar) -> Bool {
        first.properties.isIdeographic && second.properties.isIdeographic
    }

    /// What nobody sees and no page can show: controls, zero-width spaces, marks of direction. Joiners are letters'
    /// business and stay.
    static func invisible(in name: String) -> [Unicode.Scalar] {
        if name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return [] }
        return name.unicodeScalars.filter { scalar in
            // Nearly all names: the table of categories need not be asked.
            if (0x4E00...0x9FFF).contains(scalar.value) { return false }
            return switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            case .format: scalar.value != 0x200C && scalar.value != 0x200D
            default: false
            }
        }
    }

    /// More do not fit on a ticket in a size that can be read.
    static let mostCharacters = 80
}
