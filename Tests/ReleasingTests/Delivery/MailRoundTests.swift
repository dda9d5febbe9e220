import ExampleOffice
import Exams
import Foundation
import Releasing
import Storage
import Testing

/// Tickets that an institution sends: BJOU, from seven days before the exam.
@Suite struct MailRoundTests {
    private struct Post {
        var desk: Desk
        let box = Postbox()

        init(candidates: Int = 3) throws { desk = try Desk(["BJOU"], candidates: candidates) }

        @discardableResult
        func release(_ seconds: Int, resending: [String] = []) throws -> ReleaseReport {
            try desk.releaser(mail: box.channel).release(now: second(opening, seconds), resending: resending)
        }

        func people(_ tickets: [ReleaseReport.Ticket]) -> [String] {
            tickets.map { String($0.application.last ?? "?") }
        }

        mutating func address(_ number: Int, _ address: String?) throws {
            desk.office.changePerson(of: Office.applicationID("BJOU", number)) { $0.email = address }
            try desk.store.importScenario(desk.office.scenario, at: planned)
        }
    }

    @Test func eachTicketIsSentOnce() throws {
        let post = try Post()
        #expect(try post.release(-1).mail.sent.isEmpty && post.box.messages.isEmpty)
        let report = try post.release(0)
        #expect(post.people(report.mail.sent) == ["1", "2", "3"] && report.mail.waiting == 0)
        #expect(post.box.addresses == ["p1000@example.org", "p1001@example.org", "p1002@example.org"])
        #expect(Set(post.box.ids).count == 3)
        let again = try post.release(600)
        #expect(again.mail == ReleaseReport.Mail() && !again.isNews && post.box.messages.count == 3)
        #expect(try post.desk.store.events().filter { $0.kind == .ticketSent }.count == 3)
        #expect(try post.desk.isConsistent())
    }

    @Test func withoutASenderMessagesWait() throws {
        let post = try Post()
        let report = try post.desk.release(opening)
        #expect(report.mail.isOff && report.mail.waiting == 3 && !report.needsAPerson)
        #expect(try post.release(60).mail.sent.count == 3)
    }

    @Test func failuresAreTriedAgainAfterGrowingPausesAndThenTold() throws {
        let post = try Post(candidates: 2)
        post.box.fault = MailFault(.temporary, "queue full")
        var now = 0
        var pauses: [Int] = []
        for failures in 1...8 {
            let report = try post.release(now)
            #expect(report.mail.sent.isEmpty && report.mail.waiting == 2)
            let told = failures >= 4 ? report.mail.failing : report.mail.retrying
            #expect(told.count == 2 && told.allSatisfy { $0.reason == "queue full" })
            #expect(report.needsAPerson == (failures >= 4))
            let next = try #require(report.mail.nextAttempt)
            pauses.append((next.number - opening.number - now) / 60)
            // A run in between leaves them alone, and says the same.
            let between = try post.release(now + 60)
            #expect(between.mail.nextAttempt == next && !between.isNews)
            now = next.number - opening.number
        }
        #expect(pauses == [5, 15, 45, 135, 405, 720, 720, 720])
        #expect(try post.desk.releaser().status(now: second(opening, now)).mail.failing.count == 2)
        post.box.fault = nil
        let recovered = try post.release(now)
        #expect(recovered.mail.sent.count == 2 && !recovered.needsAPerson && recovered.isNews)
    }

    /// One that hangs or is missing is asked once in a run, not once for each message.
    @Test func aMailSystemThatDoesNotAnswerIsAskedOnce() throws {
        let post = try Post()
        var asked = 0
        let channel = MailChannel(from: "kaowu@example.org") { _ throws(MailFault) in
            asked += 1
            throw MailFault(.unavailable, "missing")
        }
        let report = try post.desk.releaser(mail: channel).release(now: opening)
        #expect(asked == 1 && report.mail.retrying.count == 3)
        #expect(try post.release(300).mail.sent.count == 3)
    }

