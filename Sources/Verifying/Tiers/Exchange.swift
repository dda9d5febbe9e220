import Exams

/// The question of tier 2 for one pair: could `u` lawfully take the place of `s`, who would go, or go to u's old
/// place? It builds the places after the exchange and asks the laws about them.
///
/// Only laws that such an exchange can break are asked: 1, 2, 3, 8 and 10 of the people who move, 4 of their
/// persons, 8 of the rooms they come to, 13 of the enrolments that change. The others hold because the plan before
/// the exchange is lawful: everyone who comes takes the seat of one who goes, so no seat is taken twice and no room
/// has more people, other periods or more invigilators (6, 7, 9, 11, 12); everyone joins a wave in the periods that
/// it already has (5). The tests compare this with stating all laws on the whole exchanged plan.
struct Exchange {
    private struct Family: Hashable {
        let programme: Int
        let sitting: Int
    }

    let seating: Seating
    /// The waves in use, by programme and sitting.
    private let waves: [Family: [Int]]
    private let enrolled: [Seating.Enrolment.Key: Int]
    /// How many people with extra time sit in each session.
    private let withExtraTime: [Int]
    /// What the tickets promise, by application.
    private let promised: [Int: Placed]

    init(_ seating: Seating) {
        self.seating = seating
        var waves: [Family: [Int]] = [:]
        for (index, wave) in seating.waves.enumerated() {
            waves[Family(programme: wave.key.programme, sitting: wave.key.sitting), default: []].append(index)
        }
        self.waves = waves
        enrolled = Dictionary(
            seating.enrolments.map { ($0.key, $0.count) }, uniquingKeysWith: { first, _ in first })
        withExtraTime = seating.sessions.map { session in
            session.people.filter { seating.register.applicants[$0.application].hasExtraTime }.count
        }
        var promised: [Int: Placed] = [:]
        for placed in seating.register.promised { promised[placed.application] = placed }
        self.promised = promised
    }

    func isPromised(_ application: Int) -> Bool { promised[application] != nil }

    /// Whoever has begun to sit stays where he is, or has no place any more: he is in no exchange.
    private func hasBegun(_ application: Int) -> Bool { promised[application].map(seating.register.hasBegun) ?? false }

    /// The different lists of periods in which waves of the application's programme in this sitting have its subjects.
    func runs(of application: Int, in sitting: Int) -> [(wave: Int, periods: [Int])] {
        let subjects = seating.register.applications[application].subjects
        var runs: [(wave: Int, periods: [Int])] = []
        for index in waves[Family(programme: seating.register.applicants[application].programme, sitting: sitting)]
            ?? []
        {
            let wave = seating.waves[index]
            let periods = subjects.compactMap { wave.period(of: $0) }
            guard periods.count == subjects.count, !runs.contains(where: { $0.periods == periods }) else { continue }
            runs.append((wave.key.number, periods))
        }
        return runs
    }

    /// Whether application `newcomer` could take the place of the placed `holder`. Who paid first and the months
    /// are not asked here.
    func isLawful(newcomer: Int, holder: Int) -> Bool {
        let given = seating.placed[holder]
        if hasBegun(newcomer) || hasBegun(given.application) { return false }
        let old = seating.placement(of: newcomer).map { seating.placed[$0] }
        for place in places(for: newcomer, onSeatsOf: given) {
            if let old {
                for other in places(for: given.application, onSeatsOf: old)
                where holds(entering: [place, other], leaving: [given, old]) { return true }
            } else if holds(entering: [place], leaving: [given]) {
                return true
            }
        }
        return false
    }

    /// The places that an application could have on the seats of another placement, one for each run of its
    /// programme whose periods are among those sat there.
    private func places(for application: Int, onSeatsOf given: Placed) -> [Placed] {
        var places: [Placed] = []
        for run in runs(of: application, in: given.sitting) {
            var seats: [Placed.Seat] = []
            for (subject, period) in zip(seating.register.applications[application].subjects, run.periods) {
                guard let seat = given.seats.first(where: { $0.period == period }) else { break }
                seats.append(
                    Placed.Seat(subject: subject, period: period, room: seat.room, row: seat.row, column: seat.column))
            }
            guard seats.count == run.periods.count else { continue }
            places.append(Placed(application: application, sitting: given.sitting, wave: run.wave, seats: seats))
        }
        return places
    }

