import ExampleOffice
import Exams
import Storage
import Testing

@Suite struct LedgerTests {
    private func serials(_ store: Store) throws -> [String: Int] {
        Dictionary(uniqueKeysWithValues: try store.ticketEntries().map { ($0.application, $0.serial) })
    }

    @Test func aSerialIsGivenOnceForEver() throws {
        let scratch = try Scratch()
        let office = try Office(day: examDay, candidates: 4)
        let store = try Store(path: scratch.path("office.db"))
        try store.importScenario(office.scenario, at: morning)
        _ = try store.savePlan(try office.plan([("ZJCX", 3, 0, 1), ("ZJCX", 2, 0, 2)]), note: "", at: morning)
        #expect(try serials(store) == ["ZJCX-报2": 1, "ZJCX-报3": 2])
        _ = try store.savePlan(try office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 3, 0, 2)]), note: "", at: morning)
        #expect(try serials(store) == ["ZJCX-报2": 1, "ZJCX-报3": 2, "ZJCX-报1": 3])
        _ = try store.savePlan(try office.plan([("ZJCX", 4, 0, 1), ("ZJCX", 2, 0, 2)]), note: "", at: morning)
        #expect(try serials(store) == ["ZJCX-报2": 1, "ZJCX-报3": 2, "ZJCX-报1": 3, "ZJCX-报4": 4])
    }

    @Test func seatsThatStayKeepTheRevisionThatGaveThem() throws {
        let scratch = try Scratch()
        let office = try Office(day: examDay)
        let store = try Store(path: scratch.path("office.db"))
        try store.importScenario(office.scenario, at: morning)
        _ = try store.savePlan(try office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2)]), note: "", at: morning)
        let later = moment("2024-02-21T09:00:00")
        _ = try store.savePlan(try office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 1, 2)]), note: "", at: later)
        let entries = try store.ticketEntries()
        #expect(entries.map(\.revision) == [1, 2])
        #expect(entries.map { $0.changes.map(\.revision) } == [[1], [1, 2]])
        #expect(entries[1].changes.map(\.savedAt) == [morning, later])
        #expect(entries.map(\.examDays) == [[examDay], [examDay + 1]])
        _ = try store.savePlan(try office.plan([("ZJCX", 2, 1, 2)]), note: "", at: later)
        #expect(try store.ticketEntries().map(\.revision) == [nil, 2])
    }

    @Test func aTicketHasOneLiveIssueAndVoidStaysVoid() throws {
        let scratch = try Scratch()
        let office = try Office(day: examDay)
        let store = try Store(path: scratch.path("office.db"))
        let saboteur = Saboteur(path: store.path)
        try store.importScenario(office.scenario, at: morning)
        _ = try store.savePlan(try office.plan(), note: "", at: morning)
        let due = Writer.DueIssue(
            ticket: 1, revision: 1, opens: morning, closes: examDay.start + 540, delivery: .download)
        try store.write(purpose: "test") { writer in
            let ids = try writer.noteDue([due], at: morning)
            #expect(codes { _ = try writer.noteDue([due], at: morning) } == ["database-constraint"])
            try writer.void([(ids[0], "test")], at: morning)
            #expect(try writer.noteDue([due], at: morning) != ids)
        }
        #expect(saboteur.run("UPDATE ticket_issue SET state = 'due', void_reason = NULL WHERE state = 'void'") != nil)
        #expect(saboteur.run("DELETE FROM ticket_issue") != nil)
        #expect(saboteur.run("UPDATE ticket SET serial = 9") != nil)
        #expect(saboteur.run("DELETE FROM ticket") != nil)
        #expect(try store.audit().isWhole)
    }
}
