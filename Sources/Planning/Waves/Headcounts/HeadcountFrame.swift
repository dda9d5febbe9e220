/// What does not change while heads are moved about: slots, cells, and what each is worth.
final class HeadcountFrame {
    /// Some of a class in a wave at a venue.
    struct Slot {
        var applicants: Int
        var run: Int
        var wave: Int
        var venue: Int
        var delay: Int
        var misses: Int
        /// By position: the place of the list's rooms among the venue's sets.
        var sets: [Int]
    }

    let frame: WaveFrame
    private(set) var slots: [Slot] = []
    /// By class; the order is by run, wave, venue.
    private(set) var slotsOfClass: [[Int]] = []
    /// By class, then venue.
    private(set) var slotsAtVenue: [[[Int]]] = []
    /// By class: of its slots.
    private(set) var leastDelay: [Int] = []
    private(set) var slotsOfWave: [[Int]]
    /// By class, position, period.
    let maySit: [[[Bool]]]
    /// By venue, then period: its cell.
    private(set) var cellOf: [[Int]] = []
    private(set) var cells: [(venue: Int, periods: [Int])] = []
    /// By venue: sets of rooms asked for, as bits.
    private(set) var sets: [[UInt64]] = []
    let packings: [CellPacking]
    /// By period, then period.
    let isInOrder: [[Bool]]

    static let mostPeople = 10_000
    private static let mostSlots = 200_000
    private static let mostRooms = 12

    /// Nil for plans too large, or with what annealing does not know: tickets, programmes of more than four subjects.
    init?(_ frame: WaveFrame) {
        let model = frame.model
        let slots = frame.classes.reduce(0) { sum, applicants in
            applicants.runs.reduce(sum) { $0 + max(0, frame.runs[$1].waveCount) * model.venues.count }
        }
        let isFit =
            model.applications.count <= Self.mostPeople && slots <= Self.mostSlots
            && frame.classes.allSatisfy { !$0.isHeld } && model.programmes.allSatisfy { $0.subjects.count <= 4 }
            && model.venues.allSatisfy { $0.rooms.count <= Self.mostRooms }
        guard isFit else { return nil }
        self.frame = frame
        packings = model.venues.indices.map { CellPacking(frame, venue: $0) }
        sets = model.venues.map { _ in [] }
        slotsOfWave = Array(repeating: [], count: frame.runOfWave.count)
        maySit = frame.classes.indices.map { number in
            frame.classes[number].parts.map { part in
                model.periods.indices.map { frame.maySit(number, part: part, in: $0) }
            }
        }
        isInOrder = model.periods.indices.map { one in model.periods.indices.map { model.isInOrder(one, $0) } }
        for number in frame.classes.indices { addSlots(of: number) }
        for venue in model.venues.indices { addCells(of: venue) }
    }

    private func addSlots(of number: Int) {
        let applicants = frame.classes[number]
        var own: [Int] = []
        let venues = frame.model.venues.indices.filter { venue in
            applicants.fitRooms.allSatisfy { !bits($0, venue).isZero }
        }
        for run in applicants.runs {
            for wave in 0..<max(0, frame.runs[run].waveCount) {
                for venue in venues {
                    own.append(slots.count)
                    slotsOfWave[frame.runs[run].firstWave + wave].append(slots.count)
                    slots.append(
                        Slot(
                            applicants: number, run: run, wave: frame.runs[run].firstWave + wave, venue: venue,
                            delay: frame.monthOfRun[run] - applicants.firstMonth,
                            misses: applicants.missesWish(venue) ? 1 : 0,
                            sets: applicants.fitRooms.map { set(bits($0, venue), venue) }))
                }
            }
        }
        slotsOfClass.append(own)
        var atVenue = frame.model.venues.map { _ in [Int]() }
        for slot in own { atVenue[slots[slot].venue].append(slot) }
        slotsAtVenue.append(atVenue)
        leastDelay.append(own.map { slots[$0].delay }.min() ?? 0)
    }

    private func bits(_ list: Int, _ venue: Int) -> UInt64 {
        let rooms = frame.rooms(of: venue, in: list)
        return packings[venue].rooms.enumerated().reduce(0) {
            rooms.contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0
        }
    }

    private func set(_ bits: UInt64, _ venue: Int) -> Int {
        if let known = sets[venue].firstIndex(of: bits) { return known }
        sets[venue].append(bits)
        return sets[venue].count - 1
    }

    /// Periods belong together that exclude each other in some room, or share the invigilators.
    private func addCells(of venue: Int) {
        var own = Array(repeating: -1, count: frame.periodCount)
        for start in own.indices where own[start] < 0 {
            var members: [Int] = []
            var open = [start]
            own[start] = cells.count
            while let period = open.popLast() {
                members.append(period)
                var near = packings[venue].rooms.flatMap { frame.rivals(of: period, in: $0) }
                if frame.staff[venue] < Int.max {
                    near += frame.beginsWithin[period]
                    near += own.indices.filter { frame.beginsWithin[$0].contains(period) }
                }
                for other in near where own[other] < 0 {
                    own[other] = cells.count
                    open.append(other)
                }
            }
            cells.append((venue, members.sorted()))
        }
        cellOf.append(own)
    }
}

extension UInt64 {
    fileprivate var isZero: Bool { self == 0 }
}
