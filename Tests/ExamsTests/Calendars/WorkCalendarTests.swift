import Exams
import Foundation
import Testing

@Suite struct WorkCalendarTests {
    @Test func freeWeekendDaysOfTheCatalogueMonths() throws {
        let vectors: [(String, [Int])] = [
            ("2024-03", [2, 3, 9, 10, 16, 17, 23, 24, 30, 31]), ("2024-04", [13, 14, 20, 21, 27]),
            ("2024-05", [12, 18, 19, 25, 26]), ("2024-06", [1, 2, 8, 9, 15, 16, 22, 23, 29, 30]),
            ("2024-07", [6, 7, 13, 14, 20, 21, 27, 28]), ("2024-08", [3, 4, 10, 11, 17, 18, 24, 25, 31]),
            ("2024-09", [1, 7, 8, 21, 22, 28]), ("2024-10", [13, 19, 20, 26, 27]),
            ("2024-11", [2, 3, 9, 10, 16, 17, 23, 24, 30]), ("2024-12", [1, 7, 8, 14, 15, 21, 22, 28, 29]),
            ("2026-04", [11, 12, 18, 19, 25, 26]), ("2026-09", [5, 6, 12, 13, 19]),
            ("2026-11", [1, 7, 8, 14, 15, 21, 22, 28, 29]),
        ]
        for (text, days) in vectors {
            let month = try #require(Month(text))
            let calendar = try WorkCalendar.published(year: month.year)
            #expect(calendar.freeWeekendDays(in: month).map(\.components.day) == days, "\(text)")
        }
    }

    /// Days off and weekend days worked, as the State Council's notices count them.
    @Test(arguments: [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6)])
    func counts(year: Int, off: Int, worked: Int) throws {
        let calendar = try WorkCalendar.published(year: year)
        #expect(calendar.holidays.count == off)
        #expect(calendar.makeUpWorkingDays.count == worked)
        #expect(calendar.makeUpWorkingDays.allSatisfy { $0.weekday >= 6 })
        #expect(calendar.source.contains("国办发明电〔\(year - 1)〕"))
    }

    @Test(arguments: [
        ("2024-10-12", DayKind.makeUpWorkingDay), ("2024-10-13", .weekend), ("2024-10-07", .publicHoliday),
        ("2024-10-08", .weekday), ("2024-02-09", .weekday), ("2024-05-04", .publicHoliday),
        ("2025-06-02", .publicHoliday),
        ("2026-01-04", .makeUpWorkingDay), ("2026-09-26", .publicHoliday),
    ])
    func kinds(text: String, kind: DayKind) throws {
        let day = try #require(Day(text))
        let almanac = try Almanac.published()
        #expect(try almanac.kind(of: day) == kind)
        #expect(try almanac.allowsExams(on: day) == (kind == .weekday || kind == .weekend))
        #expect(try almanac.isWorkingDay(day) == (kind == .weekday || kind == .makeUpWorkingDay))
    }

    @Test func aYearWithoutCalendarIsRefused() throws {
        let error = #expect(throws: Mistakes.self) { try WorkCalendar.published(year: 2027) }
        #expect(error?.all.map(\.code) == ["calendar-missing"])
        let almanac = try Almanac.published()
        let lastDay = try #require(Day("2026-12-31"))
        let beyond = #expect(throws: Mistakes.self) { try almanac.workingDays(after: lastDay, count: 1) }
        #expect(beyond?.all.map(\.code) == ["calendar-missing"])
        #expect(throws: Mistakes.self) { try almanac.allowsExams(on: lastDay + 1) }
        #expect(throws: Mistakes.self) { try Almanac([]).isWorkingDay(lastDay) }
        #expect(try WorkCalendar.published(year: 2024).kind(of: lastDay) == nil)
    }

    @Test func whatIsDueOnADayOffMayBeDoneOnTheNextWorkingDay() throws {
        let almanac = try Almanac.published()
        for (due, grace) in [
            ("2026-05-03", "2026-05-06"), ("2026-09-27", "2026-09-28"), ("2026-11-29", "2026-11-30"),
            ("2026-11-30", "2026-11-30"),
        ] {
            #expect(try almanac.firstWorkingDay(onOrAfter: #require(Day(due))).description == grace)
        }
    }

    @Test func aWrongCalendarIsRefusedWithAllItsMistakes() throws {
        let text = """
            { "year": 2024, "source": "某通知", "holidays": ["2024-01-01", "2023-12-31", "2024-04-06"],
              "makeUpWorkingDays": ["2024-04-06", "2024-04-10"], "workdays": [] }
            """
        let error = #expect(throws: Mistakes.self) { try WorkCalendar.read(from: Data(text.utf8), file: "2024.json") }
        #expect(
            error?.all.map { "\($0.code) \($0.column ?? "")" } == [
                "key-unknown workdays", "calendar-day holidays", "calendar-day holidays",
                "calendar-day makeUpWorkingDays",
                "calendar-day makeUpWorkingDays",
            ])
        let noSuchDay = #"{ "year": 2024, "source": "某通知", "holidays": ["2024-02-30"], "makeUpWorkingDays": [] }"#
        let refused = #expect(throws: Mistakes.self) {
            try WorkCalendar.read(from: Data(noSuchDay.utf8), file: "2024.json")
        }
        #expect(refused?.all.map(\.column) == ["holidays[0]"])
    }
}
