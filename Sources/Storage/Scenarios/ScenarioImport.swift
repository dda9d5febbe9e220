import Exams

/// What an import did.
package struct ImportReceipt: Equatable, Sendable {
    /// From 1; one more for each import that changed something.
    package var version: Int
    /// False if the stored scenario was equal already; then nothing was written.
    package var isNew: Bool

    /// The stored scenario's state, as long as no event has been recorded.
    package var state: ScenarioState { ScenarioState(version: version, events: 0) }
}

extension Store {
    /// Has nothing been planned and no event recorded? Then the next import is what will be planned, and nothing else.
    package func isFresh() throws(StorageFault) -> Bool {
        try connection.snapshot { () throws(StorageFault) in
            guard try currentRevision() == nil else { return false }
            return try eventCount() == 0
        }
    }
}

extension Writer {
    /// Replaces the stored scenario by this one, whole or not at all.
    ///
    /// Rows may change freely and new ones may come; but a registration, sitting, period or room that a stored plan
    /// or ticket names must stay: a person who left is marked withdrawn, a lost period `lost`, a lost room closed.
    /// Else the import is refused with every name that vanished. Events recorded since are taken into the new rows
    /// again.
    /// - Throws: `registration-vanished`, `sitting-vanished`, `period-vanished`, `room-vanished`, all at once;
    ///   `database-constraint` if the scenario names something it does not contain.
    @discardableResult
    package func importScenario(_ scenario: Scenario, at now: LocalSecond) throws(StorageFault) -> ImportReceipt {
        // Over all of a million people it takes as long as writing their rows.
        let known = Aside { () throws(Never) in scenario.digest }
        return try connection.bulkTransaction { () throws(StorageFault) in
            let last = try connection.first("SELECT version, digest FROM import ORDER BY version DESC LIMIT 1") { row in
                (version: row.integer(0), digest: row.text(1))
            }
            if let last, last.digest == known.value().description {
                return ImportReceipt(version: last.version, isNew: false)
            }
            let version = (last?.version ?? 0) + 1
            let stored = try store.replayed(scenario)
            try replaceRows(by: stored)
            let digest = known.value()
            try connection.run(
                "INSERT INTO import (version, imported_at, digest, people, registrations) VALUES (?, ?, ?, ?, ?)",
                version, now, digest, scenario.people.count, scenario.registrations.count)
            try insertHead(of: stored, version: version)
            try refuseVanished()
            // What plans and tickets name, `refuseVanished` has looked up.
            try connection.requireReferences(of: Writer.scenarioTables + ["room_note"])
            var detail = ["digest": digest.description, "registrations": String(scenario.registrations.count)]
            if try store.eventCount() > 0 { detail["stored"] = stored.digest.description }
            try appendEvent(.imported, of: "import/\(version)", detail: detail, at: now)
            return ImportReceipt(version: version, isNew: true)
        }
    }

    private func refuseVanished() throws(StorageFault) {
        let mistakes =
            try vanished(
                "registration",
                from: [("placement", "application"), ("outcome", "application"), ("ticket", "application")],
                action: "Keep its row and mark it withdrawn.")
            + vanished("sitting", from: [("placement", "sitting"), ("ticket", "sitting")], action: "Keep its row.")
            + vanished("period", from: [("session", "period")], action: "Keep its row and mark it lost.")
            + vanished("room", from: [("session", "room")], action: "Keep its row and close it.")
        guard mistakes.isEmpty else { throw StorageFault(.refused, mistakes) }
    }

    private func vanished(
        _ table: String, from references: [(table: String, column: String)], action: String
    ) throws(StorageFault) -> [Mistake] {
        let names = references.map { reference in
            """
            SELECT DISTINCT r.\(reference.column) FROM \(reference.table) r
            LEFT JOIN \(table) t ON t.id = r.\(reference.column) WHERE t.id IS NULL
            """
        }
        let ids = try connection.rows(names.joined(separator: " UNION ") + " ORDER BY 1") { $0.text(0) }
        return ids.map { id in
            Mistake(
                code: "\(table)-vanished",
                cause: "The \(table) \(id) is named by a stored plan or ticket but not by the new scenario.",
                action: action)
        }
    }
}

extension Scenario {
    /// Over all it says.
    var digest: Digest {
        var digesting = Digesting()
        write { digesting.take($0) }
        return digesting.digest()
    }
}

extension Store {
    /// `Writer.importScenario` as a piece of work of its own.
    @discardableResult
    package func importScenario(_ scenario: Scenario, at now: LocalSecond) throws -> ImportReceipt {
        try write(purpose: "import") { writer in try writer.importScenario(scenario, at: now) }
    }
}
