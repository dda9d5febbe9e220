import Solving

/// Fewest invigilators for the sessions of the people placed: a room's invigilators are at least its people
/// times the best rate its size allows, and rooms with a good rate have only so many seats in a month.
struct StaffBound {
    let frame: WaveFrame
    let capacity: CapacityTable

    func bound(placed: Int, target: Int, iterations: Int) -> Int {
        let model = frame.model
        guard placed > 0, model.policy.invigilatorsLeast > 0 || model.policy.invigilatorFor > 0 else { return 0 }
        let rates = model.rooms.map { rate(ofCapacity: $0.capacity) }
        var groups: [CoverRelaxation.Group] = []
        var sessions: [Int: Int] = [:]
        for applicants in frame.classes where !applicants.runs.isEmpty {
            let sample = model.applications[applicants.sample]
            sessions[sample.parts.count, default: 0] += applicants.members.count
            for list in sample.fitRooms {
                let best = model.roomLists[list].map { rates[$0] }.min() ?? 0
                groups.append(
                    CoverRelaxation.Group(
                        count: applicants.members.count, options: [CoverRelaxation.Option(cost: best, uses: [])]))
            }
        }
        return max(
            0,
            CoverRelaxation(groups: groups, capacities: [], required: fewestSessions(placed, sessions))
                .lowerBound(target: target, iterations: iterations))
    }

    /// Sessions of `placed` people if those with the fewest subjects are placed.
    private func fewestSessions(_ placed: Int, _ people: [Int: Int]) -> Int {
        var left = placed
        var sum = 0
        for (parts, count) in people.sorted(by: { $0.key < $1.key }) {
            sum += parts * min(left, count)
            left -= min(left, count)
        }
        return sum
    }

    /// The fewest invigilators per person that a room of this size can reach.
    private func rate(ofCapacity capacity: Int) -> Double {
        (1...max(1, capacity)).reduce(Double.infinity) {
            min($0, Double(frame.model.invigilators(for: $1)) / Double($1))
        }
    }
}
