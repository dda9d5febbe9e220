/// Applications that are interchangeable for capacity, and what never changes while waves are moved about.
///
/// Applications of one person with several are classes of one member each, because where one of them sits
/// decides where the others may. Nothing of it changes once the frame is compiled.
final class ApplicantClass: @unchecked Sendable {
    /// Any member: all share what the laws ask.
    let sample: Int
    let parts: PerPart
    /// By position in `parts`: the rooms that fit.
    let fitRooms: PerPart
    let firstMonth: Int
    let hasExtraTime: Bool
    /// A ticket is out: rebuilding leaves them where they are.
    let isHeld: Bool
    /// By venue; empty without a wish. Shared by all classes with the wish.
    private let isWished: [Bool]
    /// Ascending. Shared too.
    let wishedVenues: [Int]
    /// In the order of payment.
    let members: [Int]
    /// Other classes of the same person.
    var siblings: [Int] = []
    /// Runs it may join, in order of month.
    var runs: [Int] = []

    init(members: [Int], isWished: [Bool], wishedVenues: [Int], in model: Model) {
        let application = model.applications[members[0]]
        sample = members[0]
        parts = PerPart(application.parts)
        fitRooms = PerPart(application.fitRooms)
        firstMonth = application.firstMonth
        hasExtraTime = application.hasExtraTime
        isHeld = model.promises[members[0]] != nil
        self.isWished = isWished
        self.wishedVenues = wishedVenues
        self.members = members
    }

    var hasWish: Bool { !isWished.isEmpty }
    func missesWish(_ venue: Int) -> Bool { hasWish && !isWished[venue] }
}

/// A programme in a sitting.
struct Run {
    var programme: Int
    var sitting: Int
    /// Classes that may join.
    var classes: [Int] = []
    /// The same with fewer fit rooms first; those with extra time last: they cost a room of their own.
    var classesInOrder: [Int] = []
    /// Dense number of its first wave; the others follow.
    var firstWave: Int
    var waveCount: Int
}

/// Nothing of it changes once it is compiled, so threads may share it.
final class WaveFrame: @unchecked Sendable {
    let model: Model
    private(set) var classes: [ApplicantClass] = []
    private(set) var runs: [Run] = []
    /// Runs that somebody has begun to sit: too late to call them off.
    private(set) var begunRuns: Set<Int> = []
    /// By dense wave number.
    private(set) var runOfWave: [Int] = []
    /// By sitting: the waves of its runs.
    private(set) var wavesOfSitting: [[Int]] = []
    /// Months with a sitting, ascending, and the runs of each.
    private(set) var months: [(month: Int, runs: [Int])] = []
    /// By room list: its rooms by venue.
    let venuesOfList: [[(venue: Int, rooms: [Int])]]
    /// By room list, then venue: its place in `venuesOfList`, or -1.
    private let groupOfVenue: [Int32]
    /// By room list: the number of its first venue when those of all lists are counted through.
    let firstGroup: [Int]
    /// All lists' venues.
    let groupCount: Int
    /// By room: the groups it belongs to, in all lists.
    let groupsOfRoom: [[Int]]
    /// By turnover class, then period: the other periods that may not be used in the same room.
    private var rivals: [[[Int]]] = []
    private var turnoverOfRoom: [Int] = []
    /// By period: the periods that begin while it lasts, itself included.
    let beginsWithin: [[Int]]
    /// By room, then period.
    private var open: [Bool] = []
    let periodCount: Int
    let venueOfRoom: [Int]
    let capacityOfRoom: [Int]
    /// By venue; `Int.max`: no limit.
    let staff: [Int]
    let invigilatorFor: Int
    private(set) var monthOfRun: [Int] = []
    /// By class: where its members were; empty: it does not matter.
    private(set) var anchors: [Anchor?] = []
    /// By class: where its kind begins in `sittable`.
    private var firstSittable: [Int] = []
    /// By kind in use, then part, then period: may they sit it?
    private var sittable: [Bool] = []
    private let invigilatorsOf: [Int]

