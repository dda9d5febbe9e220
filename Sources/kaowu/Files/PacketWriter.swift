import Exams
import Foundation
import Storage
import Tickets

/// Puts papers into a packet's folder and keeps the list of them with their hashes.
struct PacketWriter {
    let folder: NewFolder
    private var hashes: [(path: String, digest: Digest)] = []
    private(set) var folders = 0

    var count: Int { hashes.count }

    init(folder: NewFolder) { self.folder = folder }

    mutating func write(_ papers: [PacketPaper], of content: PacketContent) throws(Mistakes) {
        if !papers.isEmpty { folders += 1 }
        for paper in papers {
            try put(paper.bytes, at: content.folder + "/" + paper.path, isPrivate: paper.isConfidential)
        }
    }

    /// Calendars, what changed, and at last the hashes of all.
    mutating func finish(_ contents: [PacketContent], since: Int?) throws(Mistakes) {
        for sitting in Set(contents.map(\.sitting)).sorted() {
            let bytes = SessionCalendar.bytes(contents.filter { $0.sitting == sitting })
            try put(bytes, at: sitting + "/calendar.ics", isPrivate: false)
        }
        if let since {
            try put(Array(PacketWriter.changes(contents, since: since).utf8), at: "changes.txt", isPrivate: false)
        }
        let lines = hashes.sorted { $0.path < $1.path }.map { "\($0.digest)  \($0.path)\n" }
        try OutputFile.write(lines.joined().utf8, to: folder.workPath + "/SHA256SUMS")
    }

    private mutating func put(_ bytes: [UInt8], at path: String, isPrivate: Bool) throws(Mistakes) {
        let target = folder.workPath + "/" + path
        let parent = (target as NSString).deletingLastPathComponent
        try OutputFile.makeFolder(parent)
        if isPrivate { chmod(parent, 0o700) }
        try OutputFile.write(bytes, to: target, isPrivate: isPrivate)
        hashes.append((path, Digest(of: bytes)))
    }

    private static func changes(_ contents: [PacketContent], since: Int) -> String {
        var lines = ["第 \(since) 版以后的变动（现为第 \(contents.first?.revision ?? 0) 版）", ""]
        for content in contents {
            let changed = content.sessions.filter(\.isChanged)
            if changed.isEmpty && content.dropped.isEmpty { continue }
            lines.append("\(content.sitting)  \(content.day)  \(content.venue.name)")
            for session in changed {
                let clock = "\(session.start.clock)–\(session.end.clock)"
                lines.append(
                    "  重印  \(clock) \(session.roomName)  第 \(session.revision) 版，\(session.candidates.count) 人；旧页作废")
            }
            lines += content.dropped.map { "  取消  \($0)；旧页作废，不再使用" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
