import Exams
import Foundation
import Storage
import Testing

/// What staff do at the desk, on one small sitting whose tickets are out from the moment people are seated.
@Suite struct ReplanningTests {
    private static let now = "2024-04-29T09:00"

    private static let shared = Result {
        let folder = try WorkFolder()
        try FileManager.default.createDirectory(atPath: folder.path("office"), withIntermediateDirectories: true)
        let desk = Desk(folder: folder, path: folder.path("office"))
        _ = try Program.result(
            "import", Scenarios.path(Office.scenario), "--database", desk.database, "--now", Office.planned)
        _ = try desk.result("plan", "--now", Office.planned)
        _ = try desk.result("key", "create")
        _ = try desk.release(at: Office.planned)
        return desk
    }

    func desk() throws -> Desk {
        let folder = try WorkFolder()
        try FileManager.default.createDirectory(at: folder.root, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: try Self.shared.get().path, toPath: folder.path("office"))
        return Desk(folder: folder, path: folder.path("office"))
    }

    private struct Stored: Decodable {
        var revision: Int
        var bill: Bill
    }

    struct Choice: Decodable {
        var proposals: [String]
        var bill: Bill
    }

    private func seated(_ desk: Desk) throws -> [Placement] { try desk.revision(1).plan.placements }

    private func withdraw(_ application: String, _ desk: Desk, at now: String = now) throws -> Program.Run {
        try desk.run(
            "event", "add", "withdrawal", "--application", application, "--by", "张三", "--why", "本人申请", "--now", now)
    }

    @Test func everyMistakeInASheetIsNamedAndNothingIsRecorded() throws {
        let desk = try desk()
        let someone = try seated(desk)[0].application
        let sheet = try desk.folder.write(
            """
            事件,报名号,考点,考场,机位,起,止,日期,备案号,备案日期,原因
            退考,查无此号,,,,,,,,,本人申请
            退考,\(someone),,,,,,,,,本人申请
            退考,\(someone),,,,,,,,,又一次
            考场停用,,,没有,,,2024-04-01,,,,漏水
            机位损坏,,,SJS01-1,99行1列,,,,,,坏了
            考试日取消,,,,,,,2024-05-18,,,停电
            考试日取消,,,,,,,2024-05-18,京考备1号,2024-06-01,停电
            考试日取消,,,,,,,2024-04-01,京考备1号,2024-04-01,停电
            地震,,,,,,,,,,不知道
            退考,\(someone),,,,,,,,,

            """, to: "events.csv")
        let run = try desk.run("event", "add", "--file", sheet, "--by", "张三", "--now", Self.now)
        #expect(run.code == 1)
        for code in ["application-unknown", "already-withdrawn", "filing-missing", "filing-in-future", "event-unknown"]
        {
            #expect(run.diagnostics.contains(code), "\(code) is missing: \(run.diagnostics)")
        }
        for row in [2, 4, 5, 7, 8, 9, 10, 11] {
            #expect(run.diagnostics.contains("\(row)"), "row \(row)")
        }
        #expect(try desk.result("event", "list", "--json").output.filter { !$0.isWhitespace } == "[]")
    }

