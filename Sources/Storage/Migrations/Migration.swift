import Exams

/// One named step of the schema. A step that has been released is never changed; a new one follows it.
package struct Migration: Sendable {
    package var name: String
    package var script: String

    package init(name: String, script: String) {
        self.name = name
        self.script = script
    }

    /// In the order they are applied.
    package static let all = [
        scenarioTables, planTables, ticketTables, chainTables, deliveryTables, keyTables, eventTables, sessionTables,
        lossTables, interruptionColumn, spareIndexes, placeKeys,
    ]
}

/// The steps a database has gone through are recorded in it by name. Steps this program does not know mean that a
/// newer one has written the file: it is refused, as nobody can tell what its rows mean.
struct Migrator {
    let connection: Connection
    var steps = Migration.all

    /// `KAOW`, in the file's header.
    static let applicationID = 0x4B41_4F57

    func isCurrent() throws(StorageFault) -> Bool {
        try checkOwner()
        return try applied().count == steps.count
    }

    /// Applies what is missing, all or none. What rows name is not looked up meanwhile: a step that makes a table anew
    /// keeps its rows, and to look for every row that names one of those that go would take days of a million.
    func migrate() throws(StorageFault) {
        try connection.bulkTransaction { () throws(StorageFault) in
            try checkOwner()
            try connection.execute("PRAGMA application_id = \(Migrator.applicationID)")
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migration (
                    number INTEGER PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE
                ) STRICT
                """)
            for (index, step) in steps.enumerated().dropFirst(try applied().count) {
                try connection.execute(step.script)
                try connection.run("INSERT INTO schema_migration (number, name) VALUES (?, ?)", index + 1, step.name)
            }
        }
    }

    private func checkOwner() throws(StorageFault) {
        let owner = try connection.first("PRAGMA application_id") { $0.integer(0) }
        let tables = try connection.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) }
        guard owner == Migrator.applicationID || (owner == 0 && tables == 0) else {
            throw StorageFault(
                .refused, "foreign-database", cause: "The file is a database of another program.",
                action: "Name another file; this one is left as it is.")
        }
    }

    /// The names recorded, which must be the first of ours in our order.
    private func applied() throws(StorageFault) -> [String] {
        let exists = try connection.first("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migration'") { _ in true }
        guard exists != nil else { return [] }
        let names = try connection.rows("SELECT name FROM schema_migration ORDER BY number") { $0.text(0) }
        guard names == steps.map(\.name).prefix(names.count).map({ $0 }) else {
            let unknown = names.first { name in !steps.contains { $0.name == name } }
            throw StorageFault(
                .refused, "database-too-new",
                cause: "The database was changed by a newer version of the program"
                    + (unknown.map { " (step “\($0)”)." } ?? "."),
                action: "Use that version, or restore a backup made before it.")
        }
        return names
    }
}
