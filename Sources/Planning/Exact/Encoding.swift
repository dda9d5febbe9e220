import Solving

/// A part of the problem as Boolean variables: what the laws are taught to.
///
/// The variables say where people sit down to the room; which seat of the room matters to tier 6 only and is
/// added by `SeatEncoding`. Every law adds its clauses in the file of its name under `Laws/`.
struct Encoding {
    struct Run: Hashable {
        var programme: Int
        var sitting: Int
    }

    /// An application in a wave of a sitting.
    struct Entry {
        var sitting: Int
        var wave: Int
        var literal: Literal
    }

    /// One subject of an application in a period and room.
    struct Chair {
        var position: Int
        var period: Int
        var room: Int
        var literal: Literal
    }

    struct Paper: Hashable {
        var run: Run
        var wave: Int
        var part: Int
    }

    struct Attendance: Hashable {
        var application: Int
        var position: Int
        var period: Int
    }

    let model: Model
    var solver = ConstraintSolver()

    // All by application.
    var entries: [[Entry]] = []
    var chairs: [[Chair]] = []
    var isPlaced: [Literal] = []
    /// Literal per venue the member could sit at.
    var venueOf: [[(venue: Int, literal: Literal)]] = []

    /// A subject of a member is sat in a period.
    var attends: [Attendance: Literal] = [:]
    /// A wave's paper is sat in a period.
    var paperPeriods: [Paper: [(period: Int, literal: Literal)]] = [:]
    var papers: [Paper] = []
    /// Rooms and periods anyone could use, in order, with who could sit there.
    var uses: [RoomUse] = []
    var useLiterals: [RoomUse: Literal] = [:]
    var seatersOf: [RoomUse: [(member: Int, literal: Literal)]] = [:]
    /// Literals whose number of true ones, beyond the first, is the invigilators needed; see `teachStaff`.
    var staffTerms: [RoomUse: [Term]] = [:]
    /// Tier 0: per kind of change, a literal per released member; empty unless this is a re-plan.
    var changed: [[Literal]] = []
    /// In a re-plan, per member: keeps every seat it was promised. Nil: nothing was promised.
    var keptSeats: [Literal?] = []
    var runMembers: [Run: [Int]] = [:]
    var runs: [Run] = []

    init(_ model: Model) {
        self.model = model
        nameRuns()
        nameEntries()
        nameChairs()
        teachWholeSitting()
        teachPaperTogether()
        teachSpareMachines()
        teachRoomOpen()
        teachOneClock()
        teachOnePlaceAtOnce()
        teachStaff()
        teachMinimumEnrolment()
        nameChanges()
        breakSymmetries()
    }

    /// The applications, by number.
    var members: Range<Int> { model.applications.indices }

    func application(_ member: Int) -> ApplicationModel { model.applications[member] }

    func run(of member: Int, in sitting: Int) -> Run {
        Run(programme: application(member).programme, sitting: sitting)
    }

    private mutating func nameRuns() {
        for member in members {
            for sitting in application(member).sittings {
                let run = run(of: member, in: sitting)
                if runMembers[run] == nil { runs.append(run) }
                runMembers[run, default: []].append(member)
            }
        }
    }

    /// More waves than people are never needed.
    func waves(of run: Run) -> Int {
        min(model.programmes[run.programme].maxWaves, runMembers[run]?.count ?? 0)
    }

    private mutating func nameEntries() {
        for member in members {
            var mine: [Entry] = []
            for sitting in application(member).sittings {
                for wave in 0..<waves(of: run(of: member, in: sitting)) {
                    mine.append(Entry(sitting: sitting, wave: wave, literal: solver.newVariable(phase: true)))
                }
            }
            let placed = solver.newVariable(phase: true)
            solver.add(atMostOneOf: mine.map(\.literal))
            solver.add(clause: [!placed] + mine.map(\.literal))
            for entry in mine { solver.add(clause: !entry.literal, placed) }
            entries.append(mine)
            isPlaced.append(placed)
        }
    }

    private mutating func nameChairs() {
        for member in members {
            let application = application(member)
            var mine: [Chair] = []
            for sitting in application.sittings {
                for (position, part) in application.parts.enumerated() {
                    let periods = model.periods(for: part, of: application, in: sitting)
                    let rooms = model.roomLists[application.fitRooms[position]]
                    for period in periods {
                        for room in rooms where model.isOpen(room: room, in: period) {
                            let chair = Chair(
                                position: position, period: period, room: room, literal: solver.newVariable())
                            mine.append(chair)
                            note(chair, of: member)
                        }
                    }
                }
            }
            chairs.append(mine)
            nameAttendance(of: member)
        }
    }

    private mutating func note(_ chair: Chair, of member: Int) {
        let use = RoomUse(room: chair.room, period: chair.period)
        if useLiterals[use] == nil {
            uses.append(use)
            useLiterals[use] = solver.newVariable()
        }
        seatersOf[use, default: []].append((member, chair.literal))
    }

    /// `attends` is exactly the disjunction of the chairs in its period.
    private mutating func nameAttendance(of member: Int) {
        var byPeriod: [Attendance: [Literal]] = [:]
        var order: [Attendance] = []
        for chair in chairs[member] {
            let attendance = Attendance(application: member, position: chair.position, period: chair.period)
            if byPeriod[attendance] == nil { order.append(attendance) }
            byPeriod[attendance, default: []].append(chair.literal)
        }
        for attendance in order {
            let chairs = byPeriod[attendance] ?? []
            let attends = solver.newVariable()
            self.attends[attendance] = attends
            solver.add(clause: [!attends] + chairs)
            for chair in chairs { solver.add(clause: !chair, attends) }
        }
    }

    /// Waves are labels: the first member in order to use wave k comes after one that uses wave k − 1.
    /// Relabelling the waves of any plan gives one of this form with the same tiers.
    private mutating func breakSymmetries() {
        for run in runs {
            let group = runMembers[run] ?? []
            for wave in 1..<max(1, waves(of: run)) {
                var earlier: [Literal] = []
                for member in group {
                    guard let later = literal(of: member, in: run.sitting, wave: wave) else { continue }
                    solver.add(clause: [!later] + earlier)
                    if let before = literal(of: member, in: run.sitting, wave: wave - 1) { earlier.append(before) }
                }
            }
        }
    }

    func literal(of member: Int, in sitting: Int, wave: Int) -> Literal? {
        entries[member].first { $0.sitting == sitting && $0.wave == wave }?.literal
    }

    /// All of a member's entries into a sitting.
    func entries(of member: Int, in sitting: Int) -> [Literal] {
        entries[member].filter { $0.sitting == sitting }.map(\.literal)
    }
}
