import ExampleOffice
import Exams
import Foundation
import Releasing
import Storage
import Testing

/// A release is ended at every one of its steps, and the next must bring about what an undisturbed one would have.
@Suite struct InterruptionTests {
    private struct PowerCut: Error {}

    /// A base of one released, one re-seated and one withdrawn ticket, with new ones due in two institutions.
    private final class Morning {
        let desk: Desk
        static let now = moment("2024-03-18T06:00:00")

        init() throws {
            var desk = try Desk(["ZJCX", "BJOU"], candidates: 4)
            _ = try desk.store.savePlan(
                try desk.office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2), ("ZJCX", 3, 0, 3)]), note: "", at: planned)
            try desk.release(opening)
            let plan = try desk.office.plan([
                ("ZJCX", 1, 0, 1), ("ZJCX", 2, 1, 2), ("ZJCX", 3, 0, 3), ("ZJCX", 4, 0, 4), ("BJOU", 1, 0, 1),
                ("BJOU", 2, 0, 2),
            ])
            _ = try desk.store.savePlan(plan, note: "", at: second(opening, 60))
            try desk.change(3) { $0.withdrawn = true }
            self.desk = desk
        }

        /// A copy to be disturbed.
        func copy() throws -> (scratch: Scratch, store: Store, folder: String) {
            let scratch = try Scratch()
            for name in ["office.db", "office.db-wal", "out"] {
                try FileManager.default.copyItem(atPath: desk.scratch.path(name), toPath: scratch.path(name))
            }
            return (scratch, try Store(path: scratch.path("office.db")), scratch.path("out"))
        }
    }

    private func releaser(_ store: Store, _ folder: String, hook: @escaping ReleaseHook = { _ in }) -> Releaser {
        Releaser(store: store, folder: folder, press: { _, _ in { Array(Desk.text($0).utf8) } }, hook: hook)
    }

    private func ledger(_ store: Store) throws -> [String] {
        try store.ticketEntries().map { entry in
            let issue = entry.issue.map { "\($0.state.rawValue) \($0.revision) \($0.file ?? "") \($0.digest?.description ?? "")" }
            return "\(entry.application) \(issue ?? "-")"
        }
    }

    /// How often the undisturbed release passes a step, and what it leaves.
    private func undisturbed(_ morning: Morning) throws -> (
        steps: [ReleaseStep], files: [String: String], ledger: [String], messages: [String], events: [String]
    ) {
        let copy = try morning.copy()
        var steps: [ReleaseStep] = []
        _ = try releaser(copy.store, copy.folder) { steps.append($0) }.release(now: Morning.now)
        return (
            steps, try Desk.files(in: copy.folder), try ledger(copy.store), try copy.store.waitingMessages(),
            try copy.store.events().map(\.subject)
        )
    }

    @Test func endedAtAnyStepTheNextRunCompletesIt() throws {
        let morning = try Morning()
        let expected = try undisturbed(morning)
        #expect(Set(expected.steps) == Set(ReleaseStep.allCases))
        #expect(expected.files.count == 6)
        for cut in expected.steps.indices {
            let copy = try morning.copy()
            var passed = 0
            #expect(throws: PowerCut.self) {
                try releaser(copy.store, copy.folder) { _ in
                    passed += 1
                    if passed == cut + 1 { throw PowerCut() }
                }.release(now: Morning.now)
            }
            // Nothing half-made is visible: a ticket's name means a whole ticket.
            for (name, text) in try Desk.files(in: copy.folder) where name.hasSuffix(".pdf") {
                #expect(text.hasSuffix("\n") && name.contains(text.prefix(16)), "\(name) after \(expected.steps[cut])")
            }
            let store = try Store(path: copy.store.path)
            _ = try releaser(store, copy.folder).release(now: second(Morning.now, 300))
            #expect(try Desk.files(in: copy.folder) == expected.files, "cut at \(expected.steps[cut])")
            #expect(try ledger(store) == expected.ledger, "cut at \(expected.steps[cut])")
            #expect(try store.waitingMessages() == expected.messages, "cut at \(expected.steps[cut])")
            #expect(try store.events().map(\.subject) == expected.events, "cut at \(expected.steps[cut])")
            #expect(try store.audit().isWhole)
            #expect(try releaser(store, copy.folder).release(now: second(Morning.now, 600)).released.isEmpty)
        }
    }

    /// The run before the exam was cut off and the next comes after its start: what was in its place counts, the
    /// rest is too late, and nothing half-made stays.
    @Test func endedBeforeTheStartAndGoneOnAfterIt() throws {
        let morning = try Morning()
        let steps = try undisturbed(morning).steps
        for cut in steps.indices {
            let copy = try morning.copy()
            var passed = 0
            #expect(throws: PowerCut.self) {
                try releaser(copy.store, copy.folder) { _ in
                    passed += 1
                    if passed == cut + 1 { throw PowerCut() }
                }.release(now: Morning.now)
            }
            let pages = try Desk.files(in: copy.folder).filter { $0.key.hasSuffix(".pdf") }
            _ = try releaser(copy.store, copy.folder).release(now: moment("2024-03-25T00:00:00"))
            var after = try Desk.files(in: copy.folder)
            let index = after.removeValue(forKey: "index.csv") ?? ""
            #expect(after.allSatisfy { pages[$0.key] == $0.value }, "cut at \(steps[cut])")
            #expect(index.split(separator: "\n").count == after.count + 1, "cut at \(steps[cut])")
            #expect(try copy.store.ticketEntries().allSatisfy { $0.issue == nil || $0.issue?.state == .recorded })
            #expect(try copy.store.audit().isWhole)
        }
    }
}
