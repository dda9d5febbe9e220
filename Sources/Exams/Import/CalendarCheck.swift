/// Law 12 at the door: a period on a holiday, a make-up working day or a blackout never reaches the planner,
/// and a year whose calendar is not published is refused.
struct CalendarCheck {
    let calendars: [WorkCalendar]
    let blackouts: [Day]

    func check(_ periods: [(period: Sitting.Period, cell: Cell)], log: inout ImportLog) {
        for (period, cell) in periods {
            let day = period.start.day
            guard let calendar = calendars.first(where: { $0.year == day.month.year }) else {
                log.refuse(
                    cell, "calendar-missing", "没有 \(day.month.year) 年的放假安排，无法判断 \(day) 能否考试。",
                    "等国务院办公厅公布后更新程序附带的日历，再安排该年考试。")
                continue
            }
            if calendar.holidays.contains(day) {
                log.refuse(cell, "period-on-holiday", "\(day) 是法定节假日（\(calendar.source)）。", "换一天。")
            } else if calendar.makeUpWorkingDays.contains(day) {
                log.refuse(cell, "period-on-working-day", "\(day) 是调休上班日（\(calendar.source)）。", "换一天。")
            } else if blackouts.contains(day) {
                log.refuse(cell, "period-on-blackout", "\(day) 在 policy.csv 的停考日期内。", "换一天，或改正停考日期。")
            }
        }
    }
}
