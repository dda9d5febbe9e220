import CSQLite
import Foundation

/// One connection to the database file. Not shared between threads.
///
/// WAL lets readers go on while one writes; FULL makes a commit survive a power cut before it returns. Statements are
/// prepared once and kept by their text, so SQL must be written with `?`, never put together from values.
final class Connection {
    private let handle: OpaquePointer
    private let path: String
    private var prepared: [String: Statement] = [:]

    /// Milliseconds another program's lock is waited for; our own writers meet at the write lock before.
    private static let patience: Int32 = 5000

    /// Taken only as far as there are pages to keep: enough that the indexes of a million people are not read again
    /// for every row.
    private static let cacheKilobytes = 64 * 1024

    /// Of a new file; one that is there keeps its own. Four times the engine's default: rows of a million people then
    /// take half the work to write, and a small office's database a megabyte.
    private static let pageBytes = 16 * 1024

    /// Opens an existing file, which may be empty.
    /// - Parameter isReadOnly: neither the file nor its folder is touched.
    init(path: String, isReadOnly: Bool = false) throws(StorageFault) {
        self.path = path
        var opened: OpaquePointer?
        let access = isReadOnly ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE
        let name = isReadOnly ? Connection.readingName(path) : path
        let status = sqlite3_open_v2(name, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
        guard status == SQLITE_OK, let opened else {
            let cause = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw StorageFault(
                .failed, "database-unreadable", cause: "The database \(path) cannot be opened: \(cause).",
                action: "Check the path and who may read and write it.")
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Connection.patience)
        if !isReadOnly {
            try execute("PRAGMA page_size = \(Connection.pageBytes);")
            try execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        }
        try execute("PRAGMA cache_size = -\(Connection.cacheKilobytes);")
    }

    /// Readers of a WAL database share a file of locks, which a reader that may not write cannot make. Without a log
    /// there is nothing in it to share, and the file can be read as it lies.
    private static func readingName(_ path: String) -> String {
        // What a killed program has left half-written must be taken back first, which only a writer can.
        let hasLog = ["-wal", "-journal"].contains { suffix in
            var log = stat()
            return stat(path + suffix, &log) == 0 && log.st_size > 0
        }
        return URL(fileURLWithPath: path).absoluteString + (hasLog ? "" : "?immutable=1")
    }

    deinit {
        prepared.removeAll()
        sqlite3_close_v2(handle)
    }

    /// One or more statements without values.
    func execute(_ script: String) throws(StorageFault) {
        let status = sqlite3_exec(handle, script, nil, nil, nil)
        guard status == SQLITE_OK else { throw fault(status, doing: script) }
    }

    func run(_ sql: String, _ values: any Bindable...) throws(StorageFault) {
        try withStatement(sql, values) { statement throws(StorageFault) in
            while try statement.step(of: self) {}
        }
    }

    func rows<Element>(
        _ sql: String, _ values: any Bindable..., read: (Row) throws(StorageFault) -> Element
    ) throws(StorageFault) -> [Element] {
        try withStatement(sql, values) { statement throws(StorageFault) in
            var elements: [Element] = []
            while try statement.step(of: self) { elements.append(try read(statement.row)) }
            return elements
        }
    }

    func first<Element>(
        _ sql: String, _ values: any Bindable..., read: (Row) throws(StorageFault) -> Element
    ) throws(StorageFault) -> Element? {
        try withStatement(sql, values) { statement throws(StorageFault) in
            try statement.step(of: self) ? try read(statement.row) : nil
        }
    }

    /// A statement for many rows in turn.
    func repeated(_ sql: String) throws(StorageFault) -> RepeatedStatement {
        RepeatedStatement(statement: try prepare(sql), connection: self)
    }

    /// The number the engine gave to the last inserted row.
    var lastInserted: Int { Int(sqlite3_last_insert_rowid(handle)) }

    /// All of the work or none. A transaction that writes takes the lock at once, so that it cannot fail half-way
    /// for another's sake.
    func transaction<Result>(_ work: () throws(StorageFault) -> Result) throws(StorageFault) -> Result {
        try enclosed(begin: "BEGIN IMMEDIATE", work)
    }

    /// A transaction for very many rows. The engine does not look up what each of them names, which would cost more than
    /// the rows themselves: whoever uses this makes sure, before it ends, that all of it is there.
    /// - Parameter isFirst: there is nothing yet that anybody could read, or take back. New pages are then written where
    ///   they stay and not into the log before; who looks meanwhile is told to wait.
    func bulkTransaction<Result>(
        isFirst: Bool = false, _ work: () throws(StorageFault) -> Result
    ) throws(StorageFault) -> Result {
        // Inside a transaction the engine would not listen.
        try execute("PRAGMA foreign_keys = OFF")
        // Refused, and no harm done, while somebody else has the file open.
        if isFirst { _ = sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", nil, nil, nil) }
        defer {
            if isFirst { _ = sqlite3_exec(handle, "PRAGMA journal_mode = WAL", nil, nil, nil) }
            _ = sqlite3_exec(handle, "PRAGMA foreign_keys = ON", nil, nil, nil)
        }
        return try transaction(work)
    }

    /// Looks up what all rows of these tables name.
    /// - Throws: `database-constraint`.
    func requireReferences(of tables: [String]) throws(StorageFault) {
        for table in tables {
            let dangling = try first("PRAGMA foreign_key_check(\(table))") { $0.text(2) }
            if let dangling { throw .dangling(table, dangling) }
        }
    }

    /// One unchanging view of the database over several statements; never waits for a writer.
    func snapshot<Result>(_ work: () throws(StorageFault) -> Result) throws(StorageFault) -> Result {
        guard sqlite3_get_autocommit(handle) != 0 else { return try work() }
        return try enclosed(begin: "BEGIN", work)
    }

    private func enclosed<Result>(
        begin: String, _ work: () throws(StorageFault) -> Result
    ) throws(StorageFault) -> Result {
        try execute(begin)
        do throws(StorageFault) {
            let result = try work()
            try execute("COMMIT")
            return result
        } catch {
            // A fault may already have rolled back; the work's own fault is the one to tell.
            _ = sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    /// A statement in use (a query whose rows are being read) is out of the shelf; a second use prepares another.
    private func withStatement<Result>(
        _ sql: String, _ values: [any Bindable], _ use: (Statement) throws(StorageFault) -> Result
    ) throws(StorageFault) -> Result {
        let statement: Statement
        if let kept = prepared.removeValue(forKey: sql) {
            statement = kept
        } else {
            statement = try prepare(sql)
        }
        defer {
            statement.reset()
            prepared[sql] = statement
        }
        try statement.bind(values, of: self)
        return try use(statement)
    }

    func prepare(_ sql: String) throws(StorageFault) -> Statement {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard status == SQLITE_OK, let statement else { throw fault(status, doing: sql) }
        return Statement(handle: statement, sql: sql)
    }
}

extension Connection {
    /// The engine's error in our words. Quotes the statement but never its values, which may be personal.
    func fault(_ status: Int32, doing sql: String) -> StorageFault {
        let words = String(cString: sqlite3_errmsg(handle))
        switch status & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED:
            return StorageFault(
                .busy, "database-busy", cause: "别的程序正在写 \(path) (another program is writing to it)。",
                action: "等它写完再运行 (wait and run again)。")
        case SQLITE_NOTADB:
            return StorageFault(
                .refused, "not-a-database", cause: "\(path) 不是数据库 (not a database)。", action: "给出另一个文件。")
        case SQLITE_CORRUPT:
            return StorageFault.damaged("The database \(path) is damaged: \(words).")
        // The engine calls it an I/O error when it is its side files that find no room.
        case SQLITE_FULL,
            SQLITE_IOERR where sqlite3_system_errno(handle) == ENOSPC:
            return StorageFault(
                .failed, "disk-full", cause: "\(path) 所在的磁盘已满 (the disk is full)。",
                action: "腾出空间后重新运行；没有留下写了一半的内容。")
        case SQLITE_IOERR:
            return StorageFault(
                .failed, "disk-failed", cause: "\(path) 所在的磁盘读写出错 (the disk failed: \(words), \(status))。",
                action: "检查磁盘后重新运行；没有留下写了一半的内容。")
        case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM:
            return StorageFault(
                .failed, "database-unwritable", cause: "\(path) 写不进去 (cannot be written: \(words))。",
                action: "检查文件和所在文件夹的写入权限。")
        case SQLITE_CONSTRAINT:
            return StorageFault(
                .refused, "database-constraint", cause: "\(words), in: \(Connection.firstLine(of: sql))",
                action: "Nothing was changed. Check that everything named in the input exists once.")
        default:
            return StorageFault(
                .failed, "database-error", cause: "\(words) (\(status)), in: \(Connection.firstLine(of: sql))",
                action: "Try again; if it stays, report it with this line.")
        }
    }

    private static func firstLine(of sql: String) -> String {
        String(sql.drop(while: \.isWhitespace).prefix { $0 != "\n" })
    }
}