    @Test func aWithdrawalAloneMovesNobodyAndItsTicketIsVoidAtOnce() throws {
        let desk = try desk()
        let someone = try seated(desk)[3].application
        #expect(try withdraw(someone, desk).code == 0)
        let choices = try desk.result("replan", "--now", Self.now, "--json").decoded([Choice].self)
        let moves = choices[0].bill.moves
        #expect(moves.filter { $0.from != nil }.map(\.application) == [someone])
        #expect(choices[0].bill.promises?.value.numbers == [0, 0, 0, 0, 0, 0])
        #expect(choices[0].bill.promises?.status == .proved)
        let before = try desk.revision(1)
        #expect(try desk.run("export", "plan", "--revision", "2", "--output", desk.path + "/none").code == 1)
        _ = try desk.result("replan", "--commit", "1", "--now", Self.now)
        let after = try desk.revision(2)
        #expect(PlainDifference(before, after).changes[someone] == .left)
        let released = try desk.release(at: Self.now)
        #expect(!released.released.map(\.application).contains(someone))
        let taken = try Store(path: desk.database).ledgerChanges(since: try #require(LocalSecond(Self.now + ":00")))
            .filter { $0.kind == .taken }
        #expect(taken.map(\.application) == [someone])
        #expect(try desk.run("audit", "--reproduce", "2").code == 0)
    }

    @Test func whatChangedSinceTheProposalsWereShownIsNoticed() throws {
        let desk = try desk()
        let people = try seated(desk)
        _ = try withdraw(people[0].application, desk)
        _ = try desk.result("replan", "--now", Self.now)
        _ = try withdraw(people[1].application, desk)
        let late = try desk.run("replan", "--commit", "1", "--now", Self.now)
        #expect(late.code == 1)
        #expect(late.diagnostics.contains("proposal-outdated"))
        #expect(try Store(path: desk.database).currentRevision() == 1)
        _ = try desk.result("replan", "--now", Self.now)
        _ = try desk.result("replan", "--commit", "1", "--now", Self.now)
        #expect(try desk.run("replan", "--commit", "1", "--now", Self.now).diagnostics.contains("no-proposals"))
    }

    @Test func aQuestionChangesNothing() throws {
        let desk = try desk()
        let before = try desk.result("audit", "--json").output
        let sheet = try desk.folder.write("事件,机构,人数,原因\n最低开考人数,BJKJ,5,假如\n最多批数,BJKJ,1,假如\n", to: "if.csv")
        let answer = try desk.result("replan", "--what-if", sheet, "--now", Self.now)
        #expect(answer.output.contains("假如"))
        #expect(try desk.result("audit", "--json").output == before)
        #expect(try desk.run("replan", "--commit", "1", "--now", Self.now).diagnostics.contains("no-proposals"))
        #expect(try desk.run("replan", "--commit", "1", "--what-if", sheet).code == 2)
    }

    private struct Answer: Decodable {
        var bill: Bill
    }

    @Test func anAnswerAtOnceIsTheBillOfTheRePlan() throws {
        let desk = try desk()
        let before = try desk.result("audit", "--json").output
        let seat = try #require(try seated(desk)[3].subjects.first)
        let machine = try desk.result(
            "ask", "机位损坏", seat.room, "\(seat.row)行\(seat.column)列", "--now", Self.now, "--json"
        ).decoded(Answer.self).bill
        #expect(machine.moves.contains { $0.isReleased && $0.from?.subjects.contains(seat) ?? false })
        let someone = try seated(desk)[3].application
        let answer = try desk.result("ask", "退考", someone, "--now", Self.now, "--json").decoded(Answer.self).bill
        #expect(try desk.result("audit", "--json").output == before)
        _ = try withdraw(someone, desk)
        let bill = try desk.result("replan", "--now", Self.now, "--json").decoded([Choice].self)[0].bill
        #expect(answer.moves.map(\.application) == bill.moves.map(\.application))
        #expect(answer.moves.map(\.change) == bill.moves.map(\.change))
        #expect(answer.deskLabels == bill.deskLabels && answer.ticketsVoid == bill.ticketsVoid)
        #expect(answer.sheets == bill.sheets && answer.emptied == bill.emptied)
        #expect(try desk.run("ask", "退考", someone, "--now", Self.now).diagnostics.contains("events-pending"))
    }

    /// Also once exams have begun; and what could not be recorded cannot be asked.
    @Test func aQuestionIsAnsweredWhileAnExamIsOn() throws {
        let desk = try desk()
        let problem = try desk.revision(1).problem
        let people = try seated(desk)
        let starts = people.compactMap { $0.subjects.first.flatMap { start(of: $0.period, problem) } }
        let begin = try #require(starts.min())
        let now = LocalMinute(number: begin.number + 30).description
        let begun = try #require(people.first { $0.subjects.contains { start(of: $0.period, problem) == begin } })
        let ahead = try #require(
            people.flatMap(\.subjects).first {
                start(of: $0.period, problem).map { $0.number > begin.number + 30 } ?? false
            })
        let refused = try desk.run("ask", "退考", begun.application, "--now", now)
        #expect(refused.code == 1 && refused.diagnostics.contains("event-in-the-past"))
        let past = try desk.run("ask", "场次取消", begun.subjects[0].period, "--now", now)
        #expect(past.code == 1 && past.diagnostics.contains("event-in-the-past"))
        let answer = try desk.result("ask", "场次取消", ahead.period, "--now", now, "--json").decoded(Answer.self).bill
        #expect(!answer.moves.isEmpty)
        _ = try desk.result(
            "event", "add", "period-lost", "--period", ahead.period, "--filing", "京考备1号", "--by", "张三", "--why", "停电",
            "--now", now)
        let bill = try desk.result("replan", "--now", now, "--json").decoded([Choice].self)[0].bill
        for change in Bill.Change.allCases {
            #expect(answer.count(change, releasedOnly: true) == bill.count(change, releasedOnly: true), "\(change)")
        }
    }

