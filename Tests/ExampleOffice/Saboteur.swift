import CSQLite

/// Another program with its hands in the database file.
package struct Saboteur {
    package let path: String

    package init(path: String) { self.path = path }

    /// Nil if the engine let it happen, else why not.
    @discardableResult
    package func run(_ script: String) -> String? {
        var handle: OpaquePointer?
        defer { sqlite3_close_v2(handle) }
        guard sqlite3_open(path, &handle) == SQLITE_OK else { return "cannot open" }
        return sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK ? nil : String(cString: sqlite3_errmsg(handle))
    }

    /// As somebody who has taken the guards away.
    @discardableResult
    package func tamper(_ table: String, _ script: String) -> String? {
        run("DROP TRIGGER \(table)_no_update; DROP TRIGGER \(table)_no_delete; \(script)")
    }

    package func number(_ query: String) -> Int {
        var handle: OpaquePointer?
        var statement: OpaquePointer?
        defer {
            sqlite3_finalize(statement)
            sqlite3_close_v2(handle)
        }
        guard sqlite3_open(path, &handle) == SQLITE_OK,
            sqlite3_prepare_v2(handle, query, -1, &statement, nil) == SQLITE_OK, sqlite3_step(statement) == SQLITE_ROW
        else { return -1 }
        return Int(sqlite3_column_int64(statement, 0))
    }
}
