import ExampleOffice
import Exams
import Foundation
import Releasing
import Storage
import Testing
import Tickets

/// An office in a folder of its own: database, key and release folder below `root`; a mail system beside it.
final class OfficeFolder: Sendable {
    private let work: WorkFolder
    /// Without links in it, as calls are told apart by it.
    let root: String

    init() throws {
        work = try WorkFolder()
        let home = work.root.resolvingSymlinksInPath().path
        root = home + "/office"
        for name in ["office", "post"] {
            try FileManager.default.createDirectory(atPath: home + "/" + name, withIntermediateDirectories: true)
        }
        try FileManager.default.linkItem(atPath: try OfficeFolder.mailSystem.get().path, toPath: sendmail)
    }

    /// A message appears in the post whole or not at all, however its sender ends.
    private static let mailSystem = Result {
        let folder = try WorkFolder()
        let path = folder.root.path + "/sendmail"
        let script = #"t=$(mktemp "$0.XXXXXX") && cat >"$t" && mv "$t" "${0%/*}/post/""#
        try Tool.write(script: script, to: path)
        return (folder: folder, path: path)
    }

    /// Another office in the same state; its post is empty.
    func copy() throws -> OfficeFolder {
        let copy = try OfficeFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: root) {
            try FileManager.default.copyItem(atPath: root + "/" + name, toPath: copy.root + "/" + name)
        }
        return copy
    }

    var database: String { root + "/office.sqlite" }
    var key: String { root + "/office.key" }
    var folder: String { root + "/out" }
    var sendmail: String { (root as NSString).deletingLastPathComponent + "/sendmail" }

    /// A file that is no part of the office.
    func scratch(_ name: String) -> String { (root as NSString).deletingLastPathComponent + "/" + name }

    /// What `kaowu release` does, with nothing to disturb it. In this process, because that is quicker.
    @discardableResult
    func nextRun(at now: LocalSecond) throws -> ReleaseReport {
        let key = try SigningKey.load(from: key).publicKey.description
        try Store(path: database).write(purpose: "key") { writer throws(StorageFault) in
            try writer.useKey(key, at: now)
        }
        return try release(at: now)
    }

    /// As versions before the database noted keys left it: the next run has the key to enter, too.
    @discardableResult
    func release(at now: LocalSecond) throws -> ReleaseReport {
        let store = try Store(path: database)
        let mail = MailChannel(from: "kaowu@example.org", send: Sendmail(program: sendmail).send)
        return try Releaser(
            store: store, folder: folder, press: signedPress(key: try SigningKey.load(from: key)), mail: mail
        ).release(now: now)
    }

    /// The ids of all messages that were handed over.
    func post() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch("post")).compactMap { name in
            let message = try String(contentsOfFile: scratch("post/" + name), encoding: .utf8)
            return message.split(separator: "\n").first { $0.hasPrefix("Message-ID:") }.map(String.init)
        }.sorted()
    }

    /// All that lies in the release folder, as digests by path; the mark has an id that is made anew.
    func files() throws -> [String: String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [:] }
        var files: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name != ".kaowu-folder" {
            guard let bytes = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
            if !isFolder.boolValue { files[name] = Digest(of: Array(bytes)).description }
        }
        return files
    }

    /// File and digest of every line of the index.
    func index() -> [(file: String, digest: String)] {
        let text = FileManager.default.contents(atPath: folder + "/index.csv") ?? Data()
        return String(decoding: text, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return (fields.last ?? "", fields.count == 10 ? fields[5] : "")
        }
    }
}

/// Everything a release leaves behind that somebody may look at.
struct OfficeState: Equatable {
    var files: [String: String]
    var ledger: [String]
    var events: [String]
    var isChainWhole: Bool
    var openMessages: Int

    init(_ office: OfficeFolder) throws {
        let store = try Store(path: office.database)
        files = try office.files()
        ledger = try store.ticketEntries().map { entry in
            let issue = entry.issue.map {
                "\($0.state) \($0.revision) \($0.file ?? "") \($0.digest?.description ?? "")"
            }
            return "\(entry.application) \(issue ?? "-")"
        }
        events = try store.events().map { $0.kind == .folderChosen ? "folder" : "\($0.kind) \($0.subject)" }
        isChainWhole = try store.audit().isWhole
        openMessages = try store.openMessages().count
    }

    /// Each ticket that the ledger calls recorded is in the folder and in the index with the same digest, and neither
    /// holds another.
    func isAgreeing(_ office: OfficeFolder) -> Bool {
        let recorded = ledger.filter { $0.contains(" recorded ") }.map { line in
            let fields = line.split(separator: " ")
            return "\(fields[fields.count - 2]) \(fields[fields.count - 1])"
        }
        let listed = office.index().map { "\($0.file) \($0.digest)" }
        let lying = files.filter { $0.key != "index.csv" }.map { "\($0.key) \($0.value)" }
        return Set(recorded) == Set(listed) && Set(listed) == Set(lying) && listed.count == recorded.count
            && lying.count == recorded.count
    }
}
