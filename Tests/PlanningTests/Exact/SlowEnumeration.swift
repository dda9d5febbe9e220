import Exams

/// Every plan of a tiny problem, seat by seat, each judged by `PlainReading`. No pruning but one that needs
/// no argument: a placement that is unlawful alone (but for the enrolment of others) is in no lawful plan.
enum SlowEnumeration {
    /// The best values of a lawful plan; nil if there are more than `limit` plans, or too many
    /// places to look at before that is known.
    static func optimum(of problem: Problem, limit: Int = 20_000) -> TierValues? {
        let reading = PlainReading(problem)
        let seats = problem.venues.flatMap(\.rooms).map { $0.rows * $0.columns }.reduce(0, +)
        let cells = (problem.sittings.map(\.periods.count).max() ?? 0) * seats
        guard problem.applications.allSatisfy({ $0.subjects.count < 2 || $0.subjects.count == 2 && cells <= 20 }) else {
            return nil
        }
        let choices = problem.applications.map { application in
            placements(of: application, in: problem).filter {
                Set(reading.breaches([$0])).subtracting([.minimumEnrolment]).isEmpty
            }
        }
        var plans = 1
        for list in choices where plans <= limit { plans *= list.count + 1 }
        guard plans <= limit else { return nil }

        var best: TierValues?
        func extend(_ plan: [Placement], from index: Int) {
            guard index < choices.count else {
                guard reading.breaches(plan).isEmpty else { return }
                let values = reading.values(plan)
                if best.map({ values.isBetter(than: $0) }) ?? true { best = values }
                return
            }
            extend(plan, from: index + 1)
            for choice in choices[index] { extend(plan + [choice], from: index + 1) }
        }
        extend([], from: 0)
        return best
    }

    /// Every sitting, wave, period and seat, lawful or not.
    static func placements(of application: Application, in problem: Problem) -> [Placement] {
        let programme = problem.programmes.first { $0.id == application.programme }
        let rooms = problem.venues.flatMap(\.rooms)
        return problem.sittings.flatMap { sitting in
            var partial: [[Placement.Seat]] = [[]]
            for subject in application.subjects {
                let seats = sitting.periods.flatMap { period in
                    rooms.flatMap { room in
                        (0..<room.rows * room.columns).map { cell in
                            Placement.Seat(
                                subject: subject, period: period.id, room: room.id, row: cell / room.columns + 1,
                                column: cell % room.columns + 1)
                        }
                    }
                }
                partial = partial.flatMap { begun in seats.map { begun + [$0] } }
            }
            return (0..<(programme?.maxWaves ?? 0)).flatMap { wave in
                partial.map {
                    Placement(application: application.id, sitting: sitting.id, wave: wave + 1, subjects: $0)
                }
            }
        }
    }
}
