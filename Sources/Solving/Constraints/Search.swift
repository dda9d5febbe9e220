extension ConstraintSolver {
    /// Searches for an assignment under the assumptions, for at most `limit` steps.
    package mutating func solve(assuming assumptions: [Literal] = [], limit: Int = .max) -> Verdict {
        backtrack(to: 0)
        guard isConsistent else { return .refuted(core: []) }
        let start = steps
        var restart = RestartSequence()
        var untilRestart = restart.next()
        var learnedLimit = max(2000, given.count / 3) + learned.count
        while true {
            if let conflict = propagate() {
                countConflict()
                if decisionLevel == 0 {
                    isConsistent = false
                    return .refuted(core: [])
                }
                learn(analyse(conflict))
                untilRestart -= 1
                if steps - start >= limit {
                    backtrack(to: 0)
                    return .gaveUp
                }
                if untilRestart <= 0 {
                    untilRestart = restart.next()
                    backtrack(to: 0)
                    if learned.count > learnedLimit {
                        forgetHalf()
                        learnedLimit += learnedLimit / 10
                    }
                }
            } else if decisionLevel < assumptions.count {
                let assumption = assumptions[decisionLevel]
                if values[assumption.index] == -1 {
                    let core = self.assumptions(against: assumption)
                    backtrack(to: 0)
                    return .refuted(core: core)
                }
                levelStarts.append(trail.count)
                if values[assumption.index] == 0 { assign(assumption, because: .decision) }
            } else if let decision = nextDecision() {
                levelStarts.append(trail.count)
                assign(decision, because: .decision)
            } else {
                model = (0..<variableCount).map { values[$0 << 1] == 1 }
                backtrack(to: 0)
                return .satisfied
            }
        }
    }

    private mutating func nextDecision() -> Literal? {
        while let variable = order.removeFirst() {
            if values[variable << 1] == 0 { return Literal(variable: variable, isNegated: !savedPhase[variable]) }
        }
        return nil
    }

    private mutating func learn(_ lesson: Lesson) {
        backtrack(to: lesson.level)
        if lesson.literals.count == 1 {
            assign(lesson.literals[0], because: .decision)
        } else {
            let clause = attach(lesson.literals, lbd: lesson.lbd)
            learned.append(clause)
            assign(lesson.literals[0], because: .clause(clause))
        }
        order.decayAll()
    }

    /// Drops the half of the learned clauses that span the most decision levels, and packs the arena.
    /// Called at level 0 only, where no clause is a reason that still matters.
    private mutating func forgetHalf() {
        let byUse = learned.sorted { (arena[$0 + 1], $0) < (arena[$1 + 1], $1) }
        let kept = byUse.enumerated().filter { $0.offset < byUse.count / 2 || arena[$0.element + 1] <= 2 }
            .map(\.element).sorted()
        var packed: [Int32] = []
        packed.reserveCapacity(arena.count)
        for index in watches.indices { watches[index].removeAll(keepingCapacity: true) }
        given = given.map { move($0, to: &packed) }
        learned = kept.map { move($0, to: &packed) }
        arena = packed
        for literal in trail { reasons[literal.variable] = .decision }
    }

    private mutating func move(_ clause: ClauseReference, to packed: inout [Int32]) -> ClauseReference {
        let place = packed.count
        let range = literals(of: clause)
        packed += arena[clause..<range.upperBound]
        let first = Literal(code: arena[range.lowerBound])
        let second = Literal(code: arena[range.lowerBound + 1])
        watches[first.index].append(Watch(clause: place, blocker: second))
        watches[second.index].append(Watch(clause: place, blocker: first))
        return place
    }
}

/// Luby's universal sequence 1 1 2 1 1 2 4 …, in units of 100 conflicts.
package struct RestartSequence {
    private var step = 0

    package init() {}

    package mutating func next() -> Int {
        step += 1
        var size = 1
        var exponent = 0
        while size < step {
            exponent += 1
            size = 2 * size + 1
        }
        var place = step - 1
        while size - 1 != place {
            size = (size - 1) / 2
            exponent -= 1
            place %= size
        }
        return 100 << exponent
    }
}
