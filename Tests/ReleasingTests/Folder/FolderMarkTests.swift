import Exams
import Foundation
import Releasing
import Testing

/// A database releases into one folder, and a folder belongs to one database.
@Suite struct FolderMarkTests {
    private func releaser(_ desk: Desk, into folder: String) -> Releaser {
        Releaser(store: desk.store, folder: folder, press: { _, _ in { Array(Desk.text($0).utf8) } })
    }

    private func refusal(_ work: () throws -> Void) -> String? {
        do {
            try work()
            return nil
        } catch let fault as ReleaseFault {
            return fault.kind == .refused ? fault.mistake.code : "obstructed"
        } catch {
            return String(describing: error)
        }
    }

    @Test func anotherFolderIsRefusedUntilItIsSaidToBeNew() throws {
        let desk = try Desk()
        try desk.release(opening)
        let files = try desk.files()
        // As if the disk were not mounted: an empty folder, or none.
        let other = desk.scratch.path("other")
        #expect(refusal { _ = try releaser(desk, into: other).release(now: opening) } == "folder-unmarked")
        #expect(refusal { _ = try releaser(desk, into: other).preview(now: opening) } == "folder-unmarked")
        #expect(!FileManager.default.fileExists(atPath: other))
        let report = try releaser(desk, into: other).release(now: opening, isNewFolder: true)
        #expect(report.redrawn.count == 3 && report.released.isEmpty)
        #expect(try Desk.files(in: other) == files)
        #expect(refusal { try desk.release(opening) } == "folder-former")
        #expect(try releaser(desk, into: other).release(now: opening).didNothing)
        #expect(try desk.releaser().release(now: opening, isNewFolder: true).didNothing)
        #expect(refusal { _ = try releaser(desk, into: other).release(now: opening) } == "folder-former")
    }

    @Test func theFolderOfAnotherDatabaseIsRefused() throws {
        let (desk, stranger) = (try Desk(), try Desk(["CECC"]))
        try desk.release(opening)
        let files = try desk.files()
        for isNew in [false, true] {
            let code = refusal {
                _ = try releaser(stranger, into: desk.folder).release(now: opening, isNewFolder: isNew)
            }
            #expect(code == "folder-foreign")
        }
        #expect(try desk.files() == files)
        #expect(try stranger.releaser().status(now: opening).lastRun?.state == "failed")
    }

    /// A folder from before there were marks is taken over if its index is ours.
    @Test func aFolderWithoutAMarkIsHeldAgainstTheLedger() throws {
        let desk = try Desk()
        try FileManager.default.createDirectory(atPath: desk.folder, withIntermediateDirectories: true)
        let index = desk.folder + "/index.csv"
        try Data("ticket,file\n1,1.pdf\n".utf8).write(to: URL(fileURLWithPath: index))
        #expect(refusal { try desk.release(opening) } == "folder-foreign")
        try FileManager.default.removeItem(atPath: index)
        #expect(try desk.release(opening).released.count == 3)
    }

    @Test func aMarkThatIsNoneIsNotOurs() throws {
        let desk = try Desk()
        try desk.release(opening)
        try Data("?".utf8).write(to: URL(fileURLWithPath: desk.folder + "/.kaowu-folder"))
        #expect(refusal { try desk.release(opening) } == "folder-foreign")
    }
}
