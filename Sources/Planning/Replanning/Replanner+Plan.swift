import Exams

extension Replanner {
    /// The plan as the answers left it, with its reasons and tiers, and the problem it is for: the one given at first
    /// without what has been lost since.
    /// - Parameter teller: says why somebody waits.
    package func plan(told teller: Planner = Planner()) -> (problem: Problem, plan: Plan) {
        let changed = changed
        let placements = Draft(places: repair.roster.places).placements(in: repair.model)
        return (changed, teller.retold(Plan(placements: placements, outcomes: [], tiers: []), for: changed))
    }

    /// The problem without what has been lost.
    var changed: Problem {
        var changed = problem
        for loss in lost { take(loss, into: &changed) }
        return changed
    }

    private func take(_ loss: Loss, into problem: inout Problem) {
        switch loss {
        case .application(let id):
            for index in problem.applications.indices where problem.applications[index].id == id {
                problem.applications[index].eligible = false
            }
        case .machine(let id, let row, let column):
            change(id, &problem) { $0.blocked = ($0.blocked ?? []) + [[row, column]] }
        case .room(let id):
            // What begins this very minute has begun.
            let end = problem.begun.map { max(now, $0 + 1) } ?? now
            change(id, &problem) { room in
                room.open = (room.open ?? [[LocalMinute(number: 0), end]])
                    .map { [$0[0], min($0[1], end)] }.filter { $0[0] < $0[1] }
            }
        case .periods(let ids):
            for sitting in problem.sittings.indices {
                for period in problem.sittings[sitting].periods.indices
                where ids.contains(problem.sittings[sitting].periods[period].id)
                    && problem.begun.map({ problem.sittings[sitting].periods[period].start > $0 }) ?? true
                {
                    problem.sittings[sitting].periods[period].lost = true
                }
            }
        }
    }

    private func change(_ id: String, _ problem: inout Problem, _ change: (inout Venue.Room) -> Void) {
        for venue in problem.venues.indices {
            for room in problem.venues[venue].rooms.indices where problem.venues[venue].rooms[room].id == id {
                change(&problem.venues[venue].rooms[room])
            }
        }
    }
}

extension Promise {
    mutating func lose(_ seat: Int, of room: Int, in period: Int) {
        for position in seats.indices
        where seats[position].seat == seat && seats[position].room == room && seats[position].period == period {
            seats[position].seat = nil
        }
    }
}
