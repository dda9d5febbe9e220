/// What does not change while heads are moved about: slots, cells, and what each is worth. Flat and constant, because the
/// annealing asks millions of times.
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
        var sets: PerPart
    }

    struct Applicants {
        /// By run, then wave, then venue.
        var slots: Range<Int>
        var parts: PerPart
        var members: Int
        var hasExtraTime: Bool
        var hasSiblings: Bool
        /// Of its slots.
        var leastDelay: Int
        /// Where there is a fit room for every part: how many.
        var venues: Int
    }

    /// Evenly spread, as every wave has one.
    struct SlotsAtVenue: RandomAccessCollection {
        let first: Int
        let step: Int
        let count: Int

        var startIndex: Int { 0 }
        var endIndex: Int { count }
        subscript(position: Int) -> Int { first + position * step }
    }

    let frame: WaveFrame
    let slots: [Slot]
    let classes: [Applicants]
    let slotsOfWave: [[Int]]
    let runOfWave: [Int]
    /// By run.
    let minimumEnrolment: [Int]
    let subjectCount: [Int]
    /// By run: its part of `periods`, those of its sitting.
    let periodsOfRun: [Range<Int>]
    let periods: [Int]
    let cells: [(venue: Int, periods: [Int])]
    /// By venue: sets of rooms asked for, as bits.
    let sets: [[UInt64]]
    let packings: [CellPacking]
    /// By class, position, period.
    private let sittable: [Bool]
    /// By class, then venue: its place among the venues of a wave, or -1.
    private let places: [Int]
    /// By venue, then period.
    private let cellOf: [Int]
    /// By run, then cell: whether a period of its sitting lies there.
    private let reach: [Bool]
    /// By period, then period.
    private let orders: [Bool]
    private let periodCount: Int
    private let venueCount: Int

    static let mostPeople = 10_000
    private static let mostSlots = 200_000
    private static let mostRooms = 12
    private static let mostParts = 3

    /// Nil for plans too large, for programmes of more than four subjects, and for tickets in a frame that does not say
    /// where people were.
    init?(_ frame: WaveFrame) {
        let model = frame.model
        let count = frame.classes.reduce(0) { sum, applicants in
            applicants.runs.reduce(sum) { $0 + max(0, frame.runs[$1].waveCount) * model.venues.count }
        }
        let isFit =
            model.applications.count <= Self.mostPeople && count <= Self.mostSlots
            && (!frame.anchors.isEmpty || frame.classes.allSatisfy { !$0.isHeld })
            && model.programmes.allSatisfy { $0.subjects.count <= 4 }
            && model.venues.allSatisfy { $0.rooms.count <= Self.mostRooms }
        guard isFit else { return nil }
        self.frame = frame
        periodCount = frame.periodCount
        venueCount = model.venues.count
        packings = model.venues.indices.map { CellPacking(frame, venue: $0) }
        sittable = frame.classes.indices.flatMap { number in
            (0..<Self.mostParts).flatMap { position in
                let parts = frame.classes[number].parts
                return model.periods.indices.map {
                    position < parts.count && frame.maySit(number, part: parts[position], in: $0)
                }
            }
        }
        orders = model.periods.indices.flatMap { one in model.periods.indices.map { model.isInOrder(one, $0) } }
        runOfWave = frame.runOfWave
        minimumEnrolment = frame.runs.map { model.programmes[$0.programme].minimumEnrolment }
        subjectCount = frame.runs.map { model.programmes[$0.programme].subjects.count }
        var periods: [Int] = []
        periodsOfRun = frame.runs.map { run in
            let first = periods.count
            periods += model.sittings[run.sitting].periods
            return first..<periods.count
        }
        self.periods = periods
        let listing = SlotListing(frame, packings)
        (slots, classes, places) = (listing.slots, listing.classes, listing.places)
        (slotsOfWave, sets) = (listing.slotsOfWave, listing.sets)
        let (cells, cellOf) = Self.cells(of: frame, packings)
        (self.cells, self.cellOf) = (cells, cellOf)
        var reach = Array(repeating: false, count: frame.runs.count * cells.count)
        for run in frame.runs.indices {
            for venue in model.venues.indices {
                for period in model.sittings[frame.runs[run].sitting].periods {
                    reach[run * cells.count + cellOf[venue * frame.periodCount + period]] = true
                }
            }
        }
        self.reach = reach
    }

    func maySit(_ applicants: Int, _ position: Int, in period: Int) -> Bool {
        sittable[(applicants * Self.mostParts + position) * periodCount + period]
    }

    func isInOrder(_ one: Int, _ other: Int) -> Bool { orders[one * periodCount + other] }

    /// Whether a run's sitting has a period in one of these cells; -1: none.
    func mayMeet(_ run: Int, _ own: SIMD4<Int32>) -> Bool {
        for position in 0..<4 where own[position] >= 0 {
            if reach[run * cells.count + Int(own[position])] { return true }
        }
        return false
    }

    func cell(of venue: Int, _ period: Int) -> Int { cellOf[venue * periodCount + period] }

    /// The slots of a class at a venue, one for each wave it may join.
    func slots(of applicants: Int, at venue: Int) -> SlotsAtVenue {
        let (own, place) = (classes[applicants], places[applicants * venueCount + venue])
        return place < 0
            ? SlotsAtVenue(first: 0, step: 1, count: 0)
            : SlotsAtVenue(first: own.slots.lowerBound + place, step: own.venues, count: own.slots.count / own.venues)
    }

    /// Periods belong together that exclude each other in some room, or share the invigilators.
    private static func cells(
        of frame: WaveFrame, _ packings: [CellPacking]
    ) -> (cells: [(venue: Int, periods: [Int])], cellOf: [Int]) {
        var cells: [(venue: Int, periods: [Int])] = []
        var cellOf: [Int] = []
        for venue in packings.indices {
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
            cellOf += own
        }
        return (cells, cellOf)
    }
}

