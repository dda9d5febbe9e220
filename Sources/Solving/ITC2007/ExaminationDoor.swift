/// The competition's question in the engine's words; nowhere else does one turn into the other.
extension ExaminationInstance {
    /// The same question for the engine: equal hard rules, and equal cost when no hard rule is broken.
    ///
    /// A coincidence of two exams with common students is left out, as the competition's rules say; so is one that with
    /// the coincidences before it would bring together what must be apart, so that there is a solution to score.
    package func timetableProblem() -> TimetableProblem {
        let durations = Array(Set(exams.map(\.duration))).sorted()
        let isExclusive = flags(exclusiveExams)
        let isLarge = flags(largeExams())
        var problem = TimetableProblem(
            events: exams.indices.map { exam in
                TimetableProblem.Event(
                    size: exams[exam].students.count,
                    kind: durations.firstIndex(of: exams[exam].duration) ?? 0, needsRoomAlone: isExclusive[exam])
            },
            periodCount: periods.count, roomCapacities: rooms.map(\.capacity))
        problem.mixingCost = weights.mixedDurations
        problem.proximity = proximity()
        problem.periodCosts = exams.indices.flatMap { exam in
            periods.indices.map { period in
                if exams[exam].duration > periods[period].duration { return TimetableProblem.forbidden }
                let isLate = period >= periods.count - weights.latePeriods
                return periods[period].penalty + (isLate && isLarge[exam] ? weights.frontLoad : 0)
            }
        }
        problem.roomCosts = exams.flatMap { _ in rooms.map(\.penalty) }
        problem.sitters = sitters()
        problem.clashes = clashes(problem.sitters)
        addConstraints(&problem)
        return problem
    }

    /// The exams with most students, of equal ones the first, that should come early.
    private func largeExams() -> [Int] {
        Array(
            exams.indices.sorted { (-exams[$0].students.count, $0) < (-exams[$1].students.count, $1) }
                .prefix(weights.largeExams))
    }

    private func flags(_ chosen: [Int]) -> [Bool] {
        var flags = Array(repeating: false, count: exams.count)
        for exam in chosen { flags[exam] = true }
        return flags
    }

    private func proximity() -> [Int] {
        periods.indices.flatMap { first in
            periods.indices.map { second in
                let gap = abs(first - second)
                if gap == 0 { return 0 }
                var cost = gap <= weights.periodSpread ? 1 : 0
                if periods[first].date == periods[second].date {
                    cost += gap == 1 ? weights.twoInARow : weights.twoInADay
                }
                return cost
            }
        }
    }

    /// Students by the exams they sit, in the order of the first of each.
    private func sitters() -> [TimetableProblem.Sitters] {
        var sits: [Int: [Int]] = [:]
        var students: [Int] = []
        for (exam, value) in exams.enumerated() {
            for student in value.students {
                if sits[student] == nil { students.append(student) }
                sits[student, default: []].append(exam)
            }
        }
        var numbers: [[Int]: Int] = [:]
        var found: [TimetableProblem.Sitters] = []
        for own in students.compactMap({ sits[$0] }) where own.count > 1 {
            if let number = numbers[own] {
                found[number].people += 1
            } else {
                numbers[own] = found.count
                found.append(TimetableProblem.Sitters(events: own, people: 1))
            }
        }
        return found
    }

    /// Everything the same students sit, pair by pair.
    private func clashes(_ sitters: [TimetableProblem.Sitters]) -> [TimetableProblem.Clash] {
        sitters.flatMap { group in
            group.events.indices.flatMap { index in
                group.events[..<index].map { other in
                    TimetableProblem.Clash(other, group.events[index], people: group.people)
                }
            }
        }
    }

    private func addConstraints(_ problem: inout TimetableProblem) {
        var groups = ExamGroups(exams: exams.count)
        for clash in problem.clashes { groups.separate(clash.first, clash.second) }
        for constraint in periodConstraints where constraint.relation != .coincidence {
            groups.separate(constraint.first, constraint.second)
        }
        for constraint in periodConstraints {
            let (first, second) = (constraint.first, constraint.second)
            switch constraint.relation {
            case .after: problem.orders.append(TimetableProblem.Pair(second, first))
            case .exclusion: problem.clashes.append(TimetableProblem.Clash(first, second, people: 0))
            case .coincidence:
                if groups.join(first, second) { problem.together.append(TimetableProblem.Pair(first, second)) }
            }
        }
    }
}

/// Exams that go together, and those that may not.
private struct ExamGroups {
    private var groupOf: [Int]
    private var members: [[Int]]
    private var apart: [Set<Int>]

    init(exams count: Int) {
        groupOf = Array(0..<count)
        members = groupOf.map { [$0] }
        apart = Array(repeating: [], count: count)
    }

    mutating func separate(_ first: Int, _ second: Int) {
        apart[first].insert(second)
        apart[second].insert(first)
    }

    /// False if two of their groups must be apart.
    mutating func join(_ first: Int, _ second: Int) -> Bool {
        let (one, other) = (groupOf[first], groupOf[second])
        if one == other { return true }
        if members[one].contains(where: { !apart[$0].isDisjoint(with: members[other]) }) { return false }
        for exam in members[other] { groupOf[exam] = one }
        members[one] += members[other]
        members[other] = []
        return true
    }
}
