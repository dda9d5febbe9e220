/// Reads the spellings of dates and times that Excel and people produce, from half-width bytes:
/// 2024-3-5, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305; 2024-03, 2024年3月, Mar-24; 9:00, 09:00:30.
struct DateText {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var isAtEnd: Bool { rest.isEmpty }

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
        if rest.first == UInt8(ascii: "T") { rest = rest.dropFirst() }
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
        let digits = rest.prefix { (48...57).contains($0) }
        guard digits.count == 8, let year = number(4...4), let month = number(2...2), let day = number(2...2) else {
            return nil
        }
        return Day(year: year, month: month, day: day)
    }

    private mutating func namedMonth() -> Month? {
        guard rest.count == 6 else { return nil }
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let name = String(decoding: rest.prefix(3), as: UTF8.self).lowercased()
        guard let index = names.firstIndex(of: name) else { return nil }
        rest = rest.dropFirst(3)
        guard skip("-"), let year = number(2...2) else { return nil }
        return Month(year: 2000 + year, month: index + 1)
    }

    private mutating func number(_ lengths: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(lengths.upperBound).prefix { (48...57).contains($0) }
        guard lengths.contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// Whether one of the signs, which are ASCII, or the word came next.
    private mutating func skip(_ signs: StaticString, or word: StaticString = "") -> Bool {
        guard let next = rest.first else { return false }
        let length =
            signs.withUTF8Buffer { $0.contains(next) }
            ? 1 : word.withUTF8Buffer { rest.starts(with: $0) } ? word.utf8CodeUnitCount : 0
        rest = rest.dropFirst(length)
        return length > 0
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 } }
}
