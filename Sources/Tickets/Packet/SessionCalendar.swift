import Exams

/// The sessions of a sitting as a calendar file (iCalendar, RFC 5545) for the staff: one entry for each venue and
/// period, with the number of rooms, candidates and invigilators and no names. `SEQUENCE` is the revision that last
/// changed the period at this venue, so a calendar that has the entry already takes just what is new; a period that
/// nobody sits any more is cancelled under its old name.
package enum SessionCalendar {
    /// - Parameter contents: of one sitting.
    package static func bytes(_ contents: [PacketContent]) -> [UInt8] {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kaowu//kaowu//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
            "BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19910915T000000",
            "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "TZNAME:CST", "END:STANDARD", "END:VTIMEZONE",
        ]
        for content in contents {
            let periods = Dictionary(grouping: content.sessions, by: \.period)
            for (period, sessions) in periods.sorted(by: { ($0.value[0].start, $0.key) < ($1.value[0].start, $1.key) })
            {
                lines += event(period, sessions, content)
            }
            for cancelled in content.cancelled { lines += event(cancelled, content) }
        }
        lines.append("END:VCALENDAR")
        return lines.flatMap { Array((folded($0) + "\r\n").utf8) }
    }

    private static func event(
        _ period: String, _ sessions: [PacketContent.Session], _ content: PacketContent
    ) -> [String] {
        let subjects = PacketContent.titles(sessions.flatMap { $0.candidates.map(\.subject.title) })
        let rooms = sessions.map { "\($0.roomName) \($0.candidates.count) 人" }.joined(separator: "\\n")
        let people = sessions.reduce(0) { $0 + $1.candidates.count }
        let staff = sessions.reduce(0) { $0 + $1.invigilators }
        let start = sessions[0].start
        let end = sessions.map(\.end).max() ?? sessions[0].end
        let revision = content.periodRevisions[period] ?? content.revision
        return head(period, start, end, content) + [
            "SUMMARY:\(text("\(content.institution) \(subjects)（\(people) 人）"))",
            "DESCRIPTION:\(text("\(sessions.count) 间考场，监考 \(staff) 人，第 \(revision) 版"))\\n\(rooms)",
            "END:VEVENT",
        ]
    }

    private static func event(_ cancelled: PacketContent.Cancelled, _ content: PacketContent) -> [String] {
        let revision = content.periodRevisions[cancelled.period] ?? content.revision
        return head(cancelled.period, cancelled.start, cancelled.end, content) + [
            "STATUS:CANCELLED", "SUMMARY:\(text("已取消：\(content.institution)"))",
            "DESCRIPTION:\(text("第 \(revision) 版起，这里没有考试"))", "END:VEVENT",
        ]
    }

    /// What says which entry it is, how new, when and where.
    private static func head(
        _ period: String, _ start: LocalMinute, _ end: LocalMinute, _ content: PacketContent
    ) -> [String] {
        [
            "BEGIN:VEVENT", "UID:\(text("\(content.sitting).\(period).\(content.venue.venue.id)"))@kaowu",
            "SEQUENCE:\(content.periodRevisions[period] ?? content.revision)",
            "DTSTAMP:\(stamp(content.printedAsOf))", "DTSTART;TZID=Asia/Shanghai:\(stamp(start))",
            "DTEND;TZID=Asia/Shanghai:\(stamp(end))",
            "LOCATION:\(text("\(content.venue.name) \(content.venue.address)"))",
        ]
    }

    private static func stamp(_ minute: LocalMinute) -> String {
        minute.description.filter { $0 != "-" && $0 != ":" } + "00"
    }

    /// In UTC, eight hours before Shanghai.
    private static func stamp(_ second: LocalSecond) -> String {
        LocalSecond(number: second.number - 8 * 3600).description.filter { $0 != "-" && $0 != ":" } + "Z"
    }

    private static func text(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\n", with: "\\n")
    }

    /// Lines of at most 75 bytes, never cut inside a character.
    private static func folded(_ line: String) -> String {
        var text = ""
        var length = 0
        for character in line {
            let size = String(character).utf8.count
            if length + size > 75 {
                text += "\r\n "
                length = 1
            }
            text.append(character)
            length += size
        }
        return text
    }
}
