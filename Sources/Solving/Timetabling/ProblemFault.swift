/// Why a problem cannot be put to the engine: a number out of range, a contradiction in its shape.
package struct ProblemFault: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String

    init(_ description: String) { self.description = description }
}

extension TimetableProblem {
    /// The search adds in 32 bits; single numbers stay below this.
    static let most = 1 << 30

    /// Every fault of shape, in the order of the fields; empty when the engine can take the problem.
    package func faults() -> [ProblemFault] {
        var found: [ProblemFault] = []
        let rooms = roomCapacities.count
        if periodCount < 0 { return [ProblemFault("the number of periods is negative")] }
        if proximity.count != periodCount * periodCount {
            found.append(ProblemFault("proximity is not periods × periods"))
        }
        if periodCosts.count != events.count * periodCount {
            found.append(ProblemFault("period costs are not events × periods"))
        }
        if roomCosts.count != events.count * rooms { found.append(ProblemFault("room costs are not events × rooms")) }
        if !found.isEmpty { return found }

        for (number, event) in events.enumerated() where event.size < 0 || event.kind < 0 {
            found.append(ProblemFault("event \(number) has a negative size or kind"))
        }
        if let splitting { found += splitting.faults(of: self) }
        if roomCapacities.contains(where: { $0 < 0 }) { found.append(ProblemFault("a room has a negative capacity")) }
        if mixingCost < 0 || (proximity + periodCosts + roomCosts).contains(where: { $0 < 0 }) {
            found.append(ProblemFault("a cost is negative"))
        }
        for row in 0..<periodCount {
            for column in 0..<row where proximity[row * periodCount + column] != proximity[column * periodCount + row] {
                found.append(ProblemFault("proximity of periods \(column) and \(row) is not symmetric"))
            }
        }
        if (proximity + periodCosts + roomCosts + [mixingCost]).contains(where: {
            $0 >= Self.most && $0 != Self.forbidden
        }) {
            found.append(ProblemFault("a cost is beyond \(Self.most)"))
        }
        if (roomCapacities + events.map(\.size) + clashes.map(\.people)).contains(where: { $0 >= Self.most }) {
            found.append(ProblemFault("a capacity, a size or shared people are beyond \(Self.most)"))
        }
        if (proximity + [mixingCost]).contains(Self.forbidden) {
            found.append(ProblemFault("proximity and mixing cannot be forbidden: use a clash"))
        }
        let known = events.indices
        for clash in clashes where !known.contains(clash.first) || !known.contains(clash.second) || clash.people < 0 {
            found.append(ProblemFault("a clash names no event or negative people: \(clash.first), \(clash.second)"))
        }
        for clash in clashes where clash.first == clash.second {
            found.append(ProblemFault("event \(clash.first) clashes with itself"))
        }
        for pair in orders + together where !known.contains(pair.first) || !known.contains(pair.second) {
            found.append(ProblemFault("an order or togetherness names no event: \(pair.first), \(pair.second)"))
        }
        for (number, family) in families.enumerated() {
            if family.mostPeriods < 1 || !family.events.allSatisfy(known.contains) {
                found.append(ProblemFault("family \(number) names no event or no period"))
            }
        }
        if !areCountedAsClashes(sitters) { found.append(ProblemFault("sitters are not all counted in the clashes")) }
        let members = families.flatMap(\.events)
        if Set(members).count != members.count { found.append(ProblemFault("an event is in a family twice")) }
        return found
    }

    /// Whether each pair of different events has at least as many people in its clashes as sitters of both.
    private func areCountedAsClashes(_ sitters: [Sitters]) -> Bool {
        if sitters.isEmpty { return true }
        func pair(_ first: Int, _ second: Int) -> Int { min(first, second) * events.count + max(first, second) }
        var left: [Int: Int] = [:]
        for clash in clashes { left[pair(clash.first, clash.second), default: 0] += clash.people }
        for group in sitters {
            for (index, event) in group.events.enumerated() {
                for other in group.events[..<index] {
                    guard let people = left[pair(event, other)], people >= group.people else { return false }
                    left[pair(event, other)] = people - group.people
                }
            }
        }
        return sitters.allSatisfy { $0.people >= 0 }
    }
}
