import Exams
import Releasing
import Storage
import Testing

@Suite struct ReleaseWindowTests {
    private typealias Change = TicketEntry.Change

    private func computed(
        _ rule: TicketWindow.Opening, _ changes: (savedAt: String, firstStart: String)...
    ) -> ReleaseWindow? {
        var all: [Change] = []
        for (index, change) in changes.enumerated() {
            guard let firstStart = LocalMinute(change.firstStart) else { return nil }
            all.append(Change(revision: index + 1, savedAt: moment(change.savedAt), firstStart: firstStart))
        }
        return ReleaseWindow(rule, changes: all)
    }

    /// ZJCX line 74 for an exam on Saturday 2024-03-23 at 09:00, and around month ends, year ends and leap days.
    @Test(arguments: [
        (7, "2024-03-23T09:00", "2024-03-16T00:00:00"),
        (5, "2024-03-23T09:00", "2024-03-18T00:00:00"),
        (7, "2024-03-23T00:00", "2024-03-16T00:00:00"),
        (7, "2024-03-23T23:59", "2024-03-16T00:00:00"),
        (7, "2024-03-02T09:00", "2024-02-24T00:00:00"),
        (5, "2024-03-05T09:00", "2024-02-29T00:00:00"),
        (5, "2025-03-05T09:00", "2025-02-28T00:00:00"),
        (7, "2025-01-04T13:30", "2024-12-28T00:00:00"),
        (7, "2024-01-07T09:00", "2023-12-31T00:00:00"),
        (7, "2024-03-07T09:00", "2024-02-29T00:00:00"),
    ])
    func opensAtMidnightOfTheDayAndClosesAtTheStart(_ days: Int, _ start: String, _ opens: String) throws {
        let window = try #require(computed(.daysBefore(days), (savedAt: "2023-10-01T10:00:00", firstStart: start)))
        #expect(window.opens == moment(opens))
        #expect(window.closes == moment(start))
        #expect(window.state(at: second(window.opens, -1)) == .notYetOpen)
        #expect(window.state(at: window.opens) == .open)
        #expect(window.state(at: second(window.opens, 1)) == .open)
        #expect(window.state(at: second(window.closes, -1)) == .open)
        #expect(window.state(at: window.closes) == .closed)
        #expect(window.state(at: second(window.closes, 1)) == .closed)
    }

    /// BJKJ line 62.
    @Test func onceSeatedOpensWithThePlan() throws {
        let window = try #require(
            computed(.onceSeated, (savedAt: "2024-05-02T17:03:11", firstStart: "2024-05-18T09:00")))
        #expect(window.opens == moment("2024-05-02T17:03:11"))
        #expect(window.closes == moment("2024-05-18T09:00"))
    }

    @Test func aWindowThatHadOpenedStaysOpen() throws {
        let before = (savedAt: "2024-03-01T10:00:00", firstStart: "2024-03-23T09:00")
        let later = try #require(
            computed(.daysBefore(7), before, (savedAt: "2024-03-17T10:00:00", firstStart: "2024-03-30T14:00")))
        #expect(later.opens == opening)
        #expect(later.closes == moment("2024-03-30T14:00"))
        let earlier = try #require(
            computed(.daysBefore(7), before, (savedAt: "2024-03-17T10:00:00", firstStart: "2024-03-19T09:00")))
        #expect(earlier.opens == moment("2024-03-12T00:00"))
        let twice = try #require(
            computed(
                .daysBefore(7), before, (savedAt: "2024-03-17T10:00:00", firstStart: "2024-03-30T09:00"),
                (savedAt: "2024-03-18T10:00:00", firstStart: "2024-03-31T09:00")))
        #expect(twice.opens == opening)
        let seated = try #require(
            computed(.onceSeated, before, (savedAt: "2024-03-17T10:00:00", firstStart: "2024-03-30T09:00")))
        #expect(seated.opens == moment("2024-03-01T10:00:00"))
    }

    @Test func aWindowThatHadNotOpenedFollowsTheNewDay() throws {
        let before = (savedAt: "2024-03-01T10:00:00", firstStart: "2024-03-23T09:00")
        let justBefore = try #require(
            computed(.daysBefore(7), before, (savedAt: "2024-03-15T23:59:59", firstStart: "2024-03-30T09:00")))
        #expect(justBefore.opens == moment("2024-03-23T00:00"))
        let justAt = try #require(
            computed(.daysBefore(7), before, (savedAt: "2024-03-16T00:00:00", firstStart: "2024-03-30T09:00")))
        #expect(justAt.opens == opening)
    }

    /// Every minute of three weeks, for an exam on each of four awkward days.
    @Test(arguments: ["2024-03-02T09:00", "2025-01-02T08:30", "2024-02-29T13:00", "2023-03-01T09:00"])
    func isOpenJustBetweenTheTwo(_ text: String) throws {
        let start = try #require(LocalMinute(text))
        let window = try #require(computed(.daysBefore(7), (savedAt: "2022-01-01T00:00", firstStart: text)))
        for minute in (start.number - 20 * 1440)...(start.number + 1440) {
            let now = LocalMinute(number: minute)
            let isOpen = now < start && start.day.number - now.day.number <= 7
            #expect((window.state(at: now.second) == .open) == isOpen)
        }
    }

    @Test func withoutSeatsThereIsNoWindow() {
        #expect(ReleaseWindow(.daysBefore(7), changes: []) == nil)
        #expect(ReleaseWindow(.onceSeated, changes: []) == nil)
    }
}
