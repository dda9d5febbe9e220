/// xoshiro256++ (Blackman & Vigna 2019), seeded through SplitMix64: small, fast, the same on every machine.
package struct RandomSource: RandomNumberGenerator, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// Different `stream`s of one seed are independent.
    package init(seed: UInt64, stream: UInt64 = 0) {
        var state = seed &+ stream &* 0xD1B5_4A32_D192_ED03
        func draw() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
        s0 = draw()
        s1 = draw()
        s2 = draw()
        s3 = draw()
    }

    @inline(__always)
    package mutating func next() -> UInt64 {
        let sum = s0 &+ s3
        let result = ((sum << 23) | (sum >> 41)) &+ s0
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 45) | (s3 >> 19)
        return result
    }

    /// A number below `bound` (which is below 2³²); the bias, at most bound / 2³², does not matter to a search.
    @inline(__always)
    package mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
    }
}
