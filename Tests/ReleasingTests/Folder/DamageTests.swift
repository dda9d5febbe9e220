import Exams
import Foundation
import Releasing
import Testing
import Tickets

/// Files that are out and are lost or altered are noticed by the next release and put back.
@Suite struct DamageTests {
    private func damage(_ desk: Desk, _ file: String, _ text: String?) throws {
        let path = desk.folder + "/" + file
        guard let text else { return try FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test(arguments: [nil, "", "not a ticket"]) func isPutBackAsItWas(_ text: String?) throws {
        let desk = try Desk()
        let file = try #require(try desk.release(opening).released.first?.file)
        let files = try desk.files()
        try damage(desk, file, text)
        let status = try desk.releaser().status(now: opening, checksFolder: true)
        #expect(status.folder?.broken.map(\.file) == [file] && status.folder?.whole == 2 && status.needsAPerson)
        #expect(try desk.releaser().preview(now: opening).redrawn.map(\.file) == [file])
        let report = try desk.release(second(opening, 60))
        #expect(report.redrawn.map(\.file) == [file] && report.alreadyOut == 3 && report.released.isEmpty)
        #expect(report.redrawnOtherwise.isEmpty)
        #expect(try desk.files() == files)
        #expect(try desk.isConsistent())
        #expect(try desk.release(second(opening, 120)).didNothing)
        #expect(try desk.releaser().status(now: opening, checksFolder: true).needsAPerson == false)
    }

    @Test func aFileThatNoReleasePutThereIsNamed() throws {
        let desk = try Desk()
        let file = try #require(try desk.release(opening).released.first?.file)
        let stray = (file as NSString).deletingLastPathComponent + "/old.pdf"
        #expect(try desk.releaser().status(now: opening, checksFolder: true).folder?.strays == [])
        try damage(desk, stray, "an old ticket")
        let status = try desk.releaser().status(now: opening, checksFolder: true)
        #expect(status.folder?.strays == [stray] && status.folder?.whole == 3 && status.needsAPerson)
        #expect(try desk.release(opening).didNothing)
        #expect(try desk.files()[stray] == "an old ticket")
    }

    /// Another key or photo since: the new bytes are what ledger, index and log name.
    @Test func aTicketDrawnOtherwiseIsNotedAnew() throws {
        let desk = try Desk()
        let file = try #require(try desk.release(opening).released.first?.file)
        try damage(desk, file, nil)
        let printer: TicketPrinter = { Array(("new " + Desk.text($0)).utf8) }
        let report = try desk.releaser(printer).release(now: opening)
        #expect(report.redrawnOtherwise.map(\.file) == [file] && report.isNews)
        #expect(try desk.files()[file]?.hasPrefix("new ") == true)
        #expect(try desk.isConsistent())
        #expect(try desk.store.events().filter { $0.kind == .ticketRedrawn }.count == 1)
        #expect(try desk.release(opening).didNothing)
    }

    @Test func whatCannotBePutBackIsNoLongerListed() throws {
        let desk = try Desk()
        let file = try #require(try desk.release(opening).released.first?.file)
        try damage(desk, file, "torn")
        let broken: TicketPrinter = { _ in throw Mistakes([Mistake(code: "glyph", cause: "No font.", action: "-")]) }
        for _ in 1...2 {
            let report = try desk.releaser(broken).release(now: opening)
            #expect(report.failed.map(\.file) == [file] && report.needsAPerson)
            let files = try desk.files()
            #expect(files[file] == nil && files["index.csv"]?.contains(file) == false)
        }
        #expect(try desk.release(opening).redrawn.count == 1)
        #expect(try desk.isConsistent())
    }

    /// After T nobody is given a ticket any more, not even a second copy; the index does not name what is gone. Staff
    /// are told once, and ledger, index and status then agree.
    @Test func afterTheStartNothingIsDrawn() throws {
        let desk = try Desk()
        let file = try #require(try desk.release(opening).released.first?.file)
        try damage(desk, file, nil)
        let report = try desk.release(start)
        #expect(report.redrawn.isEmpty && report.lost.map(\.file) == [file] && report.alreadyOut == 3)
        #expect(report.needsAPerson && report.isNews)
        #expect(try desk.files()["index.csv"]?.contains(file) == false)
        #expect(try desk.files()["index.csv"]?.split(separator: "\n").count == 3)
        let again = try desk.release(second(start, 600))
        #expect(again.lost.isEmpty && again.lostBefore == 1 && !again.needsAPerson && !again.isNews)
        let status = try desk.releaser().status(now: second(start, 600), checksFolder: true)
        #expect(status.folder?.lost.map(\.file) == [file] && status.folder?.broken.isEmpty == true)
        #expect(status.folder?.isIndexCurrent == true && !status.needsAPerson)
        #expect(try desk.store.events().count { $0.kind == .ticketLost } == 1 && (try desk.store.audit().isWhole))
    }

    /// What a former folder keeps is not lost.
    @Test func aNewFolderIsNotBlamedForWhatIsOver() throws {
        let desk = try Desk()
        try desk.release(opening)
        let releaser = Releaser(
            store: desk.store, folder: desk.folder + "2", press: { _, _ in { Array(Desk.text($0).utf8) } })
        #expect(try releaser.preview(now: start, isNewFolder: true).lost.isEmpty)
        let report = try releaser.release(now: start, isNewFolder: true)
        #expect(report.lost.isEmpty && report.lostBefore == 3 && !report.needsAPerson)
        #expect(try releaser.release(now: second(start, 60)).lost.isEmpty)
    }
}
