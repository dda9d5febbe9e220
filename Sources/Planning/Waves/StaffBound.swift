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
        var rows: [RowKey: Int] = [:]
        var capacities: [Double] = []
        var people: [Int: Int] = [:]
        var groupOf: [[Int]: Int] = [:]
        var groups: [CoverRelaxation.Group] = []
        for applicants in frame.classes where !applicants.runs.isEmpty {
            people[applicants.parts.count, default: 0] += applicants.members.count
            let months = monthsInOrder(applicants.runs)
            for list in applicants.fitRooms {
                let key = [list] + months
                if let known = groupOf[key] {
                    groups[known].count += applicants.members.count
                    continue
                }
                groupOf[key] = groups.count
                let options = months.flatMap { month in
                    distinctRates(list, rates).map { rate in
                        let row = RowKey(month: month, rate: rate)
                        if rows[row] == nil {
                            rows[row] = capacities.count
                            let rooms = rates.indices.filter { rates[$0] == rate }
                            capacities.append(Double(capacity.ofMonth(month, rooms: rooms)))
                        }
                        return CoverRelaxation.Option(cost: rate, uses: rows[row].map { [($0, 1)] } ?? [])
                    }
                }
                groups.append(CoverRelaxation.Group(count: applicants.members.count, options: options))
            }
        }
        let required = fewestSessions(placed, people)
        return max(
            0,
            CoverRelaxation(groups: groups, capacities: capacities, required: required)
                .lowerBound(target: target, iterations: iterations))
    }

    private struct RowKey: Hashable {
        var month: Int
        var rate: Double
    }

    private func monthsInOrder(_ runs: [Int]) -> [Int] {
        runs.reduce(into: []) { months, run in
            if months.last != frame.monthOfRun[run] { months.append(frame.monthOfRun[run]) }
        }
    }

    private func distinctRates(_ list: Int, _ rates: [Double]) -> [Double] {
        Set(frame.model.roomLists[list].map { rates[$0] }).sorted()
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
