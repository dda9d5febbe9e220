import ExampleOffice
import Exams
import Foundation
import Storage
import Testing

/// The quarter planned and its due tickets out, mail included: what the staff find on the morning of 2026-04-11.
/// Made once; each morning works on a copy.
struct Eve {
    static let scenario = "quarter-2026-q2"
    static let planned = "2026-03-28T09:00"
    static let released = "2026-04-11T07:30"

    private static let shared = Result {
        let folder = try WorkFolder()
        let desk = folder.path("office")
        try FileManager.default.createDirectory(atPath: desk + "/mail", withIntermediateDirectories: true)
        let database = desk + "/kaowu.sqlite"
        try FileManager.default.copyItem(atPath: Scenarios.path(scenario), toPath: folder.path("scenario"))
        try giveAddresses(folder.path("scenario/applications.csv"))
        _ = try Program.result("import", folder.path("scenario"), "--database", database, "--now", planned)
        _ = try Program.result("plan", "--database", database, "--now", planned)
        _ = try Program.result("key", "create", "--database", database)
        try Tool.write(script: #"exec cat > "$(mktemp "${0%/*}/mail/XXXXXXXXXX")""#, to: desk + "/sendmail")
        _ = try Desk(folder: folder, path: desk).release(at: released)
        return (folder: folder, desk: desk)
    }

    /// An address for every tenth telephone number; the quarter itself has none.
    private static func giveAddresses(_ sheet: String) throws {
        var lines = try String(contentsOfFile: sheet, encoding: .utf8)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        let header = try #require(lines.firstIndex { $0.contains("报名号,") })
        let titles = lines[header].split(separator: ",").map(String.init)
        let (phone, address) = (try #require(titles.firstIndex(of: "手机")), try #require(titles.firstIndex(of: "邮箱")))
        for line in lines.indices.dropFirst(header + 1) {
            var cells = lines[line].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == titles.count, cells[phone].hasSuffix("0") else { continue }
            cells[address] = cells[phone] + "@example.org"
            lines[line] = cells.joined(separator: ",")
        }
        try Data(lines.joined(separator: "\r\n").utf8).write(to: URL(fileURLWithPath: sheet))
    }

    /// A copy of the office as it was left.
    static func copy() throws -> Desk {
        let folder = try WorkFolder()
        try FileManager.default.createDirectory(at: folder.root, withIntermediateDirectories: true)
        let (eve, office) = (try shared.get().desk, folder.path("office"))
        try FileManager.default.copyItem(atPath: eve, toPath: office)
        // The mail program itself: what was just copied may still be held open for writing.
        try FileManager.default.removeItem(atPath: office + "/sendmail")
        try FileManager.default.linkItem(atPath: eve + "/sendmail", toPath: office + "/sendmail")
        return Desk(folder: folder, path: office)
    }
}

/// An office's database, release folder, key and mail in one folder.
struct Desk {
    /// Keeps the files as long as the desk.
    let folder: WorkFolder
    let path: String

    var database: String { path + "/kaowu.sqlite" }

    func run(_ arguments: String...) throws -> Program.Run {
        try Program.run(arguments + ["--database", database])
    }

    func result(_ arguments: String...) throws -> Program.Run {
        let run = try Program.run(arguments + ["--database", database])
        try #require(run.code == 0, "kaowu \(arguments.joined(separator: " ")): \(run.diagnostics)\(run.output)")
        return run
    }

    func release(at now: String) throws -> ReleaseResult {
        try Program.run([
            "release", "--database", database, "--folder", path + "/tickets", "--now", now, "--mail-from",
            "考务 <kaowu@example.org>", "--sendmail", path + "/sendmail", "--json",
        ]).decoded(ReleaseResult.self)
    }

    /// Message-ID of every mail that went.
    func mail() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/mail").sorted().compactMap { name in
            try String(contentsOfFile: path + "/mail/" + name, encoding: .utf8).split(separator: "\n")
                .first { $0.hasPrefix("Message-ID:") }.map(String.init)
        }
    }

    /// Application to mail address.
    func addresses() throws -> [String: String] {
        let scenario = try #require(try Store(path: database).loadScenario())
        let people = Dictionary(uniqueKeysWithValues: scenario.people.map { ($0.id, $0.email) })
        return scenario.registrations.reduce(into: [:]) { $0[$1.id] = people[$1.person] ?? nil }
    }

    func revision(_ number: Int) throws -> (problem: Problem, plan: Plan) {
        var documents: [URL] = []
        for kind in ["problem", "plan"] {
            let file = path + "/\(kind)-\(number).json"
            _ = try result("export", kind, "--revision", "\(number)", "--output", file)
            documents.append(URL(fileURLWithPath: file))
        }
        return (try Problem.read(from: documents[0]), try Plan.read(from: documents[1]))
    }
}
