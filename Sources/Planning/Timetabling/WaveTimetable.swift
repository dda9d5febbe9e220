import Solving

/// The waves of one month as a question to the general engine, and its answer.
///
/// What the engine calls a period is here a *pattern*: the periods of all subjects of a wave, on one day, in order, with
/// the gaps. So order, gaps and the one day are kept whatever it does. A lump of people is a block of events, one for
/// each subject and set of rooms, which take seats in the slots of that subject's period, poured over the rooms of a
/// venue. A run's lumps are a family that uses as many patterns as the run may have waves: lumps of one pattern are one
/// wave, and it moves as a whole where it must. Clashes are the people with two programmes.
///
/// Cost: people. A lump may stay at home, in a pattern without periods, and each of its people counts one; so does each
/// for whom a slot lacks a seat, each who may not sit the pattern, and each who cannot sit both of two programmes. With
/// the months taken in turn that is tiers 1 and 3 as far as the periods of the waves decide them. Forgotten: that people
/// with extra time need rooms of their own, travel between venues, how few invigilators would do; seating people and the
/// improvement see to these.
struct WaveTimetable {
    private let frame: WaveFrame
    private let lumps: [WaveLump]
    private let waves: [Int: [Int]]
    /// By the engine's period.
    private var patterns: [PerPart] = []
    private var patternNumbers: [PerPart: Int] = [:]
    private var patternsOfRun: [Int: [Int]] = [:]
    private let slots: MonthSlots
    /// Lumps × patterns, and periods × venues × rooms, up to which the engine is asked: beyond, its tables would be larger
    /// than everything else.
    private static let mostChoices = 250_000
    private static let mostSeats = 5_000_000
    private var atHome = 0
    private var firstEvents: [Int] = []

    init(_ frame: WaveFrame, month: Int, _ state: WaveState) {
        self.frame = frame
        let cut = WaveLumps(frame, month: month, state)
        waves = cut.waves
        let patterns = Set(cut.patterns.values.joined()).count
        let seats = frame.periodCount * frame.model.venues.count * frame.model.rooms.count
        lumps = cut.lumps.count * patterns <= Self.mostChoices && seats <= Self.mostSeats ? cut.lumps : []
        slots = lumps.isEmpty ? MonthSlots() : MonthSlots(frame, month: frame.months[month].month, state)
        for run in frame.months[month].runs {
            patternsOfRun[run] = cut.patterns[run]?.map { number(of: $0) }
        }
        atHome = number(of: [])
    }

    private mutating func number(of pattern: PerPart) -> Int {
        if let known = patternNumbers[pattern] { return known }
        patternNumbers[pattern] = patterns.count
        patterns.append(pattern)
        return patterns.count - 1
    }

    /// A wave, its pattern, and who sits it.
    struct Answer {
        var wave: Int
        var pattern: PerPart
        var lumps: [WaveLump]
    }

    /// Empty when there is nothing to decide, or more than the engine is asked.
    mutating func solved(seed: UInt64) -> [Answer] {
        guard !lumps.isEmpty else { return [] }
        let search = TimetableSearch(budget: .steps(Self.steps(lumps.count)), seed: seed)
        guard let outcome = try? search.run(problem()) else { return [] }
        var answers: [Answer] = []
        var opened: [Int: Int] = [:]
        for (number, lump) in lumps.enumerated() {
            let period = outcome.solution.periods[firstEvents[number]]
            guard period >= 0, !patterns[period].isEmpty, let waves = waves[lump.run] else { continue }
            let known = answers.firstIndex { $0.lumps[0].run == lump.run && $0.pattern == patterns[period] }
            if let known {
                answers[known].lumps.append(lump)
            } else if opened[lump.run, default: 0] < waves.count {
                answers.append(
                    Answer(wave: waves[opened[lump.run, default: 0]], pattern: patterns[period], lumps: [lump]))
                opened[lump.run, default: 0] += 1
            }
        }
        return answers
    }

    private static func steps(_ lumps: Int) -> Int { min(500_000, max(20_000, 5_000 * lumps)) }

