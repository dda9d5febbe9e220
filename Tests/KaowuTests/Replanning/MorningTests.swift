import Exams
import Foundation
import Storage
import Testing

/// The scripted morning: 40 withdrawals, a flooded room, a broken machine, a holiday moved by notice, 15 late payers
/// and one ban, on the quarter with its tickets out.
@Suite struct MorningTests {
    private static let heard = "2026-04-11T08:00"
    private static let shown = "2026-04-11T08:20"
    private static let committed = "2026-04-11T08:25"
    private static let told = "2026-04-11T08:28"

    private struct Stored: Decodable {
        var revision: Int
        var ticketsTaken: Int
        var bill: Bill
    }

    private struct Choice: Decodable {
        var proposals: [String]
        var bill: Bill
    }

    private struct Told: Decodable {
        struct Notice: Decodable { var application: String }
        var notices: [Notice]
    }

    private struct Audit: Decodable {
        var head: String
        var reproduced: Bool?
    }

    @Test func aMorningOfEventsEndsInAVerifiedPlanAndItsBillAddsUp() throws {
        let desk = try Eve.copy()
        let before = try desk.revision(1)
        let tickets = try liveTickets(desk)
        let mailBefore = try desk.mail()
        let sheet = try desk.folder.write(MorningTests.events(before, tickets), to: "events.csv")
        _ = try desk.result("event", "add", "--file", sheet, "--by", "值班员", "--now", Self.heard)

        let choices = try desk.result("replan", "--now", Self.shown, "--json").decoded([Choice].self)
        #expect(choices.flatMap(\.proposals).sorted() == ["anew", "fewest", "tickets-stay"])
        #expect(choices.count >= 2, "proposals that come to one plan are shown as one")
        for choice in choices.dropFirst() {
            let (least, other) = (
                choices[0].bill.promises?.value.numbers ?? [], choice.bill.promises?.value.numbers ?? []
            )
            #expect(!other.lexicographicallyPrecedes(least), "\(choice.proposals) moves fewer people")
        }
        #expect(
            try desk.run("replan", "--commit", "1", "--now", Self.committed).diagnostics.contains("tickets-recalled"))
        let stored = try desk.result("replan", "--commit", "1", "--yes", "--now", Self.committed, "--json")
            .decoded(Stored.self)
        #expect(stored.revision == 2)
        #expect(stored.bill == choices[0].bill, "what was committed is what was shown")
        _ = try desk.result("verify")

