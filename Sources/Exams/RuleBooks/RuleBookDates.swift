// What a book says about days. The first day is never counted (民法典 §201) and a year ends on the
// corresponding day or, without one, on the month's last (§202).

extension RuleBook {
    /// The last day a retake may be sat: the anniversary of the day the first results were published, inclusive.
    package func retakeLastDay(resultsPublished: Day) -> Day {
        resultsPublished.anniversary(years: retake.validityYears.value)
    }

    /// The exam days somebody may not sit with this institution after an incident, both ends included; nil if the
    /// notice bans nobody.
    package func banned(fromIncident incident: Day) -> ClosedRange<Day>? {
        guard let ban else { return nil }
        return incident...incident.anniversary(years: ban.years.value)
    }

    /// Payments strictly before this second count: 24:00 of the deadline's day.
    package func paymentDeadline(firstExamDay: Day) -> LocalSecond {
        LocalSecond(number: (firstExamDay - payment.deadlineDaysBefore.value + 1).number * 86_400)
    }

    /// The last day on which results are on time. A deadline in days that ends on a day off may lawfully be met on
    /// the next working day (民法典 §203, `Almanac.firstWorkingDay`); plan for this one.
    /// - Throws: `Mistakes` (`calendar-missing`) if working days of an unpublished year are needed.
    package func resultsDue(lastExamDay: Day, almanac: Almanac) throws -> Day {
        switch results.deadline.value {
        case .days(let count): lastExamDay + count
        case .workingDays(let count): try almanac.workingDays(after: lastExamDay, count: count)
        }
    }

    /// The last day of the 公示期.
    package func resultsPublicUntil(published: Day) -> Day { published + results.publicDays.value }
}
