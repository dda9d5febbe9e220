extension LearningSearch {
    // MARK: Reasons

    /// Bounds that held before a time and forced this one.
    func causes(of bound: KeyBound, _ reason: Reason, before time: Int) -> [KeyBound] {
        switch reason {
        case .decision: []
        case .clause(let clause): clauses[clause].compactMap { $0.item == bound.item ? nil : $0.negation }
        case .sum(let sum): causes(ofSum: sum, forced: bound, before: time)
        }
    }

    /// Bounds that leave a sum too much (for anything but `forced`, if given). What it can do without is left out or
    /// loosened, the latest changes first.
    func causes(ofSum number: Int, forced: KeyBound?, before time: Int) -> [KeyBound] {
        let sum = sums[number]
        var spare = -sum.high - sum.tolerance
        var found: [(bound: KeyBound, weight: Double, place: Int)] = []
        for (item, weight) in zip(sum.items, sum.weights) {
            if let forced, forced.item ^ 1 == item {
                spare += weight * forced.negation.key
                continue
            }
            let bound = KeyBound(item: item, key: key(Int(item), before: time))
            spare += weight * bound.key
            if bound.key > base[bound.index] { found.append((bound, weight, change(of: bound))) }
        }
        found.sort { $1.place < $0.place }
        return found.compactMap { bound, weight, _ in
            let steps = min(bound.key - base[bound.index], max(0, (spare / weight).rounded(.down)))
            spare -= weight * steps
            let loosened = KeyBound(item: bound.item, key: bound.key - steps)
            return loosened.key > base[bound.index] ? loosened : nil
        }
    }

    // MARK: Learning

    /// Learns from a conflict and goes back to where that forces something.
    /// - Returns: what it meets there; nil: nothing. At level 0, any conflict says that nothing is left.
    mutating func learn(_ conflict: Conflict) -> Conflict? {
        // All its bounds may be older than the present level.
        back(to: conflict.reduce(0) { max($0, level(of: $1)) })
        guard level > 0 else { return conflict }
        let lesson = analyse(conflict)
        let span = Set(lesson.map { level(of: $0.negation) }).count
        back(to: lesson.count > 1 ? level(of: lesson[1].negation) : 0)
        guard lesson.count > 1 else { return force(lesson[0], .decision) }
        let number = clauses.count
        clauses.append(lesson)
        spans.append(span)
        watch(number)
        return force(lesson[0], .clause(number))
    }

    private mutating func watch(_ number: Int) {
        for bound in clauses[number].prefix(2) {
            watches[bound.index].append(Watch(clause: number, key: bound.key))
        }
    }

    /// A clause: first what is forced after it, then the bound falsified last among the others.
    private mutating func analyse(_ conflict: Conflict) -> [KeyBound] {
        let start = levelStarts[level - 1].trail
        var pending = 0
        var touched: [Int] = []
        func isOlder(_ item: Int, _ key: Double) -> Bool { self.key(item, before: start) >= key }
        func take(_ bounds: [KeyBound]) {
            for bound in bounds where bound.key > base[bound.index] {
                let item = bound.index
                let isPending = isNeeded[item] && !isOlder(item, need[item])
                if isNeeded[item], need[item] >= bound.key { continue }
                if !isNeeded[item] {
                    touched.append(item)
                    activities[item / 2] += increment
                }
                isNeeded[item] = true
                need[item] = bound.key
                if !isPending, !isOlder(item, bound.key) { pending += 1 }
            }
        }
        take(conflict)
        var index = trail.count - 1
        while true {
            let change = trail[index]
            let item = Int(change.item)
            if isNeeded[item], need[item] > change.before {
                if pending == 1 { break }
                pending -= 1
                isNeeded[item] = false
                take(causes(of: KeyBound(item: change.item, key: need[item]), change.reason, before: index))
            }
            index -= 1
        }
        fade()
        return lesson(from: touched, asserting: Int(trail[index].item))
    }

    private mutating func fade() {
        increment *= Self.growth
        guard increment > 1e100 else { return }
        for column in activities.indices { activities[column] *= 1e-100 }
        increment *= 1e-100
    }

    /// By how much later conflicts count more.
    private static let growth = 1.05

    private mutating func lesson(from touched: [Int], asserting asserted: Int) -> [KeyBound] {
        for item in touched where isNeeded[item] && item != asserted && isImplied(item) { isNeeded[item] = false }
        var lesson = [KeyBound(item: Int32(asserted), key: need[asserted]).negation]
        isNeeded[asserted] = false
        var highest = 0
        for item in touched where isNeeded[item] {
            isNeeded[item] = false
            let bound = KeyBound(item: Int32(item), key: need[item])
            lesson.append(bound.negation)
            let own = level(of: bound)
            if own > highest {
                highest = own
                lesson.swapAt(1, lesson.count - 1)
            }
        }
        return lesson
    }

    /// A bound whose whole reason is needed anyway adds nothing.
    private func isImplied(_ item: Int) -> Bool {
        let bound = KeyBound(item: Int32(item), key: need[item])
        let place = change(of: bound)
        if case .decision = trail[place].reason { return false }
        return causes(of: bound, trail[place].reason, before: place).allSatisfy {
            $0.key <= base[$0.index] || isNeeded[$0.index] && need[$0.index] >= $0.key
        }
    }

    /// Drops the half of the clauses that spans the most levels. At level 0 only, where no reason matters any more.
    mutating func forget() {
        guard clauses.count > mostClauses else { return }
        let kept = clauses.indices.sorted { (spans[$0], -$0) < (spans[$1], -$1) }.prefix(clauses.count / 2).sorted()
        clauses = kept.map { clauses[$0] }
        spans = kept.map { spans[$0] }
        for item in watches.indices { watches[item].removeAll(keepingCapacity: true) }
        for number in clauses.indices { watch(number) }
        mostClauses += mostClauses / 10
    }
}
