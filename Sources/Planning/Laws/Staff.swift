import Solving

/// Law 11. Invigilators per room and period: max(least, ⌈n / for⌉); at every instant their sum over a venue
/// stays within what the venue has.
extension Model {
    func invigilators(for people: Int) -> Int {
        people == 0
            ? 0
            : max(policy.invigilatorsLeast, (people + policy.invigilatorFor - 1) / policy.invigilatorFor)
    }

    /// Each number of invigilators that somebody may need, with the most people it can watch.
    /// - Parameter capacity: of the room, at least 1.
    func watchSteps(upTo capacity: Int) -> [(seats: Int, cost: Int)] {
        var steps: [(seats: Int, cost: Int)] = []
        for people in 1...capacity {
            let cost = invigilators(for: people)
            if steps.last?.cost == cost {
                steps[steps.count - 1].seats = people
            } else {
                steps.append((people, cost))
            }
        }
        return steps
    }
}

extension Encoding {
    /// A room in use needs the least number; each further invigilator is a literal that more people make true.
    mutating func teachStaff() {
        for use in uses {
            let seaters = seatersOf[use] ?? []
            guard let used = useLiterals[use] else { continue }
            let most = min(seaters.count, model.rooms[use.room].capacity)
            var terms = [Term(used, model.invigilators(for: 1))]
            var people = 1
            while people < most {
                people += 1
                let more = model.invigilators(for: people) - model.invigilators(for: people - 1)
                guard more > 0 else { continue }
                let crowded = solver.newVariable()
                // At least `people` in the room: n ≤ people − 1 unless `crowded`.
                solver.add(
                    atMost: seaters.count,
                    of: seaters.map { Term($0.literal) } + [
                        Term(!crowded, seaters.count - people + 1)
                    ])
                terms.append(Term(crowded, more))
            }
            staffTerms[use] = terms
        }
        for venue in model.venues.indices { teachStaff(at: venue) }
    }

    /// The sum can only be at its greatest when some period starts.
    private mutating func teachStaff(at venue: Int) {
        guard let limit = model.venues[venue].invigilators else { return }
        let here = uses.filter { model.rooms[$0.room].venue == venue }
        for start in Set(here.map { model.periods[$0.period].start }).sorted() {
            let running = here.filter {
                model.periods[$0.period].start <= start && start < model.periods[$0.period].end
            }
            let terms = running.flatMap { staffTerms[$0] ?? [] }
            if terms.reduce(0, { $0 + $1.weight }) > limit { solver.add(atMost: limit, of: terms) }
        }
    }
}
