// Narrows the bounds of columns by what single rows leave them, until no row says more.
//
// Problem. A row Σ amount·column between bounds, each column between its own: whatever the others are at least and at
// most, a column has no room beyond what they leave it; as it is whole, rounded inwards. The linear relaxation sees the
// same but for the rounding, at many times the cost.
// Method. Rows wait in a queue; one that narrows a column wakes the rows of that column.
// Complexity: the terms of the rows looked at. Each change narrows a column by one at least, so it ends.
struct RowNarrowing {
    private typealias Entry = (column: Int32, amount: Double)

    private var queue: [Int] = []
    private var isQueued: [Bool] = []
    private var entries: [Entry] = []
    /// One more row, to be at most so much.
    private var sum: [Entry] = []
    private var isInSum: [Bool] = []
    var most = 0
    private static let tolerance = 1e-6

    /// - Parameter sum: one more row, to be at most `most`; its number is the one after the last.
    init(columns: Int = 0, sum: [(column: Int, amount: Int)] = []) {
        self.sum = sum.map { (Int32($0.column), Double($0.amount)) }
        isInSum = Array(repeating: false, count: columns)
        for term in sum { isInSum[term.column] = true }
    }

    /// - Parameters:
    ///   - changed: columns narrowed since; nil: look at every row.
    ///   - depth: decisions so far.
    /// - Returns: a proof that nothing is left, if so.
    mutating func narrow(
        _ simplex: inout BoundedSimplex, after changed: [Int]?, _ depth: Int, _ trail: inout BoundTrail
    ) -> BoundedSimplex.Proof? {
        simplex.arrange()
        let rows = simplex.program.rows.count
        isQueued = Array(repeating: false, count: rows + 1)
        queue.removeAll(keepingCapacity: true)
        if let changed {
            for column in changed { wake(column, simplex) }
        } else {
            queue = Array(0...rows)
            isQueued = Array(repeating: true, count: rows + 1)
        }
        var next = 0
        while next < queue.count {
            let row = queue[next]
            next += 1
            isQueued[row] = false
            entries.removeAll(keepingCapacity: true)
            var (low, high) = (-Double.infinity, Double(most))
            if row < rows {
                (low, high) = (simplex.least[simplex.columns + row], simplex.most[simplex.columns + row])
                simplex.matrix.forEach(inRow: row) { entries.append(($0, $1)) }
            } else {
                entries = sum
            }
            simplex.work += entries.count
            if let proof = narrow(&simplex, row, low, high, depth, &trail) { return proof }
        }
        return nil
    }

    private mutating func wake(_ column: Int, _ simplex: BoundedSimplex) {
        simplex.matrix.forEach(inColumn: column) { row, _ in
            if !isQueued[Int(row)] {
                isQueued[Int(row)] = true
                queue.append(Int(row))
            }
        }
        let last = isQueued.count - 1
        if isInSum[column], !isQueued[last] {
            isQueued[last] = true
            queue.append(last)
        }
    }

    /// One row.
    private mutating func narrow(
        _ simplex: inout BoundedSimplex, _ row: Int, _ low: Double, _ high: Double, _ depth: Int,
        _ trail: inout BoundTrail
    ) -> BoundedSimplex.Proof? {
        var (least, most) = (0.0, 0.0)
        for (item, amount) in entries {
            let ends = (amount * simplex.least[Int(item)], amount * simplex.most[Int(item)])
            least += min(ends.0, ends.1)
            most += max(ends.0, ends.1)
        }
        if least > high + Self.tolerance { return proof(least - high, 1, simplex) }
        if most < low - Self.tolerance { return proof(low - most, -1, simplex) }
        if most <= high + Self.tolerance, least >= low - Self.tolerance { return nil }
        for (item, amount) in entries {
            let column = Int(item)
            let (own, size) = ((simplex.least[column], simplex.most[column]), abs(amount))
            // How far it may be from the end that makes the sum small, and from the one that makes it large.
            let up = ((high - least + Self.tolerance) / size).rounded(.down)
            let down = ((most - low + Self.tolerance) / size).rounded(.down)
            guard own.1 - own.0 > min(up, down) else { continue }
            let isUp = amount > 0
            // No whole number is between: all bounds of the row are needed.
            if own.1 - own.0 > up + down { return proof(0, 1, simplex) }
            let narrowed = (max(own.0, own.1 - (isUp ? down : up)), min(own.1, own.0 + (isUp ? up : down)))
            least += size * (isUp ? narrowed.0 - own.0 : own.1 - narrowed.1)
            most -= size * (isUp ? own.1 - narrowed.1 : narrowed.0 - own.0)
            trail.bind(column, narrowed.0, narrowed.1, depth, .row(row), in: &simplex)
            wake(column, simplex)
        }
        return nil
    }

    /// From a row that is beyond its bounds by so much, whatever its columns are.
    private func proof(_ value: Double, _ sign: Double, _ simplex: BoundedSimplex) -> BoundedSimplex.Proof {
        var residual = Array(repeating: 0.0, count: simplex.columns)
        for (item, amount) in entries { residual[Int(item)] += sign * amount }
        return BoundedSimplex.Proof(value: value, residual: residual)
    }
}
