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
        for person in 0..<seating.register.personCount {
            let placements = seating.placements(ofPerson: person)
            guard !placements.isEmpty else { continue }
            let stays = placements.flatMap { Self.stays(of: seating.placed[$0], seating.register) }
            for objection in objections(to: stays, seating) {
                let name = seating.register.applications[seating.placed[placements[0]].application].person
                breaches.append(breach("person \(name) \(objection())"))
            }
        }
        return breaches
    }

    static func stays(of placement: Placed, _ register: Register) -> [Stay] {
        placement.seats.map { Stay(period: $0.period, venue: register.rooms[$0.room].venue) }
    }

    static func objections(to stays: [Stay], _ seating: Seating) -> [Objection] {
        let register = seating.register
        let policy = register.policy
        let ordered = stays.sorted {
            let (first, second) = (register.periods[$0.period].value, register.periods[$1.period].value)
            return first.start != second.start ? first.start < second.start : $0.period < $1.period
        }
        var objections: [Objection] = []
        for (index, stay) in ordered.enumerated() {
            let end = register.periods[stay.period].value.end
            for next in ordered[(index + 1)...] {
                let start = register.periods[next.period].value.start
                // All that follow start later still.
                if start - end >= max(policy.gapMinutes, policy.travelMinutes) { break }
                let needed = stay.venue == next.venue ? policy.gapMinutes : policy.travelMinutes
                if start < end {
                    objections.append {
                        "is in \(seating.name(period: stay.period)) and \(seating.name(period: next.period)), which overlap"
                    }
                } else if start - end < needed {
                    objections.append {
                        "has \(start - end) minutes between \(seating.name(period: stay.period)) and "
                            + "\(seating.name(period: next.period)), not \(needed)"
                    }
                }
            }
        }
        // In order of time, those of one day stand together.
        var position = 0
        while position < ordered.count {
            let day = register.periods[ordered[position].period].day
            let count = ordered[position...].prefix { register.periods[$0.period].day == day }.count
            if count > policy.maxSessionsPerDay {
                objections.append { "has \(count) periods on \(day), more than \(policy.maxSessionsPerDay)" }
            }
            position += count
        }
        return objections
    }
}
