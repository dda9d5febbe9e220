/// Where one application sits: the planner's own form of a placement.
struct Place: Equatable {
    // Searches hold several of each of a million people.
    private var sittingKept: Int32
    private var waveKept: Int32
    /// Period, room and flat seat for each of the application's `parts`. Seats are given last: -1 before.
    var periods: PerPart
    var rooms: PerPart
    var seats: PerPart

    init(sitting: Int, wave: Int, periods: PerPart, rooms: PerPart, seats: PerPart) {
        (sittingKept, waveKept) = (Int32(sitting), Int32(wave))
        (self.periods, self.rooms, self.seats) = (periods, rooms, seats)
    }

    var sitting: Int {
        get { Int(sittingKept) }
        set { sittingKept = Int32(newValue) }
    }

    /// From 0.
    var wave: Int {
        get { Int(waveKept) }
        set { waveKept = Int32(newValue) }
    }
}

extension Place {
    init(
        sitting: Int, wave: Int, periods: some Sequence<Int>, rooms: some Sequence<Int>, seats: some Sequence<Int>
    ) {
        self.init(
            sitting: sitting, wave: wave, periods: PerPart(periods), rooms: PerPart(rooms), seats: PerPart(seats))
    }
}

/// A plan in the making: a place, or none, for every application of the model.
struct Draft: Equatable {
    var places: [Place?]
}

/// What a search knows about a tier: no lawful plan that is as good in the earlier tiers is better than this.
/// For tier 1 an upper bound, for all others a lower one. `nil` where the trivial bound is all there is.
struct Bounds {
    var tiers: [Int: [Int]] = [:]
}
