/// The calendars of several years as one, for spans that cross New Year. Every question about a year it does not
/// have throws `Mistakes` (`calendar-missing`).
package struct Almanac: Sendable {
    private let years: [Int: WorkCalendar]

    /// One calendar per year; of two for a year the later wins.
    package init(_ calendars: [WorkCalendar]) {
        years = Dictionary(calendars.map { ($0.year, $0) }, uniquingKeysWith: { $1 })
    }

    /// All years that come with the program.
    package static func published(in files: ShippedFiles = .current) throws -> Almanac {
        Almanac(try WorkCalendar.allPublished(in: files))
    }

    package func kind(of day: Day) throws -> DayKind {
        let year = day.components.year
        guard let kind = years[year]?.kind(of: day) else { throw Mistakes([WorkCalendar.missing(year: year)]) }
        return kind
    }

    package func isWorkingDay(_ day: Day) throws -> Bool { try kind(of: day).isWorkingDay }

    /// Law 12, without the scenario's blackout dates.
    package func allowsExams(on day: Day) throws -> Bool { try kind(of: day).allowsExams }

    /// The `count`th working day after a day, which is not counted itself (民法典 §201).
    package func workingDays(after day: Day, count: Int) throws -> Day {
        var last = day
        var remaining = count
        while remaining > 0 {
            last = last + 1
            if try isWorkingDay(last) { remaining -= 1 }
        }
        return last
    }

    /// The day itself if it is worked, otherwise the next that is: until when something due on a day off may still
    /// be done (民法典 §203).
    package func firstWorkingDay(onOrAfter day: Day) throws -> Day {
        try isWorkingDay(day) ? day : workingDays(after: day, count: 1)
    }
}
