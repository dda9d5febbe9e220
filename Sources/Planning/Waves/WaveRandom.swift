/// SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same numbers everywhere.
struct WaveRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// About exponentially distributed with mean 1: the zeros before a random number's first one, interpolated. Weighed
    /// with exact arithmetic, so that a run repeats everywhere.
    mutating func exponential() -> Double {
        let bits = next() | 1
        let zeros = bits.leadingZeroBitCount
        let rest = zeros < 63 ? Double((bits << UInt64(zeros + 1)) >> 11) / Double(1 << 53 as UInt64) : 0
        return 0.6931471805599453 * (Double(zeros) + 1 - rest)
    }

    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }
}
