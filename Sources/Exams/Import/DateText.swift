/// Reads the spellings of dates and times that Excel and people produce, from half-width bytes:
/// 2024-3-5, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305; 2024-03, 2024年3月, Mar-24; 9:00, 09:00:30.
struct DateText {
    private let bytes: ArraySlice<UInt8>
    /// Of the next byte: to cut what is read off the bytes would count references for every number of a date.
    private var place: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    var isAtEnd: Bool { place == bytes.endIndex }

    private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

    mutating func day() -> Day? {
        if let compact = compactDay() { return compact }
        guard let year = number(4...4), skip("-/.", or: "年"), let month = number(1...2),
            skip("-/.", or: "月"), let day = number(1...2)
        else { return nil }
        _ = skip("", or: "日") || skip("", or: "号")
        return Day(year: year, month: month, day: day)
    }

    /// A first-of-month date counts as its month: Excel makes one of every month typed.
    mutating func month() -> Month? {
        if let named = namedMonth() { return named }
        guard let year = number(4...4), skip("-/.", or: "年"), let month = number(1...2) else { return nil }
        if !skip("", or: "月"), skip("-/.") {
            guard let day = number(1...2), day == 1 else { return nil }
        } else if let day = number(1...2) {
            guard day == 1, skip("", or: "日") else { return nil }
        }
        return Month(year: year, month: month)
    }

    /// 24:00 is 86 400.
    mutating func secondOfDay() -> Int? {
        if next == UInt8(ascii: "T") { place += 1 }
        skipBlanks()
        guard let hour = number(1...2), skip(":"), let minute = number(2...2), minute < 60 else { return nil }
        var second = 0
        if skip(":") {
            guard let value = number(2...2), value < 60 else { return nil }
            second = value
        }
        let total = hour * 3600 + minute * 60 + second
        return total <= 86_400 ? total : nil
    }

    /// Between two ends of a span: ~, 至, 到, – or -.
    mutating func skipTo() -> Bool {
        skipBlanks()
        guard skip("~-") || ["至", "到", "–", "—"].contains(where: { skip("", or: $0) }) else { return false }
        skipBlanks()
        return true
    }

    /// Whether a time comes next, rather than a date or the end.
    var timeFollows: Bool {
        var copy = self
        return copy.secondOfDay() != nil
    }

    private mutating func compactDay() -> Day? {
        guard digits(atMost: 9) == 8, let year = number(4...4), let month = number(2...2), let day = number(2...2)
        else {
            return nil
        }
        return Day(year: year, month: month, day: day)
    }

    private mutating func namedMonth() -> Month? {
        guard bytes.endIndex - place == 6 else { return nil }
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let name = String(decoding: bytes[place..<place + 3], as: UTF8.self).lowercased()
        guard let index = names.firstIndex(of: name) else { return nil }
        place += 3
        guard skip("-"), let year = number(2...2) else { return nil }
        return Month(year: 2000 + year, month: index + 1)
    }

    private mutating func number(_ lengths: ClosedRange<Int>) -> Int? {
        let count = digits(atMost: lengths.upperBound)
        guard lengths.contains(count) else { return nil }
        var value = 0
        for digit in place..<place + count { value = value * 10 + Int(bytes[digit] - 48) }
        place += count
        return value
    }

    /// How many come next.
    private func digits(atMost most: Int) -> Int {
        var count = 0
        while count < most, place + count < bytes.endIndex, (48...57).contains(bytes[place + count]) { count += 1 }
        return count
    }

    /// Whether one of the signs, which are ASCII, or the word came next.
    private mutating func skip(_ signs: StaticString, or word: StaticString = "") -> Bool {
        guard let next else { return false }
        let length = signs.withUTF8Buffer { $0.contains(next) } ? 1 : length(of: word)
        place += length
        return length > 0
    }

    /// 0 if it is not the word that comes next.
    private func length(of word: StaticString) -> Int {
        word.withUTF8Buffer { word in
            guard word.count <= bytes.endIndex - place else { return 0 }
            for (offset, byte) in word.enumerated() where bytes[place + offset] != byte { return 0 }
            return word.count
        }
    }

    private mutating func skipBlanks() { while next == 0x20 { place += 1 } }
}
