/// The State Council's holiday notice of one year: which days are off and which weekend days are worked.
/// A year without a published calendar is refused, never guessed (law 12).
package struct WorkCalendar: Codable, Equatable, Sendable {
    package var year: Int
    package var source: String
    /// Public holidays, weekends inside them included.
    package var holidays: [Day]
    /// 调休: weekend days that are worked.
    package var makeUpWorkingDays: [Day]
}
