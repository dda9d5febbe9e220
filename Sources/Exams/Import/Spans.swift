// Two ends in one cell: days with both ends included, or minutes.
extension ImportLog {
    /// `2024-03-05`, `2024-03-05~2024-03-11`, `2024-03-05至2024-03-11`. At most ten years.
    mutating func daySpan(_ cell: Cell) -> (first: Day, last: Day)? {
        var reader = DateText(cell.halfWidth)
        if let first = reader.day() {
            if reader.isAtEnd { return (first, first) }
            if reader.skipTo(), let last = reader.day(), reader.isAtEnd, first <= last,
                last.number - first.number < 3660
            {
                return (first, last)
            }
        }
        refuse(cell, "span-invalid", "\(cell.quoted)不是日期或起止日期。", "写成 2024-03-05~2024-03-11，起止两天都包括在内。")
        return nil
    }

    /// `2024-03-16` (the whole day), `2024-03-16~2024-03-17` (both whole), `2024-03-16 08:00~18:00`,
    /// `2024-03-16 08:00~2024-03-17 12:00`.
    mutating func minuteSpan(_ cell: Cell) -> [LocalMinute]? {
        var reader = DateText(cell.halfWidth)
        if let span = ImportLog.minuteSpan(&reader), reader.isAtEnd, span[0] < span[1] { return span }
        refuse(
            cell, "span-invalid", "\(cell.quoted)不是开放时段。", "写成 2024-03-16 08:00~18:00，或只写日期表示全天。")
        return nil
    }

    private static func minuteSpan(_ reader: inout DateText) -> [LocalMinute]? {
        guard let first = reader.day() else { return nil }
        if reader.isAtEnd { return [first.start, (first + 1).start] }
        if reader.timeFollows {
            guard let start = reader.secondOfDay(), reader.skipTo() else { return nil }
            let day = reader.timeFollows ? first : reader.day()
            guard let day, let end = reader.secondOfDay() else { return nil }
            return [first.start + start / 60, day.start + end / 60]
        }
        guard reader.skipTo(), let last = reader.day(), reader.isAtEnd else { return nil }
        return [first.start, (last + 1).start]
    }
}
