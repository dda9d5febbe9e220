extension HeadcountProgram {
    /// The tiers it minimises.
    static let tierNumbers = [1, 3, 4, 5]

    /// The tiers of a plan as the program counts them: people placed are negative.
    static func counted(_ cost: WaveCost, in frame: WaveFrame) -> [Int] {
        [cost.unplaced - frame.model.applications.count, cost.delay, cost.missedWishes, cost.invigilators]
    }

    /// A bound of one of them; the least there can be if none is known.
    static func counted(_ bounds: Bounds, _ index: Int, in frame: WaveFrame) -> Int {
        let known = bounds.tiers[tierNumbers[index]]?[0]
        return index == 0 ? -(known ?? frame.model.applications.count) : known ?? 0
    }

    /// A solution with rooms; nil: they cannot be dealt out.
    func seated(_ values: [Int]) -> WaveState? {
        var counts = Headcounts(plan)
        for head in heads where values[head.column] > 0 {
            counts.add(values[head.column], to: head.slot, periods: head.periods)
        }
        var open: [CellPacking.OpenRoom] = []
        for watch in watches where values[watch.column] > 0 {
            if watch.isFirst {
                open.append(
                    .init(room: watch.room, period: watch.period, extra: watch.extra, seats: watch.seats))
            } else {
                open[open.count - 1].seats += watch.seats
            }
        }
        var seating = HeadcountSeating(counts, open: open)
        return seating.state()
    }
}
