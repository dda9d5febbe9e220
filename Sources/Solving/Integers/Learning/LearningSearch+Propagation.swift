extension LearningSearch {
    /// Bounds that hold and cannot all hold.
    typealias Conflict = [KeyBound]

    /// Draws every consequence of the changes that rows and clauses show, or finds a conflict.
    mutating func propagate() -> Conflict? {
        var next = 0
        defer {
            for sum in queue { isQueued[sum] = false }
            queue.removeAll(keepingCapacity: true)
            head = trail.count
        }
        while true {
            while head < trail.count {
                let item = Int(trail[head].item)
                head += 1
                for sum in sumsOf[item] where !isQueued[Int(sum)] {
                    isQueued[Int(sum)] = true
                    queue.append(Int(sum))
                }
                if let conflict = visitWatches(of: item ^ 1) { return conflict }
            }
            guard next < queue.count else { return nil }
            let sum = queue[next]
            next += 1
            isQueued[sum] = false
            if let conflict = propagate(sum: sum) { return conflict }
        }
    }

    /// What a sum leaves its items.
    mutating func propagate(sum number: Int) -> Conflict? {
        let sum = sums[number]
        simplex.work += sum.items.count
        var room = sum.high + sum.tolerance
        for (item, weight) in zip(sum.items, sum.weights) { room -= weight * keys[Int(item)] }
        if room < 0 { return causes(ofSum: number, forced: nil, before: trail.count) }
        for (item, weight) in zip(sum.items, sum.weights) {
            let most = keys[Int(item)] + (room / weight).rounded(.down)
            guard most < -keys[Int(item ^ 1)] else { continue }
            if let conflict = force(KeyBound(item: item ^ 1, key: -most), .sum(number)) { return conflict }
        }
        return nil
    }

    /// Makes a bound hold, unless the other bound of its column forbids it.
    mutating func force(_ bound: KeyBound, _ reason: Reason) -> Conflict? {
        let other = KeyBound(item: bound.item ^ 1, key: keys[bound.index ^ 1])
        if bound.key > -other.key { return causes(of: other.negation, reason, before: trail.count) + [other] }
        set(bound, reason)
        return nil
    }

    /// Clauses with a watched bound of this item that is false now.
    private mutating func visitWatches(of item: Int) -> Conflict? {
        let leastFalse = 1 - keys[item ^ 1]
        var list: [Watch] = []
        swap(&list, &watches[item])
        simplex.work += list.count
        var conflict: Conflict?
        list.removeAll { watch in
            guard conflict == nil, watch.key >= leastFalse else { return false }
            let number = watch.clause
            if clauses[number][0].index == item { clauses[number].swapAt(0, 1) }
            let other = clauses[number][0]
            if holds(other) { return false }
            simplex.work += clauses[number].count
            if let place = clauses[number].dropFirst(2).firstIndex(where: { !isFalse($0) }) {
                clauses[number].swapAt(1, place)
                let bound = clauses[number][1]
                watches[bound.index].append(Watch(clause: number, key: bound.key))
                return true
            }
            conflict = force(other, .clause(number))
            return false
        }
        watches[item] = list + watches[item]
        return conflict
    }
}
