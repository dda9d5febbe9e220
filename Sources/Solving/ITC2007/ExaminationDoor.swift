/// The competition's words, put to the general engine. Only this file knows both.
extension ExaminationInstance {
    /// The same question for the engine: equal hard rules, and equal cost when no hard rule is broken.
    ///
    /// A coincidence of two exams with common students is left out, as the competition's rules say.
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
        problem.clashes = sharedStudents()
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

    /// For each exam, counts whom it shares with each later one: time and memory grow with the pairs there are.
    private func sharedStudents() -> [TimetableProblem.Clash] {
        let sits = examsByStudent()
        var tally = Array(repeating: 0, count: exams.count)
        var clashes: [TimetableProblem.Clash] = []
        for exam in exams.indices {
            var touched: [Int] = []
            for student in exams[exam].students {
                for other in sits[student] ?? [] where other > exam {
                    if tally[other] == 0 { touched.append(other) }
                    tally[other] += 1
                }
            }
            for other in touched.sorted() {
                clashes.append(TimetableProblem.Clash(exam, other, people: tally[other]))
                tally[other] = 0
            }
        }
        return clashes
    }

    private func examsByStudent() -> [Int: [Int]] {
        var sits: [Int: [Int]] = [:]
        for (exam, value) in exams.enumerated() {
            for student in value.students { sits[student, default: []].append(exam) }
        }
        return sits
    }

    private func addConstraints(_ problem: inout TimetableProblem) {
        for constraint in periodConstraints {
            let (first, second) = (constraint.first, constraint.second)
            switch constraint.relation {
            case .after: problem.orders.append(TimetableProblem.Pair(second, first))
            case .exclusion: problem.clashes.append(TimetableProblem.Clash(first, second, people: 0))
            case .coincidence:
                let students = Set(exams[first].students)
                if !exams[second].students.contains(where: students.contains) {
                    problem.together.append(TimetableProblem.Pair(first, second))
                }
            }
        }
    }
}
