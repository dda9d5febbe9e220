import ExampleOffice
import Exams
import Foundation
import Releasing
import Storage
import Testing
import Tickets

/// A small office on a morning on which everything a release can do is to be done: tickets fall due in two
/// institutions, one of which sends them; one is replaced, one is withdrawn, one has been damaged.
struct EventfulMorning {
    static let now = LocalSecond("2024-03-18T06:00:00") ?? LocalSecond(number: 0)
    static let later = LocalSecond(number: now.number + 300)
    private static let planned = LocalSecond("2024-02-20T09:00:00") ?? LocalSecond(number: 0)
    private static let opening = LocalSecond("2024-03-16T00:00:00") ?? LocalSecond(number: 0)

    let office: OfficeFolder
    /// What an undisturbed release leaves.
    let expected: OfficeState
    let messages: [String]
    /// How many calls it takes.
    let calls: Int
    /// Digests that a ticket's file may have at any moment.
    let good: Set<String>
    let damaged: String

    static let shared = Result { try EventfulMorning() }

    private init() throws {
        office = try OfficeFolder()
        let damaged = try EventfulMorning.prepare(office)
        self.damaged = damaged
        let undisturbed = try office.copy()
        calls = try FaultyRelease(office: undisturbed, now: EventfulMorning.now.description).count()
        expected = try OfficeState(undisturbed)
        messages = try undisturbed.post()
        good = Set(try office.files().filter { $0.key != damaged }.values).union(expected.files.values)
    }

    /// - Returns: the file that was damaged.
    private static func prepare(_ folder: OfficeFolder) throws -> String {
        try SigningKey(seed: Array(1...32)).save(to: folder.key)
        let day = try #require(Day("2024-03-23"))
        var office = try ExampleOffice.Office(["ZJCX", "BJOU"], day: day, candidates: 4)
        let store = try Store(path: folder.database)
        try store.importScenario(office.scenario, at: planned)
        _ = try store.savePlan(
            try office.plan([("ZJCX", 1, 0, 1), ("ZJCX", 2, 0, 2), ("ZJCX", 3, 0, 3)]), note: "", at: planned)
        let file = try #require(try folder.release(at: opening).released.first?.file)
        try Data("damaged".utf8).write(to: URL(fileURLWithPath: folder.folder + "/" + file))
        let plan = try office.plan([
            ("ZJCX", 1, 0, 1), ("ZJCX", 2, 1, 2), ("ZJCX", 3, 0, 3), ("ZJCX", 4, 0, 4), ("BJOU", 1, 0, 1),
            ("BJOU", 2, 0, 2),
        ])
        _ = try store.savePlan(plan, note: "", at: LocalSecond(number: opening.number + 60))
        office.change(ExampleOffice.Office.applicationID("ZJCX", 3)) { $0.withdrawn = true }
        try store.importScenario(office.scenario, at: LocalSecond(number: opening.number + 120))
        return file
    }

    /// Between two runs nothing half-made may be seen: a ticket's name means a whole ticket, and the index names only
    /// what is there. The one that was damaged before stays so until it is put back.
    func checkVisible(_ office: OfficeFolder, _ where: String) throws {
        let files = try office.files()
        for (name, digest) in files where name.hasSuffix(".pdf") && name != damaged {
            #expect(good.contains(digest), "\(name) is not whole, \(`where`)")
        }
        for line in office.index() where line.file != damaged {
            #expect(files[line.file] == line.digest, "the index names \(line.file), \(`where`)")
        }
    }

    /// After the last run everything is as if nothing had happened.
    func checkComplete(_ office: OfficeFolder, _ where: String) throws {
        let state = try OfficeState(office)
        #expect(state == expected, "\(`where`)")
        #expect(state.isAgreeing(office) && state.isChainWhole, "\(`where`)")
        // A message may have gone twice, with the same id; none is missing and there is no other.
        let post = try office.post()
        #expect(Set(post) == Set(messages) && post.count <= messages.count + 1, "\(`where`)")
    }
}
