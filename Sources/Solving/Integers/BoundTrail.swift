/// The bounds of columns as they were before each change of them, the latest last, and why they were changed.
struct BoundTrail {
    enum Reason {
        case decision
        /// All decisions before.
        case cost
        /// By its number; the one after the last is the sum that is minimised.
        case row(Int)
    }

    private struct Change {
        var column: Int
        var least: Double
        var most: Double
        /// Changed after so many decisions.
        var depth: Int
        var reason: Reason
    }

    private var changes: [Change] = []
    /// By column, in `causes`: asked for as it was then, and the bounds as far back as they are gone.
    private var isNeeded: [Bool] = []
    /// By row: whether its columns are.
    private var isRowNeeded: [Bool] = []
    private var loosened: [Int: (least: Double, most: Double)] = [:]

    var mark: Int { changes.count }

    /// Columns changed since a mark, some more than once.
    func columns(since mark: Int) -> some Sequence<Int> { changes[mark...].lazy.map(\.column) }

    mutating func bind(
        _ column: Int, _ least: Double, _ most: Double, _ depth: Int, _ reason: Reason, in simplex: inout BoundedSimplex
    ) {
        changes.append(
            Change(
                column: column, least: simplex.least[column], most: simplex.most[column], depth: depth, reason: reason))
        simplex.bind(column, least: least, most: most)
    }

    mutating func undo(to mark: Int, in simplex: inout BoundedSimplex) {
        while changes.count > mark {
            let change = changes.removeLast()
            simplex.bind(change.column, least: change.least, most: change.most)
        }
    }

    /// Which decisions a bound from the rows needs: the latest changes are left out first, as long as it stays beyond
    /// what is enough. A change made for a row needs what all columns of the row were then.
    /// - Parameters:
    ///   - sum: the columns of the sum that is minimised.
    ///   - touch: called with each column whose decision, or what it was for, is needed.
    mutating func causes(
        _ proof: BoundedSimplex.Proof, beyond enough: Double, in simplex: BoundedSimplex, sum: [Int],
        touch: (Int) -> Void
    ) -> Depths {
        var spare = proof.value - enough
        var causes = Depths(below: 0)
        let rows = simplex.program.rows.count
        isNeeded = Array(repeating: false, count: simplex.columns)
        isRowNeeded = Array(repeating: false, count: rows + 1)
        loosened.removeAll(keepingCapacity: true)
        func share(_ column: Int, _ least: Double, _ most: Double) -> Double {
            min(proof.residual[column] * least, proof.residual[column] * most)
        }
        for change in changes.reversed() {
            let column = change.column
            if !isNeeded[column] {
                guard proof.residual[column] != 0 else { continue }
                let now = loosened[column] ?? (simplex.least[column], simplex.most[column])
                // What another change keeps narrow costs nothing here.
                let before = (least: min(now.least, change.least), most: max(now.most, change.most))
                let loss = share(column, now.least, now.most) - share(column, before.least, before.most)
                if loss <= spare {
                    spare -= loss
                    loosened[column] = before
                    continue
                }
            }
            touch(column)
            switch change.reason {
            case .decision: causes.insert(change.depth)
            case .cost: causes.formUnion(Depths(below: change.depth))
            case .row(let row):
                guard !isRowNeeded[row] else { continue }
                isRowNeeded[row] = true
                if row < rows {
                    simplex.matrix.forEach(inRow: row) { other, _ in isNeeded[Int(other)] = true }
                } else {
                    for other in sum { isNeeded[other] = true }
                }
            }
        }
        return causes
    }
}