        let after = try desk.revision(2)
        try expectAddsUp(stored.bill, before, after)
        #expect(try desk.result("diff", "1", "2", "--json").decoded(Bill.self) == stored.bill)
        try expectToldOnce(desk, stored, tickets, mailBefore)
        let audit = try desk.result("audit", "--plans", "--reproduce", "2", "--json").decoded(Audit.self)
        #expect(audit.reproduced == true)
    }

    @Test func theSameMorningGivesTheSameBytes() throws {
        let mornings = try (0..<2).map { _ in
            let desk = try Eve.copy()
            let sheet = try desk.folder.write(
                MorningTests.events(try desk.revision(1), try liveTickets(desk)), to: "events.csv")
            _ = try desk.result("event", "add", "--file", sheet, "--by", "值班员", "--now", Self.heard)
            let shown = try desk.result("replan", "--now", Self.shown, "--json").output
            let stored = try desk.result("replan", "--commit", "1", "--yes", "--now", Self.committed, "--json").output
            _ = try desk.release(at: Self.told)
            // The head of the chain is a digest of every event, plan and ticket before it.
            return [
                shown, stored, String(decoding: try desk.revision(2).plan.encoded(), as: UTF8.self),
                try desk.result("notices", "--json").output, try desk.result("audit", "--json").output,
                try String(contentsOfFile: desk.path + "/tickets/index.csv", encoding: .utf8),
            ]
        }
        #expect(mornings[0] == mornings[1])
    }

    // MARK: What happens

    /// Who withdraws, pays and is banned is picked from the plan in fixed steps; tickets are out for some of them.
    private static func events(
        _ standing: (problem: Problem, plan: Plan), _ tickets: [String: Int]
    ) throws -> String {
        let starts = standing.problem.sittings.flatMap(\.periods).reduce(into: [:]) { $0[$1.id] = $1.start }
        let later = standing.plan.placements.filter { placement in
            placement.subjects.allSatisfy { (starts[$0.period]?.description ?? "") > "2026-04-12" }
        }
        let leaving = stride(from: 0, to: later.count, by: later.count / 40).prefix(40).map { later[$0].application }
        var rows = leaving.map { "退考,\($0),,,,,,,,,本人申请" }
        rows.append("考场停用,,,HD01-1,,,2026-04-18,2026-04-19,,,水管爆裂")
        let onMachine = try #require(
            later.lazy.filter { tickets[$0.application] != nil && !leaving.contains($0.application) }
                .flatMap(\.subjects).first { !$0.room.hasPrefix("HD01") })
        rows.append("机位损坏,,,\(onMachine.room),\(onMachine.row)行\(onMachine.column)列,,,,,,主板烧毁")
        let used = later.filter { $0.application.hasPrefix("BJKJ") }.flatMap(\.subjects).compactMap {
            starts[$0.period]?.day
        }
        rows.append("放假调整,,,,,\(try #require(used.max())),,,上班,京考备〔2026〕18号,国务院办公厅通知")
        let payers = try MorningTests.latePayers()
        try #require(payers.count == 15)
        rows += payers.map { "补缴费,\($0),,,,,,,,,补缴" }
        let banned = try #require(
            later.first { $0.application.hasPrefix("BJKJ") && !leaving.contains($0.application) })
        rows.append("禁考,\(banned.application),,,,,2026-04-10,2028-04-10,,,冒名顶替")
        return "事件,报名号,机构,考场,机位,日期,起,止,改为,备案号,原因\n" + rows.joined(separator: "\n") + "\n"
    }

    /// Approved, not paid in full, and still in time for a sitting of their programme.
    private static func latePayers() throws -> [String] {
        let scenario = try Scenario.read(folder: URL(fileURLWithPath: Scenarios.path(Eve.scenario))).scenario
        let now = try #require(LocalSecond(heard + ":00"))
        return Array(
            scenario.registrations.filter { registration in
                registration.review == .approved && !registration.withdrawn && registration.resultsPublished == nil
                    && registration.feePaid < registration.feeDue
                    && scenario.sittings.contains {
                        $0.programmes.contains(registration.programme) && $0.month >= registration.firstMonth
                            && now < $0.paymentDeadline
                    }
            }.prefix(15).map(\.id))
    }

    // MARK: What must hold

    private func expectAddsUp(
        _ bill: Bill, _ before: (problem: Problem, plan: Plan), _ after: (problem: Problem, plan: Plan)
    ) throws {
        let difference = PlainDifference(before, after)
        let told = Dictionary(uniqueKeysWithValues: bill.moves.map { ($0.application, $0.change) })
        #expect(told == difference.changes)
        #expect(Set(bill.sheets.map { "\($0.period) \($0.room)" }) == difference.sessions)
        #expect(
            Set(bill.deskLabels.map { "\($0.session.period) \($0.session.room) \($0.row) \($0.column)" })
                == difference.desks)
        #expect(
            after.plan.placements.count
                == before.plan.placements.count + bill.count(.placed) - bill.count(.displaced) - bill.count(.left))
        #expect(bill.count(.left) >= 41)
        let counts: [Bill.Change] = [.displaced, .day, .venue, .period, .room, .seat]
        #expect(bill.promises?.value.numbers == counts.map { bill.count($0, releasedOnly: true) })
        #expect(bill.count(.day, releasedOnly: true) > 0, "the holiday moved people with tickets")
        #expect(Set(bill.ticketsVoid).count == bill.ticketsVoid.count)
    }

    /// Every ticket taken back is told once as taken, every new one given out once, each mail sent once, and each
    /// person concerned is named once in the list of notices.
    private func expectToldOnce(
        _ desk: Desk, _ stored: Stored, _ before: [String: Int], _ mailBefore: [String]
    ) throws {
        let bill = stored.bill
        #expect(stored.ticketsTaken == bill.ticketsVoid.count)
        #expect(Set(bill.ticketsVoid) == Set(bill.moves.map(\.application)).intersection(before.keys))
        let released = try desk.release(at: Self.told).released.map(\.application)
        #expect(Set(released).count == released.count)
        #expect(Set(released).isSuperset(of: bill.ticketsReissued), "a window that was open stays open")
        let placed = Set(bill.moves.filter { $0.change == .placed }.map(\.application))
        #expect(Set(released).subtracting(bill.ticketsReissued).isSubset(of: bill.moves.map(\.application)))

        let store = try Store(path: desk.database)
        let changes = try store.ledgerChanges(since: try #require(LocalSecond(Self.heard + ":00")))
        #expect(changes.filter { $0.kind == .taken }.map(\.application).sorted() == bill.ticketsVoid.sorted())
        #expect(changes.filter { $0.kind == .released }.map(\.application).sorted() == released.sorted())

        let mail = try desk.mail()
        #expect(Set(mail).count == mail.count, "no message went twice")
        let addresses = try desk.addresses()
        #expect(mail.count - mailBefore.count == released.count { addresses[$0] != nil && $0.hasPrefix("BJOU") })
        #expect(mail.count > mailBefore.count)
        let again = try desk.release(at: Self.told)
        #expect(again.released.isEmpty)
        #expect(try desk.mail() == mail)

        let notices = try desk.result("notices", "--json").decoded(Told.self).notices.map(\.application)
        #expect(Set(notices).count == notices.count)
        #expect(Set(notices).isSuperset(of: bill.ticketsVoid))
        #expect(Set(notices).isSuperset(of: placed))
    }

    /// Application to the issue that is out.
    private func liveTickets(_ desk: Desk) throws -> [String: Int] {
        try Store(path: desk.database).ticketEntries().reduce(into: [:]) { found, entry in
            if let issue = entry.issue, issue.state == .recorded { found[entry.application] = issue.id }
        }
    }
}
