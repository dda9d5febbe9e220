import Exams

/// A problem with dense numbers instead of ids, for the brute force.
final class Ground {
    struct Period {
        let sitting: Int
        let id: String
        let start: Int
        let end: Int
        let day: Int
        let isLost: Bool
    }

    struct Room {
        let venue: Int
        let room: Venue.Room
        /// Working machines as `[row, column]`, row by row.
        let seats: [[Int]]
        /// Most people in a period (law 7).
        let capacity: Int
    }

    struct Promise {
        let seats: [Subject: Placement.Seat]
        let periods: [Subject: Int]
        let rooms: [Subject: Int]
    }

    let problem: Problem
    let periods: [Period]
    let rooms: [Room]
    /// By application: its programme's number.
    let programmes: [Int]
    /// By application: its released ticket, if it still counts.
    let promises: [Promise?]
    /// By application: its rank in payment order.
    let ranks: [Int]

    init(_ problem: Problem) {
        self.problem = problem
        var periods: [Period] = []
        for (sitting, value) in problem.sittings.enumerated() {
            for period in value.periods {
                periods.append(
                    Period(
                        sitting: sitting, id: period.id, start: period.start.number, end: period.end.number,
                        day: period.start.number / 1440, isLost: period.lost ?? false))
            }
        }
        self.periods = periods
        var rooms: [Room] = []
        for (venue, value) in problem.venues.enumerated() {
            for room in value.rooms {
                let grid = (0..<room.rows * room.columns).map { [$0 / room.columns + 1, $0 % room.columns + 1] }
                let seats = grid.filter { !(room.blocked ?? []).contains($0) }
                let capacity = seats.count * problem.policy.spare[0] / problem.policy.spare[1]
                rooms.append(Room(venue: venue, room: room, seats: seats, capacity: capacity))
            }
        }
        self.rooms = rooms
        programmes = problem.applications.map { application in
            problem.programmes.firstIndex { $0.id == application.programme } ?? 0
        }
        promises = problem.applications.map { application in
            guard application.eligible,
                let ticket = problem.released?.first(where: { $0.application == application.id })
            else { return nil }
            var seats: [Subject: Placement.Seat] = [:]
            for seat in ticket.subjects { seats[seat.subject] = seat }
            return Promise(
                seats: seats,
                periods: seats.compactMapValues { seat in periods.firstIndex { $0.id == seat.period } },
                rooms: seats.compactMapValues { seat in rooms.firstIndex { $0.room.id == seat.room } })
        }
        let applications = problem.applications
        let order = applications.indices.sorted {
            (applications[$0].paidAt, applications[$0].id) < (applications[$1].paidAt, applications[$1].id)
        }
        var ranks = applications.indices.map { _ in 0 }
        for (rank, application) in order.enumerated() { ranks[application] = rank }
        self.ranks = ranks
    }

    func invigilators(for people: Int) -> Int {
        guard people > 0 else { return 0 }
        let share = problem.policy.invigilatorFor
        return max(problem.policy.invigilatorsLeast, (people + share - 1) / share)
    }

    func hasExtra(_ application: Int) -> Bool { (problem.applications[application].extraMinutes ?? 0) > 0 }
}

/// One way to place an application: rooms, but no seats yet.
struct Choice: Equatable {
    struct Part: Equatable {
        let subject: Subject
        let period: Int
        let room: Int
    }

    let sitting: Int
    let wave: Int
    /// In subject order.
    let parts: [Part]
}

// MARK: - What an application may choose, whatever the others do

extension Ground {
    func choices(of application: Int) -> [Choice] {
        let value = problem.applications[application]
        let waves = problem.programmes[programmes[application]].maxWaves
        var choices: [Choice] = []
        for sitting in problem.sittings.indices {
            var begun: [[Choice.Part]] = [[]]
            for subject in value.subjects.sorted() {
                var longer: [[Choice.Part]] = []
                for parts in begun {
                    for period in periods.indices where periods[period].sitting == sitting {
                        for room in rooms.indices {
                            longer.append(parts + [.init(subject: subject, period: period, room: room)])
                        }
                    }
                }
                begun = longer.filter { allows(application, parts: $0, sitting: sitting) }
            }
            for wave in 0..<waves { choices += begun.map { Choice(sitting: sitting, wave: wave, parts: $0) } }
        }
        return choices.filter { allows(application, $0) }
    }

