import Exams

/// The contract read word by word on the documents themselves: which laws a plan breaks and what its tiers
/// are. Slow and plain on purpose; it shares nothing with the planner, the checker or the brute force, so
/// that the three can be held against it. It trusts the document's references (ids exist, seats lie in the
/// grid), because it only ever reads plans that the tests themselves or the planner made for this problem;
/// what it cannot find is reported as a breach of `offer`.
struct PlainReading {
    let problem: Problem
    private let applications: [String: Application]
    private let programmes: [String: Programme]
    private let sittings: [String: Sitting]
    private let periods: [String: Sitting.Period]
    private let rooms: [String: Venue.Room]
    private let venues: [String: Venue]

    init(_ problem: Problem) {
        self.problem = problem
        applications = Dictionary(problem.applications.map { ($0.id, $0) }) { first, _ in first }
        programmes = Dictionary(problem.programmes.map { ($0.id, $0) }) { first, _ in first }
        sittings = Dictionary(problem.sittings.map { ($0.id, $0) }) { first, _ in first }
        periods = Dictionary(problem.sittings.flatMap(\.periods).map { ($0.id, $0) }) { first, _ in first }
        rooms = Dictionary(problem.venues.flatMap(\.rooms).map { ($0.id, $0) }) { first, _ in first }
        venues = Dictionary(problem.venues.flatMap { venue in venue.rooms.map { ($0.id, venue) } }) { first, _ in first
        }
    }

    /// A placement with everything it names.
    struct Found {
        struct Sat {
            let seat: Placement.Seat
            let part: Programme.Part
            let period: Sitting.Period
            let room: Venue.Room
            let venue: Venue
        }

        let placement: Placement
        let application: Application
        let programme: Programme
        let sitting: Sitting
        let sat: [Sat]
    }

    func found(_ placement: Placement) -> Found? {
        guard let application = applications[placement.application], let sitting = sittings[placement.sitting],
            let programme = programmes[application.programme]
        else { return nil }
        var sat: [Found.Sat] = []
        for seat in placement.subjects {
            guard let part = programme.subjects.first(where: { $0.subject == seat.subject }),
                let period = sitting.periods.first(where: { $0.id == seat.period }),
                let room = rooms[seat.room], let venue = venues[seat.room]
            else { return nil }
            sat.append(.init(seat: seat, part: part, period: period, room: room, venue: venue))
        }
        return Found(placement: placement, application: application, programme: programme, sitting: sitting, sat: sat)
    }

    /// The laws broken, each once, in their order.
    func breaches(_ placements: [Placement]) -> [Law] {
        let all = placements.compactMap(found)
        guard all.count == placements.count, Set(placements.map(\.application)).count == all.count else {
            return [.offer]
        }
        let sat = all.flatMap { person in person.sat.map { (person: person, sat: $0) } }
        let holds: [(Law, Bool)] = [
            (.eligibility, all.allSatisfy(isEligible)),
            (.offer, all.allSatisfy(isOffered)),
            (.wholeSitting, all.allSatisfy(isWhole)),
            (.onePlaceAtOnce, onePlaceAtOnce(all)),
            (.paperTogether, paperTogether(all)),
            (.seatUse, seatUse(sat.map(\.sat))),
            (.spareMachines, spareMachines(sat.map(\.sat))),
            (.roomFitness, all.allSatisfy(suits) && extraTimeApart(sat)),
            (.roomOpen, all.allSatisfy(isOpen) && turnover(sat.map(\.sat))),
            (.staff, staff(sat.map(\.sat))),
            (.minimumEnrolment, minimumEnrolment(all)),
        ]
        return holds.filter { !$0.1 }.map(\.0)
    }
}

// MARK: - Laws of one placement

extension PlainReading {
    private func isEligible(_ person: Found) -> Bool {
        person.application.eligible
            && person.sat.allSatisfy { sat in
                !(person.application.banned ?? []).contains { ban in
                    ban[0] <= sat.period.start.day && sat.period.start.day <= ban[1]
                }
            }
    }

