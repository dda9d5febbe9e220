import Solving

// How many of each kind sit in each month at each venue, and how often each room is used: an integer program for
// tiers 1, 3, 4 and 5 of a whole part, with periods and waves forgotten. No plan as good in the earlier tiers has less
// of a tier than the least of this program.
//
// Columns. How many of a kind of applications join a run at a venue; how often a room of a group of like ones is used
// in a sitting with each number of invigilators, by clock; whether anybody comes to a venue whose subjects need the
// same rooms.
// Rows. People find seats in the uses of the rooms they need (Hall's condition, summed over the periods of a sitting).
// Whoever comes has each subject in another period, so that many uses of his rooms are there. A room is used at most
// as often as its periods do not exclude one another, a venue's invigilators as often as periods do not overlap. The
// waves of a run seat so many people (`CapacityTable`). Least enrolment: each programme chooses a set of runs that
// take place, and its people are shared out set by set (Balas, 1979: the hull of a union of polyhedra), because its
// plain form with a big number leaves most of the gap.
// What is forgotten: periods, patterns, other applications of a person, who shares a room in which period, envy.
// Size: kinds × months × venues heads, sittings × clocks × rooms × numbers of invigilators uses. Limits: `mostNumbers`
// in the table of rows and columns, `mostSets` of room sets whose unions are all asked for.
struct RoomUseProgram {
    typealias Sum = [(column: Int, amount: Int)]

    /// Applications alike in all that this program asks.
    private struct Kind {
        var sample: Int
        var classes: [Int]
        var count: Int
    }

    /// Some of these classes go to a run at a venue.
    struct Share {
        var classes: [Int]
        var run: Int
        var venue: Int
        var people: Int
    }

    /// Where people share rooms: a sitting's uses of a venue by one clock.
    private struct Pool: Hashable {
        var sitting: Int
        var venue: Int
        var extra: Bool
    }

    private struct Head {
        var kind: Int
        var run: Int
        var pool: Pool
        /// By position: the groups of rooms that fit, as bits.
        var masks: [UInt64]
        var column: Int
    }

    /// Rooms of a venue that differ in nothing.
    private struct Group {
        var rooms: [Int]
        /// People watched and invigilators, for each number of them.
        var steps: [(seats: Int, cost: Int)]
    }

    private static let mostNumbers = 4_000_000
    private static let mostHeads = 20_000
    private static let mostSets = 8
    private static let mostRuns = 4

    private let frame: WaveFrame
    private let model: Model
    private let capacity: CapacityTable
    private(set) var program = IntegerProgram()
    /// Tiers 1 (people placed, negative), 3, 4 and 5.
    private(set) var tiers: [Sum] = []
    /// A row for each of them.
    private(set) var tierRows: [Int] = []
    private var kinds: [Kind] = []
    private var heads: [Head] = []
    /// By venue.
    private var groups: [[Group]] = []
    private var invigilators: Sum = []

    /// Nil if it would be too large.
    init?(_ frame: WaveFrame, _ capacity: CapacityTable) {
        self.frame = frame
        self.capacity = capacity
        model = frame.model
        let most = frame.classes.reduce(0) { $0 + $1.runs.count * model.venues.count }
        guard most <= Self.mostHeads, model.policy.invigilatorsLeast <= 100 else { return nil }
        groups = model.venues.indices.map(groups)
        guard groups.allSatisfy({ $0.count <= UInt64.bitWidth }) else { return nil }
        nameKinds()
        nameHeads()
        guard isSmall else { return nil }
        teachEnrolment()
        teachWaves()
        var uses: [RoomUses] = []
        for (pool, own) in Self.grouped(heads, by: \.pool) {
            uses += teachRooms(of: pool, own)
            guard isSmall else { return nil }
        }
        teachTimes(uses)
        nameTotals(uses)
        guard isSmall else { return nil }
        nameTiers()
    }

    /// Who goes where in a solution, by month for each kind.
    func shares(in values: [Int]) -> [Share] {
        heads.filter { values[$0.column] > 0 }.map { head in
            Share(
                classes: kinds[head.kind].classes, run: head.run, venue: head.pool.venue, people: values[head.column])
        }
    }

    /// The columns of some applications in some sittings, and how many others share these.
    func heads(of applications: [Int], in isSitting: (Int) -> Bool) -> (terms: Sum, others: Int) {
        let asked = Set(applications)
        let own = kinds.indices.filter { kind in
            kinds[kind].classes.contains { frame.classes[$0].members.contains(where: asked.contains) }
        }
        let others = own.reduce(0) { sum, kind in
            kinds[kind].classes.reduce(sum) { $0 + frame.classes[$1].members.count { !asked.contains($0) } }
        }
        let terms = heads.filter { own.contains($0.kind) && isSitting(frame.runs[$0.run].sitting) }
        return (terms.map { ($0.column, 1) }, others)
    }

