/// 分 from what people write for 元.
enum Money {
    static func cents(_ text: ArraySlice<UInt8>) -> Int? {
        // Nearly always nothing but digits.
        if (1...9).contains(text.count), let yuan = number(text) { return yuan * 100 }
        var digits = text
        for mark in ["¥", "￥"] where digits.starts(with: mark.utf8) { digits = digits.dropFirst(mark.utf8.count) }
        if digits.reversed().starts(with: "元".utf8.reversed()) { digits = digits.dropLast("元".utf8.count) }
        digits = digits.filter { $0 != UInt8(ascii: ",") && $0 != 0x20 }[...]
        let halves = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = halves.first, (1...9).contains(whole.count), let yuan = number(whole) else { return nil }
        guard halves.count == 2 else { return yuan * 100 }
        // 80.00000001 would be somebody's formula, not a price.
        guard (1...2).contains(halves[1].count), let part = number(halves[1]) else { return nil }
        return yuan * 100 + (halves[1].count == 1 ? part * 10 : part)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.allSatisfy { (48...57).contains($0) } ? digits.reduce(0) { $0 * 10 + Int($1 - 48) } : nil
    }
}