    private func isOffered(_ person: Found) -> Bool {
        person.sitting.programmes.contains(person.programme.id)
            && person.sitting.month >= person.application.firstMonth
            && person.sat.allSatisfy { sat in
                sat.period.lost != true && sat.period.start.day <= (person.application.lastDay ?? sat.period.start.day)
                    && sat.period.end - sat.period.start
                        >= sat.part.minutes + (person.application.extraMinutes ?? 0)
            }
    }

    private func isWhole(_ person: Found) -> Bool {
        let subjects = person.sat.map(\.seat.subject)
        guard subjects.sorted() == person.application.subjects.sorted(), Set(subjects).count == subjects.count,
            Set(person.sat.map(\.venue.id)).count == 1
        else { return false }
        return inOrder(person.sat.map { ($0.seat.subject, $0.period) })
    }

    private func inOrder(_ papers: [(subject: Subject, period: Sitting.Period)]) -> Bool {
        for first in papers {
            for second in papers where first.subject < second.subject {
                guard first.period.start.day == second.period.start.day,
                    second.period.start - first.period.end >= problem.policy.gapMinutes
                else { return false }
            }
        }
        return true
    }

    private func suits(_ person: Found) -> Bool {
        person.sat.allSatisfy { sat in
            let offers = sat.room.offers ?? []
            return ((sat.part.needs ?? []) + (person.application.needs ?? [])).allSatisfy(offers.contains)
        }
    }

    private func isOpen(_ person: Found) -> Bool {
        person.sat.allSatisfy { sat in
            (sat.room.institutions?.contains(person.programme.institution) ?? true)
                && (sat.room.open?.contains { $0[0] <= sat.period.start && sat.period.end <= $0[1] } ?? true)
        }
    }
}

// MARK: - Laws between placements

extension PlainReading {
    private func onePlaceAtOnce(_ all: [Found]) -> Bool {
        for person in all {
            let own = all.filter { $0.application.person == person.application.person }.flatMap(\.sat)
            for first in own.indices {
                let sameDay = own.filter { $0.period.start.day == own[first].period.start.day }
                guard sameDay.count <= problem.policy.maxSessionsPerDay else { return false }
                for second in own.indices where second != first {
                    let gap =
                        own[first].venue.id == own[second].venue.id
                        ? problem.policy.gapMinutes : problem.policy.travelMinutes
                    guard
                        own[second].period.start - own[first].period.end >= gap
                            || own[first].period.start - own[second].period.end >= gap
                    else { return false }
                }
            }
        }
        return true
    }

    private func paperTogether(_ all: [Found]) -> Bool {
        all.allSatisfy { person in
            guard (1...person.programme.maxWaves).contains(person.placement.wave) else { return false }
            let papers = all.filter { sameWave($0, person) }.flatMap(\.sat).map { ($0.seat.subject, $0.period) }
            let together = papers.allSatisfy { paper in
                papers.allSatisfy { $0.0 != paper.0 || $0.1.id == paper.1.id }
            }
            return together && inOrder(papers)
        }
    }

    private func sameWave(_ first: Found, _ second: Found) -> Bool {
        first.programme.id == second.programme.id && first.sitting.id == second.sitting.id
            && first.placement.wave == second.placement.wave
    }

    private func seatUse(_ sat: [Found.Sat]) -> Bool {
        let places = sat.map { [$0.period.id, $0.room.id, String($0.seat.row), String($0.seat.column)] }
        return Set(places).count == places.count
            && sat.allSatisfy { sat in
                (1...sat.room.rows).contains(sat.seat.row) && (1...sat.room.columns).contains(sat.seat.column)
                    && !(sat.room.blocked ?? []).contains([sat.seat.row, sat.seat.column])
            }
    }

    private func together(_ sat: [Found.Sat], _ one: Found.Sat) -> [Found.Sat] {
        sat.filter { $0.period.id == one.period.id && $0.room.id == one.room.id }
    }

