/// A bound of a column: the key of an item is at least so much. A column has two items, the even one with its value for
/// a key, the odd one with the negative of it, so that a lower and an upper bound are read alike.
struct KeyBound {
    var item: Int32
    var key: Double

    var index: Int { Int(item) }

    /// What holds where this does not, as columns are whole.
    var negation: KeyBound { KeyBound(item: item ^ 1, key: 1 - key) }
}

/// A constraint Σ weight·key ≤ high, weights more than 0, each column at most once.
struct KeySum {
    var items: [Int32] = []
    var weights: [Double] = []
    var high = 0.0
    /// Less than this beyond `high` is taken for rounding.
    var tolerance = 1e-6

    mutating func add(_ column: Int, _ amount: Double) {
        items.append(Int32(2 * column + (amount < 0 ? 1 : 0)))
        weights.append(abs(amount))
    }
}
