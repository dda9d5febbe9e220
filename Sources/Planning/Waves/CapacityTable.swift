/// Upper limits on how many people rooms can take: of one wave's part, and of a month.
final class CapacityTable {
    private let frame: WaveFrame
    private let model: Model
    /// By month, then room: periods it can host at most.
    private var slots: [Int: [Int]] = [:]
    /// By sitting, then room: the same of one sitting.
    private var slotsOfSitting: [[Int]] = []
    /// By month, then venue: periods of which no two overlap, at most.
    private var distinct: [Int: [Int]] = [:]
    private var wider: [[Int]] = []
    /// By run: could enough people join it for it to take place?
    private var mayTakePlace: [Bool] = []
    /// By room list, then venue: people its invigilators can watch at once.
    private var watched: [Int: Int] = [:]

    init(_ frame: WaveFrame) {
        self.frame = frame
        model = frame.model
        let members = model.roomLists.map { list in
            var row = Array(repeating: false, count: model.rooms.count)
            for room in list { row[room] = true }
            return row
        }
        wider = model.roomLists.indices.map { list in
            model.roomLists.indices.filter { other in model.roomLists[list].allSatisfy { members[other][$0] } }
        }
        mayTakePlace = frame.runs.indices.map { run in
            frame.begunRuns.contains(run)
                || frame.people(of: run)
                    >= frame.model.programmes[frame.runs[run].programme].minimumEnrolment
        }
        for month in frame.months { compile(month.month) }
        slotsOfSitting = model.sittings.indices.map { sitting in
            slots(model.sittings[sitting].periods.filter(model.isUsable).sorted(by: endsBefore))
        }
    }

    private func compile(_ month: Int) {
        let periods = model.sittings.indices.filter { model.sittings[$0].month == month }
            .flatMap { model.sittings[$0].periods }.filter(model.isUsable).sorted(by: endsBefore)
        slots[month] = slots(periods)
        let apart = packed(periods, pause: 0)
        distinct[month] = model.venues.indices.map { _ in apart }
    }

    private func endsBefore(_ one: Int, _ other: Int) -> Bool {
        (model.periods[one].end, model.periods[one].start, one)
            < (model.periods[other].end, model.periods[other].start, other)
    }

    /// By room: how many of these periods it can host.
    private func slots(_ periods: [Int]) -> [Int] {
        model.rooms.indices.map { room in
            packed(periods.filter { frame.isOpen(room, $0) && mayUse(room, $0) }, pause: model.rooms[room].turnover)
        }
    }

    private func mayUse(_ room: Int, _ period: Int) -> Bool {
        model.rooms[room].institutions?.contains(model.sittings[model.periods[period].sitting].institution) ?? true
    }

    /// The most intervals, in order of their ends, with a pause between them (earliest end first is optimal).
    private func packed(_ periods: [Int], pause: Int) -> Int {
        var count = 0
        var free = Int.min
        for period in periods where model.periods[period].start >= free {
            count += 1
            free = model.periods[period].end + pause
        }
        return count
    }

    /// Room lists that contain all rooms of this one, itself included.
    func listsContaining(_ list: Int) -> [Int] { wider[list] }

    /// Periods a room can host, at most.
    func uses(of room: Int, inMonth month: Int) -> Int { slots[month]?[room] ?? 0 }
    func uses(of room: Int, inSitting sitting: Int) -> Int { slotsOfSitting[sitting][room] }

    /// Periods of which no two overlap, at most.
    func times(at venue: Int, inMonth month: Int) -> Int { distinct[month]?[venue] ?? 0 }

    func ofMonth(_ month: Int, list: Int, venues: Set<Int>?) -> Int {
        frame.venuesOfList[list].filter { venues?.contains($0.venue) ?? true }.reduce(0) { sum, group in
            let seats = group.rooms.reduce(0) { $0 + model.rooms[$1].capacity * (slots[month]?[$1] ?? 0) }
            return sum + min(seats, watched(group.venue, list, times: distinct[month]?[group.venue] ?? 0))
        }
    }

    func ofMonth(_ month: Int, rooms: [Int]) -> Int {
        rooms.reduce(0) { $0 + model.rooms[$1].capacity * (slots[month]?[$1] ?? 0) }
    }

    /// People of one list whom all waves of a run can seat for one part.
    func ofWaves(_ run: Int, list: Int) -> Int {
        let most = model.sittings[frame.runs[run].sitting].periods.reduce(0) { most, period in
            let seats = frame.venuesOfList[list].reduce(0) { sum, group in
                let open = group.rooms.reduce(0) { $0 + (frame.isOpen($1, period) ? model.rooms[$1].capacity : 0) }
                return sum + min(open, watched(group.venue, list, times: 1))
            }
            return max(most, seats)
        }
        let waves = min(model.programmes[frame.runs[run].programme].maxWaves, model.applications.count)
        return most * max(0, waves)
    }

    /// People a venue's invigilators can watch in rooms of a list; overlapping periods share them.
    private func watched(_ venue: Int, _ list: Int, times: Int) -> Int {
        guard let all = model.venues[venue].invigilators else { return Int.max / 4 }
        let key = list * model.venues.count + venue
        let atOnce = watched[key] ?? mostWatched(by: all, in: frame.rooms(of: venue, in: list))
        watched[key] = atOnce
        return atOnce * times
    }

    /// A knapsack: each room with some number of invigilators, or none.
    private func mostWatched(by all: Int, in rooms: [Int]) -> Int {
        let needed = rooms.reduce(0) { $0 + model.invigilators(for: model.rooms[$1].capacity) }
        var most = Array(repeating: 0, count: min(max(0, all), needed) + 1)
        for room in rooms {
            let before = most
            var people = model.rooms[room].capacity
            while people > 0 {
                let cost = model.invigilators(for: people)
                for spent in most.indices where spent >= cost {
                    most[spent] = max(most[spent], before[spent - cost] + people)
                }
                let fewer = (cost - 1) * model.policy.invigilatorFor
                people = cost > model.policy.invigilatorsLeast ? min(people - 1, fewer) : 0
            }
        }
        return most[most.count - 1]
    }

    /// Could enough people join the run for it to take place? One that has begun takes place anyhow.
    func mayReachMinimum(_ run: Int) -> Bool { mayTakePlace[run] }
}
