extension ConstraintSolver {
    /// The clause learned from a conflict and the level it is unit at.
    struct Lesson {
        /// The asserting literal first, then one of the highest remaining level.
        var literals: [Literal]
        var level: Int
        var lbd: Int
    }

    /// Resolves the conflict back to the first unique implication point of the present level.
    mutating func analyse(_ conflict: Conflict) -> Lesson {
        var lesson: [Literal] = [Literal(code: 0)]
        var pending = 0
        var marked: [Int] = []
        var index = trail.count - 1
        var cause = falseLiterals(of: conflict)
        while true {
            for literal in cause where !seen[literal.variable] && level[literal.variable] > 0 {
                seen[literal.variable] = true
                marked.append(literal.variable)
                order.bump(literal.variable)
                if Int(level[literal.variable]) == decisionLevel { pending += 1 } else { lesson.append(literal) }
            }
            while !seen[trail[index].variable] { index -= 1 }
            let literal = trail[index]
            index -= 1
            pending -= 1
            if pending == 0 {
                lesson[0] = !literal
                break
            }
            cause = falseLiterals(behind: literal)
        }
        lesson = [lesson[0]] + lesson.dropFirst().filter { !isImplied($0) }
        for variable in marked { seen[variable] = false }
        return arranged(lesson)
    }

    /// A literal whose whole reason is already in the lesson adds nothing to it.
    private func isImplied(_ literal: Literal) -> Bool {
        if case .decision = reasons[literal.variable] { return false }
        return falseLiterals(behind: !literal).allSatisfy { seen[$0.variable] || level[$0.variable] == 0 }
    }

    private func arranged(_ literals: [Literal]) -> Lesson {
        var lesson = literals
        guard lesson.count > 1 else { return Lesson(literals: lesson, level: 0, lbd: 1) }
        var highest = 1
        for index in 2..<max(2, lesson.count)
        where level[lesson[index].variable] > level[lesson[highest].variable] {
            highest = index
        }
        lesson.swapAt(1, highest)
        let levels = Set(lesson.map { level[$0.variable] })
        return Lesson(literals: lesson, level: Int(level[lesson[1].variable]), lbd: levels.count)
    }

    private func falseLiterals(of conflict: Conflict) -> [Literal] {
        switch conflict {
        case .clause(let clause): literals(of: clause).map { Literal(code: arena[$0]) }
        case .linear(let constraint): shortage(of: constraint, without: nil, before: Int32.max)
        }
    }

    /// The false literals that forced `literal`.
    func falseLiterals(behind literal: Literal) -> [Literal] {
        switch reasons[literal.variable] {
        case .decision: []
        case .clause(let clause):
            literals(of: clause).compactMap { arena[$0] == literal.code ? nil : Literal(code: arena[$0]) }
        case .linear(let constraint):
            shortage(of: constraint, without: literal, before: position[literal.variable])
        }
    }

    /// False literals of a linear constraint that leave it less than its bound (without `forced`, if given).
    /// What the proof can do without is dropped, light terms first.
    private func shortage(of constraint: Int, without forced: Literal?, before limit: Int32) -> [Literal] {
        let linear = linears[constraint]
        var remaining = 0
        var causes: [Term] = []
        for index in linear.terms {
            let term = terms[index]
            if term.literal == forced { continue }
            if values[term.literal.index] == -1 && position[term.literal.variable] < limit {
                causes.append(term)
            } else {
                remaining += term.weight
            }
        }
        var kept: [Literal] = []
        for term in causes.reversed() {
            if remaining + term.weight < linear.bound {
                remaining += term.weight
            } else {
                kept.append(term.literal)
            }
        }
        return kept
    }

    /// The assumptions that together force `literal` to be false.
    mutating func assumptions(against literal: Literal) -> [Literal] {
        var core = [literal]
        var marked = [literal.variable]
        seen[literal.variable] = true
        for index in stride(from: trail.count - 1, through: levelStarts.first ?? trail.count, by: -1) {
            let assigned = trail[index]
            guard seen[assigned.variable] else { continue }
            if case .decision = reasons[assigned.variable] {
                core.append(assigned)
                continue
            }
            for cause in falseLiterals(behind: assigned)
            where !seen[cause.variable] && level[cause.variable] > 0 {
                seen[cause.variable] = true
                marked.append(cause.variable)
            }
        }
        for variable in marked { seen[variable] = false }
        return core
    }
}
