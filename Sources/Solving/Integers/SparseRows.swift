/// The amounts of an `IntegerProgram`'s rows that are not zero, row by row and column by column.
struct SparseRows {
    private let columns: Int
    private var starts: [Int32] = [0]
    private var items: [Int32] = []
    private var amounts: [Double] = []
    private var columnStarts: [Int32] = []
    private var rowsOf: [Int32] = []
    private var amountsOf: [Double] = []

    init(columns: Int) { self.columns = columns }

    /// Amounts.
    var count: Int { items.count }

    mutating func add(_ row: IntegerProgram.Row) {
        for term in row.terms {
            items.append(Int32(term.column))
            amounts.append(Double(term.amount))
        }
        starts.append(Int32(items.count))
    }

    /// Orders what was added by column. Columns may be asked for after it.
    mutating func arrange() {
        guard rowsOf.count < items.count || columnStarts.isEmpty else { return }
        columnStarts = Array(repeating: 0, count: columns + 1)
        for column in items { columnStarts[Int(column) + 1] += 1 }
        for column in 0..<columns { columnStarts[column + 1] += columnStarts[column] }
        rowsOf = Array(repeating: 0, count: items.count)
        amountsOf = Array(repeating: 0, count: items.count)
        var next = columnStarts
        for row in 0..<(starts.count - 1) {
            for entry in Int(starts[row])..<Int(starts[row + 1]) {
                let column = Int(items[entry])
                rowsOf[Int(next[column])] = Int32(row)
                amountsOf[Int(next[column])] = amounts[entry]
                next[column] += 1
            }
        }
    }

    @inline(__always)
    func forEach(inRow row: Int, _ body: (_ column: Int32, _ amount: Double) -> Void) {
        items.withUnsafeBufferPointer { items in
            amounts.withUnsafeBufferPointer { amounts in
                for entry in Int(starts[row])..<Int(starts[row + 1]) { body(items[entry], amounts[entry]) }
            }
        }
    }

    @inline(__always)
    func forEach(inColumn column: Int, _ body: (_ row: Int32, _ amount: Double) -> Void) {
        rowsOf.withUnsafeBufferPointer { rows in
            amountsOf.withUnsafeBufferPointer { amounts in
                for entry in Int(columnStarts[column])..<Int(columnStarts[column + 1]) {
                    body(rows[entry], amounts[entry])
                }
            }
        }
    }
}
