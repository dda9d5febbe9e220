import Exams
import Foundation
import Storage

/// What a release folder says of itself, in `.kaowu-folder`: which database it belongs to, and which of that
/// database's folders it is.
struct FolderMark: Equatable {
    static let name = ".kaowu-folder"

    var database: String
    var folder: String

    init(database: String, folder: String) {
        self.database = database
        self.folder = folder
    }

    init?(_ text: String) {
        let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        guard lines.count == 2, lines.allSatisfy({ $0.count == 2 }), lines[0][0] == "database", lines[1][0] == "folder"
        else { return nil }
        self.init(database: lines[0][1], folder: lines[1][1])
    }

    var text: String { "database \(database)\nfolder \(folder)\n" }
}

extension ReleaseRound {
    /// Makes sure that this folder is the one this database releases into, or makes it so the first time.
    ///
    /// The mark is written before the database notes it: a run killed in between leaves a mark with our id that
    /// nothing contradicts, and the next run takes it.
    /// - Returns: how the folder stood before.
    func takeFolder() throws -> FolderStanding {
        let standing = try releaser.folderStanding(at: now, isNew: isNewFolder)
        switch standing {
        case .inUse: return standing
        case .marked(let mark): try writer.useFolder(mark.folder, at: now)
        case .free(let database):
            let mark = FolderMark(database: database, folder: UUID().uuidString.lowercased())
            try folder.makeRoot()
            try folder.write(Array(mark.text.utf8), to: FolderMark.name)
            try folder.sync(directory: folder.root)
            try releaser.hook(.folderMarked)
            try writer.useFolder(mark.folder, at: now)
        }
        try releaser.hook(.folderTaken)
        return standing
    }
}

/// How a folder stands to a database.
enum FolderStanding: Equatable {
    case inUse
    /// Ours, but not yet noted as the one in use.
    case marked(FolderMark)
    /// Nobody's; may become ours, of the database with this id.
    case free(database: String)
}

extension Releaser {
    /// - Throws: `folder-foreign`, `folder-former`, `folder-unmarked`.
    func folderStanding(at now: LocalSecond, isNew: Bool) throws -> FolderStanding {
        let office = try store.releaseOffice()
        let isFree = office.folder == nil || isNew
        if let text = folder.text(of: FolderMark.name) {
            guard let mark = FolderMark(text), mark.database == office.id else { throw FolderMark.foreign(folder.root) }
            if mark.folder == office.folder { return .inUse }
            guard isFree else { throw FolderMark.former(folder.root) }
            return .marked(mark)
        }
        guard isFree else { throw FolderMark.unmarked(folder.root) }
        // Versions before the mark left none.
        let index = TicketIndexFile.bytes(of: try decide(at: now))
        if folder.exists(TicketIndexFile.name), !isNew, !folder.holds(index, at: TicketIndexFile.name) {
            throw FolderMark.foreign(folder.root)
        }
        return .free(database: office.id)
    }
}

extension FolderMark {
    static func foreign(_ root: String) -> ReleaseFault {
        ReleaseFault(
            .refused,
            Mistake(
                code: "folder-foreign", file: root,
                cause: "\(root) 是另一个数据库的发放文件夹 (the folder of another database)，什么也没有发放。",
                action: "检查 --database 和 --folder 是否配对。"))
    }

    static func former(_ root: String) -> ReleaseFault {
        ReleaseFault(
            .refused,
            Mistake(
                code: "folder-former", file: root,
                cause: "\(root) 是这个数据库从前的发放文件夹，现在用的是另一个 (a former folder of this database)，什么也没有发放。",
                action: "改回现在的文件夹；确实要换回来，加上 --new-folder 运行一次。"))
    }

    static func unmarked(_ root: String) -> ReleaseFault {
        ReleaseFault(
            .refused,
            Mistake(
                code: "folder-unmarked", file: root,
                cause: "\(root) 不是这个数据库的发放文件夹，也可能是磁盘没有挂上 (not this database's folder, or not mounted)，什么也没有发放。",
                action: "检查路径和挂载；确实要换文件夹，加上 --new-folder 运行一次，已发的会重画到新文件夹。"))
    }
}
