// Local calendar values without a time zone. An examination is announced in wall-clock time of its
// `timeZone`; the planner and the checker only ever compare such times with each other. Where an
// instant is needed (is it time to release?), `Releasing` converts, once.
//
// Days are counted from 1970-01-01 in the proleptic Gregorian calendar; the conversion between a day
// count and year-month-day is the era method of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".

/// A calendar day, `YYYY-MM-DD`.
package struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package var number: Int { Int(kept) }
    /// In half the room: a million people have several. No calendar needs more.
    private let kept: Int32

    package init(number: Int) { kept = Int32(clamping: number) }

    /// Nil if there is no such day (2024-02-30).
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        kept = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    package var components: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var month: Month {
        let parts = components
        return Month(number: parts.year * 12 + parts.month - 1)
    }

    /// 1 Monday … 7 Sunday.
    package var weekday: Int { (number + 3) % 7 + 1 }

    package var start: LocalMinute { LocalMinute(number: number * 1440) }

    /// The corresponding day `years` later, or the month's last day where there is none (民法典 §202).
    package func anniversary(years: Int) -> Day {
        let parts = components
        let length = Day.length(ofMonth: parts.month, year: parts.year + years)
        return Day(year: parts.year + years, month: parts.month, day: min(parts.day, length)) ?? self
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    package static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
    package static func - (day: Day, days: Int) -> Day { Day(number: day.number - days) }
}

/// A calendar month, `YYYY-MM`.
package struct Month: Hashable, Comparable, Sendable {
    /// Months since year 0: `year * 12 + (month - 1)`; the difference of two is the delay of tier 3.
    package var number: Int { Int(kept) }
    private let kept: Int32

    package init(number: Int) { kept = Int32(clamping: number) }

    package init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        kept = Int32(year * 12 + month - 1)
    }

    package var year: Int { number / 12 }
    /// 1 … 12.
    package var monthOfYear: Int { number % 12 + 1 }
    package var firstDay: Day { Day(year: year, month: monthOfYear, day: 1)! }
    package var lastDay: Day { firstDay + (Day.length(ofMonth: monthOfYear, year: year) - 1) }

    package static func < (left: Month, right: Month) -> Bool { left.number < right.number }
}

/// A wall-clock minute, `YYYY-MM-DDTHH:MM`.
package struct LocalMinute: Hashable, Comparable, Sendable {
    /// Minutes since 1970-01-01T00:00, local.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// Rounded towards the past, so that minutes before 1970 fall on their own day too.
    package var day: Day { Day(number: (number - minuteOfDay) / 1440) }
    package var minuteOfDay: Int { (number % 1440 + 1440) % 1440 }
    /// `HH:MM`.
    package var clock: String { twoDigits(minuteOfDay / 60) + ":" + twoDigits(minuteOfDay % 60) }

    package static func < (left: LocalMinute, right: LocalMinute) -> Bool { left.number < right.number }
    package static func + (minute: LocalMinute, minutes: Int) -> LocalMinute {
        LocalMinute(number: minute.number + minutes)
    }
    package static func - (left: LocalMinute, right: LocalMinute) -> Int { left.number - right.number }
}

/// A wall-clock second, `YYYY-MM-DDTHH:MM:SS`.
package struct LocalSecond: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00, local.
    package let number: Int

    package init(number: Int) { self.number = number }

    package var day: Day { Day(number: (number - (number % 86_400 + 86_400) % 86_400) / 86_400) }

    package static func < (left: LocalSecond, right: LocalSecond) -> Bool { left.number < right.number }
}
