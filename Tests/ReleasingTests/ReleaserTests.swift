import ExampleOffice
import Exams
import Foundation
import Releasing
import Storage
import Testing
import Tickets

@Suite struct ReleaserTests {
    @Test func releasesJustWithinTheWindowAndOnce() throws {
        let desk = try Desk()
        let early = try desk.release(second(opening, -1))
        #expect(early.released.isEmpty && early.nextOpening == opening)
        #expect(early.notYetOpen.map(\.tickets) == [3])
        #expect(try desk.files().isEmpty)
        let report = try desk.release(opening)
        #expect(report.released.map(\.application) == (1...3).map { Office.applicationID("ZJCX", $0) })
        #expect(report.notYetOpen.isEmpty && report.refused.isEmpty && report.tooLate.isEmpty)
        #expect(try desk.isConsistent())
        let files = try desk.files()
        #expect(files.count == 4)
        let again = try desk.release(second(opening, 60))
        #expect(again.released.isEmpty && again.alreadyOut == 3 && again.redrawn.isEmpty)
        #expect(try desk.files() == files)
        #expect(try desk.release(second(start, 60)).alreadyOut == 3)
    }

    @Test func aFileIsNamedByTheTicketAndListed() throws {
        let desk = try Desk(candidates: 1)
        try desk.release(opening)
        let files = try desk.files()
        let number = try TicketNumber(
            month: examDay.month, institution: desk.office.scenario.ruleBooks[0].numberCode, serial: 1)
        let text = try #require(files["ZJCX-test/\(number.digits).pdf"])
        #expect(text == "\(number.digits) ZJCX-报1 1 2024-02-20T09:00:00\n")
        let line = [
            number.digits, "ZJCX-报1", "ZJCX-test", "ZJCX", "1", Digest(of: text).description,
            "2024-03-16T00:00:00+08:00", "2024-03-23T09:00:00+08:00", "download", "ZJCX-test/\(number.digits).pdf",
        ]
        #expect(
            files["index.csv"]
                == "ticket,application,sitting,institution,revision,sha256,opens,closes,delivery,file\n\(line.joined(separator: ","))\n"
        )
    }

    @Test func aLateRunCatchesUpAndAfterTheStartNothingIsReleased() throws {
        let late = try Desk()
        #expect(try late.release(second(start, -1)).released.count == 3)
        let tooLate = try Desk()
        let report = try tooLate.release(start)
        #expect(report.released.isEmpty)
        #expect(report.tooLate.count == 3)
        #expect(try tooLate.files().isEmpty)
    }

    /// Four institutions, four windows: plan at once, five days, seven days, a week with a message.
    @Test func eachInstitutionHasItsWindow() throws {
        let desk = try Desk(["BJKJ", "ZJCX", "CECC", "BJOU"], candidates: 1)
        func out(_ now: String) throws -> [String] { try desk.release(moment(now)).released.map(\.sitting) }
        #expect(try out("2024-02-20T09:00:00") == ["BJKJ-test"])
        #expect(try out("2024-03-15T23:59:59") == [])
        #expect(try out("2024-03-16T00:00:00") == ["BJOU-test", "ZJCX-test"])
        #expect(try desk.store.openMessages().count == 1)
        #expect(try out("2024-03-17T23:59:59") == [])
        #expect(try out("2024-03-18T00:00:00") == ["CECC-test"])
        #expect(try desk.store.openMessages().count == 1)
        #expect(try desk.isConsistent())
    }

    @Test func whoIsNoLongerEntitledGetsNothing() throws {
        var desk = try Desk(["ZJCX", "BJKJ"], candidates: 5)
        try desk.change(1) { $0.withdrawn = true }
        try desk.change(2) { $0.feePaid = 0 }
        try desk.change(3) { $0.banned = [[examDay - 1, examDay]] }
        try desk.change(4) { $0.review = .rejected }
        try desk.change(5) { $0.banned = [[examDay - 9, examDay - 1], [examDay + 1, examDay + 9]] }
        desk.office.change(Office.applicationID("BJKJ", 1)) { $0.feePaid = 0 }
        try desk.store.importScenario(desk.office.scenario, at: planned)
        let report = try desk.release(opening)
        #expect(
            report.refused.map(\.reason) == [
                Obstacle.withdrawn.text, Obstacle.unpaid.text, Obstacle.banned.text, Obstacle.notApproved.text,
            ])
        // BJKJ asks for approval only.
        #expect(report.released.map(\.application) == (1...5).map { Office.applicationID("BJKJ", $0) } + ["ZJCX-报5"])
        #expect(try desk.isConsistent())
    }

    @Test func aWithdrawalTakesBackATicketThatIsOut() throws {
        var desk = try Desk()
        try desk.release(opening)
        try desk.change(2) { $0.withdrawn = true }
        let report = try desk.release(second(opening, 60))
        #expect(report.taken.map(\.application) == ["ZJCX-报2"])
        #expect(try desk.out() == ["ZJCX-报1@1", "ZJCX-报3@1"])
        #expect(try desk.isConsistent())
        #expect(try desk.release(second(opening, 120)).taken.isEmpty)
        try desk.change(2) { $0.withdrawn = false }
        #expect(try desk.release(second(opening, 180)).released.map(\.application) == ["ZJCX-报2"])
        #expect(try desk.isConsistent())
        try desk.change(2) { $0.withdrawn = true }
        #expect(try desk.release(start).taken.isEmpty)
    }

    @Test func aNewSeatVoidsTheOldTicketAndIsDueAtOnce() throws {
        let desk = try Desk()
        try desk.release(opening)
        let old = try desk.files()
        let plan = try desk.office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 1, 2)])
        _ = try desk.store.savePlan(plan, note: "", at: second(opening, 60))
        let report = try desk.release(second(opening, 60))
        // 1 keeps its seat, 2 moves a day, 3 has none.
        #expect(report.released.map(\.application) == ["ZJCX-报2"])
        #expect(report.taken.map(\.application) == ["ZJCX-报2", "ZJCX-报3"])
        #expect(report.taken.map(\.revision) == [1, 1])
        #expect(try desk.out() == ["ZJCX-报1@1", "ZJCX-报2@2"])
        #expect(try desk.isConsistent())
        let files = try desk.files()
        let kept = try #require(report.released.first?.number.map { "ZJCX-test/\($0.digits).pdf" })
        #expect(files[kept]?.contains(" 2 ") == true && old[kept]?.contains(" 1 ") == true)
        #expect(try desk.release(second(opening, 120)).alreadyOut == 2)
    }

    @Test func aTicketThatCannotBeDrawnDoesNotStopTheOthers() throws {
        let desk = try Desk()
        let printer: TicketPrinter = { job in
            guard job.application != "ZJCX-报2" else {
                throw Mistakes([Mistake(code: "glyph", cause: "No font has it.", action: "Install one.")])
            }
            return Array(Desk.text(job).utf8)
        }
        for _ in 1...2 {
            let report = try desk.releaser(printer).release(now: opening)
            #expect(report.failed.map(\.reason) == ["No font has it."] && report.needsAPerson)
        }
        #expect(try desk.out() == ["ZJCX-报1@1", "ZJCX-报3@1"])
        let status = try desk.releaser().status(now: opening)
        #expect(status.failed.map(\.reason) == ["No font has it."] && status.due == 1 && status.out == 2)
        #expect(try desk.store.events().filter { $0.kind == .ticketRefused }.count == 1)
        #expect(try desk.release(opening).released.map(\.application) == ["ZJCX-报2"])
        #expect(try desk.isConsistent())
    }

    @Test func aSecondReleaseMeanwhileIsTurnedAway() throws {
        let desk = try Desk()
        let other = try Store(path: desk.store.path)
        let rival = Releaser(store: other, folder: desk.folder, press: { _, _ in { Array(Desk.text($0).utf8) } })
        var kinds: [StorageFault.Kind] = []
        let report = try desk.releaser(hook: { step in
            guard step == .claimed else { return }
            do {
                _ = try rival.release(now: opening)
            } catch let fault as StorageFault {
                kinds.append(fault.kind)
            }
        }).release(now: opening)
        #expect(kinds == [.busy])
        #expect(report.released.count == 3)
        #expect(try rival.release(now: opening).alreadyOut == 3)
        #expect(try desk.isConsistent())
    }

    @Test func aClockSetBackReleasesNothingEarlyAndNothingTwice() throws {
        let desk = try Desk(["ZJCX", "CECC"], candidates: 2)
        #expect(try desk.release(moment("2024-03-17T12:00:00")).released.count == 2)
        let back = try desk.release(moment("2024-03-01T12:00:00"))
        #expect(back.released.isEmpty && back.alreadyOut == 2 && back.taken.isEmpty)
        #expect(back.clockWentBackFrom == moment("2024-03-17T12:00:00") && back.isNews)
        #expect(try desk.release(moment("2024-03-01T12:10:00")).isNews == false)
        #expect(try desk.release(moment("2024-03-18T00:00:00")).released.map(\.sitting) == ["CECC-test", "CECC-test"])
        #expect(try desk.isConsistent())
    }

    @Test func aFolderThatCannotBeWrittenLosesNothing() throws {
        let desk = try Desk()
        #expect(FileManager.default.createFile(atPath: desk.folder, contents: nil))
        do {
            try desk.release(opening)
            Issue.record("released into a file")
        } catch let fault as ReleaseFault {
            #expect(fault.kind == .obstructed && fault.mistake.code == "folder-unwritable")
        }
        let status = try desk.releaser().status(now: opening)
        #expect(status.lastRun?.state == "failed" && status.due == 3 && status.out == 0)
        try FileManager.default.removeItem(atPath: desk.folder)
        #expect(try desk.release(opening).released.count == 3)
        #expect(try desk.isConsistent())
    }

    /// One line for a cron mail: what stood in the way, and how far the release had come.
    @Test func aReleaseThatIsStoppedSaysHowFarItCame() throws {
        let desk = try Desk()
        let number = try TicketNumber(
            month: examDay.month, institution: desk.office.scenario.ruleBooks[0].numberCode, serial: 3)
        let obstacle = desk.folder + "/ZJCX-test/.\(number.digits).pdf.partial"
        do {
            _ = try desk.releaser(hook: { step in
                guard step == .claimed else { return }
                try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: true)
            }).release(now: opening)
            Issue.record("released over a folder")
        } catch let fault as ReleaseFault {
            #expect(fault.mistake.cause.contains("写好 2 张，还有 1 张"), "\(fault.mistake.cause)")
        }
        #expect(try desk.releaser().status(now: opening).lastRun?.failure?.contains("还有 1 张") == true)
        try FileManager.default.removeItem(atPath: obstacle)
        #expect(try desk.release(opening).released.count == 3)
        #expect(try desk.isConsistent())
    }

    @Test func whatTheIndexCouldNotNameIsNotCalledReleased() throws {
        let desk = try Desk()
        try desk.release(second(opening, -60))
        let index = desk.folder + "/index.csv"
        try FileManager.default.createDirectory(atPath: index + "/occupied", withIntermediateDirectories: true)
        #expect(throws: ReleaseFault.self) { try desk.release(opening) }
        let run = try desk.releaser().status(now: opening).lastRun
        #expect(run?.state == "failed" && run?.released == 0)
        try FileManager.default.removeItem(atPath: index)
        #expect(try desk.release(opening).released.count == 3)
        #expect(try desk.isConsistent())
    }

    @Test func whatIsNotOursIsLeftAlone() throws {
        let desk = try Desk()
        try desk.release(opening)
        for name in ["notes.txt", "ZJCX-test/readme.pdf", "ZJCX-test/9999999999999999.pdf"] {
            #expect(FileManager.default.createFile(atPath: desk.folder + "/" + name, contents: Data("theirs".utf8)))
        }
        try desk.release(second(opening, 60))
        #expect(try desk.files().values.filter { $0 == "theirs" }.count == 3)
    }

    @Test func anAlteredPlanIsNotReleased() throws {
        let desk = try Desk()
        #expect(
            Saboteur(path: desk.store.path).tamper("seat", "UPDATE seat SET seat_column = 5 WHERE placement = 1") == nil
        )
        do {
            try desk.release(opening)
            Issue.record("released an altered plan")
        } catch let fault as StorageFault {
            #expect(fault.kind == .refused && fault.mistakes.map(\.code) == ["database-damaged"])
        }
        #expect(try desk.files().isEmpty)
        #expect(try desk.releaser().status(now: opening).lastRun?.state == "failed")
    }

    @Test func theRealPressDrawsTheSameBytesAgain() throws {
        let desk = try Desk(candidates: 1)
        let key = try SigningKey(seed: Array(0..<32))
        let releaser = Releaser(store: desk.store, folder: desk.folder, press: signedPress(key: key))
        let report = try releaser.release(now: opening)
        #expect(report.refused.isEmpty)
        let file = try #require(report.released.first?.file)
        let bytes = try #require(FileManager.default.contents(atPath: desk.folder + "/" + file))
        #expect(bytes.starts(with: Array("%PDF-".utf8)))
        let scenario = try #require(try desk.store.loadScenario())
        let printer = try signedPress(key: key)(scenario, try desk.store.loadPlan())
        let number = try #require(report.released.first?.number)
        let again = try printer(
            TicketJob(application: Office.applicationID("ZJCX", 1), number: number, revision: 1, asOf: planned))
        #expect(again == Array(bytes))
    }
}
