import CSQLite
import Exams

/// One prepared statement. Its owner is the connection, which hands it out to one user at a time.
final class Statement {
    private let handle: OpaquePointer
    private let sql: String

    init(handle: OpaquePointer, sql: String) {
        self.handle = handle
        self.sql = sql
    }

    deinit { sqlite3_finalize(handle) }

    /// - Throws: our own mistake, if the count of values is not the count of `?`.
    func bind(_ values: [any Bindable], of database: borrowing Connection) throws(StorageFault) {
        guard Int(sqlite3_bind_parameter_count(handle)) == values.count else { throw arityFault(values.count) }
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let status =
                switch value.binding {
                case .null: sqlite3_bind_null(handle, place)
                case .integer(let number): sqlite3_bind_int64(handle, place, Int64(number))
                case .text(let text): Statement.bind(text, to: handle, place)
                }
            guard status == SQLITE_OK else { throw database.fault(status, doing: sql) }
        }
    }

    /// A value that the engine reads where it lies.
    enum ValueInPlace {
        case null
        case integer(Int)
        case text(UnsafeBufferPointer<UInt8>)
    }

    /// - Parameter value: by place, from 0; texts must stay where they are until `reset`.
    func bindInPlace(
        _ count: Int, of database: borrowing Connection, _ value: (Int) -> ValueInPlace
    ) throws(StorageFault) {
        guard Int(sqlite3_bind_parameter_count(handle)) == count else { throw arityFault(count) }
        for index in 0..<count {
            let place = Int32(index + 1)
            let status =
                switch value(index) {
                case .null: sqlite3_bind_null(handle, place)
                case .integer(let number): sqlite3_bind_int64(handle, place, Int64(number))
                case .text(let bytes): Statement.bindInPlace(bytes, to: handle, place)
                }
            guard status == SQLITE_OK else { throw database.fault(status, doing: sql) }
        }
    }

    /// A null pointer would be no text at all instead of an empty one.
    private static func bindInPlace(
        _ bytes: UnsafeBufferPointer<UInt8>, to handle: OpaquePointer, _ place: Int32
    ) -> Int32 {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_text(handle, place, "", 0, nil) }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
            sqlite3_bind_text64(handle, place, characters, sqlite3_uint64(bytes.count), nil, UInt8(SQLITE_UTF8))
        }
    }

    private func arityFault(_ count: Int) -> StorageFault {
        StorageFault(
            .failed, "statement-arity", cause: "A statement got \(count) values: \(sql)",
            action: "Report this: it is a mistake of the program.")
    }

    /// The length is given, so that a NUL inside a text neither ends it nor hides what follows.
    private static func bind(_ text: String, to handle: OpaquePointer, _ place: Int32) -> Int32 {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return sqlite3_bind_text(handle, place, "", 0, copied) }
                return sqlite3_bind_text64(
                    handle, place, start, sqlite3_uint64(characters.count), copied, UInt8(SQLITE_UTF8))
            }
        }
    }

    /// Whether there is a row.
    func step(of database: borrowing Connection) throws(StorageFault) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let status: throw database.fault(status, doing: sql)
        }
    }

    /// The row the last `step` reached; valid until the next.
    var row: Row { Row(handle: handle) }

    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }
}

/// A statement without rows, run again and again with other values.
struct RepeatedStatement {
    let statement: Statement
    let connection: Connection

    func run(_ values: any Bindable...) throws(StorageFault) {
        defer { statement.reset() }
        try statement.bind(values, of: connection)
        while try statement.step(of: connection) {}
    }
}

/// The columns of the current row, from 0.
struct Row {
    fileprivate let handle: OpaquePointer

    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    func flag(_ column: Int32) -> Bool { integer(column) != 0 }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integerIfPresent(_ column: Int32) -> Int? { isNull(column) ? nil : integer(column) }

    func textIfPresent(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// A value stored as its text form.
    /// - Throws: `database-damaged` if the text is not one.
    func value<Value: LosslessStringConvertible>(_ column: Int32, as type: Value.Type = Value.self)
        throws(StorageFault) -> Value
    {
        let text = text(column)
        guard let value = Value(text) else { throw .damaged("“\(text)” is stored where a \(type) belongs.") }
        return value
    }

    func valueIfPresent<Value: LosslessStringConvertible>(_ column: Int32, as type: Value.Type = Value.self)
        throws(StorageFault) -> Value?
    {
        isNull(column) ? nil : try value(column)
    }

    /// A value stored as the raw text of an enumeration.
    func kind<Value: RawRepresentable<String>>(_ column: Int32, as type: Value.Type = Value.self)
        throws(StorageFault) -> Value
    {
        let text = text(column)
        guard let value = Value(rawValue: text) else { throw .damaged("“\(text)” is stored where a \(type) belongs.") }
        return value
    }
}
