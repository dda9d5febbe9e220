// Joins rows that say "at most one of these" to longer ones.
//
// Problem. a + b ≤ 1, b + c ≤ 1 and a + c ≤ 1 leave a relaxation in which each is a half; a + b + c ≤ 1 leaves none.
// Method. Two columns are neighbours where some row forbids both, or all rows together (`LearningSearch.probe`). The
// longest row first, each takes in whatever is a neighbour of all that it has, the first column first (cliques: Padberg,
// 1973); a row that lies within one of those before it says nothing more and is emptied, as rows are called by their
// numbers.
// Invariant. The program keeps its whole solutions, and its relaxation no others than before.
// Complexity: columns × columns / 64 words, the terms of the rows times a line of them. Limit: `mostCliqueColumns`.
extension IntegerProgram {
    private static let mostCliqueColumns = 8_000

    /// - Parameter excluded: by column, others that may not be 1 with it.
    mutating func mergeCliques(knowing excluded: [Int: [Int]]) {
        let cliques = rows.indices.filter { isClique(rows[$0]) }
        guard !cliques.isEmpty, columns.count <= Self.mostCliqueColumns else { return }
        let neighbours = neighbours(excluded)
        var found: [ColumnSet] = []
        /// By column: those of the found that have it.
        var foundWith: [Int: [Int]] = [:]
        for row in cliques.sorted(by: { (-rows[$0].terms.count, $0) < (-rows[$1].terms.count, $1) }) {
            var clique = ColumnSet(rows[row].terms.map(\.column), of: columns.count)
            let before = foundWith[rows[row].terms[0].column] ?? []
            if before.contains(where: { clique.isSubset(of: found[$0]) }) {
                replace(row: row, by: Row(terms: [], least: 0, most: 0))
                continue
            }
            var common = neighbours[rows[row].terms[0].column]
            for term in rows[row].terms.dropFirst() { common.formIntersection(neighbours[term.column]) }
            while let next = common.first {
                clique.insert(next)
                common.formIntersection(neighbours[next])
            }
            let members = clique.members
            replace(row: row, by: Row(terms: members.map { ($0, 1) }, least: 0, most: 1))
            for column in members { foundWith[column, default: []].append(found.count) }
            found.append(clique)
        }
    }

    private func isClique(_ row: Row) -> Bool {
        row.terms.count > 1 && row.least <= 0 && row.most == 1
            && row.terms.allSatisfy { $0.amount == 1 && isBinary($0.column) }
    }

    private func isBinary(_ column: Int) -> Bool { columns[column].least == 0 && columns[column].most == 1 }

    /// By column: those that may not be 1 with it, as is known or single rows show.
    private func neighbours(_ excluded: [Int: [Int]]) -> [ColumnSet] {
        var neighbours = Array(repeating: ColumnSet(of: columns.count), count: columns.count)
        for (column, others) in excluded where isBinary(column) {
            for other in others where isBinary(other) {
                neighbours[column].insert(other)
                neighbours[other].insert(column)
            }
        }
        for row in rows {
            let reach = reach(of: row.terms)
            guard row.most < reach.most else { continue }
            let rest = row.most - reach.least
            let binary = row.terms.filter { $0.amount > 0 && isBinary($0.column) }.sorted {
                (-$0.amount, $0.column) < (-$1.amount, $1.column)
            }
            // Any two of the largest amounts are too much as long as the last two are.
            let others = zip(binary, binary.dropFirst()).prefix { $0.amount + $1.amount > rest }.map(\.1)
            guard !others.isEmpty else { continue }
            let clique = [binary[0].column] + others.map(\.column)
            let set = ColumnSet(clique, of: columns.count)
            for column in clique {
                neighbours[column].formUnion(set)
                neighbours[column].remove(column)
            }
        }
        return neighbours
    }
}

/// Some of a program's columns.
private struct ColumnSet {
    private var words: [UInt64]

    init(_ members: [Int] = [], of count: Int) {
        words = Array(repeating: 0, count: (count + 63) / 64)
        for member in members { insert(member) }
    }

    mutating func insert(_ member: Int) { words[member / 64] |= 1 << UInt64(member % 64) }

    mutating func remove(_ member: Int) { words[member / 64] &= ~(1 << UInt64(member % 64)) }

    mutating func formUnion(_ other: ColumnSet) {
        for word in words.indices { words[word] |= other.words[word] }
    }

    mutating func formIntersection(_ other: ColumnSet) {
        for word in words.indices { words[word] &= other.words[word] }
    }

    func isSubset(of other: ColumnSet) -> Bool { zip(words, other.words).allSatisfy { $0 & ~$1 == 0 } }

    var first: Int? {
        words.firstIndex { $0 != 0 }.map { 64 * $0 + words[$0].trailingZeroBitCount }
    }

    /// In ascending order.
    var members: [Int] {
        words.indices.flatMap { place in (0..<64).filter { words[place] & 1 << UInt64($0) != 0 }.map { 64 * place + $0 }
        }
    }
}
