extension LearningSearch {
    enum Answer {
        case conflict(Conflict)
        /// Bounds are narrower.
        case changed
        /// It has a solution within bounds.
        case solved
        case gaveUp
    }

    /// Solves the relaxation within the present bounds, if they exclude its last solution.
    mutating func relax() -> Answer {
        if isStillSolved() { return .solved }
        var limit = 0.01 - keys[2 * total + 1]
        while true {
            switch simplex.solve(limit: limit, mostWork: mostWork) {
            case .gaveUp: return .gaveUp
            case .infeasible:
                if let refutation = simplex.refutation { return tell(refutation, isCosted: false) }
                guard startFresh() else { return .gaveUp }
            case .exceeded:
                if let answer = tell() { return answer }
                // Rounding: too dear by the dictionary, not by the rows.
                limit = .infinity
            case .optimal:
                relaxedAt = trail.count
                return tell() ?? .solved
            }
        }
    }

    private mutating func isStillSolved() -> Bool {
        guard let start = relaxedAt else { return false }
        let solution = simplex.solution
        relaxedAt =
            trail[start...].allSatisfy { change in
                let column = Int(change.item) / 2
                return column == total
                    || solution[column] > simplex.least[column] - 1e-6 && solution[column] < simplex.most[column] + 1e-6
            } ? trail.count : nil
        return relaxedAt != nil
    }

    /// Rounding has spoilt the dictionary: once more from the rows.
    mutating func startFresh() -> Bool {
        freshStarts -= 1
        relaxedAt = nil
        simplex.restart()
        return freshStarts >= 0
    }

    /// Nil: nothing new.
    private mutating func tell() -> Answer? {
        let answer = tell(simplex.bound(cost: cost, prices: simplex.prices), isCosted: true)
        if case .solved = answer { return nil }
        return answer
    }

    /// What prices of the rows prove, as one more sum.
    private mutating func tell(_ proof: BoundedSimplex.Proof, isCosted: Bool) -> Answer {
        var sum = KeySum()
        sum.high = -proof.value
        for (column, amount) in proof.residual.enumerated() where amount != 0 {
            let item = 2 * column + (amount < 0 ? 1 : 0)
            sum.high += abs(amount) * keys[item]
            // What is next to nothing counts for what it is at least.
            if abs(amount) < 1e-9 { sum.high -= abs(amount) * base[item] } else { sum.add(column, amount) }
        }
        if isCosted { sum.add(total, -1) }
        sum.tolerance = 1e-6 * (1 + abs(sum.high))
        sums.append(sum)
        let before = trail.count
        if let conflict = propagate(sum: sums.count - 1) { return .conflict(conflict) }
        if trail.count > before { return .changed }
        sums.removeLast()
        return .solved
    }
}
