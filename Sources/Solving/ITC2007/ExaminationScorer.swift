/// The competition's score of any solution, by plain loops over the instance alone. Shares nothing with the engine, so
/// that each can be held against the other.
package struct ExaminationScore: Equatable, Sendable {
    // Hard: violations, each counted once.
    package var unplaced = 0
    package var conflicts = 0
    package var roomOccupancy = 0
    package var periodUtilisation = 0
    package var periodRelated = 0
    package var roomRelated = 0
    // Soft.
    package var twoInARow = 0
    package var twoInADay = 0
    package var periodSpread = 0
    package var mixedDurations = 0
    package var frontLoad = 0
    package var roomPenalty = 0
    package var periodPenalty = 0

    package var distanceToFeasibility: Int {
        unplaced + conflicts + roomOccupancy + periodUtilisation + periodRelated + roomRelated
    }

    package var penalty: Int {
        twoInARow + twoInADay + periodSpread + mixedDurations + frontLoad + roomPenalty + periodPenalty
    }

    /// `solution` has a line for each exam, within the instance's ranges or -1.
    package init(_ instance: ExaminationInstance, _ solution: TimetableSolution) {
        unplaced = solution.unplaced
        scorePairs(instance, solution)
        scoreRooms(instance, solution)
        scoreRelations(instance, solution)
        scoreExams(instance, solution)
    }

    /// All pairs of exams with common students.
    private mutating func scorePairs(_ instance: ExaminationInstance, _ solution: TimetableSolution) {
        for second in instance.exams.indices where solution.periods[second] >= 0 {
            let sitters = Set(instance.exams[second].students)
            for first in 0..<second where solution.periods[first] >= 0 {
                let common = instance.exams[first].students.count { sitters.contains($0) }
                if common > 0 { scorePair(instance, common, solution.periods[first], solution.periods[second]) }
            }
        }
    }

    private mutating func scorePair(_ instance: ExaminationInstance, _ common: Int, _ first: Int, _ second: Int) {
        let gap = abs(first - second)
        if gap == 0 {
            conflicts += 1
            return
        }
        if instance.periods[first].date == instance.periods[second].date {
            if gap == 1 {
                twoInARow += instance.weights.twoInARow * common
            } else {
                twoInADay += instance.weights.twoInADay * common
            }
        }
        if gap <= instance.weights.periodSpread { periodSpread += common }
    }

    private mutating func scoreRooms(_ instance: ExaminationInstance, _ solution: TimetableSolution) {
        for period in instance.periods.indices {
            for room in instance.rooms.indices {
                let here = instance.exams.indices.filter {
                    solution.periods[$0] == period && solution.rooms[$0] == room
                }
                if here.isEmpty { continue }
                let students = here.reduce(0) { $0 + instance.exams[$1].students.count }
                if students > instance.rooms[room].capacity { roomOccupancy += 1 }
                if here.count > 1 { roomRelated += here.count { instance.exclusiveExams.contains($0) } }
                let durations = Set(here.map { instance.exams[$0].duration })
                mixedDurations += instance.weights.mixedDurations * (durations.count - 1)
            }
        }
    }

    private mutating func scoreRelations(_ instance: ExaminationInstance, _ solution: TimetableSolution) {
        for constraint in instance.periodConstraints {
            let (first, second) = (solution.periods[constraint.first], solution.periods[constraint.second])
            if first < 0 || second < 0 { continue }
            switch constraint.relation {
            case .after: if first <= second { periodRelated += 1 }
            case .exclusion: if first == second { periodRelated += 1 }
            case .coincidence:
                let sitters = Set(instance.exams[constraint.first].students)
                let share = instance.exams[constraint.second].students.contains { sitters.contains($0) }
                if first != second && !share { periodRelated += 1 }
            }
        }
    }

    private mutating func scoreExams(_ instance: ExaminationInstance, _ solution: TimetableSolution) {
        for (exam, value) in instance.exams.enumerated() where solution.periods[exam] >= 0 {
            let period = solution.periods[exam]
            if value.duration > instance.periods[period].duration { periodUtilisation += 1 }
            periodPenalty += instance.periods[period].penalty
            if solution.rooms[exam] >= 0 { roomPenalty += instance.rooms[solution.rooms[exam]].penalty }
            let isLate = period >= instance.periods.count - instance.weights.latePeriods
            if isLate && isLarge(exam, instance) { frontLoad += instance.weights.frontLoad }
        }
    }

    /// Whether fewer than `largeExams` exams come before this one by size, of equal ones the first.
    private func isLarge(_ exam: Int, _ instance: ExaminationInstance) -> Bool {
        let size = instance.exams[exam].students.count
        let ahead = instance.exams.indices.count { other in
            let otherSize = instance.exams[other].students.count
            return otherSize > size || (otherSize == size && other < exam)
        }
        return ahead < instance.weights.largeExams
    }
}
