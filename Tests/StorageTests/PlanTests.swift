import ExampleOffice
import Exams
import Foundation
import Storage
import Testing
import Verifying

@Suite struct PlanTests {
    private struct Desk {
        let scratch: Scratch
        var office: Office
        let store: Store

        var saboteur: Saboteur { Saboteur(path: store.path) }

        init() throws {
            scratch = try Scratch()
            office = try Office(day: examDay)
            store = try Store(path: scratch.path("office.db"))
            try store.importScenario(office.scenario, at: morning)
        }
    }

    @Test func revisionsAreNumberedAndReadBackEqual() throws {
        let desk = try Desk()
        #expect(codes { _ = try desk.store.loadPlan() } == ["no-plan"])
        let first = try desk.office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2)])
        let second = try desk.office.plan([("ZJCX", 1, 1, 1), ("ZJCX", 3, 1, 2)])
        #expect(try desk.store.savePlan(first, note: "第一版", at: morning) == 1)
        #expect(try desk.store.savePlan(second, note: "第二版", at: morning, after: 1) == 2)
        #expect(try desk.store.loadPlan(revision: 1).plan == first.plan)
        #expect(try desk.store.loadPlan(revision: 1).problem == first.problem)
        #expect(try desk.store.loadPlan().plan == second.plan)
        #expect(try desk.store.revisions().map(\.note) == ["第一版", "第二版"])
        #expect(try desk.store.revisions().map(\.placed) == [2, 2])
        #expect(codes { _ = try desk.store.loadPlan(revision: 3) } == ["no-plan"])
    }

    @Test func ofAPlanTheCheckerRefusesNothingIsKept() throws {
        let desk = try Desk()
        let before = try desk.store.events()
        let lawful = try desk.office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2)])
        var unlawful = lawful.plan
        unlawful.placements[1].subjects = unlawful.placements[0].subjects
        let check = Verification(of: unlawful, for: lawful.problem)
        let refused = codes { _ = try desk.store.savePlan(check, note: "", at: morning) }
        #expect(Set(refused) == ["plan-unlawful"])
        #expect(try desk.store.revisions().isEmpty)
        #expect(try desk.store.events() == before)
        // The serials of the refused plan were never given.
        let kept = try desk.store.keep(lawful.problem)
        let good = Verification(of: lawful.plan, for: lawful.problem)
        #expect(try desk.store.savePlan(good, note: "", at: morning, kept: kept) == 1)
        #expect(try desk.store.loadPlan().plan == lawful.plan)
        #expect(try desk.store.loadPlan().problem == lawful.problem)
    }

    @Test func measuresAndOutcomesComeBack() throws {
        let desk = try Desk()
        let bare = try desk.office.plan([("ZJCX", 1, 0, 1)])
        var plan = bare.plan
        plan.outcomes[0].remedy = "再开一批"
        plan.tiers = bare.measures.values.enumerated().map { tier, value in
            Tier(tier: tier, value: value, bound: value, status: tier == 2 ? .proved : .gap)
        }
        _ = try desk.store.savePlan(try verify(problem: bare.problem, plan: plan), note: "", at: morning)
        #expect(try desk.store.loadPlan().plan == plan)
    }

    @Test func aPlanMadeFromAnOlderRevisionIsNotStored() throws {
        let desk = try Desk()
        let plan = try desk.office.plan()
        #expect(codes { _ = try desk.store.savePlan(plan, note: "", at: morning, after: 1) } == ["plan-superseded"])
        _ = try desk.store.savePlan(plan, note: "", at: morning)
        _ = try desk.store.savePlan(plan, note: "", at: morning)
        #expect(codes { _ = try desk.store.savePlan(plan, note: "", at: morning, after: 1) } == ["plan-superseded"])
        #expect(try desk.store.currentRevision() == 2)
    }

    @Test func aPlanForAnotherScenarioIsNotStored() throws {
        var desk = try Desk()
        let plan = try desk.office.plan()
        desk.office.change(Office.applicationID("ZJCX", 1)) { $0.withdrawn = true }
        try desk.store.importScenario(desk.office.scenario, at: morning)
        #expect(codes { _ = try desk.store.savePlan(plan, note: "", at: morning) } == ["plan-outdated"])
        #expect(try desk.store.currentRevision() == nil)
        _ = try desk.store.savePlan(try desk.office.plan(), note: "", at: morning)
    }

    @Test func anOldRevisionKeepsTheProblemItWasMadeFor() throws {
        var desk = try Desk()
        let plan = try desk.office.plan()
        _ = try desk.store.savePlan(plan, note: "", at: morning)
        desk.office.change(Office.applicationID("ZJCX", 1)) { $0.withdrawn = true }
        try desk.store.importScenario(desk.office.scenario, at: morning)
        #expect(try desk.store.loadPlan(revision: 1).problem == plan.problem)
    }

    @Test func withoutAScenarioThereIsNoPlan() throws {
        let scratch = try Scratch()
        let store = try Store(path: scratch.path("office.db"))
        let plan = try Office(day: examDay).plan()
        #expect(codes { _ = try store.savePlan(plan, note: "", at: morning) } == ["no-scenario"])
    }

    @Test(arguments: [
        ("placement", "UPDATE placement SET application = 'ZJCX-报3' WHERE application = 'ZJCX-报1'"),
        ("placement", "UPDATE placement SET first_start = '2024-03-24T09:00' WHERE application = 'ZJCX-报1'"),
        ("placement", "UPDATE placement SET seating = 'x' WHERE application = 'ZJCX-报1'"),
        ("placement", "UPDATE placement SET wave = 2"),
        ("seat", "UPDATE seat SET seat_column = 4 WHERE placement = 1"),
        ("seat", "UPDATE seat SET seat_row = 3 - seat_row"),
        ("outcome", "UPDATE outcome SET reason = '另一个原因'"),
        ("outcome", "DELETE FROM outcome"),
        ("revision", "UPDATE revision SET note = '别的'"),
        ("revision", "UPDATE revision SET digest = 'x'"),
        ("piece", "UPDATE piece SET lines = replace(lines, '\"eligible\":true', '\"eligible\":false')"),
        ("problem", "UPDATE problem SET digest = 'x'"),
        ("event", "UPDATE event SET detail = '{}' WHERE kind = 'plan-saved'"),
    ])
    func anAlteredRowIsRefused(_ table: String, _ script: String) throws {
        let desk = try Desk()
        _ = try desk.store.savePlan(
            try desk.office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2)]), note: "", at: morning)
        _ = try desk.store.loadPlan()
        #expect(desk.saboteur.run(script)?.contains("append-only") == true)
        desk.saboteur.tamper(table, script)
        #expect(codes { _ = try desk.store.loadPlan() } == ["database-damaged"])
    }

    /// Somebody who also makes the digests right is still caught by the checker.
    @Test func anUnlawfulPlanIsRefusedHoweverWellForged() throws {
        let desk = try Desk()
        let good = try desk.office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2)])
        _ = try desk.store.savePlan(good, note: "", at: morning)
        var forged = good.plan
        for index in forged.placements[0].subjects.indices {
            forged.placements[0].subjects[index].row = 6
            forged.placements[0].subjects[index].column = 5
        }
        let digest = Digest(of: forged.encoded())
        let old = Digest(of: good.plan.encoded())
        let periods = Dictionary(
            uniqueKeysWithValues: good.problem.sittings.flatMap(\.periods).map { ($0.id, "\($0.start)/\($0.end)") })
        let seating = forged.placements[0].subjects.map {
            "\($0.subject.rawValue) \(periods[$0.period] ?? "") \($0.row)/\($0.column) \($0.room)"
        }
        desk.saboteur.tamper("seat", "UPDATE seat SET seat_row = 6, seat_column = 5 WHERE placement = 1")
        desk.saboteur.tamper(
            "placement", "UPDATE placement SET seating = '\(Digest(of: seating.joined(separator: "\n")))' WHERE id = 1")
        desk.saboteur.tamper("revision", "UPDATE revision SET digest = '\(digest)'")
        desk.saboteur.tamper("event", "UPDATE event SET detail = replace(detail, '\(old)', '\(digest)')")
        #expect(Set(codes { _ = try desk.store.loadPlan() }) == ["plan-unlawful"])
        #expect(try desk.store.audit().isWhole == false)
    }

    @Test func problemsShareTheirPieces() throws {
        let scratch = try Scratch()
        var office = try Office(day: examDay, candidates: 2000)
        let store = try Store(path: scratch.path("office.db"))
        let saboteur = Saboteur(path: store.path)
        try store.importScenario(office.scenario, at: morning)
        _ = try store.savePlan(try office.plan([]), note: "", at: morning)
        let pieces = saboteur.number("SELECT count(*) FROM piece")
        #expect(pieces > 10)
        _ = try store.savePlan(try office.plan([("ZJCX", 1, 0, 1)]), note: "", at: morning)
        #expect(saboteur.number("SELECT count(*) FROM problem") == 1)
        office.scenario.registrations.insert(office.scenario.registrations[1000], at: 3)
        office.scenario.registrations[3].id = "ZJCX-补报"
        office.change(Office.applicationID("ZJCX", 1500)) { $0.withdrawn = true }
        try store.importScenario(office.scenario, at: morning)
        let third = try office.plan([])
        _ = try store.savePlan(third, note: "", at: morning)
        #expect(saboteur.number("SELECT count(*) FROM piece") - pieces <= 4)
        #expect(try store.loadPlan().problem == third.problem)
    }
}
