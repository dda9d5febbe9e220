/// A name as the ticket prints it: blanks around it gone, one kind of dot between the parts of a minority
/// people's name, and no blank inside a Chinese name that somebody stretched to three characters (张　三).
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
                // A blank is part of a name only between Latin words.
                if blank, scalar.isASCII, name.unicodeScalars.last?.isASCII == true { name.unicodeScalars.append(" ") }
                blank = false
                name.unicodeScalars.append(scalar)
            }
        }
        return name
    }
}
