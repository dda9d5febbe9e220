import Exams

/// Law 11. A room in use with n people has max(`invigilatorsLeast`, ⌈n/`invigilatorFor`⌉) invigilators; at every
/// instant the rooms in use of a venue together need no more than the venue has. A period ends before the instant
/// at which the next one may start. Exams that have begun go on though an invigilator is lost; none begins beside
/// too few.
enum Staff: LawStatement {
    static let law = Law.staff

    static func breaches(in seating: Seating) -> [Breach] {
        let venues = seating.register.problem.venues
        var changes = [[(minute: LocalMinute, change: Int)]](repeating: [], count: venues.count)
        var ahead = [Set<LocalMinute>](repeating: [], count: venues.count)
        for session in seating.sessions {
            let period = seating.register.periods[session.key.period].value
            let venue = seating.register.rooms[session.key.room].venue
            let needed = invigilators(for: session.people.count, seating.register.policy)
            changes[venue].append((period.start, needed))
            if !seating.register.periods[session.key.period].hasBegun { ahead[venue].insert(period.start) }
            changes[venue].append((period.end, -needed))
        }
        var breaches: [Breach] = []
        for (place, (venue, changes)) in zip(venues, changes).enumerated() {
            guard let most = venue.invigilators else { continue }
            var busy = 0
            var isReported = false
            // Who leaves at a minute has left before the others come.
            for (minute, change) in changes.sorted(by: { ($0.minute, $0.change) < ($1.minute, $1.change) }) {
                busy += change
                if busy <= most {
                    isReported = false
                } else if !isReported && ahead[place].contains(minute) {
                    isReported = true
                    breaches.append(breach("venue \(venue.id) needs more than its \(most) invigilators from \(minute)"))
                }
            }
        }
        return breaches
    }

    static func invigilators(for people: Int, _ policy: Policy) -> Int {
        max(policy.invigilatorsLeast, (people + policy.invigilatorFor - 1) / policy.invigilatorFor)
    }
}