    @Test func aQuestionNobodyUnderstandsIsExplained() throws {
        let desk = try desk()
        let run = try desk.run("ask", "地震", "--now", Self.now)
        #expect(run.code == 1 && run.diagnostics.contains("question-unknown") && run.diagnostics.contains("退考 报名号"))
        #expect(try desk.run("ask", "退考", "查无此号", "--now", Self.now).diagnostics.contains("withdrawal-unknown"))
    }

    @Test func anEarlierRevisionComesBackWithItsOwnBill() throws {
        let desk = try desk()
        let (room, period) = try #require(try seated(desk).first?.subjects.first.map { ($0.room, $0.period) })
        let before = try desk.revision(1)
        let people = before.plan.placements.filter { $0.subjects.contains { $0.room == room && $0.period == period } }
        let swap = try desk.result(
            "seat", "swap", people[0].application, "--by", "监考甲", "--why", "蓝屏", "--now",
            try morning(of: period, before.problem))
        #expect(swap.output.contains("已换机"))
        #expect(try desk.run("undo", "--to", "1", "--commit", "--now", Self.now).diagnostics.contains("undo-unseen"))
        _ = try desk.result("undo", "--to", "1", "--now", Self.now)
        #expect(try Store(path: desk.database).currentRevision() == 2, "without --commit only the bill is shown")
        _ = try desk.result("undo", "--to", "1", "--commit", "--now", Self.now)
        #expect(try desk.revision(3).plan.placements == before.plan.placements)
        let bill = try desk.result("diff", "2", "3", "--json").decoded(Bill.self)
        #expect(bill.moves.map(\.application) == [people[0].application])
        #expect(try desk.run("audit", "--plans", "--reproduce", "3").code == 0)
    }