/// The slots of all classes, class by class.
private struct SlotListing {
    private let frame: WaveFrame
    private let packings: [CellPacking]
    private(set) var slots: [HeadcountFrame.Slot] = []
    private(set) var classes: [HeadcountFrame.Applicants] = []
    private(set) var places: [Int] = []
    private(set) var slotsOfWave: [[Int]]
    private(set) var sets: [[UInt64]]

    init(_ frame: WaveFrame, _ packings: [CellPacking]) {
        self.frame = frame
        self.packings = packings
        slotsOfWave = Array(repeating: [], count: frame.runOfWave.count)
        sets = packings.map { _ in [] }
        for number in frame.classes.indices { addSlots(of: number) }
    }

    private mutating func addSlots(of number: Int) {
        let applicants = frame.classes[number]
        let first = slots.count
        let venues = packings.indices.filter { venue in applicants.fitRooms.allSatisfy { bits($0, venue) != 0 } }
        places += packings.indices.map { venues.firstIndex(of: $0) ?? -1 }
        for run in applicants.runs {
            for wave in 0..<max(0, frame.runs[run].waveCount) {
                for venue in venues {
                    slotsOfWave[frame.runs[run].firstWave + wave].append(slots.count)
                    slots.append(
                        HeadcountFrame.Slot(
                            applicants: number, run: run, wave: frame.runs[run].firstWave + wave, venue: venue,
                            delay: frame.monthOfRun[run] - applicants.firstMonth,
                            misses: applicants.missesWish(venue) ? 1 : 0,
                            sets: PerPart(applicants.fitRooms.map { set(bits($0, venue), venue) })))
                }
            }
        }
        classes.append(
            HeadcountFrame.Applicants(
                slots: first..<slots.count, parts: applicants.parts, members: applicants.members.count,
                hasExtraTime: applicants.hasExtraTime, hasSiblings: !applicants.siblings.isEmpty,
                leastDelay: slots[first...].map(\.delay).min() ?? 0, venues: venues.count))
    }

    private func bits(_ list: Int, _ venue: Int) -> UInt64 {
        let rooms = frame.rooms(of: venue, in: list)
        return packings[venue].rooms.enumerated().reduce(0) {
            rooms.contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0
        }
    }

    private mutating func set(_ bits: UInt64, _ venue: Int) -> Int {
        if let known = sets[venue].firstIndex(of: bits) { return known }
        sets[venue].append(bits)
        return sets[venue].count - 1
    }
}
