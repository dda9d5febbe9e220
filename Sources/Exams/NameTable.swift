/// The numbers of names, for those who ask for the same few of them millions of times.
///
/// Looking a text up takes hashing and comparing it. But who asks holds, nearly always, a copy of a string that was asked
/// for before, and copies of a string are the same two machine words: its text, if it is short, else where that lies. So
/// the words are compared first with those of the string that had the same remainder last time. That string is kept, so
/// that nothing else can come to lie where its text is; equal words are then equal texts. Whoever asks with another
/// copy of the text is answered as by a dictionary.
package struct NameTable: Sendable {
    private struct Answer {
        var name = ""
        var number = 0
    }

    private var numbers: [String: Int] = [:]
    private var answers: [Answer]
    private let slotBits: Int

    /// - Parameter expected: about so many names will come; with many more it is slower.
    package init(expected: Int) {
        slotBits = min(16, max(4, Int.bitWidth - (8 * expected).leadingZeroBitCount))
        answers = Array(repeating: Answer(), count: 1 << slotBits)
    }

    /// Each is numbered by its place; of names that are there twice the first counts.
    package init(_ names: some Collection<String>) {
        self.init(expected: names.count)
        for (place, name) in names.enumerated() where numbers[name] == nil { numbers[name] = place }
    }

    /// Nil if it is in none of them.
    package mutating func number(of name: String) -> Int? {
        let words = NameTable.words(of: name)
        let slot = slot(of: words)
        if NameTable.words(of: answers[slot].name) == words, !name.isEmpty { return answers[slot].number }
        guard let number = numbers[name] else { return nil }
        answers[slot] = Answer(name: name, number: number)
        return number
    }

    /// One that was not there gets the next number, from 0.
    package mutating func numbered(_ name: String) -> Int {
        if let known = number(of: name) { return known }
        numbers[name] = numbers.count
        return numbers.count - 1
    }

    private static func words(of name: String) -> (UInt64, UInt64) { unsafeBitCast(name, to: (UInt64, UInt64).self) }

    private func slot(of words: (UInt64, UInt64)) -> Int {
        // Fibonacci hashing (Knuth, TAOCP 3, 6.4): the high bits of the product depend on all bits.
        let mixed = (words.0 ^ (words.1 &* 0xff51_afd7_ed55_8ccd)) &* 0x9e37_79b9_7f4a_7c15
        return Int(mixed >> UInt64(64 - slotBits))
    }
}
