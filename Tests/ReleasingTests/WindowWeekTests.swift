import Exams
import Releasing
import Storage
import Testing

/// The releaser itself, run every few minutes over the days around the boundaries: what is out at any time is what
/// the notices allow at that time, whatever the plan does meanwhile.
@Suite struct WindowWeekTests {
    /// Every run of cron over three days: nothing a minute early, nothing a run late.
    @Test func everyTenMinutesThroughTheOpenings() throws {
        let desk = try Desk(["ZJCX", "CECC"], candidates: 2)
        let opens = ["ZJCX-test": opening, "CECC-test": moment("2024-03-18T00:00:00")]
        var seen: [String: LocalSecond] = [:]
        for minute in stride(from: -30, through: 2 * 1440 + 30, by: 10) {
            let now = second(opening, minute * 60)
            for ticket in try desk.release(now).released {
                #expect(now >= opens[ticket.sitting] ?? now, "early: \(ticket.sitting) at \(now)")
                seen[ticket.sitting] = now
            }
        }
        #expect(seen == opens)
        #expect(try desk.isConsistent())
    }

    /// Moved a day on while open: the old ticket is void at once, the new one out in the same run, until the new T.
    @Test func aMoveWhileOpenIsSeamless() throws {
        let desk = try Desk(candidates: 2)
        try desk.release(opening)
        let plan = try desk.office.plan([("ZJCX", 1, 1, 1), ("ZJCX", 2, 0, 2)])
        _ = try desk.store.savePlan(plan, note: "", at: second(start, -3600))
        let report = try desk.release(second(start, -3600))
        #expect(report.taken.map(\.application) == ["ZJCX-报1"] && report.released.map(\.application) == ["ZJCX-报1"])
        #expect(try desk.out() == ["ZJCX-报1@2", "ZJCX-报2@1"])
        // After the old T the moved one is still served: its file is put back if lost.
        let entry = try #require(try desk.store.ticketEntries().first)
        #expect(entry.issue?.closes == LocalMinute("2024-03-24T09:00"))
        #expect(try desk.release(second(start, 3600)).alreadyOut == 2)
        #expect(try desk.isConsistent())
    }

    /// Moved a day earlier than planned, told after that day's opening: due at once.
    @Test func aMoveForwardIsDueAtOnce() throws {
        let desk = try Desk(candidates: 1)
        _ = try desk.store.savePlan(try desk.office.plan([("ZJCX", 1, 1, 1)]), note: "", at: second(planned, 60))
        #expect(try desk.release(opening).released.isEmpty)
        _ = try desk.store.savePlan(try desk.office.plan([("ZJCX", 1, 0, 1)]), note: "", at: second(opening, 60))
        #expect(try desk.release(second(opening, 120)).released.map(\.revision) == [3])
    }

    /// Planned again with the same seats: the ticket that is out stays, to the byte.
    @Test func aPlanThatChangesNothingRecallsNothing() throws {
        let desk = try Desk()
        try desk.release(opening)
        let files = try desk.files()
        _ = try desk.store.savePlan(try desk.office.plan(), note: "", at: second(opening, 60))
        #expect(try desk.release(second(opening, 120)).didNothing)
        #expect(try desk.files() == files)
    }
}
