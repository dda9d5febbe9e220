extension LearningSearch {
    /// - Parameters:
    ///   - isProving: whether a bound is wanted more than a solution.
    ///   - work: numbers touched, at most so many more.
    mutating func search(isProving: Bool, work: Int) {
        mostWork = simplex.work + work
        var sequence = RestartSequence()
        var untilRestart = sequence.next() / Self.shorter
        var rounds = 0
        defer { back(to: 0) }
        if propagate() != nil || !probe(mostWork: simplex.work + work / 8) { return close() }
        while simplex.work < mostWork, bound < best {
            var conflict = propagate()
            if conflict == nil {
                switch relax() {
                case .changed: continue
                case .gaveUp: return
                case .conflict(let found): conflict = found
                case .solved: if !goOn(round: rounds, isProving) { return }
                }
            }
            while let met = conflict {
                if level == 0 { return close() }
                conflict = learn(met)
                untilRestart -= 1
            }
            if untilRestart <= 0 {
                rounds += 1
                untilRestart = sequence.next() / Self.shorter
                back(to: 0)
                forget()
            }
        }
    }

    /// Excludes for good what rows and clauses refute at the ends of each column.
    /// - Returns: false: nothing is left.
    private mutating func probe(mostWork: Int) -> Bool {
        for item in 0..<(2 * total) where keys[item] < -keys[item ^ 1] && simplex.work < mostWork {
            decide(KeyBound(item: Int32(item), key: keys[item] + 1))
            var conflict = propagate()
            while let met = conflict {
                if level == 0 { return false }
                conflict = learn(met) ?? propagate()
            }
            back(to: 0)
        }
        return true
    }

    /// Restarts come after half as many conflicts as where none needs a relaxation.
    private static let shorter = 2

    /// Nothing better is left.
    private mutating func close() {
        base[2 * total] = Double(best)
    }

    /// Decides something, or takes the solution of the relaxation.
    /// - Returns: false: rounding is in the way.
    private mutating func goOn(round: Int, _ isProving: Bool) -> Bool {
        let least = keys[2 * total]
        // Is the bound as it is the truth? If it is refuted, it rises.
        if level == 0, isProving || round % 2 == 1, least < -keys[2 * total + 1] {
            decide(KeyBound(item: Int32(2 * total + 1), key: -least))
            return true
        }
        let solution = simplex.solution
        guard let column = choice(solution, byOrder: round / 2 % 2 == 1) else {
            return accept(solution) || startFresh()
        }
        let below = min(max(solution[column].rounded(.down), simplex.least[column]), simplex.most[column] - 1)
        decide(
            solution[column] - below < 0.5
                ? KeyBound(item: Int32(2 * column + 1), key: -below) : KeyBound(item: Int32(2 * column), key: below + 1)
        )
        return true
    }

    /// The column that is not whole and was met most in conflicts of late, dear ones before others; or, in some rounds,
    /// those of the lowest order before others.
    private func choice(_ solution: [Double], byOrder: Bool) -> Int? {
        var chosen: (column: Int, merit: (Double, Double, Double))?
        for (column, value) in solution.enumerated() where simplex.least[column] < simplex.most[column] {
            let distance = abs(value - value.rounded())
            guard distance > 1e-6 else { continue }
            let rank = -Double(simplex.program.columns[column].order)
            let merit =
                byOrder
                ? (rank, activities[column] * distance, distance)
                : (activities[column] * max(1, abs(cost[column])), rank, distance)
            if chosen.map({ merit > $0.merit }) ?? true { chosen = (column, merit) }
        }
        return chosen?.column
    }

    /// Takes a whole solution for the best.
    private mutating func accept(_ solution: [Double]) -> Bool {
        let whole = solution.map { Int($0.rounded()) }
        let value = simplex.program.value(of: terms, at: whole)
        guard value < best, simplex.isSatisfied(by: whole) else { return false }
        (best, values) = (value, whole)
        back(to: 0)
        if force(KeyBound(item: Int32(2 * total + 1), key: Double(1 - value)), .decision) != nil { close() }
        return true
    }
}
