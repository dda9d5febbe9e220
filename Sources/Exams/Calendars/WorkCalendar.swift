import Foundation

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

/// What a day is to those who work by the State Council's notice.
package enum DayKind: Equatable, Sendable {
    case publicHoliday, makeUpWorkingDay, weekday, weekend

    package var isWorkingDay: Bool { self == .weekday || self == .makeUpWorkingDay }
    /// Law 12: no period on a public holiday or a make-up working day.
    package var allowsExams: Bool { self == .weekday || self == .weekend }
}

extension WorkCalendar {
    /// The calendar of a year.
    /// - Throws: `Mistakes` (`calendar-missing`) for a year whose notice the program does not have.
    package static func published(year: Int, in files: ShippedFiles = .current) throws -> WorkCalendar {
        let name = "\(year).json"
        guard try files.names(in: folder).contains(name) else { throw Mistakes([missing(year: year)]) }
        return try shipped(named: name, in: files)
    }

    /// All calendars that come with the program, by year.
    package static func allPublished(in files: ShippedFiles = .current) throws -> [WorkCalendar] {
        try files.names(in: folder).map { try shipped(named: $0, in: files) }
    }

    private static func shipped(named name: String, in files: ShippedFiles) throws -> WorkCalendar {
        let calendar = try read(from: files.data(name, in: folder), file: name)
        guard name == "\(calendar.year).json" else {
            throw Mistakes([
                Mistake(
                    code: "calendar-misnamed", file: name, column: "year",
                    cause: "the file holds the calendar of \(calendar.year)", action: "Name the file after its year.")
            ])
        }
        return calendar
    }

    /// Reads a calendar and checks it. Throws `Mistakes`.
    package static func read(from data: Data, file: String) throws -> WorkCalendar {
        let calendar = try DataReader.decode(WorkCalendar.self, from: data, file: file)
        let mistakes = try DataReader.leftovers(calendar, in: data, file: file) + calendar.contradictions(file: file)
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return calendar
    }

    static func missing(year: Int) -> Mistake {
        Mistake(
            code: "calendar-missing", file: "\(year).json", cause: "there is no published holiday calendar for \(year)",
            action:
                "Wait for the State Council's notice (it appears each November) and add the year; it is not guessed.")
    }

    static let folder = "Years"

    /// Nil for a day of another year.
    package func kind(of day: Day) -> DayKind? {
        guard day.components.year == year else { return nil }
        if holidays.contains(day) { return .publicHoliday }
        if makeUpWorkingDays.contains(day) { return .makeUpWorkingDay }
        return day.weekday >= 6 ? .weekend : .weekday
    }

    /// Saturdays and Sundays that are neither holiday nor worked, where candidates and venues are free; empty for
    /// a month of another year.
    package func freeWeekendDays(in month: Month) -> [Day] {
        (month.firstDay.number...month.lastDay.number).map(Day.init(number:)).filter { kind(of: $0) == .weekend }
    }

    private func contradictions(file: String) -> [Mistake] {
        var mistakes: [Mistake] = []
        func add(_ column: String, _ day: Day, _ why: String) {
            mistakes.append(
                Mistake(
                    code: "calendar-day", file: file, column: column, cause: "\(day) \(why)",
                    action: "Compare with the State Council's notice."))
        }
        for (name, days) in [("holidays", holidays), ("makeUpWorkingDays", makeUpWorkingDays)] {
            for day in days where day.components.year != year { add(name, day, "is not in \(year)") }
            for (day, next) in zip(days, days.dropFirst()) where day >= next {
                add(name, next, "is out of order or repeated")
            }
        }
        for day in makeUpWorkingDays {
            if holidays.contains(day) { add("makeUpWorkingDays", day, "is a holiday as well") }
            if day.weekday < 6 {
                add("makeUpWorkingDays", day, "is worked in any case: it is not a Saturday or Sunday")
            }
        }
        if holidays.isEmpty {
            mistakes.append(
                Mistake(
                    code: "calendar-empty", file: file, column: "holidays", cause: "there are no holidays",
                    action: "List the holidays of the State Council's notice."))
        }
        return mistakes
    }
}
