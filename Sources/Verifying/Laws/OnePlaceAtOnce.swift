import Exams

/// Law 4. A person — over all their applications and institutions — is never in two overlapping periods, has the
/// least gap between two periods at one venue and the longer travel gap between two venues, and sits no more than
/// the most periods allowed on one day.
enum OnePlaceAtOnce: LawStatement {
    static let law = Law.onePlaceAtOnce

    /// A person at a venue in a period.
    struct Stay {
        let period: Int
        let venue: Int
    }

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        for placements in seating.placedOfPerson where !placements.isEmpty {
            let stays = placements.flatMap { Self.stays(of: seating.placed[$0], seating.register) }
            let person = seating.register.applicants[seating.placed[placements[0]].application].value.person
            for objection in objections(to: stays, seating) {
                breaches.append(breach("person \(person) \(objection)"))
            }
        }
        return breaches
    }

    static func stays(of placement: Placed, _ register: Register) -> [Stay] {
        placement.seats.map { Stay(period: $0.period, venue: register.rooms[$0.room].venue) }
    }

    static func objections(to stays: [Stay], _ seating: Seating) -> [String] {
        let register = seating.register
        let policy = register.policy
        let ordered = stays.sorted {
            let (first, second) = (register.periods[$0.period].value, register.periods[$1.period].value)
            return first.start != second.start ? first.start < second.start : $0.period < $1.period
        }
        var objections: [String] = []
        for (index, stay) in ordered.enumerated() {
            let end = register.periods[stay.period].value.end
            for next in ordered[(index + 1)...] {
                let start = register.periods[next.period].value.start
                // All that follow start later still.
                if start - end >= max(policy.gapMinutes, policy.travelMinutes) { break }
                let needed = stay.venue == next.venue ? policy.gapMinutes : policy.travelMinutes
                if start < end {
                    objections.append(
                        "is in \(seating.name(period: stay.period)) and \(seating.name(period: next.period)), which overlap")
                } else if start - end < needed {
                    objections.append(
                        "has \(start - end) minutes between \(seating.name(period: stay.period)) and "
                            + "\(seating.name(period: next.period)), not \(needed)")
                }
            }
        }
        var perDay: [Day: Int] = [:]
        for stay in ordered { perDay[register.periods[stay.period].day, default: 0] += 1 }
        for (day, count) in perDay.sorted(by: { $0.key < $1.key }) where count > policy.maxSessionsPerDay {
            objections.append("has \(count) periods on \(day), more than \(policy.maxSessionsPerDay)")
        }
        return objections
    }
}
