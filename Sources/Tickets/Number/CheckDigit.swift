/// The hybrid system MOD 11,10 of ISO 7064:2003 (GB/T 17710-2008): one check digit after digits.
///
/// Reading left to right the state is `P₁ = 10`, `S = P + a`, `P' = 2·(S mod 10, or 10 if that is 0) mod 11`; the
/// check digit c makes the last `P + c ≡ 1 (mod 10)`.
///
/// Both steps are bijections of the state for a fixed digit and of the digit for a fixed state, so every wrong
/// single digit is caught. Adjacent digits swapped are caught unless they lead through the states 5 and 6, which
/// doubling modulo 11 sends to 10 and 1: their difference modulo 10 survives the swap. That is one pair of
/// neighbouring values per state, two of ninety ordered pairs (2.2 %); no other swap slips through.
package enum CheckDigit {
    package static func append(to digits: [Int]) -> Int { (11 - state(after: digits)) % 10 }

    package static func holds(_ digits: [Int]) -> Bool {
        guard let last = digits.last else { return false }
        return append(to: digits.dropLast()) == last
    }

    private static func state(after digits: [Int]) -> Int {
        digits.reduce(10) { state, digit in
            let sum = (state + digit) % 10
            return (sum == 0 ? 10 : sum) * 2 % 11
        }
    }
}
