import Exams
import Foundation
import Storage

/// The folder tickets are fetched from: `<sitting>/<ticket number>.pdf` and `index.csv`.
///
/// A file appears whole or not at all: it is written under a name that begins with a dot and ends in `.partial`, made
/// durable, and then renamed; the rename is durable once its directory is. Names ending so are nobody's but ours and
/// are cleared away by the next run.
struct TicketFolder {
    let root: String
    let hook: ReleaseHook

    private static let partial = ".partial"

    func path(_ file: String) -> String { root + "/" + file }

    /// Makes the folder, if need be, and the sitting's in it.
    func prepare(_ sitting: String) throws(ReleaseFault) {
        guard !sitting.isEmpty, !sitting.hasPrefix("."), !sitting.contains("/"),
            !sitting.utf8.contains(where: { $0 < 32 })
        else {
            throw ReleaseFault(
                .refused,
                Mistake(
                    code: "sitting-name", cause: "批次“\(sitting)”不能作文件夹名 (cannot be the name of a folder)。",
                    action: "在场景里给它改名。"))
        }
        try makeRoot()
        try make(path(sitting))
    }

    func makeRoot() throws(ReleaseFault) { try make(root) }

    /// Others of the office's group may read, as the registration platform must.
    private func make(_ directory: String) throws(ReleaseFault) {
        guard mkdir(directory, 0o750) != 0 else {
            // The new name must be durable before anything in it is said to be out.
            try sync(directory: TicketFolder.split(directory).parent)
            return
        }
        var status = stat()
        guard errno == EEXIST, stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw TicketFolder.fault(directory)
        }
    }

    /// Whether the file is there with just these bytes.
    func holds(_ bytes: [UInt8], at file: String) -> Bool { self.bytes(of: file) == bytes }

    /// Nil if it is not there or cannot be read.
    func bytes(of file: String) -> [UInt8]? { FileManager.default.contents(atPath: path(file)).map(Array.init) }

    func text(of file: String) -> String? { bytes(of: file).map { String(decoding: $0, as: UTF8.self) } }

    func exists(_ file: String) -> Bool { access(path(file), F_OK) == 0 }

    /// Puts the file in its place; durable after `sync(directory:)`.
    func write(_ bytes: [UInt8], to file: String) throws {
        let target = path(file)
        let (parent, name) = TicketFolder.split(target)
        let temporary = parent + "/." + name + TicketFolder.partial
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw TicketFolder.fault(target) }
        defer { close(descriptor) }
        try hook(.temporaryOpened)
        let half = bytes.count / 2
        try TicketFolder.write(bytes[..<half], to: descriptor, target)
        try hook(.temporaryHalfWritten)
        try TicketFolder.write(bytes[half...], to: descriptor, target)
        guard fsync(descriptor) == 0 else { throw TicketFolder.fault(target) }
        try hook(.temporarySynced)
        guard rename(temporary, target) == 0 else { throw TicketFolder.fault(target) }
        try hook(.renamed)
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, _ target: String) throws(ReleaseFault) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw fault(target) }
            rest = rest.dropFirst(count)
        }
    }

    func sync(directory: String) throws(ReleaseFault) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TicketFolder.fault(directory) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw TicketFolder.fault(directory) }
    }

    func remove(_ file: String) throws(ReleaseFault) {
        guard unlink(path(file)) == 0 || errno == ENOENT else { throw TicketFolder.fault(path(file)) }
    }

    /// The names in a folder below the root, sorted; none if there is no such folder.
    func names(in directory: String) throws(ReleaseFault) -> [String] {
        let full = directory.isEmpty ? root : path(directory)
        guard access(full, F_OK) == 0 else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: full).sorted()
        } catch {
            throw TicketFolder.fault(full)
        }
    }

    /// Every file in the folder and below it, sorted; what cannot be read is passed over.
    func files() -> [String] {
        let all = FileManager.default.subpaths(atPath: root) ?? []
        return all.filter { file in
            var status = stat()
            return lstat(path(file), &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
        }.sorted()
    }

    /// A path's folder and the name in it. Foundation's `deletingLastPathComponent` ends the process for a name of one
    /// letter.
    private static func split(_ path: String) -> (parent: String, name: String) {
        let parts = path.split(separator: "/")
        let parent = parts.dropLast().joined(separator: "/")
        if path.hasPrefix("/") { return ("/" + parent, parts.last.map(String.init) ?? "") }
        return (parent.isEmpty ? "." : parent, parts.last.map(String.init) ?? "")
    }

    static func isLeftover(_ name: String) -> Bool { name.hasPrefix(".") && name.hasSuffix(partial) }

    private static func fault(_ path: String) -> ReleaseFault {
        let number = errno
        let reason = String(cString: strerror(number))
        let (code, cause, action) =
            switch number {
            case ENOSPC, EDQUOT: ("disk-full", "所在的磁盘已满 (the disk is full)", "腾出空间")
            case EROFS, EACCES, EPERM: ("folder-read-only", "不许写 (read-only: \(reason))", "改好权限或重新挂载")
            case ENOENT, ENOTDIR, EEXIST: ("folder-unwritable", "建不了或写不进去 (not a folder: \(reason))", "检查路径，先建好上一级文件夹")
            default: ("folder-unwritable", "写不进去 (cannot be written: \(reason))", "检查磁盘")
            }
        return ReleaseFault(
            .obstructed,
            Mistake(
                code: code, file: path, cause: "\(path) \(cause)。",
                action: "\(action)；已发的都记着，下次运行接着做完 (the next run goes on from here)。"))
    }
}
