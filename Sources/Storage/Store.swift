import Exams
import Foundation

/// The database of an examination office: the scenario, all plans ever stored, tickets and the log of what happened.
/// One file; holds personal data, so only its owner may read it.
///
/// Any number of processes read; one writes, from `write` to the end of its work. Moments are `now` as the caller
/// gives it, in Shanghai's time, and stored as such; the store has no clock.
package final class Store {
    package let path: String
    let connection: Connection
    /// Whoever runs this may read the file and not write it.
    private let isReadOnly: Bool

    /// Opens the file, makes it if there is none, and brings its tables up to date. A file that may be read and not
    /// written is opened for reading.
    /// - Throws: `database-too-new`, `foreign-database`, `not-a-database`, `writer-busy` (only if the tables must be
    ///   changed while another process writes), `database-unreadable`, `database-read-only` (if they may not be).
    package convenience init(path: String) throws(StorageFault) {
        try self.init(path: path, steps: Migration.all, isReadOnly: Store.mayOnlyRead(path))
    }

    /// - Parameter steps: what brings the tables up to date; other than all of ours only in tests.
    package init(path: String, steps: [Migration] = Migration.all, isReadOnly: Bool = false) throws(StorageFault) {
        self.path = path
        self.isReadOnly = isReadOnly
        if !isReadOnly { try Store.makePrivate(path) }
        connection = try Connection(path: path, isReadOnly: isReadOnly)
        let migrator = Migrator(connection: connection, steps: steps)
        if try !migrator.isCurrent() {
            if isReadOnly { throw Store.readOnly(path) }
            let lock = try WriteLock(database: path, purpose: "migration")
            try withExtendedLifetime(lock) { () throws(StorageFault) in try migrator.migrate() }
        }
    }

    /// The folder counts too: a writer needs its side files there.
    private static func mayOnlyRead(_ path: String) -> Bool {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        return access(path, R_OK) == 0 && (access(path, W_OK) != 0 || access(folder, W_OK) != 0)
    }

    private static func readOnly(_ path: String) -> StorageFault {
        StorageFault(
            .failed, "database-read-only", cause: "\(path) 或它所在的文件夹不许写入 (may only be read)。",
            action: "查看可以；要改动，由有写入权限的人运行。")
    }

    /// The engine gives its side files the mode of the database file, so that must be right before it opens it.
    ///
    /// A file that is there is not opened for that: whoever closes a file takes all locks on it from his whole process
    /// (POSIX), those of another store on the same database too.
    private static func makePrivate(_ path: String) throws(StorageFault) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        guard isThere ? mayWrite(path, status) : make(path, &status) else {
            throw StorageFault(
                .failed, "database-unreadable",
                cause: "打不开数据库 \(path) (cannot be opened: \(String(cString: strerror(errno))))。",
                action: "检查路径和读写权限。")
        }
        guard status.st_mode & 0o077 == 0 || chmod(path, 0o600) == 0 else {
            throw StorageFault(
                .failed, "database-exposed", cause: "别人可以读 \(path)，里面有个人信息 (others may read it)。",
                action: "请文件的主人运行 chmod 600。")
        }
    }

    private static func mayWrite(_ path: String, _ status: stat) -> Bool {
        if status.st_mode & S_IFMT == S_IFREG { return access(path, R_OK | W_OK) == 0 }
        errno = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
        return false
    }

    private static func make(_ path: String, _ status: inout stat) -> Bool {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fstat(descriptor, &status) == 0
    }

    /// Does the work while nobody else may write.
    /// - Parameter purpose: what others are told while they wait, such as `release`.
    /// - Throws: `writer-busy`, or what the work throws.
    package func write<Result, Failure>(
        purpose: String, _ work: (Writer) throws(Failure) -> Result
    ) throws -> Result {
        if isReadOnly { throw Store.readOnly(path) }
        let writer = Writer(store: self, lock: try WriteLock(database: path, purpose: purpose))
        return try work(writer)
    }

    /// One unchanging view over several readings.
    package func snapshot<Result>(_ work: () throws(StorageFault) -> Result) throws(StorageFault) -> Result {
        try connection.snapshot(work)
    }
}

/// The one that may write. Everything it does is whole transactions, so that ending anywhere leaves a true state.
package struct Writer {
    let store: Store
    private let lock: WriteLock

    init(store: Store, lock: WriteLock) {
        self.store = store
        self.lock = lock
    }

    var connection: Connection { store.connection }
}
