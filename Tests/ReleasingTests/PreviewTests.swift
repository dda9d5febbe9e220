import ExampleOffice
import Exams
import Foundation
import Releasing
import Testing

@Suite struct PreviewTests {
    /// At every stage of an eventful week the preview says what the release then does, and changes nothing.
    @Test func saysWhatTheReleaseDoesAndChangesNothing() throws {
        var desk = try Desk(["ZJCX", "CECC"], candidates: 3)
        for now in ["2024-03-15T23:59:59", "2024-03-16T00:00:00", "2024-03-18T00:00:00", "2024-03-23T09:00:00"] {
            if now.hasPrefix("2024-03-18") { try desk.change(2) { $0.withdrawn = true } }
            let before = try (desk.files(), desk.store.events(), desk.store.ticketEntries(), desk.store.lastRun())
            let preview = try desk.releaser().preview(now: moment(now))
            let after = try (desk.files(), desk.store.events(), desk.store.ticketEntries(), desk.store.lastRun())
            #expect(after.0 == before.0 && after.1 == before.1 && after.2 == before.2 && after.3 == before.3)
            let report = try desk.release(moment(now))
            #expect(preview.isPreview && !report.isPreview)
            #expect(preview.released.map(\.application) == report.released.map(\.application))
            #expect(preview.taken == report.taken && preview.tooLate == report.tooLate)
            #expect(preview.refused == report.refused && preview.notYetOpen == report.notYetOpen)
        }
    }

    /// What cannot be drawn is known before the release; nothing of it is kept.
    @Test func triesToDrawWhatIsDue() throws {
        let desk = try Desk()
        let printer: TicketPrinter = { job in
            guard job.application != "ZJCX-报2" else {
                throw Mistakes([Mistake(code: "glyph", cause: "No font has it.", action: "Install one.")])
            }
            return Array(Desk.text(job).utf8)
        }
        let preview = try desk.releaser(printer).preview(now: opening)
        #expect(preview.released.map(\.application) == ["ZJCX-报1", "ZJCX-报3"] && preview.needsAPerson)
        #expect(preview.failed.map(\.application) == ["ZJCX-报2"] && preview.failed.map(\.reason) == ["No font has it."])
        #expect(try desk.files().isEmpty)
        try desk.release(opening)
        let file = try #require(try desk.files().keys.first { $0.hasSuffix(".pdf") })
        try FileManager.default.removeItem(atPath: desk.folder + "/" + file)
        let another: TicketPrinter = { Array(("new " + Desk.text($0)).utf8) }
        let other = try desk.releaser(another).preview(now: opening)
        #expect(other.redrawnOtherwise.map(\.file) == [file])
    }

    @Test func theLedgerSaysWhatChangedSinceAMoment() throws {
        var desk = try Desk()
        try desk.release(opening)
        try desk.change(2) { $0.withdrawn = true }
        try desk.release(second(opening, 600))
        let all = try desk.store.ledgerChanges(since: opening)
        #expect(all.map(\.kind) == [.released, .released, .released, .taken])
        #expect(all.last?.application == "ZJCX-报2" && all.last?.reason?.isEmpty == false)
        #expect(try desk.store.ledgerChanges(since: second(opening, 1)).map(\.kind) == [.taken])
        #expect(try desk.store.ledgerChanges(since: second(opening, 601)).isEmpty)
    }

    /// For cron mails: the same worries are told once, and that they are over is told too.
    @Test func newsIsWhatIsNew() throws {
        var desk = try Desk()
        func news(_ seconds: Int) throws -> Bool { try desk.release(second(opening, seconds)).isNews }
        #expect(try news(0))
        #expect(try !news(600))
        try desk.change(2) { $0.withdrawn = true }
        #expect(try news(1200))
        #expect(try !news(1800))
        try desk.change(2) {
            $0.banned = [[examDay, examDay]]
            $0.withdrawn = false
        }
        #expect(try news(2400))
        #expect(try !news(3000))
        try desk.change(2) { $0.banned = [] }
        #expect(try news(3600))
        #expect(try !news(4200))
    }

    @Test func aReleaseThatDoesNotRunIsNoticed() throws {
        let desk = try Desk(["ZJCX", "CECC"])
        #expect(try desk.releaser().status(now: opening).isStalled == false)
        try desk.release(opening)
        let twoDaysLater = moment("2024-03-18T00:30:00")
        #expect(try desk.releaser().status(now: twoDaysLater).isStalled)
        try desk.release(twoDaysLater)
        #expect(try desk.releaser().status(now: second(twoDaysLater, 7200)).isStalled == false)
    }
}
