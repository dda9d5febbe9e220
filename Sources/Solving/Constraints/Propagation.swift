extension ConstraintSolver {
    /// What cannot be satisfied under the present assignment.
    enum Conflict {
        case clause(ClauseReference)
        case linear(Int)
    }

    var decisionLevel: Int { levelStarts.count }

    mutating func assign(_ literal: Literal, because reason: Reason) {
        values[literal.index] = 1
        values[(!literal).index] = -1
        level[literal.variable] = Int32(decisionLevel)
        position[literal.variable] = Int32(trail.count)
        reasons[literal.variable] = reason
        trail.append(literal)
    }

    /// Draws every consequence of the trail, or finds a conflict.
    mutating func propagate() -> Conflict? {
        while head < trail.count {
            let falsified = !trail[head]
            head += 1
            // The slacks are brought up to date completely before a conflict may end the round: undoing
            // counts on it.
            let overdrawn = updateSlacks(of: falsified)
            if let overdrawn { return .linear(overdrawn) }
            for occurrence in occurrences[falsified.index]
            where linears[occurrence.constraint].slack < linears[occurrence.constraint].largestWeight {
                enqueueForced(by: occurrence.constraint)
            }
            if let clause = visitWatches(of: falsified) { return .clause(clause) }
        }
        return nil
    }

    private mutating func updateSlacks(of falsified: Literal) -> Int? {
        var overdrawn: Int?
        for occurrence in occurrences[falsified.index] {
            linears[occurrence.constraint].slack -= occurrence.weight
            if linears[occurrence.constraint].slack < 0, overdrawn == nil { overdrawn = occurrence.constraint }
        }
        return overdrawn
    }

    /// Makes true what a linear constraint can no longer do without.
    mutating func enqueueForced(by constraint: Int) {
        let linear = linears[constraint]
        for index in linear.terms {
            let term = terms[index]
            guard term.weight > linear.slack else { return }
            if values[term.literal.index] == 0 { assign(term.literal, because: .linear(constraint)) }
        }
    }

    private mutating func visitWatches(of falsified: Literal) -> ClauseReference? {
        var list: [Watch] = []
        swap(&list, &watches[falsified.index])
        watchesVisited += list.count
        var kept = 0
        var conflict: ClauseReference?
        var index = 0
        visit: while index < list.count {
            let watch = list[index]
            index += 1
            if values[watch.blocker.index] == 1 {
                list[kept] = watch
                kept += 1
                continue
            }
            let first = watch.clause + ConstraintSolver.header
            if arena[first] == falsified.code { arena.swapAt(first, first + 1) }
            let other = Literal(code: arena[first])
            if values[other.index] == 1 {
                list[kept] = Watch(clause: watch.clause, blocker: other)
                kept += 1
                continue
            }
            for place in (first + 2)..<max(first + 2, first + Int(arena[watch.clause])) {
                let candidate = Literal(code: arena[place])
                guard values[candidate.index] != -1 else { continue }
                arena.swapAt(first + 1, place)
                watches[candidate.index].append(Watch(clause: watch.clause, blocker: other))
                continue visit
            }
            list[kept] = watch
            kept += 1
            if values[other.index] == -1 {
                conflict = watch.clause
                while index < list.count {
                    list[kept] = list[index]
                    kept += 1
                    index += 1
                }
            } else {
                assign(other, because: .clause(watch.clause))
            }
        }
        list.removeSubrange(kept...)
        swap(&list, &watches[falsified.index])
        return conflict
    }

    /// Takes back every decision after the given level.
    mutating func backtrack(to target: Int) {
        guard decisionLevel > target else { return }
        let start = levelStarts[target]
        for index in stride(from: trail.count - 1, through: start, by: -1) {
            let literal = trail[index]
            if index < head {
                for occurrence in occurrences[(!literal).index] {
                    linears[occurrence.constraint].slack += occurrence.weight
                }
            }
            values[literal.index] = 0
            values[(!literal).index] = 0
            savedPhase[literal.variable] = !literal.isNegated
            order.insert(literal.variable)
        }
        trail.removeSubrange(start...)
        levelStarts.removeSubrange(target...)
        head = min(head, start)
    }
}