    private var isSmall: Bool { program.columns.count * program.rows.count <= Self.mostNumbers }

    /// Dictionaries have no order of their own.
    private static func grouped<Key: Hashable>(_ heads: [Head], by key: (Head) -> Key) -> [(Key, [Head])] {
        var order: [Key] = []
        var members: [Key: [Head]] = [:]
        for head in heads {
            if members[key(head)] == nil { order.append(key(head)) }
            members[key(head), default: []].append(head)
        }
        return order.map { ($0, members[$0] ?? []) }
    }

    /// A constraint, unless it cannot bind.
    private mutating func limit(_ terms: Sum, most: Int) {
        let reach = terms.reduce(0) { sum, term in
            let column = program.columns[term.column]
            return sum + max(term.amount * column.least, term.amount * column.most)
        }
        if reach > most { program.add(terms, most: most) }
    }

    // MARK: People

    private mutating func nameKinds() {
        var known: [[Int]: Int] = [:]
        for (number, applicants) in frame.classes.enumerated() where !applicants.runs.isEmpty {
            let key =
                [applicants.firstMonth, applicants.hasExtraTime ? 1 : 0, applicants.hasWish ? 1 : 0]
                + Array(applicants.parts) + Array(applicants.fitRooms) + [-1] + applicants.wishedVenues + [-1]
                + applicants.runs
            if let kind = known[key] {
                kinds[kind].classes.append(number)
                kinds[kind].count += applicants.members.count
            } else {
                known[key] = kinds.count
                kinds.append(Kind(sample: number, classes: [number], count: applicants.members.count))
            }
        }
    }

    private mutating func nameHeads() {
        for (number, kind) in kinds.enumerated() {
            let applicants = frame.classes[kind.sample]
            var own: Sum = []
            for run in applicants.runs {
                for venue in model.venues.indices {
                    let pool = Pool(sitting: frame.runs[run].sitting, venue: venue, extra: applicants.hasExtraTime)
                    let masks = applicants.fitRooms.map { mask($0, pool) }
                    guard masks.allSatisfy({ $0 != 0 }) else { continue }
                    let column = program.newColumn(most: kind.count, order: 5)
                    heads.append(Head(kind: number, run: run, pool: pool, masks: masks, column: column))
                    own.append((column, 1))
                }
            }
            limit(own, most: kind.count)
        }
    }

    /// Groups of a venue's rooms in a list that are open in the sitting.
    private func mask(_ list: Int, _ pool: Pool) -> UInt64 {
        let rooms = Set(frame.rooms(of: pool.venue, in: list))
        return groups[pool.venue].enumerated().reduce(0) { mask, group in
            let isFit =
                rooms.contains(group.element.rooms[0])
                && capacity.uses(of: group.element.rooms[0], inSitting: pool.sitting) > 0
            return isFit ? mask | 1 << UInt64(group.offset) : mask
        }
    }

    private func least(_ run: Int) -> Int {
        frame.begunRuns.contains(run) ? 0 : model.programmes[frame.runs[run].programme].minimumEnrolment
    }

    private mutating func teachEnrolment() {
        let ofProgramme = Self.grouped(heads) { [frame] in frame.runs[$0.run].programme }
        for (_, own) in ofProgramme {
            let runs = Self.grouped(own, by: \.run).map { ($0.0, $0.1) }
                .sorted { (frame.monthOfRun[$0.0], $0.0) < (frame.monthOfRun[$1.0], $1.0) }
            guard runs.contains(where: { least($0.0) > 1 }) else { continue }
            if runs.count == 1 || runs.count > Self.mostRuns {
                for (run, heads) in runs where least(run) > 1 { teachEnrolment(of: run, heads) }
            } else {
                teachSets(of: runs.map(\.0), own)
            }
        }
    }

    /// The plain form: nobody, or enough.
    private mutating func teachEnrolment(of run: Int, _ heads: [Head]) {
        let isOpen = program.newColumn(most: 1, order: 2)
        program.add(heads.map { ($0.column, 1) } + [(isOpen, -least(run))], least: 0)
        for (kind, own) in Self.grouped(heads, by: \.kind) {
            program.add(own.map { ($0.column, 1) } + [(isOpen, -kinds[kind].count)], most: 0)
        }
    }