    /// - Parameters:
    ///   - units: whose people are classes of their own.
    ///   - anchors: by application: those who were not at one place are of different classes. Empty: it does not matter.
    init(_ model: Model, units: Set<Int> = [], anchors: [Anchor?] = []) {
        self.model = model
        periodCount = model.periods.count
        venueOfRoom = model.rooms.map(\.venue)
        capacityOfRoom = model.rooms.map(\.capacity)
        staff = model.venues.map { $0.invigilators ?? Int.max }
        invigilatorFor = model.policy.invigilatorFor
        // Where a machine died during an exam there are more people than its room may take.
        let mostPeople = model.rooms.map { max($0.capacity, min($0.rows * $0.columns, model.applications.count)) }
        invigilatorsOf = (0...(mostPeople.max() ?? 0)).map(model.invigilators)
        venuesOfList = model.roomsByVenue()
        var firstGroup: [Int] = []
        var groupCount = 0
        var groupOfVenue = Array(repeating: Int32(-1), count: model.roomLists.count * model.venues.count)
        var groupsOfRoom = Array(repeating: [Int](), count: model.rooms.count)
        for (list, groups) in venuesOfList.enumerated() {
            firstGroup.append(groupCount)
            for (index, group) in groups.enumerated() {
                groupOfVenue[list * model.venues.count + group.venue] = Int32(index)
                for room in group.rooms { groupsOfRoom[room].append(groupCount + index) }
            }
            groupCount += groups.count
        }
        self.firstGroup = firstGroup
        self.groupCount = groupCount
        self.groupOfVenue = groupOfVenue
        self.groupsOfRoom = groupsOfRoom
        beginsWithin = model.periods.indices.map { one in
            model.periods.indices.filter {
                $0 == one
                    || (model.periods[one].start <= model.periods[$0].start
                        && model.periods[$0].start < model.periods[one].end)
            }
        }
        compileRooms()
        compileClasses(InterchangeableApplications(model, units: units, anchors: anchors))
        if !anchors.isEmpty { self.anchors = classes.map { anchors[$0.sample] } }
        compileSittable()
        compileRuns()
        sortRuns()
    }

    private func compileRooms() {
        var known: [Int: Int] = [:]
        for room in model.rooms.indices {
            let turnover = model.rooms[room].turnover
            if known[turnover] == nil {
                known[turnover] = rivals.count
                rivals.append(
                    model.periods.indices.map { one in
                        model.periods.indices.filter { $0 != one && model.exclude(one, $0, in: room) }
                    })
            }
            turnoverOfRoom.append(known[turnover] ?? 0)
            for period in model.periods.indices {
                open.append(model.isUsable(period) && model.isOpen(room: room, in: period))
            }
        }
    }

    private func compileClasses(_ alike: InterchangeableApplications) {
        typealias Wish = (isWished: [Bool], venues: [Int])
        var known: [Set<Int>: Wish] = [:]
        var wishOfKind = [Wish?](repeating: nil, count: model.kinds.count)
        classes = alike.groups.map { group in
            let kind = model.applications[group[0]].kind
            guard let wished = kind.wished else {
                return ApplicantClass(members: group, isWished: [], wishedVenues: [], in: model)
            }
            if wishOfKind[kind.number] == nil {
                let wish = known[wished] ?? (model.venues.indices.map(wished.contains), wished.sorted())
                (known[wished], wishOfKind[kind.number]) = (wish, wish)
            }
            let wish = wishOfKind[kind.number] ?? ([], [])
            return ApplicantClass(members: group, isWished: wish.isWished, wishedVenues: wish.venues, in: model)
        }
        var classOf = Array(repeating: -1, count: model.applications.count)
        for (number, group) in alike.groups.enumerated() {
            for application in group { classOf[application] = number }
        }
        for number in classes.indices {
            let sample = classes[number].sample
            classes[number].siblings = model.people[model.applications[sample].person]
                .filter { $0 != sample && classOf[$0] >= 0 && classOf[$0] != number }.map { classOf[$0] }
            if classes[number].members.count > 1 { classes[number].siblings = [] }
        }
    }

    private func compileSittable() {
        var known: [Int: Int] = [:]
        firstSittable = classes.map { applicants in
            let kind = model.applications[applicants.sample].kind
            if let first = known[kind.number] { return first }
            let first = sittable.count
            known[kind.number] = first
            for part in model.programmes[kind.programme].subjects.indices {
                sittable += model.periods.indices.map { model.maySit(kind, part: part, in: $0) }
            }
            return first
        }
    }

    private func sortRuns() {
        let keys = classes.map { applicants in
            let sample = model.applications[applicants.sample]
            let rooms = sample.fitRooms.map { model.roomLists[$0].count }.min() ?? 0
            return (sample.hasExtraTime ? 1 : 0, rooms, sample.wished == nil ? 1 : 0, sample.rank)
        }
        for run in runs.indices { runs[run].classesInOrder = runs[run].classes.sorted { keys[$0] < keys[$1] } }
    }

