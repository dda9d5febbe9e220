import ExampleOffice
import Exams
import Releasing
import Storage
import Testing

/// Seats that the data no longer allow while the plan still gives them: no ticket is released for one; what is out is
/// named until the re-plan.
@Suite struct LostSeatTests {
    /// Takes the seats of the first exam day away.
    private func lose(_ lost: LostSeat, _ scenario: inout Scenario) {
        let day = examDay.start
        switch lost {
        case .sessionCancelled: scenario.sittings[0].periods[0].lost = true
        case .programmeCancelled: scenario.sittings[0].programmes = []
        case .rescheduled: scenario.sittings[0].periods[0].end = scenario.sittings[0].periods[0].end + -10
        case .roomClosed:
            scenario.venues[0].venue.rooms[0].open = [[day + -1440, day + 540], [day + 1440, day + 2880]]
        case .machineBroken: scenario.venues[0].venue.rooms[0].blocked = [[6, 5], [1, 1], [1, 2], [1, 3]]
        }
    }

    @Test(arguments: LostSeat.allCases) func isNotReleased(_ lost: LostSeat) throws {
        var desk = try Desk()
        let scenario = desk.office.scenario
        try desk.edit { lose(lost, &$0) }
        let early = try desk.releaser().status(now: second(opening, -1))
        #expect(early.displaced == 3 && early.held.isEmpty && early.needsAPerson && early.pendingImports == 1)
        #expect(try !desk.release(second(opening, -1)).needsAPerson)
        #expect(try desk.releaser().preview(now: opening).held.count == 3)
        let report = try desk.release(opening)
        #expect(report.released.isEmpty && report.held.map(\.reason) == Array(repeating: lost.text, count: 3))
        #expect(report.needsAPerson && report.isNews && report.failed.isEmpty)
        #expect(try !desk.release(second(opening, 600)).isNews)
        #expect(try desk.files().isEmpty)
        let status = try desk.releaser().status(now: opening)
        #expect(status.held == report.held && status.due == 0 && status.needsAPerson)
        // The change is taken back.
        try desk.edit { $0 = scenario }
        let mended = try desk.release(second(opening, 1200))
        #expect(mended.released.count == 3 && mended.held.isEmpty && mended.isNews)
        #expect(try desk.isConsistent())
    }

    @Test(arguments: LostSeat.allCases) func whatIsOutStaysAndIsNamed(_ lost: LostSeat) throws {
        var desk = try Desk()
        try desk.release(opening)
        let files = try desk.files()
        try desk.edit { lose(lost, &$0) }
        let report = try desk.release(second(opening, 600))
        #expect(report.suspended.map(\.reason) == Array(repeating: lost.text, count: 3) && report.taken.isEmpty)
        #expect(report.needsAPerson && report.isNews && report.alreadyOut == 3)
        #expect(try desk.files() == files)
        let again = try desk.release(second(opening, 1200))
        #expect(again.suspended.count == 3 && !again.isNews)
        #expect(try desk.releaser().status(now: opening).suspended == report.suspended)
        // Only what has not begun can be mended.
        let entry = try #require(try desk.store.ticketEntries().first)
        let last = try #require(entry.seats.last).period.start
        #expect(try desk.release(last.second).suspended.isEmpty)
    }

    @Test func theReplanReleasesTheNewSeats() throws {
        var desk = try Desk()
        try desk.release(opening)
        try desk.edit { lose(.sessionCancelled, &$0) }
        try desk.release(second(opening, 600))
        _ = try desk.store.savePlan(try desk.office.plan(day: 1), note: "", at: second(opening, 1200))
        let report = try desk.release(second(opening, 1200))
        #expect(report.taken.count == 3 && report.released.count == 3 && !report.needsAPerson)
        #expect(try desk.releaser().status(now: second(opening, 1200)).pendingImports == 0)
        #expect(try desk.isConsistent())
    }

    /// A run was killed with the ticket in hand; then the room was closed.
    @Test(arguments: [ReleaseStep.claimed, .renamed, .written, .indexWritten])
    func whatAKilledRunHadInHandIsNotFinished(_ step: ReleaseStep) throws {
        struct Killed: Error {}
        var desk = try Desk()
        #expect(throws: Killed.self) {
            _ = try desk.releaser(hook: { if $0 == step { throw Killed() } }).release(now: opening)
        }
        try desk.edit { lose(.roomClosed, &$0) }
        let report = try desk.release(second(opening, 60))
        #expect(report.released.isEmpty && report.held.count == 3)
        #expect(try desk.files().keys.filter { $0.hasSuffix(".pdf") }.isEmpty)
        try desk.edit { $0.venues[0].venue.rooms[0].open = nil }
        #expect(try desk.release(second(opening, 120)).released.count == 3)
        #expect(try desk.isConsistent())
    }

    /// Who is not entitled is told that, not that the room is closed.
    @Test func thePersonComesFirst() throws {
        var desk = try Desk()
        try desk.change(2) { $0.withdrawn = true }
        try desk.edit { lose(.roomClosed, &$0) }
        let report = try desk.release(opening)
        #expect(report.refused.map(\.application) == ["ZJCX-报2"] && report.held.count == 2)
    }
}
