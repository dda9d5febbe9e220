// Tries each column of 0 or 1 at 1, to see which others are 0 then (probing: Savelsbergh, 1994).
//
// Problem. That two columns may not both be 1 often follows from several rows together: who sits where the one says
// needs periods, rooms and people that the other needs as well.
// Method. The column is decided, the consequences drawn, what became 0 is noted, and all is undone. A column that leads
// to a contradiction is 0 for good.
// Complexity: a propagation a column. Limit: work, in numbers touched; columns that were not tried exclude nothing.
extension LearningSearch {
    /// At level 0, after propagation.
    /// - Returns: by column, those that are 0 where it is 1. Nil: there is no solution at all.
    mutating func probe(work: Int) -> [Int: [Int]]? {
        let mostWork = simplex.work + work
        var excluded: [Int: [Int]] = [:]
        for column in 0..<total where simplex.work < mostWork && isBinary(column) {
            decide(KeyBound(item: Int32(2 * column), key: 1))
            let isPossible = propagate() == nil
            if isPossible {
                excluded[column] = trail[levelStarts[0].trail...].map { Int($0.item) }.filter {
                    $0 % 2 == 1 && keys[$0] == 0
                }.map { $0 / 2 }
            }
            back(to: 0)
            guard !isPossible else { continue }
            set(KeyBound(item: Int32(2 * column + 1), key: 0), .decision)
            if propagate() != nil { return nil }
        }
        return excluded
    }

    private func isBinary(_ column: Int) -> Bool { keys[2 * column] == 0 && keys[2 * column + 1] == -1 }
}
