import ExampleOffice
import Exams
import Foundation
import Releasing
import Storage
import Verifying

func moment(_ text: String) -> LocalSecond {
    LocalSecond(moment: text) ?? LocalSecond(number: 0)
}

func second(_ moment: LocalSecond, _ seconds: Int) -> LocalSecond {
    LocalSecond(number: moment.number + seconds)
}

let planned = moment("2024-02-20T09:00:00")
/// A Saturday; exams start at 09:00.
let examDay = Day("2024-03-23") ?? Day(number: 0)
let opening = moment("2024-03-16T00:00:00")
let start = moment("2024-03-23T09:00:00")

/// An office with a database, a folder and a printer of plain text.
struct Desk {
    let scratch: Scratch
    var office: Office
    let store: Store

    var folder: String { scratch.path("out") }

    init(_ institutions: [String] = ["ZJCX"], candidates: Int = 3, day: Day = examDay) throws {
        scratch = try Scratch()
        office = try Office(institutions, day: day, candidates: candidates)
        store = try Store(path: scratch.path("office.db"))
        try store.importScenario(office.scenario, at: planned)
        _ = try store.savePlan(try office.plan(), note: "", at: planned)
    }

    static func text(_ job: TicketJob) -> String {
        "\(job.number.digits) \(job.application) \(job.revision) \(job.asOf)\n"
    }

    func releaser(
        hook: @escaping ReleaseHook = { _ in }, mail: MailChannel? = nil, _ printer: TicketPrinter? = nil
    ) -> Releaser {
        Releaser(
            store: store, folder: folder, press: { _, _ in printer ?? { Array(Desk.text($0).utf8) } }, mail: mail,
            hook: hook)
    }

    @discardableResult
    func release(_ now: LocalSecond) throws -> ReleaseReport { try releaser().release(now: now) }

    /// All that lies in the folder, by path, but for the mark that says whose it is.
    func files() throws -> [String: String] { try Desk.files(in: folder) }

    static func files(in folder: String) throws -> [String: String] {
        guard let names = FileManager.default.enumerator(atPath: folder) else { return [:] }
        var files: [String: String] = [:]
        for case let name as String in names {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
            guard !isFolder.boolValue, name != ".kaowu-folder" else { continue }
            // Half a file may end within a character.
            files[name] = String(
                decoding: FileManager.default.contents(atPath: folder + "/" + name) ?? Data(), as: UTF8.self)
        }
        return files
    }

    /// What the ledger says is out, and the folder holds: applications with their revisions.
    func out() throws -> [String] {
        try store.ticketEntries().compactMap { entry in
            guard let issue = entry.issue, issue.state == .recorded else { return nil }
            return "\(entry.application)@\(issue.revision)"
        }
    }

    /// The ledger, the index and the files say the same.
    func isConsistent() throws -> Bool {
        let issues = try store.ticketEntries().compactMap(\.issue).filter { $0.state == .recorded }
        var files = try files()
        let index = files.removeValue(forKey: "index.csv") ?? ""
        let listed = index.split(separator: "\n").dropFirst().map { line in line.split(separator: ",").map(String.init)
        }
        return try issues.allSatisfy { issue in
            guard let file = issue.file, let bytes = files[file] else { return false }
            return Digest(of: bytes) == issue.digest
                && listed.contains { $0.last == file && $0[5] == issue.digest?.description }
        } && listed.count == issues.count && files.count == issues.count && (try store.audit().isWhole)
    }

    /// The data as they are from now on, without a plan for them.
    mutating func edit(_ edit: (inout Scenario) -> Void) throws {
        edit(&office.scenario)
        try store.importScenario(office.scenario, at: planned)
    }

    mutating func change(_ number: Int, _ edit: (inout Registration) -> Void) throws {
        office.change(Office.applicationID("ZJCX", number), edit)
        try store.importScenario(office.scenario, at: planned)
    }
}