    private func spareMachines(_ sat: [Found.Sat]) -> Bool {
        sat.allSatisfy { one in
            let working = one.room.rows * one.room.columns - Set(one.room.blocked ?? []).count
            return together(sat, one).count <= working * problem.policy.spare[0] / problem.policy.spare[1]
        }
    }

    private func extraTimeApart(_ sat: [(person: Found, sat: Found.Sat)]) -> Bool {
        sat.allSatisfy { first in
            sat.allSatisfy { second in
                first.sat.period.id != second.sat.period.id || first.sat.room.id != second.sat.room.id
                    || ((first.person.application.extraMinutes ?? 0) > 0)
                        == ((second.person.application.extraMinutes ?? 0) > 0)
            }
        }
    }

    private func turnover(_ sat: [Found.Sat]) -> Bool {
        sat.allSatisfy { first in
            sat.allSatisfy { second in
                let least = first.room.turnoverMinutes ?? 0
                return first.room.id != second.room.id || first.period.id == second.period.id
                    || second.period.start - first.period.end >= least
                    || first.period.start - second.period.end >= least
            }
        }
    }

    private func invigilators(for people: Int) -> Int {
        let share = (people + problem.policy.invigilatorFor - 1) / problem.policy.invigilatorFor
        return max(problem.policy.invigilatorsLeast, share)
    }

    /// One entry per room and period in use.
    private func sessions(_ sat: [Found.Sat]) -> [(one: Found.Sat, people: Int)] {
        var seen: Set<[String]> = []
        return sat.filter { seen.insert([$0.period.id, $0.room.id]).inserted }
            .map { ($0, together(sat, $0).count) }
    }

    private func staff(_ sat: [Found.Sat]) -> Bool {
        let sessions = sessions(sat)
        return sessions.allSatisfy { session in
            guard let most = session.one.venue.invigilators else { return true }
            let instant = session.one.period.start
            let present = sessions.filter {
                $0.one.venue.id == session.one.venue.id && $0.one.period.start <= instant && instant < $0.one.period.end
            }
            return present.map { invigilators(for: $0.people) }.reduce(0, +) <= most
        }
    }

    private func minimumEnrolment(_ all: [Found]) -> Bool {
        all.allSatisfy { person in
            let enrolled = all.filter { $0.programme.id == person.programme.id && $0.sitting.id == person.sitting.id }
            return enrolled.count >= (person.programme.minimumEnrolment ?? 1)
        }
    }
}

// MARK: - Tiers

extension PlainReading {
    func values(_ placements: [Placement]) -> TierValues {
        let all = placements.compactMap(found)
        let sat = all.flatMap(\.sat)
        var values = TierValues()
        values.released = released(placements)
        values.placed = all.count
        values.envy = envy(all)
        values.delay = all.map { $0.sitting.month.number - $0.application.firstMonth.number }.reduce(0, +)
        values.wishesMissed = all.filter(missesWish).count
        values.invigilators = sessions(sat).map { invigilators(for: $0.people) }.reduce(0, +)
        values.neighbours = neighbours(all)
        values.comfort = [
            all.map(roomChanges).reduce(0, +),
            sessions(sat).filter { $0.people < problem.policy.tailRoom }.count,
            spread(all),
        ]
        return values
    }

    private func missesWish(_ person: Found) -> Bool {
        guard let venue = person.sat.first?.venue else { return false }
        if let wish = person.application.wishVenue { return venue.id != wish }
        if let wish = person.application.wishDistrict { return venue.district != wish }
        return false
    }

    private func neighbours(_ all: [Found]) -> Int {
        let seated = all.flatMap { person in person.sat.map { (unit: person.application.unit, seat: $0.seat) } }
        var pairs = 0
        for (index, first) in seated.enumerated() {
            for second in seated[(index + 1)...] where first.unit != nil && first.unit == second.unit {
                let steps = abs(first.seat.row - second.seat.row) + abs(first.seat.column - second.seat.column)
                if first.seat.period == second.seat.period, first.seat.room == second.seat.room, steps == 1 {
                    pairs += 1
                }
            }
        }
        return pairs
    }

