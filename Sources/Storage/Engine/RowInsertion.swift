import CSQLite
import Exams

/// Rows for one table, many to a statement. For each statement the engine opens the table and its indexes anew, which
/// costs more than a row; and what a row holds is put down in one buffer and read by the engine where it lies, so that
/// a million rows make no strings and no copies.
///
/// Rows that were added are in the table after `finish`, not before.
struct RowInsertion {
    private enum Value {
        case null
        case integer(Int)
        /// A part of the buffer.
        case text(start: Int, count: Int)
    }

    private let connection: Connection
    private let columns: Int
    private let rowsAtOnce: Int
    private let sql: (Int) -> String
    /// By number of rows: one, and as many as are inserted at once.
    private var statements: [Int: Statement] = [:]
    private var values: [Value] = []
    private var texts: [UInt8] = []

    /// - Parameters:
    ///   - columns: their names, in the order in which `add` gives the values.
    ///   - clause: what the statement ends with, such as `ON CONFLICT …`.
    init(
        _ connection: Connection, into table: StaticString, _ columns: [StaticString], clause: StaticString = "",
        rowsAtOnce: Int = 100
    ) {
        self.connection = connection
        self.columns = columns.count
        self.rowsAtOnce = rowsAtOnce
        let row = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
        let names = columns.map(\.description).joined(separator: ", ")
        // What any row that cannot be inserted throws undoes the whole transaction: the engine need not be ready to undo a
        // single statement.
        let insert = clause.utf8CodeUnitCount == 0 ? "INSERT OR ROLLBACK" : "INSERT"
        sql = { rows in
            let list = Array(repeating: row, count: rows).joined(separator: ", ")
            return "\(insert) INTO \(table) (\(names))\nVALUES \(list) \(clause)"
        }
    }

    mutating func add(_ integer: Int) { values.append(.integer(integer)) }

    mutating func add(_ integer: Int?) { values.append(integer.map { .integer($0) } ?? .null) }

    mutating func add(_ flag: Bool) { values.append(.integer(flag ? 1 : 0)) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(texts: $0) }
    }

    mutating func add(_ text: String?) {
        if let text { add(text) } else { values.append(.null) }
    }

    /// UTF-8.
    mutating func add(texts bytes: some Collection<UInt8>) {
        let start = texts.count
        texts.append(contentsOf: bytes)
        values.append(.text(start: start, count: texts.count - start))
    }

    /// With a blank between two.
    mutating func add(words: some Sequence<String>) {
        let start = texts.count
        for word in words {
            if texts.count > start { texts.append(UInt8(ascii: " ")) }
            texts.append(contentsOf: word.utf8)
        }
        values.append(.text(start: start, count: texts.count - start))
    }

    mutating func add(_ moment: some FixedWidthText) {
        let start = texts.count
        moment.write(to: &texts)
        values.append(.text(start: start, count: texts.count - start))
    }

    mutating func add(_ moment: (some FixedWidthText)?) {
        if let moment { add(moment) } else { values.append(.null) }
    }

    /// To be called when all values of a row are there.
    mutating func endRow() throws(StorageFault) {
        guard values.count == rowsAtOnce * columns else { return }
        try insert(values[...], by: try statement(rowsAtOnce))
        forget()
    }

    /// Puts the rows that are left into the table.
    mutating func finish() throws(StorageFault) {
        var start = 0
        while start < values.count {
            try insert(values[start..<min(start + columns, values.count)], by: try statement(1))
            start += columns
        }
        forget()
    }

    private mutating func statement(_ rows: Int) throws(StorageFault) -> Statement {
        if let known = statements[rows] { return known }
        let statement = try connection.prepare(sql(rows))
        statements[rows] = statement
        return statement
    }

    private mutating func forget() {
        values.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
    }

    private func insert(_ values: ArraySlice<Value>, by statement: Statement) throws(StorageFault) {
        defer { statement.reset() }
        // The buffer does not change before the statement is reset, so the engine may read it where it lies.
        let fault = texts.withUnsafeBufferPointer { texts -> StorageFault? in
            do throws(StorageFault) {
                try statement.bindInPlace(values.count, of: connection) { place in
                    switch values[values.startIndex + place] {
                    case .null: .null
                    case .integer(let number): .integer(number)
                    case .text(let start, let count): .text(UnsafeBufferPointer(rebasing: texts[start..<start + count]))
                    }
                }
                while try statement.step(of: connection) {}
                return nil
            } catch {
                return error
            }
        }
        if let fault { throw fault }
    }
}