    /// One set of runs takes place; whoever is placed is placed under it.
    private mutating func teachSets(of runs: [Int], _ heads: [Head]) {
        var choices: Sum = []
        // By run and kind: its people under each set.
        var shares: [[Int]: Sum] = [:]
        let ofKind = Self.grouped(heads, by: \.kind)
        for set in 0..<(1 << runs.count) {
            let open = runs.indices.filter { set & 1 << $0 != 0 }.map { runs[$0] }
            guard mayTakePlace(open, heads) else { continue }
            let isChosen = program.newColumn(most: 1, order: 2)
            choices.append((isChosen, 1))
            var enrolled: [Int: Sum] = [:]
            for (kind, own) in ofKind {
                var all: Sum = []
                for run in open where own.contains(where: { $0.run == run }) {
                    let share = program.newColumn(most: kinds[kind].count, order: 6)
                    shares[[run, kind], default: []].append((share, -1))
                    enrolled[run, default: []].append((share, 1))
                    all.append((share, 1))
                }
                if !all.isEmpty { program.add(all + [(isChosen, -kinds[kind].count)], most: 0) }
            }
            for run in open where least(run) > 1 {
                program.add((enrolled[run] ?? []) + [(isChosen, -least(run))], least: 0)
            }
        }
        program.add(choices, least: 1, most: 1)
        for (key, own) in Self.grouped(heads, by: { [$0.run, $0.kind] }) {
            program.add(own.map { ($0.column, 1) } + (shares[key] ?? []), least: 0, most: 0)
        }
    }

    private func mayTakePlace(_ open: [Int], _ heads: [Head]) -> Bool {
        func people(_ runs: some Collection<Int>) -> Int {
            Set(heads.filter { runs.contains($0.run) }.map(\.kind)).reduce(0) { $0 + kinds[$1].count }
        }
        return open.allSatisfy { people(CollectionOfOne($0)) >= least($0) }
            && people(open) >= open.reduce(0) { $0 + least($1) }
    }

