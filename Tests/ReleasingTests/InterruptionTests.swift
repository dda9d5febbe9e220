import ExampleOffice
import Exams
import Foundation
import Releasing
import Storage
import Testing

/// A release is ended at every one of its steps, and the next must bring about what an undisturbed one would have.
@Suite struct InterruptionTests {
    private struct PowerCut: Error {}

    /// A base of one released and then damaged, one re-seated and one withdrawn ticket, with new ones due in two
    /// institutions, one of which sends them; or the same office before its first release.
    private final class Morning {
        let desk: Desk
        static let now = moment("2024-03-18T06:00:00")

        init(isFirst: Bool = false) throws {
            var desk = try Desk(["ZJCX", "BJOU"], candidates: 4)
            _ = try desk.store.savePlan(
                try desk.office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2), ("ZJCX", 3, 0, 3)]), note: "", at: planned)
            if !isFirst {
                let file = try #require(try desk.release(opening).released.first?.file)
                try Data("damaged".utf8).write(to: URL(fileURLWithPath: desk.folder + "/" + file))
            }
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
                guard FileManager.default.fileExists(atPath: desk.scratch.path(name)) else { continue }
                try FileManager.default.copyItem(atPath: desk.scratch.path(name), toPath: scratch.path(name))
            }
            return (scratch, try Store(path: scratch.path("office.db")), scratch.path("out"))
        }
    }

    private func releaser(
        _ store: Store, _ folder: String, _ postbox: Postbox = Postbox(), hook: @escaping ReleaseHook = { _ in }
    ) -> Releaser {
        Releaser(
            store: store, folder: folder, press: { _, _ in { Array(Desk.text($0).utf8) } }, mail: postbox.channel,
            hook: hook)
    }

    private func ledger(_ store: Store) throws -> [String] {
        try store.ticketEntries().map { entry in
            let issue = entry.issue.map {
                "\($0.state.rawValue) \($0.revision) \($0.file ?? "") \($0.digest?.description ?? "")"
            }
            return "\(entry.application) \(issue ?? "-")"
        }
    }

    /// Kinds and subjects in order. The id of a folder is made anew by each first release.
    private func events(_ store: Store) throws -> [String] {
        try store.events().map { $0.kind == .folderChosen ? "folder" : "\($0.kind) \($0.subject)" }
    }

    private struct Undisturbed {
        var steps: [ReleaseStep] = []
        var files: [String: String] = [:]
        var ledger: [String] = []
        var messages: [String] = []
        var events: [String] = []
    }

    /// How often the undisturbed release passes a step, and what it leaves.
    private func undisturbed(_ morning: Morning) throws -> Undisturbed {
        let copy = try morning.copy()
        let postbox = Postbox()
        var result = Undisturbed()
        _ = try releaser(copy.store, copy.folder, postbox) { result.steps.append($0) }.release(now: Morning.now)
        result.files = try Desk.files(in: copy.folder)
        result.ledger = try ledger(copy.store)
        result.messages = postbox.ids
        result.events = try events(copy.store)
        return result
    }

    @Test func everyStepIsPassed() throws {
        let steps = try undisturbed(try Morning()).steps + undisturbed(try Morning(isFirst: true)).steps
        #expect(Set(steps) == Set(ReleaseStep.allCases))
    }

    @Test(arguments: [false, true]) func endedAtAnyStepTheNextRunCompletesIt(_ isFirst: Bool) throws {
        let morning = try Morning(isFirst: isFirst)
        let expected = try undisturbed(morning)
        #expect(expected.files.count == 6 && expected.messages.count == 2)
        for cut in expected.steps.indices {
            let copy = try morning.copy()
            let (postbox, step) = (Postbox(), expected.steps[cut])
            var passed = 0
            #expect(throws: PowerCut.self) {
                try releaser(copy.store, copy.folder, postbox) { _ in
                    passed += 1
                    if passed == cut + 1 { throw PowerCut() }
                }.release(now: Morning.now)
            }
            // Nothing half-made is visible: a ticket's name means a whole ticket, but for the one damaged before.
            for (name, text) in try Desk.files(in: copy.folder) where name.hasSuffix(".pdf") && text != "damaged" {
                #expect(text.hasSuffix("\n") && name.contains(text.prefix(16)), "\(name) after \(step)")
            }
            let store = try Store(path: copy.store.path)
            _ = try releaser(store, copy.folder, postbox).release(now: second(Morning.now, 300))
            #expect(try Desk.files(in: copy.folder) == expected.files, "cut at \(step)")
            #expect(try ledger(store) == expected.ledger, "cut at \(step)")
            #expect(try events(store) == expected.events, "cut at \(step)")
            #expect(try store.audit().isWhole && store.openMessages().isEmpty)
            // A message goes twice only if the cut fell between the mail system's yes and our note of it.
            #expect(Set(postbox.ids) == Set(expected.messages), "cut at \(step)")
            #expect(postbox.ids.count == expected.messages.count + (step == .messageHanded ? 1 : 0), "cut at \(step)")
            #expect(try releaser(store, copy.folder, postbox).release(now: second(Morning.now, 600)).didNothing)
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
