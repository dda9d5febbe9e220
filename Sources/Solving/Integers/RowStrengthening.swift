// Says the rows of a program more sharply; it keeps its whole solutions and loses others.
//
// Problem. 2a + 2b ≤ 3 leaves a relaxation half a unit that no whole solution has, as does a + b ≤ 7c where a and b
// come to 6 at most.
// Method. Columns first get the bounds that single rows leave them, and those that trying them leaves. What divides all
// amounts of a row is divided out, its bounds rounded inwards (Chvátal, 1973). In a row bound on one side, an amount
// beyond what the row can exceed that bound by at all is lowered to it, and the bound with it (Savelsbergh, 1994). At
// last rows of which each says "at most one of these" are joined (`mergeCliques`).
// Complexity: the terms of the rows for each round of the narrowing. Rows that exclude nothing stay as they are: they
// may be given bounds later.
extension IntegerProgram {
    /// - Parameter work: numbers that `LearningSearch.probe` may touch to find out which columns exclude each other.
    func strengthened(probing work: Int = 0) -> IntegerProgram {
        var search = LearningSearch(BoundedSimplex(self))
        guard search.propagate() == nil, let excluded = search.probe(work: work) else { return self }
        var program = self
        for column in columns.indices {
            program.narrow(column, least: Int(search.base[2 * column]), most: Int(-search.base[2 * column + 1]))
        }
        for row in rows.indices { program.replace(row: row, by: program.strengthened(rows[row])) }
        program.mergeCliques(knowing: excluded)
        return program
    }

    func strengthened(_ row: Row) -> Row {
        let reach = reach(of: row.terms)
        guard row.least > reach.least || row.most < reach.most else { return row }
        var row = row
        row.least = max(row.least, reach.least)
        row.most = min(row.most, reach.most)
        let fixed = row.terms.filter { columns[$0.column].least == columns[$0.column].most }
        let constant = fixed.reduce(0) { $0 + $1.amount * columns[$1.column].least }
        row.terms.removeAll { columns[$0.column].least == columns[$0.column].most }
        row.least -= constant
        row.most -= constant
        while divide(&row) || lower(&row) {}
        return row
    }

    private func divide(_ row: inout Row) -> Bool {
        let divisor = Self.commonDivisor(of: row.terms.map(\.amount))
        guard divisor > 1 else { return false }
        for index in row.terms.indices { row.terms[index].amount /= divisor }
        let rest = ((row.least % divisor) + divisor) % divisor
        row.least = (row.least - rest) / divisor + (rest > 0 ? 1 : 0)
        row.most = (row.most - ((row.most % divisor) + divisor) % divisor) / divisor
        return true
    }

    private func lower(_ row: inout Row) -> Bool {
        let reach = reach(of: row.terms)
        let (isLow, isHigh) = (row.least > reach.least, row.most < reach.most)
        guard isLow != isHigh else { return false }
        let excess = isHigh ? reach.most - row.most : row.least - reach.least
        var isChanged = false
        for index in row.terms.indices {
            let (column, amount) = row.terms[index]
            let spare = abs(amount) - excess
            guard spare > 0 else { continue }
            let change = amount > 0 ? -spare : spare
            // Where the column is as the row's bound wants it least, the row says what it said.
            let end = (amount > 0) == isHigh ? columns[column].most : columns[column].least
            row.terms[index].amount += change
            row.least += change * end
            row.most += change * end
            isChanged = true
        }
        let now = self.reach(of: row.terms)
        if isHigh { row.least = now.least } else { row.most = now.most }
        return isChanged
    }
}