    /// The periods of a run's waves hold so many people of each part, list by list.
    private mutating func teachWaves() {
        for (run, own) in Self.grouped(heads, by: \.run) {
            var crowds: [[Int]: Sum] = [:]
            for head in own {
                let applicants = frame.classes[kinds[head.kind].sample]
                for (part, list) in zip(applicants.parts, applicants.fitRooms) {
                    for wider in capacity.listsContaining(list) {
                        crowds[[part, wider], default: []].append((head.column, 1))
                    }
                }
            }
            for key in crowds.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                limit(crowds[key] ?? [], most: capacity.ofWaves(run, list: key[1]))
            }
        }
    }

    // MARK: Rooms

    /// The uses of a group of rooms in a pool.
    private struct RoomUses {
        var pool: Pool
        var group: Int
        /// By number of invigilators.
        var columns: [(column: Int, seats: Int, cost: Int)]
    }

    private func groups(of venue: Int) -> [Group] {
        var order: [[Int]] = []
        var rooms: [[Int]: [Int]] = [:]
        for room in model.venues[venue].rooms where model.rooms[room].capacity > 0 {
            let lists = model.roomLists.indices.filter { model.roomLists[$0].contains(room) }
            let uses = model.sittings.indices.map { capacity.uses(of: room, inSitting: $0) }
            let months = frame.months.map { capacity.uses(of: room, inMonth: $0.month) }
            let key = [model.rooms[room].capacity] + uses + months + lists
            if rooms[key] == nil { order.append(key) }
            rooms[key, default: []].append(room)
        }
        return order.map { key in Group(rooms: rooms[key] ?? [], steps: model.watchSteps(upTo: key[0])) }
    }

    private mutating func teachRooms(of pool: Pool, _ heads: [Head]) -> [RoomUses] {
        let wanted = heads.reduce(0) { $1.masks.reduce($0, |) }
        var uses: [RoomUses] = []
        for (number, group) in groups[pool.venue].enumerated() where wanted & 1 << UInt64(number) != 0 {
            let most = group.rooms.count * capacity.uses(of: group.rooms[0], inSitting: pool.sitting)
            let columns = group.steps.map { step in
                (column: program.newColumn(most: most, order: 4), seats: step.seats, cost: step.cost)
            }
            invigilators += columns.map { ($0.column, $0.cost) }
            limit(columns.map { ($0.column, 1) }, most: most)
            uses.append(RoomUses(pool: pool, group: number, columns: columns))
        }
        teachSeats(uses, heads)
        teachPresence(uses, heads)
        nameTotals(ofPool: uses)
        return uses
    }

    private mutating func teachSeats(_ uses: [RoomUses], _ heads: [Head]) {
        let sets = Set(heads.flatMap(\.masks)).sorted()
        for union in sets.count <= Self.mostSets ? Self.unions(sets) : sets + [sets.reduce(0, |)] {
            let people: Sum = heads.flatMap { head in
                head.masks.filter { $0 & ~union == 0 }.map { _ in (head.column, 1) }
            }
            program.add(
                people
                    + Self.columns(uses, within: union).map { ($0.column, -$0.seats) }, most: 0)
        }
    }

    private static func columns(
        _ uses: [RoomUses], within union: UInt64
    ) -> [(column: Int, seats: Int, cost: Int)] {
        uses.filter { union & 1 << UInt64($0.group) != 0 }.flatMap(\.columns)
    }

    private static func unions(_ sets: [UInt64]) -> [UInt64] {
        var found: Set<UInt64> = []
        for set in sets { found.formUnion(found.map { $0 | set } + [set]) }
        return found.sorted()
    }

    /// Whoever comes opens rooms in as many periods as he has subjects.
    private mutating func teachPresence(_ uses: [RoomUses], _ heads: [Head]) {
        for (masks, own) in Self.grouped(heads, by: \.masks) {
            let comes = program.newColumn(most: 1, order: 3)
            for head in own { program.add([(head.column, 1), (comes, -kinds[head.kind].count)], most: 0) }
            for union in Self.unions(masks) {
                let subjects = masks.count { $0 & ~union == 0 }
                program.add(
                    Self.columns(uses, within: union).map { ($0.column, 1) } + [(comes, -subjects)], least: 0)
            }
        }
    }

    /// Rooms and invigilators that several sittings of a month share, or both clocks.
    private mutating func teachTimes(_ uses: [RoomUses]) {
        for month in frame.months.map(\.month) {
            let sittings = model.sittings.indices.filter { model.sittings[$0].month == month }
            for venue in model.venues.indices {
                let own = uses.filter { $0.pool.venue == venue && model.sittings[$0.pool.sitting].month == month }
                for (number, group) in groups[venue].enumerated() {
                    for scope in sittings.map({ [$0] }) + [sittings] {
                        let here = own.filter { $0.group == number && scope.contains($0.pool.sitting) }
                        let times =
                            scope.count == 1
                            ? capacity.uses(of: group.rooms[0], inSitting: scope[0])
                            : capacity.uses(of: group.rooms[0], inMonth: month)
                        limit(here.flatMap { $0.columns.map { ($0.column, 1) } }, most: group.rooms.count * times)
                    }
                }
                guard let all = model.venues[venue].invigilators else { continue }
                limit(
                    own.flatMap { $0.columns.map { ($0.column, $0.cost) } },
                    most: max(0, all) * capacity.times(at: venue, inMonth: month))
            }
        }
    }

    /// How often rooms are used in all, by what they seat and cost: to be decided first, as rooms of one kind take each
    /// other's place.
    private mutating func nameTotals(_ uses: [RoomUses]) {
        let months = frame.months.map(\.month)
        for scope in [months] + (months.count > 1 ? months.map { [$0] } : []) {
            var totals: [[Int]: Sum] = [:]
            for use in uses where scope.contains(model.sittings[use.pool.sitting].month) {
                for own in use.columns { totals[[own.cost, own.seats], default: []].append((own.column, 1)) }
            }
            for key in totals.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                let own = totals[key] ?? []
                let most = own.reduce(0) { $0 + program.columns[$1.column].most }
                let total = program.newColumn(most: most, order: scope.count == months.count ? 0 : 1)
                program.add(own + [(total, -1)], least: 0, most: 0)
            }
        }
    }

    private mutating func nameTotals(ofPool uses: [RoomUses]) {
        guard uses.count > 1 else { return }
        let own: Sum = uses.flatMap { $0.columns.map { ($0.column, 1) } }
        let most = own.reduce(0) { $0 + program.columns[$1.column].most }
        let total = program.newColumn(most: most, order: 1)
        program.add(own + [(total, -1)], least: 0, most: 0)
    }

    // MARK: Tiers

    private mutating func nameTiers() {
        let (frame, kinds) = (frame, kinds)
        func sum(_ amount: (ApplicantClass, Head) -> Int) -> Sum {
            heads.map { ($0.column, amount(frame.classes[kinds[$0.kind].sample], $0)) }.filter { $0.1 != 0 }
        }
        tiers = [
            sum { _, _ in -1 }, sum { frame.monthOfRun[$1.run] - $0.firstMonth },
            sum { $0.missesWish($1.pool.venue) ? 1 : 0 }, invigilators,
        ]
        tierRows = tiers.map { program.add($0) }
    }
}
