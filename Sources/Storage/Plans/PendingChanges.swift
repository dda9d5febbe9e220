import Exams

/// What was recorded or imported after the current plan was made, and no plan has taken in yet.
package struct PendingChanges: Equatable, Sendable {
    package var events = 0
    package var imports = 0
    /// When the last of them was recorded, by the office's clock; nil if there is none.
    package var lastAt: LocalSecond?
}

extension Store {
    /// Told from the log, whose order no clock can turn round. A swap of machines goes on from the plan there was and
    /// takes in nothing.
    package func pendingChanges() throws(StorageFault) -> PendingChanges {
        try connection.snapshot { () throws(StorageFault) in
            var pending = PendingChanges()
            guard let revision = try lastRevisionMadeFromData() else { return pending }
            let saved = try connection.first(
                "SELECT number FROM event WHERE kind = ? AND subject = ?", Event.Kind.planSaved.rawValue,
                "revision/\(revision)"
            ) { $0.integer(0) }
            let later = try connection.rows(
                "SELECT kind, happened_at FROM event WHERE number > ? AND kind IN (?, ?)", saved ?? 0,
                Event.Kind.eventRecorded.rawValue, Event.Kind.imported.rawValue
            ) { row throws(StorageFault) in
                (kind: try row.kind(0, as: Event.Kind.self), at: try row.value(1, as: LocalSecond.self))
            }
            pending.events = later.count { $0.kind == .eventRecorded }
            pending.imports = later.count { $0.kind == .imported }
            pending.lastAt = later.map(\.at).max()
            return pending
        }
    }

    private func lastRevisionMadeFromData() throws(StorageFault) -> Int? {
        guard var revision = try currentRevision() else { return nil }
        while revision > 1, try origin(of: revision).origin == .swapped { revision -= 1 }
        return revision
    }
}
