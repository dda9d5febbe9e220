// One text form each, ISO 8601 without zone. Anything else is refused, never guessed.

func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

/// Without leading zeros; not negative.
package func appendDigits(of value: Int, to bytes: inout [UInt8]) {
    if value >= 10 { appendDigits(of: value / 10, to: &bytes) }
    bytes.append(UInt8(48 + value % 10))
}

private func appendTwoDigits(_ value: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(48 + value / 10))
    bytes.append(UInt8(48 + value % 10))
}

private func appendYear(_ year: Int, to bytes: inout [UInt8]) {
    var least = 1000
    while least > 1, year < least {
        bytes.append(48)
        least /= 10
    }
    appendDigits(of: year, to: &bytes)
}

/// What has one text form of digits and marks: a million of them are written without a `String` each.
package protocol FixedWidthText: CustomStringConvertible {
    func write(to bytes: inout [UInt8])
}

extension FixedWidthText {
    package var description: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Reads fixed-width digits and separators from UTF-8. An array and a position: the generic ways through a string's
/// bytes cost seven times as much where nothing is specialised.
private struct FixedText {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }

    mutating func digits(_ count: Int) -> Int? {
        let end = position + count
        guard end <= bytes.count else { return nil }
        var value = 0
        while position < end {
            let byte = bytes[position]
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte) - 48
            position += 1
        }
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func day() -> Day? {
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2) else { return nil }
        return Day(year: year, month: month, day: day)
    }

    mutating func minuteOfDay() -> Int? {
        guard let hour = digits(2), skip(":"), let minute = digits(2), hour < 24, minute < 60 else { return nil }
        return hour * 60 + minute
    }
}

extension Day: LosslessStringConvertible, FixedWidthText {
    package init?(_ text: String) {
        var reader = FixedText(text)
        guard let day = reader.day(), reader.isAtEnd else { return nil }
        self = day
    }

    package func write(to bytes: inout [UInt8]) {
        let parts = components
        appendYear(parts.year, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendTwoDigits(parts.month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendTwoDigits(parts.day, to: &bytes)
    }
}

extension Month: LosslessStringConvertible, FixedWidthText {
    package init?(_ text: String) {
        var reader = FixedText(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.isAtEnd else {
            return nil
        }
        self.init(year: year, month: month)
    }

    package func write(to bytes: inout [UInt8]) {
        appendYear(year, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendTwoDigits(monthOfYear, to: &bytes)
    }
}

extension LocalMinute: LosslessStringConvertible, FixedWidthText {
    package init?(_ text: String) {
        var reader = FixedText(text)
        guard let day = reader.day(), reader.skip("T"), let minute = reader.minuteOfDay(), reader.isAtEnd else {
            return nil
        }
        self = day.start + minute
    }

    package func write(to bytes: inout [UInt8]) {
        day.write(to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        appendTwoDigits(minuteOfDay / 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwoDigits(minuteOfDay % 60, to: &bytes)
    }
}

extension LocalSecond: LosslessStringConvertible, FixedWidthText {
    package init?(_ text: String) {
        var reader = FixedText(text)
        guard let day = reader.day(), reader.skip("T"), let minute = reader.minuteOfDay(), reader.skip(":"),
            let second = reader.digits(2), second < 60, reader.isAtEnd
        else { return nil }
        number = (day.start.number + minute) * 60 + second
    }

    package func write(to bytes: inout [UInt8]) {
        let second = (number % 60 + 60) % 60
        LocalMinute(number: (number - second) / 60).write(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        appendTwoDigits(second, to: &bytes)
    }
}

/// Written and read as its text form.
package protocol TextCodable: Codable, LosslessStringConvertible {
    /// What it is and how it is written, for a message.
    static var kind: String { get }
}

extension TextCodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "“\(text.prefix(60))” is not \(Self.kind).")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day: TextCodable {
    package static let kind = "a day, YYYY-MM-DD"
}

extension Month: TextCodable {
    package static let kind = "a month, YYYY-MM"
}

extension LocalMinute: TextCodable {
    package static let kind = "a minute, YYYY-MM-DDThh:mm"
}

extension LocalSecond: TextCodable {
    package static let kind = "a second, YYYY-MM-DDThh:mm:ss"
}
