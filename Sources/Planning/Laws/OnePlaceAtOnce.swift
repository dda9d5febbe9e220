import Solving

/// Law 4. A person is never in two overlapping periods, has the least gap between two at one venue and the
/// travel time between two venues, and sits at most `maxSessionsPerDay` periods a day.
extension Model {
    /// May one person sit both periods?
    func leavesTime(_ one: Int, _ other: Int, sameVenue: Bool) -> Bool {
        let (first, second) = periods[one].start <= periods[other].start ? (one, other) : (other, one)
        let overlap = periods[second].start < periods[first].end && periods[first].start < periods[second].end
        let pause = periods[second].start - periods[first].end
        return !overlap && pause >= (sameVenue ? policy.gapMinutes : policy.travelMinutes)
    }

    /// May one person hold this place beside others that are lawful among themselves?
    func isApart(_ place: Place, _ others: [Place]) -> Bool {
        isApart(place.periods, at: rooms[place.rooms[0]].venue, others)
    }

    /// - Parameter venue: -1 for one where none of the others is.
    func isApart(_ own: some Collection<Int>, at venue: Int, _ others: [Place]) -> Bool {
        for period in own {
            var sessions = own.count { periods[$0].day == periods[period].day }
            for other in others {
                let sameVenue = venue == rooms[other.rooms[0]].venue
                for theirs in other.periods {
                    if !leavesTime(period, theirs, sameVenue: sameVenue) { return false }
                    if periods[theirs].day == periods[period].day { sessions += 1 }
                }
            }
            if sessions > policy.maxSessionsPerDay { return false }
        }
        return true
    }
}

extension Encoding {
    mutating func teachOnePlaceAtOnce() {
        var byPerson: [Int: [Int]] = [:]
        for member in members { byPerson[application(member).person, default: []].append(member) }
        for person in byPerson.keys.sorted() {
            let mine = byPerson[person] ?? []
            for (number, one) in mine.enumerated() {
                for other in mine[(number + 1)...] { teachTime(one, other) }
            }
            teachSessions(mine)
        }
    }

    private func attendances(of member: Int) -> [(period: Int, literal: Literal)] {
        application(member).parts.indices.flatMap { position in
            model.periods.indices.compactMap { period in
                attends[Attendance(application: member, position: position, period: period)].map { (period, $0) }
            }
        }
    }

    private mutating func teachTime(_ one: Int, _ other: Int) {
        for first in attendances(of: one) {
            for second in attendances(of: other) {
                let near = model.leavesTime(first.period, second.period, sameVenue: true)
                let far = model.leavesTime(first.period, second.period, sameVenue: false)
                if !near && !far {
                    solver.add(clause: !first.literal, !second.literal)
                } else if !near || !far {
                    teachVenues(one, other, when: [first.literal, second.literal], same: near)
                }
            }
        }
    }

    /// While all of `when` holds, the two sit at one venue (`same`) or at two.
    private mutating func teachVenues(_ one: Int, _ other: Int, when: [Literal], same: Bool) {
        let otherwise = when.map { !$0 }
        for mine in venueOf[one] {
            let theirs = venueOf[other].first { $0.venue == mine.venue }?.literal
            if same {
                solver.add(clause: otherwise + [!mine.literal] + (theirs.map { [$0] } ?? []))
            } else if let theirs {
                solver.add(clause: otherwise + [!mine.literal, !theirs])
            }
        }
    }

    private mutating func teachSessions(_ mine: [Int]) {
        var days: [Int: [Literal]] = [:]
        for member in mine {
            for attendance in attendances(of: member) {
                days[model.periods[attendance.period].day, default: []].append(attendance.literal)
            }
        }
        for day in days.keys.sorted() {
            let sessions = days[day] ?? []
            if sessions.count > model.policy.maxSessionsPerDay {
                solver.add(atMost: model.policy.maxSessionsPerDay, of: sessions.map { Term($0) })
            }
        }
    }
}
