import Solving

/// An invented instance of the competition's format, always the same: 180 exams of six departments, 20 periods on ten
/// days, five rooms, 1200 students. Built around a planted timetable, so that it can be solved without breaking a rule:
/// an exam is planted in a period and a room, and students and constraints keep to that.
enum GeneratedExamination {
    static let file = "generated.exam"

    private static let departments = 6
    private static let examsEach = 30
    private static let periods = 20
    private static let capacities = [180, 120, 90, 60, 40]

    static func text() -> String {
        var random = RandomSource(seed: 2007)
        let count = departments * examsEach
        let planted = (0..<count).map { ($0 * 7 + $0 / periods) % periods }
        let rooms = (0..<count).map { $0 / periods % capacities.count }
        let students = students(planted, rooms, &random)
        var lines = ["[Exams:\(count)]"]
        for exam in 0..<count {
            let duration = [60, 90, 120, 180][random.below(4)]
            lines.append(([duration] + students[exam]).map(String.init).joined(separator: ", "))
        }
        lines.append("[Periods:\(periods)]")
        for period in 0..<periods {
            let day = 10 + period / 2
            lines.append("\(day):06:2030, \(period % 2 == 0 ? "09:00:00" : "14:00:00"), 180, \(period % 2 * 10)")
        }
        lines.append("[Rooms:\(capacities.count)]")
        for (room, capacity) in capacities.enumerated() { lines.append("\(capacity), \(room == 2 ? 20 : 0)") }
        lines += constraints(planted, &random)
        lines += ["[InstitutionalWeightings]", "TWOINAROW,7", "TWOINADAY,5", "PERIODSPREAD,4"]
        return (lines + ["NONMIXEDDURATIONS,10", "FRONTLOAD,30,5,5", ""]).joined(separator: "\r\n")
    }

    /// By exam. A student sits three to six exams, most of his own department, of periods that differ; nobody joins an
    /// exam that is three quarters of its share of the planted room.
    private static func students(_ planted: [Int], _ rooms: [Int], _ random: inout RandomSource) -> [[Int]] {
        var students = Array(repeating: [Int](), count: planted.count)
        for student in 1...1200 {
            let home = student % departments
            var taken: Set<Int> = []
            let wanted = 3 + random.below(4)
            for _ in 0..<20 where taken.count < wanted {
                let department = random.below(5) == 0 ? random.below(departments) : home
                // The smaller of two: some exams are much larger than others.
                let exam = department * examsEach + min(random.below(examsEach), random.below(examsEach))
                let share = capacities[rooms[exam]] * 3 / 4 / sharers(exam, planted, rooms)
                if students[exam].count < share && taken.insert(planted[exam]).inserted {
                    students[exam].append(student)
                }
            }
        }
        return students
    }

    /// How many exams are planted in an exam's period and room.
    private static func sharers(_ exam: Int, _ planted: [Int], _ rooms: [Int]) -> Int {
        planted.indices.count { planted[$0] == planted[exam] && rooms[$0] == rooms[exam] }
    }

    private static func constraints(_ planted: [Int], _ random: inout RandomSource) -> [String] {
        var lines = ["[PeriodHardConstraints]"]
        for _ in 0..<40 {
            let (first, second) = (random.below(planted.count), random.below(planted.count))
            if planted[first] > planted[second] {
                lines.append("\(first), AFTER, \(second)")
            } else if planted[first] < planted[second] {
                lines.append("\(first), EXCLUSION, \(second)")
            }
        }
        return lines + ["[RoomHardConstraints]"]
    }
}