    /// Laws 1, 2, 3, 8 and 9 and the person's own day, as far as they concern this application alone.
    func allows(_ application: Int, _ choice: Choice) -> Bool {
        choice.parts.map(\.subject) == problem.applications[application].subjects.sorted()
            && choice.wave < problem.programmes[programmes[application]].maxWaves
            && allows(application, parts: choice.parts, sitting: choice.sitting)
    }

    private func allows(_ application: Int, parts: [Choice.Part], sitting: Int) -> Bool {
        let value = problem.applications[application]
        let programme = problem.programmes[programmes[application]]
        guard value.eligible, problem.sittings[sitting].programmes.contains(programme.id),
            problem.sittings[sitting].month >= value.firstMonth, parts.count <= problem.policy.maxSessionsPerDay
        else { return false }
        for (index, part) in parts.enumerated() {
            guard let paper = programme.subjects.first(where: { $0.subject == part.subject }) else { return false }
            let period = periods[part.period]
            let room = rooms[part.room].room
            let needs = (paper.needs ?? []) + (value.needs ?? [])
            guard period.sitting == sitting, !period.isLost,
                period.end - period.start >= paper.minutes + (value.extraMinutes ?? 0),
                value.lastDay.map({ period.day <= $0.number }) ?? true,
                !(value.banned ?? []).contains(where: { $0[0].number <= period.day && period.day <= $0[1].number }),
                needs.allSatisfy({ (room.offers ?? []).contains($0) }),
                room.institutions?.contains(programme.institution) ?? true,
                room.open?.contains(where: { $0[0].number <= period.start && period.end <= $0[1].number }) ?? true
            else { return false }
            if index > 0 {
                let before = parts[index - 1]
                guard rooms[before.room].venue == rooms[part.room].venue, periods[before.period].day == period.day,
                    period.start - periods[before.period].end >= problem.policy.gapMinutes
                else { return false }
            }
            for earlier in parts[..<index] where earlier.room == part.room {
                guard distance(earlier, part) >= room.turnoverMinutes ?? 0 else { return false }
            }
        }
        return true
    }
}

// MARK: - What two applications may choose together

extension Ground {
    func agree(_ first: Int, _ one: Choice, _ second: Int, _ other: Choice) -> Bool {
        if programmes[first] == programmes[second], one.sitting == other.sitting, one.wave == other.wave,
            !sameWaveAgrees(one, other)
        {
            return false
        }
        let isOnePerson = problem.applications[first].person == problem.applications[second].person
        for left in one.parts {
            for right in other.parts {
                if left.room == right.room, left.period == right.period, hasExtra(first) != hasExtra(second) {
                    return false
                }
                if left.room == right.room, left.period != right.period,
                    distance(left, right) < rooms[left.room].room.turnoverMinutes ?? 0
                {
                    return false
                }
                if isOnePerson {
                    let sameVenue = rooms[left.room].venue == rooms[right.room].venue
                    let least = sameVenue ? problem.policy.gapMinutes : problem.policy.travelMinutes
                    guard distance(left, right) >= least else { return false }
                }
            }
        }
        return true
    }

    /// Minutes from the end of the earlier to the start of the later; negative if they overlap.
    private func distance(_ left: Choice.Part, _ right: Choice.Part) -> Int {
        max(
            periods[right.period].start - periods[left.period].end,
            periods[left.period].start - periods[right.period].end)
    }

    private func sameWaveAgrees(_ one: Choice, _ other: Choice) -> Bool {
        for left in one.parts {
            for right in other.parts {
                if left.subject == right.subject {
                    guard left.period == right.period else { return false }
                    continue
                }
                let (early, late) = left.subject < right.subject ? (left, right) : (right, left)
                guard periods[early.period].day == periods[late.period].day,
                    periods[late.period].start - periods[early.period].end >= problem.policy.gapMinutes
                else { return false }
            }
        }
        return true
    }
}
