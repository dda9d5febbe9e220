/// A plan by classes with the running sums of the last tiers.
///
/// Invariant: the sums are those of the plan (`checkInvariants` recomputes them); the plan's own laws hold as they do in
/// `WaveState`. A change costs the parts of one class.
struct ComfortState {
    struct Sums: Equatable {
        /// People of one unit beyond what a room and period can keep from sitting side by side: what stands for tier 6
        /// before anybody has a seat. Of units that are classes of their own.
        var crowding = 0
        var roomChanges = 0
        var tailRooms = 0
        /// Σ over waves and subjects of rooms used − 1.
        var spread = 0
    }

    struct Mark {
        fileprivate var journal: Int
        fileprivate var sums: Sums
    }

    private(set) var plan: WaveState
    private(set) var sums = Sums()
    /// By wave, part and room: how many sit the part there.
    private var users: [Int32]
    /// By unit, room and period.
    private var crowds: [Int32]
    /// By class: its unit, numbered anew; -1: none, or one of a few people.
    private let unitOfClass: [Int]
    /// By room.
    private let separateSeats: [Int]
    private let roomCount: Int
    private let periodCount: Int
    private let tailRoom: Int

    // Parts of a wave, at most: there are three subjects.
    private static let mostParts = 3

    /// Numbers a state keeps beside its plan.
    static func size(of frame: WaveFrame, units: Set<Int>) -> Int {
        let rooms = frame.model.rooms.count
        return frame.runOfWave.count * mostParts * rooms + units.count * rooms * frame.periodCount
    }

    /// - Parameter units: those that the plan's frame tells apart.
    init(_ plan: WaveState, units: Set<Int>) {
        let frame = plan.frame
        self.plan = WaveState(frame)
        roomCount = frame.model.rooms.count
        periodCount = frame.periodCount
        tailRoom = frame.model.policy.tailRoom
        separateSeats = frame.model.rooms.map(\.separateSeats)
        let numbers = Dictionary(uniqueKeysWithValues: units.sorted().enumerated().map { ($1, $0) })
        unitOfClass = frame.classes.map { numbers[frame.model.applications[$0.sample].unit] ?? -1 }
        users = Array(repeating: 0, count: frame.runOfWave.count * ComfortState.mostParts * roomCount)
        crowds = Array(repeating: 0, count: units.count * roomCount * periodCount)
        for (wave, content) in plan.waves.enumerated() {
            self.plan.setPeriods(content.periods, of: wave)
            for block in content.blocks { add(block, to: wave) }
        }
        forgetJournal()
    }

    private func use(_ room: Int, of wave: Int, _ part: Int) -> Int {
        (wave * ComfortState.mostParts + part) * roomCount + room
    }

    private func crowd(_ unit: Int, _ room: Int, _ period: Int) -> Int {
        (unit * roomCount + room) * periodCount + period
    }

    func isUsed(_ room: Int, by wave: Int, _ part: Int) -> Bool { users[use(room, of: wave, part)] > 0 }

    func isTail(_ people: Int) -> Bool { people > 0 && people < tailRoom }

    /// How much more crowded a unit sits if so many of a class come.
    func crowding(by people: Int, of applicants: Int, _ room: Int, _ period: Int) -> Int {
        let unit = unitOfClass[applicants]
        if unit < 0 { return 0 }
        let beyond = Int(crowds[crowd(unit, room, period)]) - separateSeats[room]
        return max(0, beyond + people) - max(0, beyond)
    }

    mutating func setPeriods(_ periods: PerPart, of wave: Int) { plan.setPeriods(periods, of: wave) }

    /// With a negative count: takes them away. The caller has asked the laws.
    mutating func add(_ block: Block, to wave: Int) {
        for (position, part) in plan.parts(of: block.applicants).enumerated() {
            let (room, period) = (block.rooms[position], plan.waves[wave].periods[part])
            let present = plan.load(room, period)
            if isTail(present) { sums.tailRooms -= 1 }
            if isTail(present + block.count) { sums.tailRooms += 1 }
            let use = use(room, of: wave, part)
            let here = Int(users[use])
            users[use] += Int32(block.count)
            if here == 0 { sums.spread += 1 }
            if here + block.count == 0 { sums.spread -= 1 }
            let all = plan.waves[wave].users[part]
            if all == 0 { sums.spread -= 1 }
            if all + block.count == 0 { sums.spread += 1 }
            sums.crowding += crowding(by: block.count, of: block.applicants, room, period)
            count(block.count, of: block.applicants, room, period)
        }
        sums.roomChanges += block.count * block.rooms.changes
        plan.add(block, to: wave)
    }

    private mutating func count(_ people: Int, of applicants: Int, _ room: Int, _ period: Int) {
        let unit = unitOfClass[applicants]
        if unit >= 0 { crowds[crowd(unit, room, period)] += Int32(people) }
    }

    mutating func remove(_ block: Block, from wave: Int) {
        add(Block(applicants: block.applicants, rooms: block.rooms, count: -block.count), to: wave)
    }

    var mark: Mark { Mark(journal: plan.mark, sums: sums) }

    mutating func rollBack(to mark: Mark) {
        for change in plan.journal[mark.journal...] {
            let block = change.block
            for (position, part) in plan.parts(of: block.applicants).enumerated() {
                users[use(block.rooms[position], of: change.wave, part)] -= Int32(block.count)
                count(-block.count, of: block.applicants, block.rooms[position], change.periods[position])
            }
        }
        plan.rollBack(to: mark.journal)
        sums = mark.sums
    }

    mutating func forgetJournal() { plan.forgetJournal() }

    /// Whether the running sums are those of the plan, looked at person by person.
    func checkInvariants() -> Bool {
        let (draft, model) = (plan.draft(), plan.frame.model)
        let score = Score(draft, in: model)
        var people: [[Int]: Int] = [:]
        for (number, applicants) in plan.frame.classes.enumerated() where unitOfClass[number] >= 0 {
            for place in applicants.members.compactMap({ draft.places[$0] }) {
                for (room, period) in zip(place.rooms, place.periods) {
                    people[[unitOfClass[number], room, period], default: 0] += 1
                }
            }
        }
        let crowding = people.reduce(0) { $0 + max(0, $1.value - separateSeats[$1.key[1]]) }
        return score.comfort == [sums.roomChanges, sums.tailRooms, sums.spread] && crowding == sums.crowding
            && score.invigilators == plan.cost.invigilators && score.missedWishes == plan.cost.missedWishes
    }
}

extension PerPart {
    /// Of rooms: how often the next differs.
    var changes: Int { zip(self, dropFirst()).count { $0 != $1 } }
}