    private func compileRuns() {
        // By programme, then sitting; -1: not offered.
        var runOf = Array(repeating: -1, count: model.programmes.count * model.sittings.count)
        var sizes = Array(repeating: 0, count: model.programmes.count)
        for application in model.applications { sizes[application.programme] += 1 }
        wavesOfSitting = Array(repeating: [], count: model.sittings.count)
        let order = model.sittings.indices.sorted { (model.sittings[$0].month, $0) < (model.sittings[$1].month, $1) }
        for sitting in order {
            if months.last?.month != model.sittings[sitting].month {
                months.append((model.sittings[sitting].month, []))
            }
            for programme in model.sittings[sitting].programmes
            where runOf[programme * model.sittings.count + sitting] < 0 {
                runOf[programme * model.sittings.count + sitting] = runs.count
                monthOfRun.append(model.sittings[sitting].month)
                months[months.count - 1].runs.append(runs.count)
                // Waves of the same periods are one as far as anybody can tell.
                let waveCount = min(
                    model.programmes[programme].maxWaves, sizes[programme], 4 * model.sittings[sitting].periods.count)
                runs.append(
                    Run(programme: programme, sitting: sitting, firstWave: runOfWave.count, waveCount: waveCount))
                for _ in 0..<max(0, waveCount) {
                    wavesOfSitting[sitting].append(runOfWave.count)
                    runOfWave.append(runs.count - 1)
                }
            }
        }
        let begun = model.begunRuns
        begunRuns = Set(
            runs.indices.filter { begun.contains(runs[$0].programme * model.sittings.count + runs[$0].sitting) })
        var chains: [ChainKey: Bool] = [:]
        // Classes of one kind differ in their people only.
        var runsOfKind = [[Int]?](repeating: nil, count: model.kinds.count)
        for number in classes.indices {
            let sample = model.applications[classes[number].sample]
            let own =
                runsOfKind[sample.kind.number]
                ?? sample.sittings.filter { mayJoin(sample, $0, &chains) }
                .map { runOf[sample.programme * model.sittings.count + $0] }.filter { $0 >= 0 }
            runsOfKind[sample.kind.number] = own
            classes[number].runs = own
            for run in own { runs[run].classes.append(number) }
        }
    }

    private func mayJoin(_ application: ApplicationModel, _ sitting: Int, _ known: inout [ChainKey: Bool]) -> Bool {
        guard application.parts.count <= model.policy.maxSessionsPerDay else { return false }
        let key = ChainKey(application.kind, sitting: sitting)
        let isPossible = known[key] ?? hasChain(application, in: sitting)
        known[key] = isPossible
        return isPossible
    }

    /// What decides whether an application could sit in a sitting if it were alone.
    private struct ChainKey: Hashable {
        var programme: Int
        var sitting: Int
        var parts: [Int]
        var fitRooms: [Int]
        var lastDay: Int?
        var banned: [Int]
        var extraMinutes: Int
        var begun: [Int]

        init(_ kind: ApplicationKind, sitting: Int) {
            programme = kind.programme
            self.sitting = sitting
            parts = kind.parts
            fitRooms = kind.fitRooms
            lastDay = kind.lastDay
            banned = kind.banned.flatMap { [$0.first, $0.last] }
            extraMinutes = kind.extraMinutes
            begun = kind.begun
        }
    }

    /// Is there, for the application alone, a period for each part on one day, in order, and a venue with fit
    /// open rooms in all of them?
    private func hasChain(_ application: ApplicationModel, in sitting: Int) -> Bool {
        guard !application.parts.isEmpty else { return false }
        let periods = application.parts.map { model.periods(for: $0, of: application, in: sitting) }
        return venuesOfList[application.fitRooms[0]].contains { venue, _ in
            let options = periods.indices.map { position in
                let rooms = rooms(of: venue, in: application.fitRooms[position])
                return periods[position].filter { period in
                    rooms.contains { isOpen($0, period) } && isStaffed(venue)
                }
            }
            return model.areInOrder(options)
        }
    }

    /// A run's.
    func month(of run: Int) -> Int { model.sittings[runs[run].sitting].month }

    /// Who may join a run.
    func people(of run: Int) -> Int { runs[run].classes.reduce(0) { $0 + classes[$1].members.count } }

    private func isStaffed(_ venue: Int) -> Bool {
        model.venues[venue].invigilators.map { $0 >= model.invigilators(for: 1) } ?? true
    }

    /// A venue's place in `venuesOfList`; nil if no room of it is in the list.
    func group(of venue: Int, in list: Int) -> Int? {
        let group = groupOfVenue[list * model.venues.count + venue]
        return group < 0 ? nil : Int(group)
    }

    /// A venue's rooms in a list.
    func rooms(of venue: Int, in list: Int) -> [Int] {
        group(of: venue, in: list).map { venuesOfList[list][$0].rooms } ?? []
    }

    func isOpen(_ room: Int, _ period: Int) -> Bool { open[room * periodCount + period] }

    /// For at most as many people as the largest room has places.
    func invigilators(for people: Int) -> Int { invigilatorsOf[people] }

    /// Periods that exclude the use of a room in this one.
    func rivals(of period: Int, in room: Int) -> [Int] { rivals[turnoverOfRoom[room]][period] }

    func maySit(_ applicants: Int, part: Int, in period: Int) -> Bool {
        sittable[firstSittable[applicants] + part * periodCount + period]
    }
}
