extension LearningSearch {
    func holds(_ bound: KeyBound) -> Bool { keys[bound.index] >= bound.key }

    func isFalse(_ bound: KeyBound) -> Bool { holds(bound.negation) }

    /// An item's key before the change of this number.
    func key(_ item: Int, before time: Int) -> Double {
        var (place, key) = (Int(latest[item]), keys[item])
        while place >= time {
            key = trail[place].before
            place = Int(trail[place].previous)
        }
        return key
    }

    /// The change that made a bound hold.
    func change(of bound: KeyBound) -> Int {
        var place = Int(latest[bound.index])
        while trail[place].before >= bound.key { place = Int(trail[place].previous) }
        return place
    }

    /// The level at which a bound began to hold.
    func level(of bound: KeyBound) -> Int {
        if bound.key <= base[bound.index] { return 0 }
        let place = change(of: bound)
        var (low, high) = (0, level)
        while low < high {
            let middle = (low + high) / 2
            if levelStarts[middle].trail <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    mutating func decide(_ bound: KeyBound) {
        levelStarts.append((trail.count, sums.count))
        set(bound, .decision)
    }

    mutating func set(_ bound: KeyBound, _ reason: Reason) {
        let item = bound.index
        trail.append(Change(item: bound.item, before: keys[item], previous: latest[item], reason: reason))
        latest[item] = Int32(trail.count - 1)
        put(item, bound.key)
        if level == 0 { base[item] = bound.key }
    }

    private mutating func put(_ item: Int, _ key: Double) {
        keys[item] = key
        let column = item / 2
        if column < total { simplex.bind(column, least: keys[2 * column], most: -keys[2 * column + 1]) }
    }

    /// Undoes the levels after this one.
    mutating func back(to level: Int) {
        guard level < self.level else { return }
        while trail.count > levelStarts[level].trail {
            let change = trail.removeLast()
            latest[Int(change.item)] = change.previous
            put(Int(change.item), change.before)
        }
        sums.removeSubrange(levelStarts[level].sums...)
        levelStarts.removeSubrange(level...)
        head = trail.count
        relaxedAt = nil
    }

    func checkInvariants() -> Bool {
        let isMirrored = (0..<total).allSatisfy {
            keys[2 * $0] == simplex.least[$0] && -keys[2 * $0 + 1] == simplex.most[$0]
        }
        let areWatched = clauses.indices.allSatisfy { number in
            clauses[number].prefix(2).allSatisfy { bound in
                watches[bound.index].contains { $0.clause == number && $0.key == bound.key }
            }
        }
        // What was forced above level 0 has causes that held before.
        let first = levelStarts.first?.trail ?? trail.count
        let haveCauses = trail.indices.dropFirst(first).allSatisfy { place in
            let bound = KeyBound(item: trail[place].item, key: trail[place].before + 1)
            return causes(of: bound, trail[place].reason, before: place).allSatisfy {
                key($0.index, before: place) >= $0.key
            }
        }
        return isMirrored && areWatched && haveCauses && zip(keys, base).allSatisfy { $0 >= $1 }
    }
}
