/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
///
/// State: one 64-bit word, the seed at first. Each draw adds the odd constant 0x9E3779B97F4A7C15 to it, so the
/// state runs through all 2⁶⁴ words before it repeats, and returns a mix of the new state. The same seed gives
/// the same draws on every machine. Good enough to invent candidates; not for secrets.
struct SeededRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Uniform in `range` but for a bias of at most count / 2⁶⁴.
    mutating func int(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    mutating func happens(perMille: Int) -> Bool { int(in: 0...999) < perMille }

    /// Nil only for an empty list.
    mutating func pick<Element>(_ list: [Element]) -> Element? {
        list.isEmpty ? nil : list[int(in: 0...(list.count - 1))]
    }
}
