import Exams

/// The plan as the laws look at it: who sits where, seen by placement, by room and period, by wave and by person. A
/// class, so that every law can hold it without a copy.
final class Seating: Sendable {
    /// A room in use in a period.
    struct Session: Sendable {
        struct Key: Hashable, Sendable {
            let room: Int
            let period: Int
        }

        struct Occupant: Sendable {
            private let applicationKept: Int32
            let place: Register.GridPlace

            init(application: Int, place: Register.GridPlace) {
                applicationKept = Int32(application)
                self.place = place
            }

            var application: Int { Int(applicationKept) }
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
        /// Somebody whom `released` names for it has begun to sit, whatever has become of his place since.
        var hasBegun = false
    }

    let register: Register
    /// The measures the plan claims for itself.
    let claims: [Tier]
    let placed: [Placed]
    /// By room, then by start of the period.
    let sessions: [Session]
    /// By room, then period: its session, or -1.
    private let sessionOfUse: [Int32]
    /// By programme, sitting and number.
    let waves: [Wave]
    /// By programme and sitting.
    let enrolments: [Enrolment]
    /// Positions in `placed`, those of one person together, in the order of people.
    private let placedByPerson: [Int32]
    /// By person: where theirs begin; one more at the end.
    private let firstOfPerson: [Int32]
    /// Position in `placed` by application, or -1.
    private let placeOfApplication: [Int32]

    init(register: Register, placed: [Placed], claims: [Tier]) {
        self.register = register
        self.placed = placed
        self.claims = claims
        sessions = Seating.sessions(placed, register)
        var ofUse = [Int32](repeating: -1, count: register.rooms.count * register.periods.count)
        for (index, session) in sessions.enumerated() {
            ofUse[session.key.room * register.periods.count + session.key.period] = Int32(index)
        }
        sessionOfUse = ofUse
        waves = Seating.waves(placed, register)
        enrolments = Seating.enrolments(placed, register)
        var first = [Int32](repeating: 0, count: register.personCount + 1)
        var ofApplication = [Int32](repeating: -1, count: register.applicants.count)
        for (index, placement) in placed.enumerated() {
            first[register.applicants[placement.application].person + 1] += 1
            ofApplication[placement.application] = Int32(index)
        }
        for person in 0..<register.personCount { first[person + 1] += first[person] }
        var next = first
        var byPerson = [Int32](repeating: 0, count: placed.count)
        for (index, placement) in placed.enumerated() {
            let person = register.applicants[placement.application].person
            byPerson[Int(next[person])] = Int32(index)
            next[person] += 1
        }
        placedByPerson = byPerson
        firstOfPerson = first
        placeOfApplication = ofApplication
    }

    func session(room: Int, period: Int) -> Int? {
        let session = sessionOfUse[room * register.periods.count + period]
        return session < 0 ? nil : Int(session)
    }

    /// Positions in `placed`.
    func placements(ofPerson person: Int) -> [Int] {
        placedByPerson[Int(firstOfPerson[person])..<Int(firstOfPerson[person + 1])].map { Int($0) }
    }

    /// Position in `placed`.
    func placement(of application: Int) -> Int? {
        placeOfApplication[application] < 0 ? nil : Int(placeOfApplication[application])
    }

    private static func sessions(_ placed: [Placed], _ register: Register) -> [Session] {
        var sessions: [Session] = []
        var position = [Int32](repeating: -1, count: register.rooms.count * register.periods.count)
        for placement in placed {
            for seat in placement.seats {
                let use = seat.room * register.periods.count + seat.period
                if position[use] < 0 {
                    position[use] = Int32(sessions.count)
                    sessions.append(Session(key: Session.Key(room: seat.room, period: seat.period)))
                }
                sessions[Int(position[use])].people.append(
                    Session.Occupant(application: placement.application, place: seat.place))
            }
        }
        return sessions.sorted { left, right in
            let (first, second) = (left.key, right.key)
            if first.room != second.room { return first.room < second.room }
            let (start, other) = (
                register.periods[first.period].value.start, register.periods[second.period].value.start
            )
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
        guard register.problem.begun != nil else { return inOrder(enrolments) }
        for promised in register.promised where register.hasBegun(promised) {
            let key = Enrolment.Key(
                programme: register.applicants[promised.application].programme, sitting: promised.sitting)
            if let at = position[key] { enrolments[at].hasBegun = true }
        }
        return inOrder(enrolments)
    }

    private static func inOrder(_ enrolments: [Enrolment]) -> [Enrolment] {
        enrolments.sorted { ($0.key.programme, $0.key.sitting) < ($1.key.programme, $1.key.sitting) }
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
    func name(application: Int) -> String { "application \(register.applications[application].id)" }
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