    private func roomChanges(_ person: Found) -> Int {
        let rooms = person.sat.sorted { $0.seat.subject < $1.seat.subject }.map(\.room.id)
        return zip(rooms, rooms.dropFirst()).filter { $0 != $1 }.count
    }

    private func spread(_ all: [Found]) -> Int {
        let papers = all.flatMap { person in
            person.sat.map { sat in
                (
                    paper: [
                        person.programme.id, person.sitting.id, "\(person.placement.wave)", sat.seat.subject.rawValue,
                    ],
                    room: sat.room.id
                )
            }
        }
        return Set(papers.map { $0.paper + [$0.room] }).count - Set(papers.map(\.paper)).count
    }

    /// Tier 0: each released and still eligible application at the first change that applies.
    private func released(_ placements: [Placement]) -> [Int]? {
        guard let promised = problem.released else { return nil }
        var counts = [0, 0, 0, 0, 0, 0]
        for ticket in promised where applications[ticket.application]?.eligible == true {
            guard let now = placements.first(where: { $0.application == ticket.application }) else {
                counts[0] += 1
                continue
            }
            func changed(_ differs: (Placement.Seat, Placement.Seat) -> Bool) -> Bool {
                now.subjects.contains { seat in
                    ticket.subjects.first { $0.subject == seat.subject }.map { differs($0, seat) } ?? true
                }
            }
            if changed({ periods[$0.period]?.start.day != periods[$1.period]?.start.day }) {
                counts[1] += 1
            } else if changed({ venues[$0.room]?.id != venues[$1.room]?.id }) {
                counts[2] += 1
            } else if changed({ $0.period != $1.period }) {
                counts[3] += 1
            } else if changed({ $0.room != $1.room }) {
                counts[4] += 1
            } else if changed({ [$0.row, $0.column] != [$1.row, $1.column] }) {
                counts[5] += 1
            }
        }
        return counts
    }

    private func envy(_ all: [Found]) -> Int {
        let placements = all.map(\.placement)
        let before = released(placements)
        var pairs = 0
        for envied in all {
            for envier in problem.applications where paysEarlier(envier, envied.application) {
                let place = all.first { $0.application.id == envier.id }
                guard place.map({ $0.sitting.month > envied.sitting.month }) ?? true else { continue }
                let rest = placements.filter { $0.application != envier.id && $0.application != envied.application.id }
                let gains = takes(envier, placeOf: envied, in: all)
                let exchanged =
                    place.map { old in
                        takes(envied.application, placeOf: old, in: all).flatMap { back in
                            gains.map { rest + [$0, back] }
                        }
                    } ?? gains.map { rest + [$0] }
                if exchanged.contains(where: { breaches($0).isEmpty && released($0) == before }) { pairs += 1 }
            }
        }
        return pairs
    }

    private func paysEarlier(_ first: Application, _ second: Application) -> Bool {
        first.paidAt < second.paidAt || (first.paidAt == second.paidAt && first.id < second.id)
    }

    /// The placements by which `taker` would sit on the seats of `owner`, one for each wave of the taker's
    /// programme in that sitting whose periods for the taker's subjects are among those the owner sits.
    private func takes(_ taker: Application, placeOf owner: Found, in all: [Found]) -> [Placement] {
        let waves = Set(
            all.filter { $0.programme.id == taker.programme && $0.sitting.id == owner.sitting.id }.map(\.placement.wave)
        )
        return waves.sorted().compactMap { wave in
            var seats: [Placement.Seat] = []
            for subject in taker.subjects {
                let sitters = all.filter {
                    $0.programme.id == taker.programme && $0.sitting.id == owner.sitting.id
                        && $0.placement.wave == wave
                }
                guard let period = sitters.flatMap(\.sat).first(where: { $0.seat.subject == subject })?.period.id,
                    var seat = owner.placement.subjects.first(where: { $0.period == period })
                else { return nil }
                seat.subject = subject
                seats.append(seat)
            }
            return Placement(application: taker.id, sitting: owner.sitting.id, wave: wave, subjects: seats)
        }
    }
}
