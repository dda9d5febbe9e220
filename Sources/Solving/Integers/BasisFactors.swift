// A square sparse matrix in factors, one column after another exchanged (Markowitz, 1957; Dantzig and Orchard-Hays,
// 1954; Suhl and Suhl, 1990).
//
// Problem. Solve B·x = b and y·B = c again and again, while now and then one column of B gives way to another.
// Method. B = L·U by elimination. Columns, then rows with a single entry left cost nothing; of the few that remain the
// pivot is chosen that can fill in the least, among those large enough to divide by. An exchange is remembered as the
// column that came, solved for; after `mostExchanges` of them, or when they have grown, whoever owns the matrix
// factors it anew (`isWorn`).
// Invariant. The solutions are those of the matrix as exchanged, up to rounding, which whoever wants a proof checks.
// Complexity: numbers that are not zero, of the factors and the exchanges, a solution.
// Limits: a matrix without a good pivot is mended: `factor` says which columns gave way to which rows' own.
struct BasisFactors {
    /// Entries one after another: those of list `i` are at `starts[i] ..< starts[i + 1]`.
    private struct Lists {
        var starts: [Int32] = [0]
        var items: [Int32] = []
        var values: [Double] = []

        mutating func add(_ item: Int32, _ value: Double) {
            items.append(item)
            values.append(value)
        }

        mutating func close() { starts.append(Int32(items.count)) }

        @inline(__always)
        func take(_ own: Double, times list: Int, from numbers: UnsafeMutablePointer<Double>) {
            items.withUnsafeBufferPointer { items in
                values.withUnsafeBufferPointer { values in
                    for entry in Int(starts[list])..<Int(starts[list + 1]) {
                        numbers[Int(items[entry])] -= values[entry] * own
                    }
                }
            }
        }

        @inline(__always)
        func sum(_ list: Int, times numbers: UnsafeMutablePointer<Double>) -> Double {
            items.withUnsafeBufferPointer { items in
                values.withUnsafeBufferPointer { values in
                    var sum = 0.0
                    for entry in Int(starts[list])..<Int(starts[list + 1]) {
                        sum += values[entry] * numbers[Int(items[entry])]
                    }
                    return sum
                }
            }
        }
    }

    private var size = 0
    /// By step of the elimination.
    private var pivotRows: [Int32] = []
    private var pivotColumns: [Int32] = []
    private var pivots: [Double] = []
    /// What each step takes from later rows, for the steps that take anything.
    private var lower = Lists()
    private var lowerSteps: [Int32] = []
    /// By step: entries above the pivot by row, and beside it by column.
    private var above = Lists()
    private var beside = Lists()
    /// What each exchange brought, without its pivot.
    private var exchanges = Lists()
    private var exchanged: [(place: Int32, pivot: Double)] = []

    private static let mostExchanges = 64
    private static let nothing = 1e-14
    var isWorn: Bool {
        exchanged.count >= Self.mostExchanges
            || exchanges.items.count > 3 * (above.items.count + lower.items.count + size)
    }

    var isFresh: Bool { exchanged.isEmpty }

    /// Numbers that a solution touches at most.
    var entries: Int { size + lower.items.count + above.items.count + exchanges.items.count }

    // MARK: Factoring

    /// - Parameter column: its entries, by place.
    /// - Returns: places whose column had to give way to the negative unit column of a row.
    mutating func factor(
        size: Int, column: (_ place: Int, _ entry: (_ row: Int32, _ value: Double) -> Void) -> Void
    ) -> [(place: Int, row: Int)] {
        var elimination = BasisElimination(size: size, column: column)
        elimination.run()
        self.size = size
        (pivotRows, pivotColumns, pivots) = (elimination.pivotRows, elimination.pivotColumns, elimination.pivots)
        lower = Lists()
        lowerSteps = []
        for (step, taken) in elimination.lower {
            lowerSteps.append(step)
            for (row, value) in taken { lower.add(row, value) }
            lower.close()
        }
        nameUpper(elimination.upper)
        exchanges = Lists()
        exchanged = []
        return elimination.mended
    }

    /// - Parameter rows: by step, what stood beside the pivot.
    private mutating func nameUpper(_ rows: [[BasisElimination.Entry]]) {
        beside = Lists()
        above = Lists()
        var counts = Array(repeating: Int32(0), count: size + 1)
        var stepOfColumn = Array(repeating: 0, count: size)
        for (step, column) in pivotColumns.enumerated() { stepOfColumn[Int(column)] = step }
        for row in rows {
            for entry in row {
                beside.add(entry.column, entry.value)
                counts[stepOfColumn[Int(entry.column)] + 1] += 1
            }
            beside.close()
        }
        for step in 0..<size { counts[step + 1] += counts[step] }
        above.starts = counts
        above.items = Array(repeating: 0, count: beside.items.count)
        above.values = Array(repeating: 0, count: beside.items.count)
        for (step, row) in rows.enumerated() {
            for entry in row {
                let other = stepOfColumn[Int(entry.column)]
                let place = Int(counts[other])
                counts[other] += 1
                above.items[place] = pivotRows[step]
                above.values[place] = entry.value
            }
        }
    }

    // MARK: Solving

    /// x with B·x = b.
    /// - Parameters:
    ///   - b: by row; zero afterwards.
    ///   - x: by place.
    func solve(_ b: UnsafeMutablePointer<Double>, into x: UnsafeMutablePointer<Double>) {
        for (index, step) in lowerSteps.enumerated() {
            let own = b[Int(pivotRows[Int(step)])]
            if own != 0 { lower.take(own, times: index, from: b) }
        }
        for step in stride(from: size - 1, through: 0, by: -1) {
            let (row, column) = (Int(pivotRows[step]), Int(pivotColumns[step]))
            guard b[row] != 0 else {
                x[column] = 0
                continue
            }
            let own = b[row] / pivots[step]
            b[row] = 0
            guard abs(own) > Self.nothing else {
                x[column] = 0
                continue
            }
            x[column] = own
            above.take(own, times: step, from: b)
        }
        for (index, exchange) in exchanged.enumerated() where x[Int(exchange.place)] != 0 {
            let own = x[Int(exchange.place)] / exchange.pivot
            exchanges.take(own, times: index, from: x)
            x[Int(exchange.place)] = own
        }
    }

    /// y with y·B = c.
    /// - Parameters:
    ///   - c: by place; spoilt afterwards.
    ///   - y: by row.
    func solveAcross(_ c: UnsafeMutablePointer<Double>, into y: UnsafeMutablePointer<Double>) {
        for index in stride(from: exchanged.count - 1, through: 0, by: -1) {
            let place = Int(exchanged[index].place)
            c[place] = (c[place] - exchanges.sum(index, times: c)) / exchanged[index].pivot
        }
        for step in 0..<size {
            let (row, column) = (Int(pivotRows[step]), Int(pivotColumns[step]))
            let own = c[column] / pivots[step]
            guard abs(own) > Self.nothing else {
                y[row] = 0
                continue
            }
            y[row] = own
            beside.take(own, times: step, from: c)
        }
        for index in stride(from: lowerSteps.count - 1, through: 0, by: -1) {
            y[Int(pivotRows[Int(lowerSteps[index])])] -= lower.sum(index, times: y)
        }
    }

    /// A column gives way to one that solves to `x`.
    mutating func exchange(_ place: Int, for x: UnsafeMutablePointer<Double>) {
        for other in 0..<size where other != place && x[other] != 0 { exchanges.add(Int32(other), x[other]) }
        exchanges.close()
        exchanged.append((Int32(place), x[place]))
    }
}
