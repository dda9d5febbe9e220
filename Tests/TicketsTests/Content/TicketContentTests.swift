import Exams
import Testing
import Tickets
import Verifying

@Suite struct TicketContentTests {
    @Test func everythingComesFromScenarioAndPlan() throws {
        let content = try TestScenario.content()
        #expect(content.institution == "中教畅享（北京）科技有限公司")
        #expect(content.occupation == "电子商务师")
        #expect(content.level == .two)
        #expect(content.unit == "测试电商有限公司")
        #expect(content.sessions.map(\.subject) == [.theory, .skill, .review])
        #expect(content.sessions.map(\.start.clock) == ["09:00", "13:30", "16:30"])
        #expect(content.sessions[0].address == "海淀区测试路 1 号院 2 号楼")
        #expect(content.isSpecimen)
        #expect(content.servicePhone == "400-007-5676")
        #expect(try !TestScenario.content(application: "A0002").isSpecimen)
    }

    /// Five rows: the first column is 1–5 from the front, the second 10–6.
    @Test func seatsAreNumberedInASerpentine() throws {
        let room = Venue.Room(id: "R", rows: 5, columns: 3, blocked: [[1, 1]])
        func number(_ row: Int, _ column: Int) -> Int? { SeatNumber(row: row, column: column, in: room)?.number }
        #expect((1...5).map { number($0, 1) } == [1, 2, 3, 4, 5])
        #expect((1...5).map { number($0, 2) } == [10, 9, 8, 7, 6])
        #expect((1...5).map { number($0, 3) } == [11, 12, 13, 14, 15])
        for outside in [(0, 1), (6, 1), (1, 0), (1, 4)] { #expect(number(outside.0, outside.1) == nil) }
    }

    private func codes(
        application: String = "A0001", number: TicketNumber? = nil, revision: Int = 1,
        _ change: (inout Scenario) -> Void
    ) throws -> [String] {
        let whole = try TestScenario.scenario()
        let plan = try TestScenario.plan(for: whole)
        var scenario = whole
        change(&scenario)
        let asOf = try #require(LocalSecond("2024-03-16T00:00:00"))
        do {
            _ = try TicketContent(
                scenario: scenario, plan: plan, application: application,
                number: number ?? TestScenario.number(), revision: revision, printedAsOf: asOf)
            return []
        } catch let mistakes as Mistakes {
            return mistakes.all.map(\.code)
        }
    }

    @Test func whatIsMissingIsNamed() throws {
        #expect(try codes { _ in } == [])
        #expect(try codes { $0.people = [] } == ["ticket-person"])
        #expect(try codes { $0.ruleBooks = [] } == ["ticket-rule-book"])
        #expect(try codes { $0.ruleBooks[0].catalogue = [] } == ["ticket-programme"])
        #expect(try codes { $0.sittings = [] } == ["ticket-sitting"])
        #expect(try codes { $0.sittings[0].periods.removeLast() } == ["ticket-period"])
        #expect(try codes { $0.venues[0].venue.rooms.removeFirst() } == Array(repeating: "ticket-room", count: 3))
        #expect(try codes { $0.venues[0].venue.rooms[0].rows = 1 } == Array(repeating: "ticket-seat", count: 3))
        #expect(try codes { $0.venues[0].roomNames = [:] } == Array(repeating: "ticket-room-name", count: 3))
        #expect(try codes { $0.people[0].name = " " } == ["ticket-name"])
        #expect(
            try codes(application: "A0002") { $0.venues[0].address = "" } == ["ticket-venue-address"])
        #expect(try codes { $0.ruleBooks[0].candidateNotices = [] } == ["ticket-notices"])
        #expect(try codes(application: "A9999") { _ in } == ["ticket-placement", "ticket-application"])
        #expect(try codes(revision: 0) { _ in } == ["ticket-revision"])
    }

    @Test func aNumberOfAnotherSittingIsRefused() throws {
        let other = try TicketNumber(month: #require(Month("2024-05")), institution: "002", serial: 1)
        let stranger = try TicketNumber(month: #require(Month("2024-03")), institution: "001", serial: 1)
        #expect(try codes(number: other) { _ in } == ["ticket-number"])
        #expect(try codes(number: stranger) { _ in } == ["ticket-number"])
    }

    @Test func severalFaultsAreToldAtOnce() throws {
        let found = try codes(revision: 0) { scenario in
            scenario.people = []
            scenario.sittings = []
        }
        #expect(found == ["ticket-person", "ticket-sitting", "ticket-revision"])
    }
}
