// Times of a day, and days, of which one may stand for another.
//
// Problem. If nobody comes at eleven, all who come at two could as well come at eleven: an exact search looks at both,
// and so at every choice of times a day and every order of days. The times of a day are in order, so that is not an
// exchange of columns, which a solver could find by itself.
// Method. A time is the periods that start and end together. Two times that follow each other on a day are alike if
// everything asked of a plan answers the same for both: who may sit then, which rooms are open, and what excludes or
// follows them of all other periods. Then everybody at the later one may come at the earlier one, if nobody else does.
// Two days are alike if their times are, one by one.
// Invariant. What is changed so is lawful, as good in tiers 1 to 5 and as free from envy as before. Each change brings
// people forward, so that comes to an end: of the best plans there is one in which no time is used before one that may
// stand for it.
// Left out: times that suit other people or rooms. Times of which one leaves less time than the other for the way to
// another venue are alike only while nobody with several applications comes (`Pair.isForOthers`), and not at all where
// the order of payment matters. Re-plans.
// Complexity: periods² × turnovers, and classes × periods.
struct AlikeTimes {
    /// Periods at two times, of which the earlier may stand for the later.
    struct Pair {
        var earlier: [Int]
        var later: [Int]
        /// While nobody who has several applications comes at the later time.
        var isForOthers: Bool
    }

    private(set) var pairs: [Pair] = []
    /// Groups of at least two days that are alike, in order.
    private(set) var days: [[Int]] = []

    private let frame: WaveFrame
    private var model: Model { frame.model }
    /// Periods in which somebody may sit.
    private let used: [Int]
    /// One room of each turnover.
    private let rooms: [Int]

    /// - Parameter isOrderFelt: whether the order of payment matters.
    init(_ frame: WaveFrame, isOrderFelt: Bool) {
        self.frame = frame
        let model = frame.model
        used = model.periods.indices.filter { period in
            frame.classes.indices.contains { number in
                frame.classes[number].parts.contains { frame.maySit(number, part: $0, in: period) }
            }
        }
        let byTurnover = Dictionary(grouping: model.rooms.indices) { model.rooms[$0].turnover }
        rooms = byTurnover.values.compactMap(\.first).sorted()
        guard frame.anchors.isEmpty, frame.begunRuns.isEmpty, !frame.classes.contains(where: \.isHeld) else { return }
        let haveOthers = frame.classes.contains { !$0.siblings.isEmpty }
        var known: [[[Int]]] = []
        for times in timesByDay() {
            for (earlier, later) in zip(times, times.dropFirst()) {
                if mayStand(earlier, for: later, withWays: haveOthers) {
                    pairs.append(Pair(earlier: earlier, later: later, isForOthers: false))
                } else if haveOthers, !isOrderFelt, mayStand(earlier, for: later, withWays: false) {
                    pairs.append(Pair(earlier: earlier, later: later, isForOthers: true))
                }
            }
            if let own = known.firstIndex(where: { areAlike($0, times) }) {
                days[own].append(day(times))
            } else {
                known.append(times)
                days.append([day(times)])
            }
        }
        days.removeAll { $0.count < 2 }
    }

    private func day(_ times: [[Int]]) -> Int { model.periods[times[0][0]].day }

    private func timesByDay() -> [[[Int]]] {
        let days = Dictionary(grouping: used) { model.periods[$0].day }
        return days.sorted { $0.key < $1.key }.map { _, periods in
            Dictionary(grouping: periods) { [model.periods[$0].start, model.periods[$0].end] }
                .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        }
    }

    private func sitting(_ period: Int) -> Int { model.periods[period].sitting }

    private func mayStand(_ earlier: [Int], for later: [Int], withWays: Bool) -> Bool {
        let others = used.filter { !earlier.contains($0) && !later.contains($0) }
        return later.allSatisfy { period in
            guard let stand = earlier.first(where: { sitting($0) == sitting(period) }) else { return false }
            return isOpen(stand, toAllOf: period)
                && others.allSatisfy { relation(stand, $0, withWays) == relation(period, $0, withWays) }
        }
    }

    private func areAlike(_ one: [[Int]], _ other: [[Int]]) -> Bool {
        guard one.map({ $0.map(sitting) }) == other.map({ $0.map(sitting) }) else { return false }
        let (own, theirs) = (one.flatMap { $0 }, other.flatMap { $0 })
        let elsewhere = used.filter { model.periods[$0].day != day(one) && model.periods[$0].day != day(other) }
        return zip(own, theirs).allSatisfy { period, image in
            isOpen(period, toAllOf: image)
                && zip(own, theirs).allSatisfy { relation(period, $0, true) == relation(image, $1, true) }
                && theirs.allSatisfy { isFree(period, $0) }
                && elsewhere.allSatisfy { isFree(period, $0) && isFree(image, $0) }
        }
    }

    /// The same people and the same rooms.
    private func isOpen(_ period: Int, toAllOf other: Int) -> Bool {
        model.rooms.indices.allSatisfy { frame.isOpen($0, period) == frame.isOpen($0, other) }
            && frame.classes.indices.allSatisfy { number in
                frame.classes[number].parts.allSatisfy {
                    frame.maySit(number, part: $0, in: period) == frame.maySit(number, part: $0, in: other)
                }
            }
    }

    /// What one period has to do with another.
    /// - Parameter withWays: of one person too.
    private func relation(_ one: Int, _ other: Int, _ withWays: Bool) -> [Bool] {
        [model.isInOrder(one, other), model.isInOrder(other, one)]
            + [frame.beginsWithin[one].contains(other), frame.beginsWithin[other].contains(one)]
            + rooms.map { model.exclude(one, other, in: $0) }
            + (withWays ? [true, false].map { model.leavesTime(one, other, sameVenue: $0) } : [])
    }

    private func isFree(_ one: Int, _ other: Int) -> Bool {
        !rooms.contains { model.exclude(one, other, in: $0) }
            && [true, false].allSatisfy { model.leavesTime(one, other, sameVenue: $0) }
    }
}
