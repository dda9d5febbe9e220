/// An instance of the examination track of the Second International Timetabling Competition (ITC 2007, track 1), as its
/// file says it: McCollum, McMullan, Burke, Parkes & Qu, "The Second International Timetabling Competition:
/// Examination Timetabling Track", QUB/IEEE/Tech/ITC2007/Exam/v4.0 (2007). Everything is numbered from 0 by its place
/// in the file.
package struct ExaminationInstance: Equatable, Sendable {
    package struct Exam: Equatable, Sendable {
        /// Minutes.
        package var duration: Int
        /// Ascending, each once.
        package var students: [Int]
    }

    package struct Period: Equatable, Sendable {
        /// Without leading zeros; periods of equal date are one day.
        package var date: String
        package var time: String
        /// Minutes.
        package var duration: Int
        package var penalty: Int
    }

    package struct Room: Equatable, Sendable {
        package var capacity: Int
        package var penalty: Int
    }

    package enum Relation: String, Sendable {
        case after = "AFTER"
        case coincidence = "EXAM_COINCIDENCE"
        case exclusion = "EXCLUSION"
    }

    package struct PeriodConstraint: Equatable, Sendable {
        package var first: Int
        package var relation: Relation
        package var second: Int
    }

    package struct Weights: Equatable, Sendable {
        package var twoInARow = 0
        package var twoInADay = 0
        package var periodSpread = 0
        package var mixedDurations = 0
        /// How many of the largest exams should come early, how many periods at the end are late, and the price.
        package var largeExams = 0
        package var latePeriods = 0
        package var frontLoad = 0
    }

    package var exams: [Exam] = []
    package var periods: [Period] = []
    package var rooms: [Room] = []
    /// Without repetitions and without an exam related to itself.
    package var periodConstraints: [PeriodConstraint] = []
    /// Exams that need a room alone, ascending.
    package var exclusiveExams: [Int] = []
    package var weights = Weights()
}
