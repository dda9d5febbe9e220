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
    ///
    /// - Parameters:
    ///   - digest: the scenario's, if somebody works it out already.
    ///   - onPeople: called when the people, half of a scenario and written first, are let go of.
    @discardableResult
    package func importScenario(
        _ scenario: consuming Scenario, digest known: ScenarioDigest? = nil, at now: LocalSecond,
        onPeople: () -> Void = {}
    ) throws(StorageFault) -> ImportReceipt {
        let isFirst = try connection.first("SELECT 1 FROM import LIMIT 1") { _ in true } == nil
        var rows = consume scenario
        // A first import need not wait for it: there is nothing that could be the same.
        let coming = if let known { known } else { ScenarioDigest(of: rows) }
        return try connection.bulkTransaction(isFirst: isFirst) { () throws(StorageFault) in
            let last = try connection.first("SELECT version, digest FROM import ORDER BY version DESC LIMIT 1") { row in
                (version: row.integer(0), digest: row.text(1))
            }
            if let last, last.digest == coming.value.description {
                return ImportReceipt(version: last.version, isNew: false)
            }
            let version = (last?.version ?? 0) + 1
            let (people, registrations) = (rows.people.count, rows.registrations.count)
            var detail = ["registrations": String(registrations)]
            if try store.eventCount() > 0 {
                rows = try store.replayed(rows)
                detail["stored"] = rows.digest.description
            }
            try replaceRows(by: &rows, onPeople: onPeople)
            let digest = coming.value
            detail["digest"] = digest.description
            try connection.run(
                "INSERT INTO import (version, imported_at, digest, people, registrations) VALUES (?, ?, ?, ?, ?)",
                version, now, digest, people, registrations)
            try insertHead(of: rows, version: version)
            try refuseVanished()
            // What plans and tickets name, `refuseVanished` has looked up.
            try connection.requireReferences(of: Writer.scenarioTables + ["room_note"])
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

/// What tells a scenario from any other, worked out on another core: of a million people that takes as long as making
/// their problem.
package struct ScenarioDigest: Sendable {
    private let work: Aside<Digest, Never>

    package init(of scenario: Scenario) { work = Aside { () throws(Never) in scenario.digest } }

    var value: Digest { work.value() }
}

extension Store {
    /// `Writer.importScenario` as a piece of work of its own.
    @discardableResult
    package func importScenario(
        _ scenario: consuming Scenario, digest: ScenarioDigest? = nil, at now: LocalSecond,
        onPeople: () -> Void = {}
    ) throws -> ImportReceipt {
        var handed: Scenario? = consume scenario
        return try write(purpose: "import") { writer in
            guard let scenario = handed.take() else { preconditionFailure("the work is done once") }
            return try writer.importScenario(
                consume scenario, digest: digest, at: now, onPeople: onPeople)
        }
    }
}
