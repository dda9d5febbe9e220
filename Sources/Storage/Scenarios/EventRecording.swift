import Exams

/// One entry of the office's record, with its place.
package struct NumberedEvent: Equatable, Sendable {
    /// From 1.
    package var number: Int
    package var record: EventRecord
}

extension Writer {
    /// Takes events into the stored scenario and keeps who reported them, when and why: all of them or none.
    /// - Parameter scenario: the scenario they were checked against; if another has come between, nothing is taken.
    /// - Returns: the events' numbers.
    /// - Throws: `no-scenario`; `scenario-changed`.
    package func record(_ records: [EventRecord], checkedAgainst scenario: Scenario) throws(StorageFault)
        -> ClosedRange<Int>?
    {
        guard !records.isEmpty else { return nil }
        return try connection.transaction { () throws(StorageFault) in
            guard try store.loadScenario() == scenario else {
                throw StorageFault(
                    .refused, "scenario-changed", cause: "The data have changed since the events were checked.",
                    action: "Run the same command again.")
            }
            var desk = ScenarioDesk(scenario)
            var number = try store.eventCount()
            let first = number + 1
            for (place, record) in records.enumerated() {
                number += 1
                guard desk.take(record.event) else { throw .unknownSubject(number) }
                let document = try StoredDocument.text(record)
                var detail = ["digest": Digest(of: document).description]
                if place == records.count - 1 { detail["stored"] = desk.scenario.digest.description }
                try connection.run(
                    "INSERT INTO scenario_event (number, recorded_at, document) VALUES (?, ?, ?)",
                    number, record.at, document)
                try appendEvent(.eventRecorded, of: "event/\(number)", detail: detail, at: record.at)
            }
            try update(from: scenario, to: desk.scenario)
            return first...number
        }
    }

    /// Writes the rows that differ. References are checked when the transaction ends.
    private func update(from old: Scenario, to new: Scenario) throws(StorageFault) {
        // A row that is deleted would be looked for in all plans.
        var insertion = registrationInsertion(replacing: true)
        for (place, registration) in new.registrations.enumerated()
        where place >= old.registrations.count || old.registrations[place] != registration {
            try insert(registration, place, by: &insertion)
        }
        try insertion.finish()
        var people = personInsertion()
        for (place, person) in new.people.enumerated().dropFirst(old.people.count) {
            try insert(person, place, by: &people)
        }
        try people.finish()
        for (place, sitting) in new.sittings.enumerated() where old.sittings[place] != sitting {
            try connection.run("DELETE FROM period WHERE sitting = ?", sitting.id)
            try connection.run("DELETE FROM sitting WHERE id = ?", sitting.id)
            try insert(sitting, place)
        }
        for (place, sheet) in new.venues.enumerated() where old.venues[place] != sheet {
            try connection.run("DELETE FROM room WHERE venue = ?", sheet.venue.id)
            try connection.run("DELETE FROM venue WHERE id = ?", sheet.venue.id)
            try insert(sheet, place)
        }
        if old.calendars != new.calendars {
            try connection.execute("DELETE FROM calendar")
            try insertCalendars(of: new)
        }
    }
}

extension Store {
    func eventCount() throws(StorageFault) -> Int {
        try connection.first("SELECT count(*) FROM scenario_event") { $0.integer(0) } ?? 0
    }

    /// From the first.
    package func eventRecords() throws(StorageFault) -> [NumberedEvent] {
        try connection.rows("SELECT number, document FROM scenario_event ORDER BY number") { row throws(StorageFault) in
            NumberedEvent(number: row.integer(0), record: try row.document(1))
        }
    }

    /// When each application's first session of the current plan starts.
    package func firstStarts() throws(StorageFault) -> [String: LocalMinute] {
        let rows = try connection.rows(
            "SELECT application, first_start FROM placement WHERE revision = ?", try currentRevision() ?? 0
        ) { row throws(StorageFault) in (row.text(0), try row.value(1, as: LocalMinute.self)) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// A newly read scenario with everything that has happened since taken into it again.
    func replayed(_ scenario: Scenario) throws(StorageFault) -> Scenario {
        let events = try eventRecords()
        if events.isEmpty { return scenario }
        var desk = ScenarioDesk(scenario)
        var unknown: [Mistake] = []
        for event in events where !desk.take(event.record.event) {
            unknown += StorageFault.unknownSubject(event.number).mistakes
        }
        guard unknown.isEmpty else { throw StorageFault(.refused, unknown) }
        return desk.scenario
    }
}

extension StorageFault {
    fileprivate static func unknownSubject(_ event: Int) -> StorageFault {
        StorageFault(
            .refused, "event-subject-vanished",
            cause: "Event \(event) (see `kaowu event list`) names something that the scenario does not contain.",
            action: "Keep its row in the sheets.")
    }
}
