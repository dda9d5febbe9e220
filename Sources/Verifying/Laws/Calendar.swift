import Exams

/// Law 12. No period on a public holiday, on a make-up working day or on a blackout date, and none in a year whose
/// calendar is not published. In the interchange documents this is settled: their periods are the lawful ones; what
/// is left to check is that no lost period is used.
enum Calendar: LawStatement {
    static let law = Law.calendar

    static func breaches(in seating: Seating) -> [Breach] {
        var breaches: [Breach] = []
        var checked = Set<Int>()
        for session in seating.sessions where checked.insert(session.key.period).inserted {
            let period = seating.register.periods[session.key.period]
            if period.value.lost == true {
                breaches.append(breach("\(seating.name(period: session.key.period)) is lost, yet in use"))
            }
        }
        return breaches
    }
}

/// Law 12 where the calendars are known: every period that a scenario offers, against holidays, make-up working
/// days, blackout dates and missing years.
package func calendarBreaches(of scenario: Scenario) -> [Breach] {
    var breaches: [Breach] = []
    for sitting in scenario.sittings {
        for period in sitting.periods {
            let day = period.start.day
            let here = "period \(period.id) of sitting \(sitting.id) on \(day)"
            let calendars = scenario.calendars.filter { $0.year == day.components.year }
            if calendars.isEmpty {
                breaches.append(Calendar.breach("\(here): the calendar of that year is not published"))
            }
            if calendars.contains(where: { $0.holidays.contains(day) }) {
                breaches.append(Calendar.breach("\(here) is a public holiday"))
            }
            if calendars.contains(where: { $0.makeUpWorkingDays.contains(day) }) {
                breaches.append(Calendar.breach("\(here) is a make-up working day"))
            }
            if scenario.blackouts.contains(day) {
                breaches.append(Calendar.breach("\(here) is a blackout date"))
            }
            if day.month != sitting.month {
                breaches.append(Calendar.breach("\(here) is not in \(sitting.month), the month of its sitting"))
            }
        }
    }
    return breaches
}