    @Test func aRefusedAddressIsToldAtOnceAndSentWhenMended() throws {
        var post = try Post()
        post.box.refused = ["p1001@example.org"]
        let report = try post.release(0)
        #expect(post.people(report.mail.sent) == ["1", "3"] && post.people(report.mail.rejected) == ["2"])
        #expect(report.mail.failing.isEmpty && report.needsAPerson)
        let status = try post.desk.releaser().status(now: second(opening, 60))
        #expect(post.people(status.mail.rejected) == ["2"] && status.mail.rejected.first?.reason == "no such person")
        try post.address(2, "better@example.org")
        #expect(post.people(try post.release(300).mail.sent) == ["2"])
        #expect(post.box.addresses.last == "better@example.org")
    }

    @Test func whoHasNoAddressIsNamedUntilThereIsOne() throws {
        var post = try Post()
        try post.address(2, nil)
        let report = try post.release(0)
        #expect(post.people(report.mail.unaddressed) == ["2"] && report.needsAPerson && report.mail.waiting == 0)
        #expect(try !post.release(60).isNews)
        let status = try post.desk.releaser().status(now: second(opening, 60))
        #expect(status.mail.unaddressed.count == 1 && status.needsAPerson)
        try post.address(2, "found@example.org")
        #expect(post.people(try post.release(120).mail.sent) == ["2"])
    }

    @Test func afterTheStartNothingIsSent() throws {
        let post = try Post()
        post.box.fault = MailFault(.temporary, "down")
        try post.release(0)
        post.box.fault = nil
        let late = start.number - opening.number
        let report = try post.release(late)
        #expect(report.mail.expired.count == 3 && report.needsAPerson && post.box.messages.isEmpty)
        let after = try post.release(late + 60)
        #expect(after.mail == ReleaseReport.Mail() && !after.needsAPerson)
    }

    @Test func aTicketTakenBackIsNotSentAndItsSuccessorSaysSo() throws {
        let post = try Post()
        post.box.fault = MailFault(.temporary, "down")
        try post.release(0)
        post.box.fault = nil
        let plan = try post.desk.office.plan([("BJOU", 1, 0, 1), ("BJOU", 2, 1, 2)])
        _ = try post.desk.store.savePlan(plan, note: "", at: second(opening, 60))
        let report = try post.release(600)
        #expect(post.people(report.mail.sent) == ["1", "2"])
        let texts = post.box.messages.map { message in
            message.split(separator: "\n\n").dropFirst().prefix(2).joined()
        }
        #expect(texts.count == 2 && Set(post.box.ids).count == 2)
        let subjects = post.box.messages.map { Postbox.header("Subject", of: $0) }
        #expect(subjects[0] != subjects[1])
    }

    /// A letter with a ticket for a room that is closed would send its reader to a locked door.
    @Test func aTicketWhoseSeatIsGoneIsNotSent() throws {
        var post = try Post()
        post.box.fault = MailFault(.temporary, "down")
        try post.release(0)
        post.box.fault = nil
        try post.desk.edit { $0.venues[0].venue.rooms[0].open = [] }
        let report = try post.release(600)
        #expect(report.mail.sent.isEmpty && report.mail.waiting == 3 && report.suspended.count == 3)
        try post.desk.edit { $0.venues[0].venue.rooms[0].open = nil }
        #expect(try post.release(1200).mail.sent.count == 3)
    }

    @Test func aSecondCopyCarriesTheSameID() throws {
        let post = try Post()
        try post.release(0)
        let report = try post.release(60, resending: [Office.applicationID("BJOU", 2)])
        #expect(post.people(report.mail.sent) == ["2"])
        #expect(post.box.ids.count == 4 && post.box.ids[3] == post.box.ids[1])
        do {
            try post.release(120, resending: [Office.applicationID("BJOU", 1), "nobody"])
            Issue.record("sent to nobody")
        } catch let fault as StorageFault {
            #expect(fault.mistakes.map(\.code) == ["nothing-to-resend"])
        }
        #expect(try post.release(180).mail.sent.isEmpty)
    }

    @Test func aClockSetBackDoesNotHoldMessagesForEver() throws {
        let post = try Post()
        post.box.fault = MailFault(.temporary, "down")
        try post.release(4 * 86_400)
        post.box.fault = nil
        #expect(try post.release(0).mail.sent.count == 3)
    }
}
