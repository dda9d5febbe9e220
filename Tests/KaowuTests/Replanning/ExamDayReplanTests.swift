import Exams
import Foundation
import Testing

/// Re-plans on the exam day itself: what was lost before a session began, and what was lost in the middle of one.
extension ReplanningTests {
    enum Loss: CaseIterable, Sendable { case room, machine }

    /// Known before the start, planned again only after it: who was to sit there never began. He is seated again or
    /// loses his place, and every view says so.
    @Test(arguments: Loss.allCases) func whatWasLostBeforeTheStartNeverBegan(_ loss: Loss) throws {
        let desk = try desk()
        let before = try desk.revision(1)
        let seat = try #require(before.plan.placements.first?.subjects.first)
        let begin = try #require(start(of: seat.period, before.problem))
        let early = LocalMinute(number: begin.number - 60).description
        let now = LocalMinute(number: begin.number + 20).description
        let owners = Set(
            before.plan.placements.filter { placement in
                placement.subjects.contains {
                    $0.period == seat.period && $0.room == seat.room
                        && (loss == .room || ($0.row, $0.column) == (seat.row, seat.column))
                }
            }.map(\.application))
        switch loss {
        case .room:
            _ = try desk.result(
                "event", "add", "room-lost", "--room", seat.room, "--by", "张三", "--why", "漏水", "--now", early)
        case .machine:
            _ = try desk.result(
                "event", "add", "machine-lost", "--room", seat.room, "--machine", "\(seat.row),\(seat.column)", "--by",
                "张三", "--why", "冒烟", "--now", early)
        }
        let list = desk.path + "/door.json"
        _ = try desk.result("export", "door", "--now", now, "--output", list)
        #expect(try String(contentsOfFile: list, encoding: .utf8).contains("已登记停用"), "nobody is let in there")
        _ = try desk.result("replan", "--now", now)
        let bill = try desk.result("replan", "--commit", "1", "--yes", "--now", now, "--json").decoded(Taken.self).bill
        let starts = Dictionary(
            uniqueKeysWithValues: before.problem.sittings.flatMap(\.periods).map { ($0.id, $0.start) })
        for owner in owners {
            let move = try #require(bill.moves.first { $0.application == owner }, "\(owner)")
            #expect(move.to != nil || move.change == .displaced)
            #expect(move.to?.subjects.allSatisfy { starts[$0.period].map { begin < $0 } ?? false } ?? true)
            #expect(!(try desk.result("show", "person", owner).output.contains("考试中断")))
        }
        let session = try desk.result("show", "session", seat.period).output
        #expect(owners.allSatisfy { !session.contains($0) })
        _ = try desk.result("export", "door", "--now", now, "--output", list)
        #expect(!(try String(contentsOfFile: list, encoding: .utf8).contains("中断")))
        let papers = try desk.run("packet", "--allow-empty-frames", "--output", desk.path + "/packet")
        #expect(papers.code == 0, "\(papers.diagnostics)")
        #expect(try desk.run("audit", "--plans", "--reproduce", "2").code == 0)
        // Whoever lost his place may be seated again later.
        let next = try desk.result("replan", "--now", now, "--json").decoded([Choice].self)[0].bill
        #expect(next.moves.allSatisfy { $0.change == .placed })
    }

    /// Somebody sits at it when it breaks: he began there, and nothing is left to be planned again.
    @Test func whoSatAtAMachineThatBrokeIsNoNewsAfterTheRePlan() throws {
        let desk = try desk()
        let before = try desk.revision(1)
        let one = try #require(before.plan.placements.first)
        let seat = one.subjects[0]
        let begin = try #require(start(of: seat.period, before.problem))
        let now = LocalMinute(number: begin.number + 20).description
        _ = try desk.result(
            "event", "add", "machine-lost", "--room", seat.room, "--machine", "\(seat.row),\(seat.column)", "--by",
            "张三", "--why", "冒烟", "--now", now)
        _ = try desk.result("replan", "--now", now)
        _ = try desk.result("replan", "--commit", "1", "--yes", "--now", now)
        #expect(try desk.result("show", "session", seat.period).output.contains(one.application))
        let papers = try desk.run("packet", "--allow-empty-frames", "--output", desk.path + "/packet")
        #expect(papers.code == 0 && !papers.diagnostics.contains("left-out"), "\(papers.diagnostics)")
    }

    /// What has begun stays at the machine of the swap; the later subject of the day has its own again.
    @Test func undoingASwapGivesTheLaterSubjectItsMachineBack() throws {
        let desk = try desk()
        let before = try desk.revision(1)
        let one = try #require(
            before.plan.placements.first { placement in
                placement.subjects.count > 1
                    && placement.subjects.allSatisfy {
                        $0.room == placement.subjects[0].room && $0.row == placement.subjects[0].row
                            && $0.column == placement.subjects[0].column
                    }
            })
        let begin = try #require(start(of: one.subjects[0].period, before.problem))
        let now = LocalMinute(number: begin.number + 10).description
        _ = try desk.result("seat", "swap", one.application, "--by", "监考甲", "--why", "蓝屏", "--now", now)
        let swapped = try #require(try desk.revision(2).plan.placements.first { $0.application == one.application })
        #expect(zip(swapped.subjects, one.subjects).allSatisfy { $0 != $1 })
        _ = try desk.result("undo", "--to", "1", "--now", now)
        _ = try desk.result("undo", "--to", "1", "--commit", "--now", now)
        let undone = try #require(try desk.revision(3).plan.placements.first { $0.application == one.application })
        #expect(undone.subjects[0] == swapped.subjects[0])
        #expect(undone.subjects.dropFirst() == one.subjects.dropFirst())
    }
}
