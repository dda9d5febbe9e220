import ExampleOffice
import Exams
import Foundation
import Storage
import Testing

@Suite struct ScenarioTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Scenarios")

    @Test(arguments: ["hard-2024-06", "bjou-2026-04"])
    func whatIsReadBackIsEqual(_ name: String) throws {
        let scratch = try Scratch()
        let scenario = try Scenario.read(folder: ScenarioTests.folder.appendingPathComponent(name)).scenario
        let store = try Store(path: scratch.path("office.db"))
        #expect(try store.loadScenario() == nil)
        try store.importScenario(scenario, at: morning)
        #expect(try store.loadScenario() == scenario)
    }

    /// Values that a careless column would change: absent and empty, false and absent, rare characters, a NUL.
    @Test func oddValuesSurvive() throws {
        let scratch = try Scratch()
        var office = try Office(day: examDay)
        office.scenario.people[0].name = "𠮷·䶮\u{0}'; DROP TABLE person; --"
        office.scenario.people[1].phone = ""
        office.scenario.sittings[0].periods[0].lost = false
        office.scenario.sittings[0].periods[1].lost = true
        office.scenario.venues[0].venue.rooms[0].open = []
        office.scenario.venues[0].venue.rooms[0].offers = nil
        office.scenario.venues[0].roomNames["gone"] = "旧考场"
        office.scenario.blackouts = [examDay, examDay]
        let store = try Store(path: scratch.path("office.db"))
        try store.importScenario(office.scenario, at: morning)
        #expect(try store.loadScenario() == office.scenario)
    }

    private func receipt(_ store: Store, _ scenario: Scenario) throws -> String {
        let receipt = try store.importScenario(scenario, at: morning)
        return "\(receipt.version) \(receipt.isNew ? "new" : "known")"
    }

    @Test func theSameAgainChangesNothing() throws {
        let scratch = try Scratch()
        var office = try Office(day: examDay)
        let store = try Store(path: scratch.path("office.db"))
        #expect(try receipt(store, office.scenario) == "1 new")
        #expect(try receipt(store, office.scenario) == "1 known")
        #expect(try store.events().count == 1)
        office.change(Office.applicationID("ZJCX", 2)) { $0.withdrawn = true }
        office.scenario.registrations.swapAt(0, 1)
        office.scenario.people.removeLast()
        office.scenario.registrations.removeLast()
        #expect(try receipt(store, office.scenario) == "2 new")
        #expect(try store.loadScenario() == office.scenario)
    }

    @Test func aScenarioThatNamesWhatItLacksIsRefusedWhole() throws {
        let scratch = try Scratch()
        var office = try Office(day: examDay)
        let store = try Store(path: scratch.path("office.db"))
        try store.importScenario(office.scenario, at: morning)
        let before = office.scenario
        office.scenario.registrations[0].person = "P9999"
        #expect(codes { try store.importScenario(office.scenario, at: morning) } == ["database-constraint"])
        #expect(try store.loadScenario() == before)
        #expect(try store.events().count == 1)
    }

    @Test func nothingAPlanNamesIsDroppedSilently() throws {
        let scratch = try Scratch()
        var office = try Office(day: examDay)
        let store = try Store(path: scratch.path("office.db"))
        try store.importScenario(office.scenario, at: morning)
        _ = try store.savePlan(try office.plan([("ZJCX", 1, 0, 1)]), note: "", at: morning)
        let before = office.scenario
        // One is seated, one waits; the room and the first day's periods are in use.
        office.scenario.registrations.removeFirst(2)
        office.scenario.sittings[0].periods.removeAll { $0.start.day == examDay }
        office.scenario.venues[0].venue.rooms[0].id = "another"
        #expect(
            codes { try store.importScenario(office.scenario, at: morning) } == [
                "registration-vanished", "registration-vanished", "period-vanished", "period-vanished", "room-vanished",
            ])
        #expect(try store.loadScenario() == before)
    }
}
