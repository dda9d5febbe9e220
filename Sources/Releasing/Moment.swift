import Exams

extension LocalSecond {
    /// Seconds that Shanghai is ahead of UTC. One zone, and no summer time since 1991.
    private static let shanghaiOffset = 8 * 3600

    /// Reads a moment as a second of Shanghai's clock: RFC 3339 with an offset (`2024-03-15T16:00:00Z`,
    /// `2024-03-16T00:00:00+08:00`), or local time without one, to the minute or the second. Fractions of a second
    /// are cut off, so that no window opens early. Nil if the text is neither; nothing is guessed.
    package init?(moment text: String) {
        guard text.utf8.count >= 16, text.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        let characters = Array(text)
        let minute = String(characters[..<16]).replacing(" ", with: "T")
        var rest = characters[16...]
        var clock = minute + ":00"
        if rest.first == ":" {
            clock = minute + String(rest.prefix(3))
            rest = rest.dropFirst(3)
            if rest.first == "." {
                let digits = rest.dropFirst().prefix { $0.isNumber }
                guard !digits.isEmpty else { return nil }
                rest = rest.dropFirst(1 + digits.count)
            }
        }
        guard let local = LocalSecond(clock), let offset = LocalSecond.offset(String(rest)) else { return nil }
        self.init(number: local.number - offset + LocalSecond.shanghaiOffset)
    }

    /// Seconds ahead of UTC; no text means Shanghai.
    private static func offset(_ text: String) -> Int? {
        switch text {
        case "": return shanghaiOffset
        case "Z", "z": return 0
        default: break
        }
        let characters = Array(text)
        guard characters.count == 6, characters[0] == "+" || characters[0] == "-", characters[3] == ":",
            let hours = Int(String(characters[1...2])), let minutes = Int(String(characters[4...5])),
            (0..<24).contains(hours), (0..<60).contains(minutes), characters[1].isNumber, characters[4].isNumber
        else { return nil }
        return (hours * 60 + minutes) * (characters[0] == "-" ? -60 : 60)
    }

    /// `2024-03-16T00:00:00+08:00`.
    package var rfc3339: String { description + "+08:00" }
}

extension LocalMinute {
    package var second: LocalSecond { LocalSecond(number: number * 60) }
}
