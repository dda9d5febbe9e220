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

    /// What each student sits, pair by pair. A conflict is one of exams, however many students it hurts.
    private mutating func scorePairs(_ instance: ExaminationInstance, _ solution: TimetableSolution) {
        var sat: [Int: [Int]] = [:]
        for exam in instance.exams.indices where solution.periods[exam] >= 0 {
            for student in instance.exams[exam].students { sat[student, default: []].append(exam) }
        }
        var inConflict: Set<[Int]> = []
        for exams in sat.values {
            for (place, second) in exams.enumerated() {
                for first in exams[..<place] {
                    let (one, other) = (solution.periods[first], solution.periods[second])
                    if one == other { inConflict.insert([first, second]) } else { scorePair(instance, one, other) }
                }
            }
        }
        conflicts = inConflict.count
    }

    /// One student in two different periods.
    private mutating func scorePair(_ instance: ExaminationInstance, _ first: Int, _ second: Int) {
        let gap = abs(first - second)
        if instance.periods[first].date == instance.periods[second].date {
            if gap == 1 { twoInARow += instance.weights.twoInARow } else { twoInADay += instance.weights.twoInADay }
        }
        if gap <= instance.weights.periodSpread { periodSpread += 1 }
    }

    private mutating func scoreRooms(_ instance: ExaminationInstance, _ solution: TimetableSolution) {
        var placed: [[Int]: [Int]] = [:]
        for exam in instance.exams.indices where solution.periods[exam] >= 0 {
            placed[[solution.periods[exam], solution.rooms[exam]], default: []].append(exam)
        }
        let exclusive = Set(instance.exclusiveExams)
        for (place, here) in placed where place[1] >= 0 {
            let students = here.reduce(0) { $0 + instance.exams[$1].students.count }
            if students > instance.rooms[place[1]].capacity { roomOccupancy += 1 }
            if here.count > 1 { roomRelated += here.count(where: exclusive.contains) }
            let durations = Set(here.map { instance.exams[$0].duration })
            mixedDurations += instance.weights.mixedDurations * (durations.count - 1)
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
        let large = largeExams(instance)
        for (exam, value) in instance.exams.enumerated() where solution.periods[exam] >= 0 {
            let period = solution.periods[exam]
            if value.duration > instance.periods[period].duration { periodUtilisation += 1 }
            periodPenalty += instance.periods[period].penalty
            if solution.rooms[exam] >= 0 { roomPenalty += instance.rooms[solution.rooms[exam]].penalty }
            let isLate = period >= instance.periods.count - instance.weights.latePeriods
            if isLate && large.contains(exam) { frontLoad += instance.weights.frontLoad }
        }
    }

    /// The largest exams, of equal ones the first.
    private func largeExams(_ instance: ExaminationInstance) -> Set<Int> {
        let bySize = instance.exams.indices.sorted { first, second in
            let sizes = (instance.exams[first].students.count, instance.exams[second].students.count)
            return sizes.0 > sizes.1 || (sizes.0 == sizes.1 && first < second)
        }
        return Set(bySize.prefix(instance.weights.largeExams))
    }
}
