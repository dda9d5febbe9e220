/// The elimination that `BasisFactors` keeps the outcome of.
struct BasisElimination {
    struct Entry {
        var column: Int32
        var value: Double
    }

    private(set) var pivotRows: [Int32] = []
    private(set) var pivotColumns: [Int32] = []
    private(set) var pivots: [Double] = []
    /// What a step takes from other rows, for the steps that take anything.
    private(set) var lower: [(step: Int32, taken: [(row: Int32, value: Double)])] = []
    /// By step: what stands beside the pivot.
    private(set) var upper: [[Entry]] = []
    /// Places without a good pivot, each given to a row that is left.
    private(set) var mended: [(place: Int, row: Int)] = []
    private let size: Int
    /// What is left, by row.
    private var rows: [[Entry]]
    /// By column: rows that have an entry, or had one.
    private var rowsOf: [[Int32]]
    private var countOfColumn: [Int]
    private var isRowDone: [Bool]
    private var isColumnDone: [Bool]
    private var singleRows: [Int32] = []
    private var singleColumns: [Int32] = []
    /// By column: where the row at hand has it, plus one.
    private var placeInRow: [Int32]

    /// A pivot is at least so large a part of its column's largest entry.
    private static let threshold = 0.1
    private static let least = 1e-8
    private static let nothing = 1e-13

    init(size: Int, column: (Int, (Int32, Double) -> Void) -> Void) {
        self.size = size
        var rows = Array(repeating: [Entry](), count: size)
        var rowsOf = Array(repeating: [Int32](), count: size)
        for place in 0..<size {
            column(place) { row, value in
                rows[Int(row)].append(Entry(column: Int32(place), value: value))
                rowsOf[place].append(row)
            }
        }
        countOfColumn = rowsOf.map(\.count)
        singleColumns = (0..<size).filter { rowsOf[$0].count == 1 }.map(Int32.init)
        singleRows = (0..<size).filter { rows[$0].count == 1 }.map(Int32.init)
        self.rows = rows
        self.rowsOf = rowsOf
        isRowDone = Array(repeating: false, count: size)
        isColumnDone = isRowDone
        placeInRow = Array(repeating: 0, count: size)
    }

    mutating func run() {
        takeSingles()
        var open = (0..<size).filter { !isColumnDone[$0] }
        while !open.isEmpty {
            let column = open.min { (countOfColumn[$0], $0) < (countOfColumn[$1], $1) } ?? open[0]
            if let row = pivotRow(of: column) { eliminate(row, column) } else { isColumnDone[column] = true }
            takeSingles()
            open.removeAll { isColumnDone[$0] }
        }
        mend()
    }

    /// Columns, then rows with a single entry left: nothing has to be taken from others beyond that column.
    private mutating func takeSingles() {
        while true {
            if let column = singleColumns.popLast().map(Int.init) {
                guard !isColumnDone[column], countOfColumn[column] == 1, let row = pivotRow(of: column) else {
                    continue
                }
                eliminate(row, column)
            } else if let row = singleRows.popLast().map(Int.init) {
                guard !isRowDone[row], rows[row].count == 1, isLarge(rows[row][0]) else { continue }
                eliminate(row, Int(rows[row][0].column))
            } else {
                return
            }
        }
    }

    private func isLarge(_ entry: Entry) -> Bool {
        let most = open(in: Int(entry.column)).reduce(0) { max($0, abs($1.value)) }
        return abs(entry.value) >= max(Self.least, Self.threshold * most)
    }

    private func open(in column: Int) -> [(row: Int, value: Double)] {
        rowsOf[column].compactMap { row in
            guard !isRowDone[Int(row)], let entry = rows[Int(row)].first(where: { $0.column == column }) else {
                return nil
            }
            return (Int(row), entry.value)
        }
    }

    /// Of the large entries the one in the shortest row; nil: there is none to divide by.
    private func pivotRow(of column: Int) -> Int? {
        let entries = open(in: column)
        let most = entries.reduce(0) { max($0, abs($1.value)) }
        guard most > Self.least else { return nil }
        return entries.filter { abs($0.value) >= Self.threshold * most }
            .min { (rows[$0.row].count, -abs($0.value), $0.row) < (rows[$1.row].count, -abs($1.value), $1.row) }?.row
    }

    private mutating func eliminate(_ row: Int, _ column: Int) {
        let pivot = rows[row].first { $0.column == column }?.value ?? 1
        let beside = rows[row].filter { $0.column != column }
        isRowDone[row] = true
        isColumnDone[column] = true
        for entry in beside { leave(Int(entry.column)) }
        var taken: [(row: Int32, value: Double)] = []
        if countOfColumn[column] > 1 {
            for other in rowsOf[column] where !isRowDone[Int(other)] {
                guard let place = rows[Int(other)].firstIndex(where: { $0.column == column }) else { continue }
                let factor = rows[Int(other)][place].value / pivot
                rows[Int(other)].remove(at: place)
                taken.append((other, factor))
                take(beside, times: factor, from: Int(other))
                if rows[Int(other)].count == 1 { singleRows.append(other) }
            }
        }
        if !taken.isEmpty { lower.append((Int32(pivots.count), taken)) }
        pivotRows.append(Int32(row))
        pivotColumns.append(Int32(column))
        pivots.append(pivot)
        upper.append(beside)
        rows[row] = []
    }

    private mutating func leave(_ column: Int) {
        countOfColumn[column] -= 1
        if countOfColumn[column] == 1 { singleColumns.append(Int32(column)) }
    }

    private mutating func take(_ beside: [Entry], times factor: Double, from row: Int) {
        guard !beside.isEmpty else { return }
        for (place, entry) in rows[row].enumerated() { placeInRow[Int(entry.column)] = Int32(place + 1) }
        var hasNothing = false
        for entry in beside {
            let place = Int(placeInRow[Int(entry.column)])
            if place > 0 {
                rows[row][place - 1].value -= factor * entry.value
                hasNothing = hasNothing || abs(rows[row][place - 1].value) < Self.nothing
            } else {
                rows[row].append(Entry(column: entry.column, value: -factor * entry.value))
                rowsOf[Int(entry.column)].append(Int32(row))
                countOfColumn[Int(entry.column)] += 1
            }
        }
        for entry in rows[row] { placeInRow[Int(entry.column)] = 0 }
        guard hasNothing else { return }
        for entry in rows[row] where abs(entry.value) < Self.nothing { leave(Int(entry.column)) }
        rows[row].removeAll { abs($0.value) < Self.nothing }
    }

    private mutating func mend() {
        guard pivots.count < size else { return }
        var isTaken = Array(repeating: false, count: size)
        for column in pivotColumns { isTaken[Int(column)] = true }
        for step in upper.indices { upper[step].removeAll { !isTaken[Int($0.column)] } }
        let rows = (0..<size).filter { !isRowDone[$0] }
        for (place, row) in zip((0..<size).filter { !isTaken[$0] }, rows) {
            mended.append((place, row))
            pivotRows.append(Int32(row))
            pivotColumns.append(Int32(place))
            pivots.append(-1)
            upper.append([])
        }
    }
}
