import Exams

/// A small problem that its seed alone determines. Every optional field of the document appears now and
/// then, and there is usually too little of something, so that the laws bite and the tiers differ.
struct RandomProblem {
    enum Size: Sendable {
        /// Small enough to enumerate seat by seat.
        case tiny
        case small
        /// With `released` placements, and events that make some of them impossible.
        case replan
    }

    let problem: Problem

    init(seed: UInt64, size: Size = .small) {
        var draft = Draft(seed: seed, size: size)
        problem = draft.problem()
    }
}

private struct Draft {
    var random: SeededNumbers
    let size: RandomProblem.Size

    init(seed: UInt64, size: RandomProblem.Size) {
        random = SeededNumbers(seed: seed)
        self.size = size
    }

    private let firstMonth = Month(year: 2024, month: 3)?.number ?? 0

    mutating func problem() -> Problem {
        let institutions = size != .tiny && random.happens(35) ? ["I1", "I2"] : ["I1"]
        let programmes = programmes(of: institutions)
        let sittings = sittings(of: programmes)
        let venues = venues(for: institutions, sittings)
        var problem = Problem(
            policy: policy(), programmes: programmes, sittings: sittings, venues: venues,
            applications: applications(for: programmes, sittings, venues))
        if size == .replan { disturb(&problem) }
        return problem
    }

    private mutating func policy() -> Policy {
        var policy = Policy()
        policy.spare = random.pick([[10, 11], [10, 11], [1, 1], [1, 1], [1, 2], [2, 3]])
        policy.gapMinutes = random.pick([30, 30, 0, 10, 60])
        policy.travelMinutes = random.pick([90, 90, 60, 120])
        policy.maxSessionsPerDay = random.pick([3, 3, 3, 2, 2, 1])
        policy.invigilatorFor = random.pick([15, 1, 2, 2, 3])
        policy.invigilatorsLeast = random.pick([2, 1, 1])
        policy.tailRoom = random.pick([5, 2, 2, 3])
        return policy
    }

    private mutating func programmes(of institutions: [String]) -> [Programme] {
        (1...random.number(in: 1...(size == .tiny ? 2 : 3))).map { index in
            let subjects: [Subject] =
                switch random.number(in: 0...(size == .small ? 9 : 7)) {
                case 0...2: [.theory]
                case 3...4: [.skill]
                case 5...7: [.theory, .skill]
                case 8: [.skill, .review]
                default: [.theory, .skill, .review]
                }
            let parts = subjects.map {
                Programme.Part($0, minutes: random.pick([60, 60, 90]), needs: random.happens(15) ? ["CAD"] : nil)
            }
            return Programme(
                id: "P\(index)", institution: random.pick(institutions), subjects: parts,
                maxWaves: random.pick([1, 1, 2]),
                minimumEnrolment: random.happens(30) ? random.number(in: 1...3) : nil)
        }
    }

    private mutating func sittings(of programmes: [Programme]) -> [Sitting] {
        var sittings: [Sitting] = []
        for index in 1...random.number(in: 1...(size == .small ? 3 : 2)) {
            let institution = random.pick(programmes).institution
            let month = Month(number: firstMonth + random.number(in: 0...2))
            guard !sittings.contains(where: { $0.institution == institution && $0.month == month }) else { continue }
            let own = programmes.filter { $0.institution == institution }.map(\.id)
            var offered: [String] = []
            for programme in own where random.happens(85) { offered.append(programme) }
            sittings.append(
                Sitting(
                    id: "S\(index)", institution: institution, month: month, programmes: offered,
                    periods: periods(of: "S\(index)", in: month)))
        }
        return sittings
    }

    private mutating func periods(of sitting: String, in month: Month) -> [Sitting.Period] {
        let days = random.happens(30) ? [8, 9] : [8]
        return (1...random.number(in: size == .tiny ? 1...2 : 1...4)).map { index in
            let start = month.firstDay.start + random.pick(days) * 1440 + random.pick([540, 570, 630, 660, 720, 750])
            return Sitting.Period(id: "\(sitting)-\(index)", start: start, end: start + random.pick([60, 60, 90, 120]))
        }
    }

    private mutating func venues(for institutions: [String], _ sittings: [Sitting]) -> [Venue] {
        var rooms = 0
        return (1...random.pick([1, 1, 2])).map { index in
            let here = index == 1 && size != .tiny && random.happens(40) ? 2 : 1
            let list = (1...here).map { _ in
                rooms += 1
                return room("R\(rooms)", institutions, sittings)
            }
            return Venue(
                id: "V\(index)", district: random.happens(70) ? random.pick(["D1", "D2"]) : nil,
                invigilators: random.happens(35) ? random.number(in: 1...4) : nil, rooms: list)
        }
    }

