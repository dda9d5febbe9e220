/// Whole numbers between bounds under linear constraints.
package struct IntegerProgram {
    package struct Column {
        package var least: Int
        package var most: Int
        /// Columns of a lower number are decided first.
        package var order: Int
    }

    package struct Row {
        /// Each column at most once.
        package var terms: [(column: Int, amount: Int)]
        package var least: Int
        package var most: Int
    }

    package private(set) var columns: [Column] = []
    package private(set) var rows: [Row] = []

    package init() {}

    package mutating func newColumn(least: Int = 0, most: Int, order: Int) -> Int {
        columns.append(Column(least: least, most: most, order: order))
        return columns.count - 1
    }

    /// A constraint Σ amount·column within bounds; nil: none on that side. Terms of one column add up.
    @discardableResult
    package mutating func add(
        _ terms: [(column: Int, amount: Int)], least: Int? = nil, most: Int? = nil
    ) -> Int {
        rows.append(row(terms, least: least, most: most))
        return rows.count - 1
    }

    /// A constraint between columns that are there, not added.
    package func row(_ terms: [(column: Int, amount: Int)], least: Int? = nil, most: Int? = nil) -> Row {
        var sums: [Int: Int] = [:]
        for term in terms { sums[term.column, default: 0] += term.amount }
        let merged = sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }
            .map { (column: $0.key, amount: $0.value) }
        let reach = reach(of: merged)
        return Row(
            terms: merged, least: max(reach.least, least ?? reach.least), most: min(reach.most, most ?? reach.most))
    }

    /// What a sum comes to at least and at most, as every column has bounds.
    func reach(of terms: [(column: Int, amount: Int)]) -> (least: Int, most: Int) {
        terms.reduce(into: (least: 0, most: 0)) { reach, term in
            let ends = (term.amount * columns[term.column].least, term.amount * columns[term.column].most)
            reach.least += min(ends.0, ends.1)
            reach.most += max(ends.0, ends.1)
        }
    }

    /// A constraint as it is.
    package mutating func add(_ row: Row) { rows.append(row) }

    /// A row's bounds become narrower.
    package mutating func limit(row: Int, least: Int? = nil, most: Int? = nil) {
        if let least { rows[row].least = max(rows[row].least, least) }
        if let most { rows[row].most = min(rows[row].most, most) }
    }

    /// A column's bounds become these.
    mutating func narrow(_ column: Int, least: Int, most: Int) {
        (columns[column].least, columns[column].most) = (least, most)
    }

    /// A row that says the same of whole columns.
    mutating func replace(row: Int, by other: Row) { rows[row] = other }

    /// What divides all amounts; 0 if there are none.
    package static func commonDivisor(of amounts: some Sequence<Int>) -> Int {
        func divisor(_ one: Int, _ other: Int) -> Int { other == 0 ? one : divisor(other, one % other) }
        return amounts.reduce(0) { divisor($0, abs($1)) }
    }

    package func value(of terms: [(column: Int, amount: Int)], at values: [Int]) -> Int {
        terms.reduce(0) { $0 + $1.amount * values[$1.column] }
    }

    package func isSatisfied(by values: [Int]) -> Bool {
        zip(columns, values).allSatisfy { $0.least <= $1 && $1 <= $0.most }
            && rows.allSatisfy { ($0.least...max($0.least, $0.most)).contains(value(of: $0.terms, at: values)) }
            && rows.allSatisfy { $0.least <= $0.most }
    }
}
