import Exams
import Foundation
import Releasing
import Storage
import Testing

/// Release windows held against a plain restatement of the notices, minute by minute around every boundary.
///
/// The restatement counts calendar days with Foundation's calendar in Beijing's time zone; the product counts day
/// numbers. They share nothing but the words of the notices.
@Suite struct WindowPropertyTests {
    private typealias Change = TicketEntry.Change

    private static let beijing: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
        return calendar
    }()

    /// Of a local moment; Beijing's clock is eight hours ahead all year.
    private static func date(_ moment: LocalSecond) -> Date {
        Date(timeIntervalSince1970: Double(moment.number - 8 * 3600))
    }

    private static func local(_ date: Date) -> LocalSecond {
        LocalSecond(number: Int(date.timeIntervalSince1970) + 8 * 3600)
    }

    /// 00:00 of the day so many days before the one of `start`.
    private static func midnight(_ days: Int, before start: LocalMinute) throws -> LocalSecond {
        let day = beijing.startOfDay(for: date(start.second))
        return local(try #require(beijing.date(byAdding: .day, value: -days, to: day)))
    }

    /// Days on which counting goes wrong if it ever does: around each month's and year's end, and 29 February.
    private static let awkwardDays: [Day] = {
        var days: [Day] = []
        for year in [2023, 2024, 2025, 2026, 2100] {
            for month in 1...12 {
                guard let first = Day(year: year, month: month, day: 1) else { continue }
                days += [first - 1, first, first + 4, first + 6, first + 7, first + 27, first + 28]
            }
        }
        return days
    }()

    private static let rules: [(TicketWindow.Opening, Int)] = [
        (.daysBefore(7), 7), (.daysBefore(5), 5), (.daysBefore(0), 0),
    ]

    @Test func opensAndClosesToTheMinuteOnEveryAwkwardDay() throws {
        for day in Self.awkwardDays {
            for (rule, days) in Self.rules {
                for clock in [0, 510, 540, 1439] {
                    let start = day.start + clock
                    let change = Change(revision: 1, savedAt: second(start.second, -400 * 86_400), firstStart: start)
                    let window = try #require(ReleaseWindow(rule, changes: [change]))
                    let opens = try Self.midnight(days, before: start)
                    #expect(window.opens == opens, "\(start), \(days) days before")
                    for boundary in [opens, start.second] {
                        for offset in -90...90 {
                            let now = second(boundary, offset * 60)
                            let state: ReleaseWindow.State =
                                now >= start.second ? .closed : now >= opens ? .open : .notYetOpen
                            if window.state(at: now) != state {
                                Issue.record("\(start), \(days) days before, at \(now)")
                            }
                        }
                    }
                }
            }
        }
    }

    /// Sessions moved earlier and later, again and again, before and after the opening, at moments around every
    /// boundary. Whoever could print may print until the start; nobody may print before what the notice says of the
    /// old day or the new one.
    @Test(arguments: [1, 2, 3, 4] as [UInt64]) func movedSessionsNeverCloseAnOpenWindow(_ seed: UInt64) throws {
        var random = Numbers(state: seed)
        for _ in 0..<400 {
            let (rule, days) = Self.rules[random.below(2)]
            let changes = try randomChanges(days, &random)
            var opened: LocalSecond?
            for count in 1...changes.count {
                let history = Array(changes.prefix(count))
                let window = try #require(ReleaseWindow(rule, changes: history))
                let (saved, start) = (history[count - 1].savedAt, history[count - 1].firstStart)
                let own = try Self.midnight(days, before: start)
                // The restatement: an opening that has come stays; one that has not gives way to the new day's.
                let expected: LocalSecond = if let before = opened, before <= saved { min(before, own) } else { own }
                #expect(window.opens == expected, "\(history)")
                #expect(window.closes == start.second, "\(history)")
                if let before = opened, before <= saved {
                    #expect(window.opens <= before, "opens later than it had: \(history)")
                }
                opened = window.opens
            }
        }
    }

    /// Some moves of a session, each noticed at a moment near one of the boundaries of the day before.
    private func randomChanges(_ days: Int, _ random: inout Numbers) throws -> [Change] {
        var start = Self.awkwardDays[random.below(Self.awkwardDays.count)].start + 30 * random.below(48)
        var saved = second(start.second, -30 * 86_400)
        var changes = [Change(revision: 1, savedAt: saved, firstStart: start)]
        for revision in 2...(2 + random.below(4)) {
            let near = [try Self.midnight(days, before: start), start.second, saved][random.below(3)]
            saved = max(second(saved, 1), second(near, [-61, -60, -1, 0, 1, 60, 3600, 86_400][random.below(8)]))
            start = start + [-14, -7, -1, 1, 7, 14, 21][random.below(7)] * 1440 + 30 * (random.below(9) - 4)
            changes.append(Change(revision: revision, savedAt: saved, firstStart: start))
        }
        return changes
    }

    /// A holiday is moved by notice, and the sitting's days with it: the window follows the candidate's own first
    /// day, workday or not, and never the other days of the sitting.
    @Test func aHolidayMovedMovesTheWindow() throws {
        let saved = moment("2026-03-01T09:00:00")
        let rule = TicketWindow.Opening.daysBefore(7)
        // Qingming 2026 is 4 to 6 April; an exam on Saturday the 11th opens on the holiday itself.
        let first = Change(revision: 1, savedAt: saved, firstStart: try #require(LocalMinute("2026-04-11T09:00")))
        #expect(ReleaseWindow(rule, changes: [first])?.opens == moment("2026-04-04T00:00:00"))
        // Moved a week on before it opened: the new week counts. Moved after it opened: it stays open.
        let later = try #require(LocalMinute("2026-04-18T09:00"))
        for (notice, opens) in [
            ("2026-04-03T23:59:59", "2026-04-11T00:00:00"), ("2026-04-04T00:00:00", "2026-04-04T00:00:00"),
        ] {
            let moved = Change(revision: 2, savedAt: moment(notice), firstStart: later)
            let window = try #require(ReleaseWindow(rule, changes: [first, moved]))
            #expect(window.opens == moment(opens) && window.closes == later.second)
        }
    }

    /// BJKJ: from the moment the plan was stored, whatever day the exam is moved to.
    @Test func onceSeatedStaysOpenThroughEveryMove() throws {
        var random = Numbers(state: 9)
        for _ in 0..<200 {
            let changes = try randomChanges(7, &random)
            let window = try #require(ReleaseWindow(.onceSeated, changes: changes))
            #expect(window.opens == changes[0].savedAt && window.closes == changes[changes.count - 1].firstStart.second)
        }
    }

    /// A plain generator, so that a failure can be had again.
    private struct Numbers {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }
}
