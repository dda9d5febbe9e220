/// A month's periods cut into the engine's slots, venue by venue: what overlaps, or follows too soon for any room to be
/// used twice, shares a slot, and so shares the seats.
///
/// A slot is a set of periods of which all are under way (or their rooms not yet free again) at one instant. As
/// intervals that meet pairwise meet in one instant (Helly), the instants at which periods begin are enough, and of
/// those the ones whose set no other contains. Optimistic on purpose: every room is counted as free as soon as the
/// quickest, and as open for the whole slot if it is for one period. Seating people finds the truth later.
struct MonthSlots {
    /// By slot, then room: those of one venue, none elsewhere.
    private(set) var seats: [[Int]] = []
    private var venueCount = 0
    /// By period: the instants it spans.
    private var instants: [Int: [Int]] = [:]

    init() {}

    init(_ frame: WaveFrame, month: Int, _ state: WaveState) {
        let model = frame.model
        let usable = model.sittings.filter { $0.month == month }.flatMap(\.periods).filter(model.isUsable)
        let turnover = model.rooms.map(\.turnover).min() ?? 0
        venueCount = model.venues.count
        let sets = Set(usable.map { model.periods[$0].start }).sorted().map { instant in
            Set(
                usable.filter {
                    model.periods[$0].start <= instant
                        && instant < max(model.periods[$0].start + 1, model.periods[$0].end + turnover)
                })
        }
        let largest = sets.filter { set in !sets.contains { set.isStrictSubset(of: $0) } }
        for (instant, members) in largest.enumerated() {
            for period in members { instants[period, default: []].append(instant) }
            let free = Self.seats(of: members.sorted(), frame, state)
            for venue in model.venues.indices {
                seats.append(model.rooms.indices.map { model.rooms[$0].venue == venue ? free[$0] : 0 })
            }
        }
    }

    func slots(of period: Int, at venue: Int) -> [Int] { (instants[period] ?? []).map { $0 * venueCount + venue } }

    /// Free seats of each room; where a venue has too few invigilators to watch them all, all its rooms shrink alike.
    private static func seats(of periods: [Int], _ frame: WaveFrame, _ state: WaveState) -> [Int] {
        let model = frame.model
        var seats = model.rooms.indices.map { room in
            let most = periods.contains { frame.isOpen(room, $0) } ? model.rooms[room].capacity : 0
            return max(0, most - (periods.map { state.load(room, $0) }.max() ?? 0))
        }
        for venue in model.venues {
            guard let staff = venue.invigilators else { continue }
            let watched = staff < model.invigilators(for: 1) ? 0 : staff * model.policy.invigilatorFor
            let all = venue.rooms.reduce(0) { $0 + seats[$1] }
            if all > watched { for room in venue.rooms { seats[room] = seats[room] * watched / all } }
        }
        return seats
    }
}