    private mutating func problem() -> TimetableProblem {
        let access = access()
        var events: [TimetableProblem.Event] = []
        var classes: [Int] = []
        var lumpOfEvent: [Int] = []
        for (number, lump) in lumps.enumerated() {
            firstEvents.append(events.count)
            for (part, sizes) in sizes(of: lump, access).enumerated() {
                for (group, size) in sizes.enumerated() where size > 0 {
                    events.append(TimetableProblem.Event(size: size, kind: kind(part, lump.venue)))
                    classes.append(group)
                    lumpOfEvent.append(number)
                }
            }
        }
        var problem = TimetableProblem(
            events: events, periodCount: patterns.count, roomCapacities: frame.capacityOfRoom,
            proximity: proximity(), periodCosts: periodCosts(lumpOfEvent),
            roomCosts: classes.flatMap { access.rooms[$0].map { $0 ? 0 : TimetableProblem.forbidden } })
        problem.splitting = Splitting(seats: slots.seats, slots: slotsOfKinds(), shortageCost: 1)
        problem.separatesClashes = false
        problem.clashes = clashes()
        problem.together = events.indices.dropFirst().filter { lumpOfEvent[$0] == lumpOfEvent[$0 - 1] }
            .map { TimetableProblem.Pair($0 - 1, $0) }
        for (run, waves) in waves.sorted(by: { $0.key < $1.key }) {
            let own = events.indices.filter { lumps[lumpOfEvent[$0]].run == run }
            problem.families.append(TimetableProblem.Family(events: own, mostPeriods: waves.count))
        }
        return problem
    }

    /// To the engine a subject at a venue is a kind.
    private func kind(_ part: Int, _ venue: Int) -> Int { part * frame.model.venues.count + venue }

    private func slotsOfKinds() -> [[[Int]]] {
        let parts = patterns.map(\.count).max() ?? 0
        return (0..<parts).flatMap { part in
            frame.model.venues.indices.map { venue in
                patterns.map { part < $0.count && $0[part] >= 0 ? slots.slots(of: $0[part], at: venue) : [] }
            }
        }
    }

    private func access() -> RoomAccess {
        var people: [Int: Int] = [:]
        for lump in lumps {
            for share in lump.shares {
                for list in frame.classes[share.applicants].fitRooms { people[list, default: 0] += share.count }
            }
        }
        return RoomAccess(frame.model, people: people)
    }

    /// By part, then access class.
    private func sizes(of lump: WaveLump, _ access: RoomAccess) -> [[Int]] {
        let parts = frame.model.programmes[frame.runs[lump.run].programme].subjects.count
        var sizes = Array(repeating: Array(repeating: 0, count: access.rooms.count), count: parts)
        for share in lump.shares {
            let applicants = frame.classes[share.applicants]
            for (part, list) in zip(applicants.parts, applicants.fitRooms) {
                sizes[part][access.classNumber(of: list)] += share.count
            }
        }
        return sizes
    }

    /// A lump's first event pays for those of its people who may not sit a pattern.
    private func periodCosts(_ lumpOfEvent: [Int]) -> [Int] {
        var costs = Array(repeating: 0, count: lumpOfEvent.count * patterns.count)
        for (number, lump) in lumps.enumerated() {
            var row = Array(repeating: TimetableProblem.forbidden, count: patterns.count)
            let choosy = lump.shares.filter { !frame.maySitAny($0.applicants) }
            for pattern in patternsOfRun[lump.run] ?? [] {
                row[pattern] = choosy.reduce(0) { sum, share in
                    frame.maySit(share.applicants, pattern: patterns[pattern]) ? sum : sum + share.count
                }
            }
            row[atHome] = lump.people
            let start = firstEvents[number] * patterns.count
            costs.replaceSubrange(start..<start + patterns.count, with: row)
        }
        return costs
    }

    /// People with two programmes, by the lumps they are in.
    private func clashes() -> [TimetableProblem.Clash] {
        var lumpOfClass: [Int: Int] = [:]
        for (number, lump) in lumps.enumerated() {
            for share in lump.shares where !frame.classes[share.applicants].siblings.isEmpty {
                lumpOfClass[share.applicants] = number
            }
        }
        return lumpOfClass.keys.sorted().flatMap { applicants in
            frame.classes[applicants].siblings.compactMap { sibling in
                guard sibling > applicants, let one = lumpOfClass[applicants], let other = lumpOfClass[sibling],
                    one != other
                else { return nil }
                return TimetableProblem.Clash(firstEvents[one], firstEvents[other], people: 1)
            }
        }
    }

    /// One where nobody can sit two patterns, even at one venue.
    private func proximity() -> [Int] {
        let model = frame.model
        let hasClashes = lumps.contains { $0.shares.contains { !frame.classes[$0.applicants].siblings.isEmpty } }
        guard hasClashes else { return Array(repeating: 0, count: patterns.count * patterns.count) }
        let sat = patterns.map { $0.filter { $0 >= 0 } }
        return sat.flatMap { mine in
            sat.map { theirs in
                let isPossible =
                    mine.allSatisfy { one in theirs.allSatisfy { model.leavesTime(one, $0, sameVenue: true) } }
                    && mine.allSatisfy { one in
                        (mine + theirs).count { model.periods[$0].day == model.periods[one].day }
                            <= model.policy.maxSessionsPerDay
                    }
                return isPossible ? 0 : 1
            }
        }
    }
}
