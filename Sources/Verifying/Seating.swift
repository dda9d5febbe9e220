import Exams

/// The plan as the laws look at it: who sits where, seen by placement, by room and period, by wave and by person.
struct Seating: Sendable {
    /// A room in use in a period.
    struct Session: Sendable {
        struct Key: Hashable, Sendable {
            let room: Int
            let period: Int
        }

        struct Occupant: Sendable {
            /// Position in `placed`.
            let placed: Int
            let application: Int
            let seat: Placed.Seat
        }

        let key: Key
        var people: [Occupant] = []
    }

    /// One run of a programme's papers in a sitting, as far as the plan uses it.
    struct Wave: Sendable {
        struct Key: Hashable, Sendable {
            let programme: Int
            let sitting: Int
            let number: Int
        }

        /// Where one subject is sat; one period if law 5 holds.
        struct Paper: Sendable {
            let subject: Subject
            var periods: [Int] = []
            var rooms: Set<Int> = []
        }

        let key: Key
        /// In subject order.
        var papers: [Paper] = []

        func period(of subject: Subject) -> Int? { papers.first { $0.subject == subject }?.periods.first }
    }

    struct Enrolment: Sendable {
        struct Key: Hashable, Sendable {
            let programme: Int
            let sitting: Int
        }

        let key: Key
        var count = 0
    }

    let register: Register
    /// The measures the plan claims for itself.
    let claims: [Tier]
    let placed: [Placed]
    /// By room, then by start of the period.
    let sessions: [Session]
    let sessionAt: [Session.Key: Int]
    /// By programme, sitting and number.
    let waves: [Wave]
    /// By programme and sitting.
    let enrolments: [Enrolment]
    /// Positions in `placed` by person.
    let placedOfPerson: [[Int]]
    /// Position in `placed` by application.
    let placedOfApplication: [Int?]

    init(register: Register, placed: [Placed], claims: [Tier]) {
        self.register = register
        self.placed = placed
        self.claims = claims
        sessions = Seating.sessions(placed, register)
        sessionAt = Dictionary(zip(sessions.map(\.key), sessions.indices), uniquingKeysWith: { first, _ in first })
        waves = Seating.waves(placed, register)
        enrolments = Seating.enrolments(placed, register)
        var ofPerson = [[Int]](repeating: [], count: register.personCount)
        var ofApplication = [Int?](repeating: nil, count: register.applicants.count)
        for (index, placement) in placed.enumerated() {
            ofPerson[register.applicants[placement.application].person].append(index)
            ofApplication[placement.application] = index
        }
        placedOfPerson = ofPerson
        placedOfApplication = ofApplication
    }

    private static func sessions(_ placed: [Placed], _ register: Register) -> [Session] {
        var sessions: [Session] = []
        var position: [Session.Key: Int] = [:]
        for (index, placement) in placed.enumerated() {
            for seat in placement.seats {
                let key = Session.Key(room: seat.room, period: seat.period)
                let at = position[key] ?? sessions.count
                if at == sessions.count {
                    position[key] = at
                    sessions.append(Session(key: key))
                }
                sessions[at].people.append(
                    Session.Occupant(placed: index, application: placement.application, seat: seat))
            }
        }
        return sessions.sorted { left, right in
            let (first, second) = (left.key, right.key)
            if first.room != second.room { return first.room < second.room }
            let (start, other) = (register.periods[first.period].value.start, register.periods[second.period].value.start)
            return start != other ? start < other : first.period < second.period
        }
    }

    private static func waves(_ placed: [Placed], _ register: Register) -> [Wave] {
        var waves: [Wave] = []
        var position: [Wave.Key: Int] = [:]
        for placement in placed {
            let key = Wave.Key(
                programme: register.applicants[placement.application].programme, sitting: placement.sitting,
                number: placement.wave)
            let at = position[key] ?? waves.count
            if at == waves.count {
                position[key] = at
                waves.append(Wave(key: key))
            }
            for seat in placement.seats { waves[at].use(seat) }
        }
        return waves.map { wave in
            var ordered = wave
            ordered.papers.sort { $0.subject < $1.subject }
            return ordered
        }.sorted { left, right in
            let (first, second) = (left.key, right.key)
            return (first.programme, first.sitting, first.number) < (second.programme, second.sitting, second.number)
        }
    }

    private static func enrolments(_ placed: [Placed], _ register: Register) -> [Enrolment] {
        var enrolments: [Enrolment] = []
        var position: [Enrolment.Key: Int] = [:]
        for placement in placed {
            let key = Enrolment.Key(
                programme: register.applicants[placement.application].programme, sitting: placement.sitting)
            let at = position[key] ?? enrolments.count
            if at == enrolments.count {
                position[key] = at
                enrolments.append(Enrolment(key: key))
            }
            enrolments[at].count += 1
        }
        return enrolments.sorted {
            ($0.key.programme, $0.key.sitting) < ($1.key.programme, $1.key.sitting)
        }
    }
}

extension Seating.Wave {
    fileprivate mutating func use(_ seat: Placed.Seat) {
        let at = papers.firstIndex { $0.subject == seat.subject } ?? papers.count
        if at == papers.count { papers.append(Paper(subject: seat.subject)) }
        if !papers[at].periods.contains(seat.period) { papers[at].periods.append(seat.period) }
        papers[at].rooms.insert(seat.room)
    }
}

/// How breaches name things: with the ids of the documents.
extension Seating {
    func name(application: Int) -> String { "application \(register.applicants[application].value.id)" }
    func name(room: Int) -> String { "room \(register.rooms[room].value.id)" }

    func name(period: Int) -> String {
        let value = register.periods[period].value
        return "period \(value.id) (\(value.start)–\(value.end.clock))"
    }

    func name(sitting: Int) -> String { "sitting \(register.problem.sittings[sitting].id)" }
    func name(programme: Int) -> String { "programme \(register.problem.programmes[programme].id)" }

    func name(_ wave: Wave.Key) -> String {
        "wave \(wave.number) of \(name(programme: wave.programme)) in \(name(sitting: wave.sitting))"
    }

    func name(_ session: Session.Key) -> String { "\(name(room: session.room)) in \(name(period: session.period))" }
}