    @Test func aMachineThatDiesOnTheMorningCostsOneStep() throws {
        let desk = try desk()
        let before = try desk.revision(1)
        let someone = try #require(before.plan.placements.first)
        let seat = try #require(someone.subjects.first)
        let begun = LocalMinute(number: try #require(start(of: seat.period, before.problem)).number + 5).description
        _ = try desk.result(
            "seat", "swap", someone.application, "--by", "监考甲", "--why", "蓝屏", "--now", begun)
        let after = try desk.revision(2)
        #expect(PlainDifference(before, after).changes == [someone.application: .seat])
        #expect(try desk.result("show", "room", seat.room).output.contains("蓝屏"))
        #expect(try desk.release(at: begun).released.isEmpty, "nothing new is issued after the start")
        #expect(try desk.run("audit", "--plans", "--reproduce", "2").code == 0)
        let elsewhere = try desk.run(
            "seat", "swap", someone.application, "--to", "99,99", "--by", "监考甲", "--why", "蓝屏", "--now", begun)
        #expect(elsewhere.code == 1)
        #expect(elsewhere.diagnostics.contains("machine-not-free"))
    }

    @Test func aMachineKnownToBeBrokenIsNoSpare() throws {
        let desk = try desk()
        let someone = try #require(try seated(desk).first)
        let seat = try #require(someone.subjects.first)
        let now = try morning(of: seat.period, try desk.revision(1).problem)
        func swapped(_ desk: Desk) throws -> [Int] {
            try desk.result(
                "seat", "swap", someone.application, "--by", "监考甲", "--why", "蓝屏", "--now", now, "--json"
            ).decoded(Swapped.self).moves[0].to
        }
        let spare = try swapped(desk)
        let again = try self.desk()
        _ = try again.result(
            "event", "add", "machine-lost", "--room", seat.room, "--machine", "\(spare[0]),\(spare[1])", "--by", "监考甲",
            "--why", "冒烟", "--now", now)
        let refused = try again.run(
            "seat", "swap", someone.application, "--to", "\(spare[0]),\(spare[1])", "--by", "监考甲", "--why", "蓝屏",
            "--now",
            now)
        #expect(refused.diagnostics.contains("machine-not-free"))
        #expect(try swapped(again) != spare)
    }

    private struct Swapped: Decodable {
        struct Move: Decodable { var to: [Int] }
        var moves: [Move]
    }

    /// Between two releases a ticket that a re-plan took back is no more, and the new one not yet out; but its holder
    /// has been told where to go.
    @Test func whoWasToldAPlaceKeepsItThoughTheNewTicketIsNotOut() throws {
        let desk = try desk()
        let someone = try #require(try seated(desk).first)
        let seat = try #require(someone.subjects.first)
        _ = try desk.result(
            "event", "add", "machine-lost", "--room", seat.room, "--machine", "\(seat.row),\(seat.column)", "--by",
            "张三",
            "--why", "坏了", "--now", Self.now)
        _ = try desk.result("replan", "--now", Self.now)
        _ = try desk.result("replan", "--commit", "1", "--now", Self.now)
        let moved = try #require(try desk.revision(2).plan.placements.first { $0.application == someone.application })
        #expect(moved.subjects != someone.subjects)
        let choices = try desk.result("replan", "--now", Self.now, "--json").decoded([Choice].self)
        #expect(choices[0].bill.moves.isEmpty)
        _ = try desk.result("replan", "--commit", "1", "--now", Self.now)
        let promised = try desk.revision(3).problem.released ?? []
        #expect(promised.contains { $0.application == someone.application && $0.subjects == moved.subjects })
    }

    /// A room is lost while people sit in it: they stay, nobody is told anything wrong, and the tickets the bill calls
    /// void are those that are taken back. The same of going back to the plan before.
    @Test func whatHasBegunIsLeftAlone() throws {
        let desk = try desk()
        let before = try desk.revision(1)
        let seat = try #require(before.plan.placements.first?.subjects.last)
        let begin = try #require(start(of: seat.period, before.problem))
        let now = LocalMinute(number: begin.number + 30).description
        let starts = Dictionary(
            uniqueKeysWithValues: before.problem.sittings.flatMap(\.periods).map { ($0.id, $0.start) })
        func hasBegun(_ seat: Placement.Seat) -> Bool { starts[seat.period].map { $0 <= begin } ?? false }
        /// Nothing that has begun changes; whoever has nothing to come is in no bill.
        func isHistoryKept(_ bill: Bill) -> Bool {
            bill.moves.allSatisfy { move in
                guard let from = move.from, from.subjects.contains(where: hasBegun) else { return true }
                let isOver = from.subjects.allSatisfy(hasBegun)
                return !isOver && move.to.map { $0.subjects.filter(hasBegun) == from.subjects.filter(hasBegun) } ?? true
            }
        }
        #expect(before.plan.placements.contains { $0.subjects.allSatisfy(hasBegun) })
        _ = try desk.result(
            "event", "add", "room-lost", "--room", seat.room, "--by", "张三", "--why", "漏水", "--now", now)
        for choice in try desk.result("replan", "--now", now, "--json").decoded([Choice].self) {
            #expect(isHistoryKept(choice.bill), "\(choice.proposals)")
        }
        let stored = try desk.result("replan", "--commit", "1", "--yes", "--now", now, "--json").decoded(Taken.self)
        #expect(stored.ticketsTaken == stored.bill.ticketsVoid.count)
        #expect(isHistoryKept(stored.bill))
        _ = try desk.release(at: now)
        _ = try desk.result("undo", "--to", "1", "--now", now)
        let undone = try desk.result("undo", "--to", "1", "--commit", "--yes", "--now", now, "--json").decoded(
            Taken.self)
        #expect(undone.ticketsTaken == undone.bill.ticketsVoid.count)
        #expect(isHistoryKept(undone.bill))
        #expect(try desk.run("audit", "--plans", "--reproduce", "2").code == 0)
    }

    /// The rest of a day is cancelled while its first exam is on. Whoever had more to come has no place any more; but
    /// every view has him where he began, nobody takes him for absent or seats him again, and he cannot withdraw.
    @Test func whoIsInterruptedStaysOnTheRecord() throws {
        let desk = try desk()
        let before = try desk.revision(1)
        func begin(_ seat: Placement.Seat) -> LocalMinute? { start(of: seat.period, before.problem) }
        let one = try #require(
            before.plan.placements.filter { $0.subjects.count > 1 }.min {
                (begin($0.subjects[0])?.number ?? 0, $0.application) < (
                    begin($1.subjects[0])?.number ?? 0, $1.application
                )
            })
        let first = try #require(begin(one.subjects[0]))
        let now = LocalMinute(number: first.number + 30).description
        let later = before.problem.sittings.flatMap(\.periods).filter { $0.start.day == first.day && first < $0.start }
        for period in later {
            _ = try desk.result(
                "event", "add", "period-lost", "--period", period.id, "--filing", "京考备2号", "--by", "张三", "--why", "停电",
                "--now", now)
        }
        // Exit code 4: somebody must plan again.
        let out = try desk.run("status", "--now", now, "--json").decoded(Status.self).out
        _ = try desk.result("replan", "--now", now)
        let bill = try desk.result("replan", "--commit", "1", "--yes", "--now", now, "--json").decoded(Taken.self).bill
        let move = try #require(bill.moves.first { $0.application == one.application })
        #expect(move.change == .displaced && move.to == nil && !move.isTicketVoid)
        let running = one.subjects[0]
        let isReprinted = bill.sheets.contains { $0.period == running.period && $0.room == running.room }
        #expect(!isReprinted, "the papers of the running session stay as they are")

        let room = try desk.result("show", "room", one.subjects[0].room).output
        #expect(room.split(separator: "\n").contains { $0.contains(one.application) && $0.contains("中断") })
        #expect(try desk.result("show", "person", one.application).output.contains("考试中断"))
        let voided = bill.moves.count { $0.isTicketVoid }
        // Exit code 4 again where somebody else has a new seat: his ticket is due.
        let status = try desk.run("status", "--now", now, "--json").decoded(Status.self)
        #expect(status.out == out - voided)
        let list = desk.path + "/door.json"
        _ = try desk.result("export", "door", "--now", now, "--output", list)
        let door = try JSONDecoder().decode(Door.self, from: try Data(contentsOf: URL(fileURLWithPath: list)))
        let held = door.tickets.filter { $0.reason.contains("中断") }
        let interrupted = bill.moves.count { $0.change == .displaced && !$0.isTicketVoid }
        #expect(held.count == interrupted && held.allSatisfy { $0.current == 1 && $0.seats?.count == 1 })
        #expect(try desk.release(at: now).released.count == status.due)
        let withdrawal = try desk.run(
            "event", "add", "withdrawal", "--application", one.application, "--by", "张三", "--why", "申请", "--now", now)
        #expect(withdrawal.code == 1 && withdrawal.diagnostics.contains("event-in-the-past"))

        let other = try #require(before.plan.placements.first { begin($0.subjects[0]).map { first < $0 } ?? false })
        _ = try desk.result("ask", "退考", other.application, "--now", now)
        _ = try withdraw(other.application, desk, at: now)
        _ = try desk.result("replan", "--now", now)
        let next = try desk.result("replan", "--commit", "1", "--yes", "--now", now, "--json").decoded(Taken.self).bill
        #expect(!next.moves.contains { $0.application == one.application })
        #expect(next.promises?.value.numbers.first == 0)
        // Over both revisions each is told once, as what he is.
        let both = try desk.result("diff", "1", "3", "--json").decoded(Bill.self)
        #expect(both.moves.first { $0.application == one.application }.map { $0.change == .displaced } ?? false)
        #expect(both.moves.filter { $0.change == .left }.map(\.application) == [other.application])
        #expect(
            both.moves.count { $0.isReleased }
                == Set((bill.moves + next.moves).filter(\.isReleased).map(\.application)).count)
        #expect(Set(both.ticketsVoid) == Set(bill.ticketsVoid + next.ticketsVoid))
        #expect(try desk.result("show", "room", one.subjects[0].room).output.contains(one.application))
        #expect(try desk.run("audit", "--plans", "--reproduce", "3").code == 0)
    }

    private struct Status: Decodable {
        var out: Int
        var due: Int
    }

    private struct Door: Decodable {
        struct Ticket: Decodable {
            struct Seat: Decodable {}
            var current: Int?
            var reason: String
            var seats: [Seat]?
        }
        var tickets: [Ticket]
    }

    struct Taken: Decodable {
        var ticketsTaken: Int
        var bill: Bill
    }

    func start(of period: String, _ problem: Problem) -> LocalMinute? {
        problem.sittings.flatMap(\.periods).first { $0.id == period }?.start
    }

    private func morning(of period: String, _ problem: Problem) throws -> String {
        LocalMinute(number: try #require(start(of: period, problem)).number - 30).description
    }
}