    private func holds(entering: [Placed], leaving: [Placed]) -> Bool {
        let register = seating.register
        for place in entering {
            let days = place.seats.map { register.periods[$0.period].day }
            guard Eligibility.objection(to: register.applications[place.application], on: days) == nil,
                Offer.objection(to: place, register) == nil, WholeSitting.objections(to: place, seating).isEmpty,
                place.seats.allSatisfy({ seat in
                    RoomFitness.objection(to: seat, of: place.application, register) == nil
                        && OneClock.objection(to: seat, of: place.application, seating) == nil
                        && keepsExtraTimeApart(seat, of: place.application, leaving: leaving)
                })
            else { return false }
        }
        return personsHold(entering: entering, leaving: leaving)
            && enrolmentsHold(entering: entering, leaving: leaving)
            && ticketsKept(entering: entering, leaving: leaving)
    }

    /// At most one of those who enter comes to a session: the old and the new place are in different sittings.
    private func keepsExtraTimeApart(_ seat: Placed.Seat, of application: Int, leaving: [Placed]) -> Bool {
        guard let session = seating.session(room: seat.room, period: seat.period) else {
            return true
        }
        var extra = withExtraTime[session]
        var people = seating.sessions[session].people.count
        for placement in leaving
        where placement.seats.contains(where: { $0.room == seat.room && $0.period == seat.period }) {
            people -= 1
            if seating.register.applicants[placement.application].hasExtraTime { extra -= 1 }
        }
        return seating.register.applicants[application].hasExtraTime ? extra == people : extra == 0
    }

    private func personsHold(entering: [Placed], leaving: [Placed]) -> Bool {
        let register = seating.register
        let gone = leaving.map(\.application)
        for person in Set(entering.map { register.applicants[$0.application].person }) {
            var stays: [OnePlaceAtOnce.Stay] = []
            for index in seating.placements(ofPerson: person) where !gone.contains(seating.placed[index].application) {
                stays += OnePlaceAtOnce.stays(of: seating.placed[index], register)
            }
            for place in entering where register.applicants[place.application].person == person {
                stays += OnePlaceAtOnce.stays(of: place, register)
            }
            if !OnePlaceAtOnce.objections(to: stays, seating).isEmpty { return false }
        }
        return true
    }

    private func enrolmentsHold(entering: [Placed], leaving: [Placed]) -> Bool {
        var change: [Seating.Enrolment.Key: Int] = [:]
        for place in entering { change[enrolment(of: place), default: 0] += 1 }
        for place in leaving { change[enrolment(of: place), default: 0] -= 1 }
        return change.allSatisfy { key, change in
            let programme = seating.register.problem.programmes[key.programme]
            return change == 0 || MinimumEnrolment.allows(enrolled[key, default: 0] + change, of: programme)
        }
    }

    private func enrolment(of place: Placed) -> Seating.Enrolment.Key {
        Seating.Enrolment.Key(
            programme: seating.register.applicants[place.application].programme, sitting: place.sitting)
    }

    /// In a re-plan only an exchange that leaves all six counts of tier 0 as they are counts.
    private func ticketsKept(entering: [Placed], leaving: [Placed]) -> Bool {
        var counts = [0, 0, 0, 0, 0, 0]
        for application in Set((entering + leaving).map(\.application)) {
            guard let promise = promised[application] else { continue }
            let before = leaving.first { $0.application == application }
            let after = entering.first { $0.application == application }
            if let change = ReleasedChanges.change(from: promise, to: before, seating.register) { counts[change] -= 1 }
            if let change = ReleasedChanges.change(from: promise, to: after, seating.register) { counts[change] += 1 }
        }
        return counts.allSatisfy { $0 == 0 }
    }
}
