import Exams

/// 准考证号: sixteen digits that say which sitting issued the ticket and nothing about the person or the seat,
/// so that a new seat never means a new number.
///
///     24 11 002 03 000001 6
///     │  │  │   │  │      └ check digit
///     │  │  │   │  └ serial within the institution's sitting, from 1
///     │  │  │   └ month of the sitting
///     │  │  └ institution (`RuleBook.numberCode`)
///     │  └ Beijing
///     └ year of the sitting
package struct TicketNumber: Hashable, Sendable {
    package static let province = "11"
    package static let serials = 1...999_999

    /// Sixteen ASCII digits.
    package let digits: String

    /// - Throws: `ticket-number-year`, `ticket-number-institution` or `ticket-number-serial` if a part does not fit
    ///   its digits.
    package init(month: Month, institution numberCode: String, serial: Int) throws(Mistakes) {
        var mistakes: [Mistake] = []
        if !(2000...2099).contains(month.year) {
            mistakes.append(
                Mistake(
                    code: "ticket-number-year",
                    cause: "A ticket number has two digits for the year; \(month.year) is not in 2000–2099.",
                    action: "Correct the month of the sitting."))
        }
        if numberCode.utf8.count != 3 || !numberCode.utf8.allSatisfy(isDigit) {
            mistakes.append(
                Mistake(
                    code: "ticket-number-institution", cause: "“\(numberCode)” is not three digits.",
                    action: "Give the institution's rule book a number code of three digits."))
        }
        if !TicketNumber.serials.contains(serial) {
            mistakes.append(
                Mistake(
                    code: "ticket-number-serial", cause: "Serial \(serial) is not in 1–999999.",
                    action: "Count an institution's tickets of one sitting from 1."))
        }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        let body =
            padded(month.year % 100, to: 2) + TicketNumber.province + numberCode + padded(month.monthOfYear, to: 2)
            + padded(serial, to: 6)
        digits = body + String(CheckDigit.append(to: body.utf8.map { Int($0 - 48) }))
    }

    /// Four groups of four, as printed.
    package var grouped: String {
        stride(from: 0, to: 16, by: 4).map { start in String(digits.dropFirst(start).prefix(4)) }.joined(separator: " ")
    }

    /// Year and month of the sitting.
    package var month: Month? { Month(year: 2000 + part(0..<2), month: part(7..<9)) }
    package var numberCode: String { String(digits.dropFirst(4).prefix(3)) }
    package var serial: Int { part(9..<15) }

    private func part(_ range: Range<Int>) -> Int {
        digits.utf8.dropFirst(range.lowerBound).prefix(range.count).reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}

extension TicketNumber: LosslessStringConvertible {
    package var description: String { digits }

    /// Sixteen digits, in one piece or in groups of four parted by single spaces; nil if a digit or the check digit
    /// is wrong.
    package init?(_ text: String) {
        var bytes = Array(text.utf8)
        if bytes.count == 19, [4, 9, 14].allSatisfy({ bytes[$0] == UInt8(ascii: " ") }) {
            for place in [14, 9, 4] { bytes.remove(at: place) }
        }
        guard bytes.count == 16, bytes.allSatisfy(isDigit), CheckDigit.holds(bytes.map { Int($0 - 48) }) else {
            return nil
        }
        digits = String(decoding: bytes, as: UTF8.self)
        guard digits.dropFirst(2).hasPrefix(TicketNumber.province), month != nil, serial >= 1 else { return nil }
    }
}

extension TicketNumber: TextCodable {
    package static let kind = "a ticket's number, 16 digits with their check digit"
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

private func padded(_ value: Int, to width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}