    private mutating func room(_ id: String, _ institutions: [String], _ sittings: [Sitting]) -> Venue.Room {
        let grid = random.pick(
            size == .tiny ? [[1, 1], [1, 2], [1, 3]] : [[1, 1], [1, 2], [1, 3], [2, 2], [2, 2], [1, 4]])
        var room = Venue.Room(id: id, rows: grid[0], columns: grid[1])
        if random.happens(20) {
            room.blocked = [[random.number(in: 1...room.rows), random.number(in: 1...room.columns)]]
        }
        var offers: [String] = []
        if random.happens(70) { offers.append("CAD") }
        if random.happens(55) { offers.append("STEP") }
        room.offers = offers.isEmpty ? nil : offers
        if random.happens(10) { room.institutions = [random.pick(institutions)] }
        if random.happens(15) {
            let close = random.pick([720, 810, 900])
            room.open = sittings.flatMap(\.periods).map { [$0.start.day.start + 540, $0.start.day.start + close] }
        }
        if random.happens(25) { room.turnoverMinutes = random.pick([15, 45, 60]) }
        return room
    }
}

// MARK: - Applications

extension Draft {
    private mutating func applications(
        for programmes: [Programme], _ sittings: [Sitting], _ venues: [Venue]
    ) -> [Application] {
        var list: [Application] = []
        let most =
            switch size {
            case .tiny: 3
            case .small: 5
            case .replan: 4
            }
        for index in 1...max(random.number(in: 1...most), random.number(in: 1...most)) {
            let programme = random.pick(programmes)
            let person = !list.isEmpty && random.happens(25) ? random.pick(list).person : "N\(index)"
            let paidAt = (Day(number: firstDay) + random.number(in: 0...3)).start
            var application = Application(
                id: "A\(index)", person: person, programme: programme.id, subjects: programme.subjects.map(\.subject),
                eligible: random.happens(93), paidAt: LocalSecond("\(paidAt):00") ?? .init(number: 0),
                firstMonth: Month(number: firstMonth + random.pick([0, 0, 0, 1, 2])))
            embellish(&application, sittings, venues)
            list.append(application)
        }
        return list
    }

    private var firstDay: Int { Month(number: firstMonth).firstDay.number - 20 }

    private mutating func embellish(_ application: inout Application, _ sittings: [Sitting], _ venues: [Venue]) {
        let days = sittings.flatMap(\.periods).map(\.start.day)
        if application.subjects.count > 1, random.happens(25) {
            application.subjects = [random.pick(application.subjects)]
            if random.happens(50) { application.lastDay = random.pick(days) + random.number(in: -1...1) }
        }
        if random.happens(60) { application.unit = random.pick(["U1", "U1", "U2"]) }
        if random.happens(12) { application.needs = ["STEP"] }
        if random.happens(15) { application.extraMinutes = random.pick([0, 30, 30]) }
        if random.happens(25) { application.wishVenue = random.pick(venues).id }
        if random.happens(25) { application.wishDistrict = random.pick(["D1", "D2"]) }
        if random.happens(8) {
            let first = random.pick(days)
            application.banned = [[first - random.number(in: 0...2), first + random.number(in: 0...40)]]
        }
    }
}

// MARK: - Re-planning

extension Draft {
    /// Seats people at random but lawfully, promises most of it, then lets something happen.
    private mutating func disturb(_ problem: inout Problem) {
        let reading = PlainReading(problem)
        var placed: [Placement] = []
        for application in problem.applications {
            let choices = SlowEnumeration.placements(of: application, in: problem)
            guard !choices.isEmpty else { continue }
            for _ in 0..<300 {
                let choice = random.pick(choices)
                guard Set(reading.breaches(placed + [choice])).subtracting([.minimumEnrolment]).isEmpty else {
                    continue
                }
                placed.append(choice)
                break
            }
        }
        var promised: [Placement] = []
        for placement in placed where random.happens(80) { promised.append(placement) }
        problem.released = promised
        for _ in 1...random.number(in: 1...2) { happen(&problem, promised) }
    }

    private mutating func happen(_ problem: inout Problem, _ promised: [Placement]) {
        guard !promised.isEmpty else { return }
        let ticket = random.pick(promised)
        let seat = random.pick(ticket.subjects)
        switch random.number(in: 0...5) {
        case 0:
            change(&problem.sittings) { sitting in
                change(&sitting.periods) { if $0.id == seat.period { $0.lost = true } }
            }
        case 1:
            change(&problem.venues) { venue in change(&venue.rooms) { if $0.id == seat.room { $0.open = [] } } }
        case 2, 3:
            change(&problem.venues) { venue in
                change(&venue.rooms) {
                    if $0.id == seat.room { $0.blocked = ($0.blocked ?? []) + [[seat.row, seat.column]] }
                }
            }
        case 4:
            change(&problem.applications) { if $0.id == ticket.application { $0.eligible = false } }
        default:
            change(&problem.venues) { $0.invigilators = $0.invigilators.map { max(1, $0 - 1) } }
        }
    }

    private func change<Element>(_ list: inout [Element], _ change: (inout Element) -> Void) {
        for index in list.indices { change(&list[index]) }
    }
}
