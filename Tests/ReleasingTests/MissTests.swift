import ExampleOffice
import Exams
import Releasing
import Testing

/// Tickets that the exam overtook are told once, by name.
@Suite struct MissTests {
    @Test func isToldOnce() throws {
        let desk = try Desk()
        let report = try desk.release(start)
        #expect(report.tooLate.map(\.application) == (1...3).map { Office.applicationID("ZJCX", $0) })
        #expect(report.needsAPerson && report.isNews)
        let again = try desk.release(second(start, 600))
        #expect(again.tooLate.isEmpty && again.missedBefore == 3 && !again.needsAPerson && !again.isNews)
        #expect(try desk.store.events().filter { $0.kind == .ticketMissed }.count == 3)
        let status = try desk.releaser().status(now: second(start, 600))
        #expect(status.tooLate == 3 && status.missed.count == 3)
        #expect(try desk.releaser().status(now: second(start, 8 * 86_400)).missed.isEmpty)
    }

    /// Who was rightly refused until T missed nothing.
    @Test func whoWasRefusedMissesNothing() throws {
        var desk = try Desk()
        try desk.change(2) { $0.withdrawn = true }
        let report = try desk.release(start)
        #expect(report.tooLate.count == 2 && report.refused.isEmpty)
        #expect(try desk.release(second(start, 60)).missedBefore == 2)
    }

    /// A clock that ran ahead is set right: what it made look too late is due.
    @Test func aClockSetRightReleasesAfterAll() throws {
        let desk = try Desk()
        #expect(try desk.release(moment("2031-01-01T00:00:00")).tooLate.count == 3)
        let report = try desk.release(opening)
        #expect(report.released.count == 3 && report.clockWentBackFrom == moment("2031-01-01T00:00:00"))
        #expect(try desk.isConsistent())
    }
}
