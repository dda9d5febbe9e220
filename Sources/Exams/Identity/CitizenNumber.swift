/// The 18-character number of GB 11643-1999: six digits of area, eight of birth, three of sequence and a check
/// character of ISO 7064 MOD 11-2. 港澳台居民居住证 and the foreign permanent residents' cards issued since
/// 2023-12-01 are checked the same way.
package enum CitizenNumber {
    static let length = 18
    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8)

    /// The check character for the first 17 digits; nil unless there are at least 17.
    package static func check(_ digits: some Collection<UInt8>) -> UInt8? {
        var sum = 0
        var count = 0
        for (digit, weight) in zip(digits, weights) {
            guard (48...57).contains(digit) else { return nil }
            sum += Int(digit - 48) * weight
            count += 1
        }
        return count == weights.count ? checks[sum % 11] : nil
    }

    /// Seventeen digits, then a digit or X.
    static func hasForm(_ number: [UInt8]) -> Bool {
        number.count == length && number.dropLast().allSatisfy { (48...57).contains($0) }
            && (number.last.map { (48...57).contains($0) || $0 == UInt8(ascii: "X") } ?? false)
    }

    static func hasRightCheck(_ number: [UInt8]) -> Bool {
        hasForm(number) && check(number) == number.last
    }

    /// The birth date in characters `from ..< from + 8`; nil if there is no such day.
    static func birth(_ number: [UInt8], at from: Int = 6) -> Day? {
        guard number.count >= from + 8 else { return nil }
        let value = number[from..<(from + 8)].reduce(0) { $0 * 10 + Int($1) - 48 }
        guard value >= 1900_00_00 else { return nil }
        return Day(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }

    /// The first two digits of the areas of GB/T 2260.
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
        63, 64, 65, 71,
    ]

    static func isProvince(_ number: [UInt8]) -> Bool {
        number.count >= 2 && provinces.contains(Int(number[0]) * 10 + Int(number[1]) - 528)
    }

    /// Excel keeps 15 significant digits: a number typed into a plain cell comes back as 1.10105E+17, or with
    /// zeros for its last three digits. One in eleven of those passes the check by chance; no reader can tell.
    static func isRuined(_ number: [UInt8]) -> Bool {
        if let exponent = number.firstIndex(of: UInt8(ascii: "E")), exponent > 0,
            number[..<exponent].allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }),
            number[(exponent + 1)...].first == UInt8(ascii: "+")
        {
            return true
        }
        return hasForm(number) && number.suffix(3).allSatisfy { $0 == UInt8(ascii: "0") } && !hasRightCheck(number)
    }
}
