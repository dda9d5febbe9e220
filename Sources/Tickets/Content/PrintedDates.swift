import Exams

// The forms of dates that tickets print.

extension Day {
    /// `2026年4月11日（周六）`.
    var printed: String { printedDate + "（周" + weekdayCharacter + "）" }

    /// `2026年4月11日`.
    var printedDate: String {
        let parts = components
        return "\(parts.year)年\(parts.month)月\(parts.day)日"
    }

    private var weekdayCharacter: String {
        switch weekday {
        case 1: "一"
        case 2: "二"
        case 3: "三"
        case 4: "四"
        case 5: "五"
        case 6: "六"
        default: "日"
        }
    }
}

extension Month {
    /// `2026年4月`.
    var printed: String { "\(year)年\(monthOfYear)月" }
}
