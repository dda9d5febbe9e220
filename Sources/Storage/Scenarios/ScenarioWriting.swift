import Exams

extension Writer {
    static let scenarioTables = [
        "registration", "person", "room", "venue", "period", "sitting", "subject_need", "blackout", "calendar",
        "institution", "scenario",
    ]

    /// All rows of the old scenario out, all of the new one in. The row of the scenario itself, which names its import,
    /// comes last (`insertHead`).
    ///
    /// - Parameter scenario: comes back without people and registrations, each let go of when they are written: of a
    ///   million people they are most of what the program holds.
    /// - Parameter onPeople: called when the people are let go of.
    func replaceRows(by scenario: inout Scenario, onPeople: () -> Void) throws(StorageFault) {
        for table in Writer.scenarioTables { try connection.execute("DELETE FROM \(table)") }
        try insertRules(of: scenario)
        for (place, sitting) in scenario.sittings.enumerated() { try insert(sitting, place) }
        for (place, venue) in scenario.venues.enumerated() { try insert(venue, place) }
        var people = personInsertion()
        for place in scenario.people.indices { try insert(scenario.people[place], place, by: &people) }
        try people.finish()
        scenario.people = []
        onPeople()
        var registrations = registrationInsertion()
        for place in scenario.registrations.indices {
            try insert(scenario.registrations[place], place, by: &registrations)
        }
        try registrations.finish()
        scenario.registrations = []
    }

    func insertHead(of scenario: Scenario, version: Int) throws(StorageFault) {
        try connection.run(
            "INSERT INTO scenario (version, name, policy) VALUES (?, ?, ?)",
            version, scenario.name, try StoredDocument.text(scenario.policy))
    }

    private func insertRules(of scenario: Scenario) throws(StorageFault) {
        for (place, book) in scenario.ruleBooks.enumerated() {
            try connection.run(
                "INSERT INTO institution (id, place, rule_book) VALUES (?, ?, ?)",
                book.id, place, try StoredDocument.text(book))
        }
        try insertCalendars(of: scenario)
        for (place, day) in scenario.blackouts.enumerated() {
            try connection.run("INSERT INTO blackout (place, day) VALUES (?, ?)", place, day)
        }
        for (place, need) in scenario.needs.enumerated() {
            try connection.run(
                "INSERT INTO subject_need (place, programme, subject, tags) VALUES (?, ?, ?, ?)",
                place, need.programme, need.subject.rawValue, try StoredDocument.list(need.tags))
        }
    }

    func insertCalendars(of scenario: Scenario) throws(StorageFault) {
        for (place, calendar) in scenario.calendars.enumerated() {
            try connection.run(
                "INSERT INTO calendar (year, place, document) VALUES (?, ?, ?)",
                calendar.year, place, try StoredDocument.text(calendar))
        }
    }

    func insert(_ sitting: SittingPlan, _ place: Int) throws(StorageFault) {
        try connection.run(
            """
            INSERT INTO sitting (id, place, institution, month, programmes, payment_deadline, minimum_enrolment, max_waves)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            sitting.id, place, sitting.institution, sitting.month, try StoredDocument.list(sitting.programmes),
            sitting.paymentDeadline, sitting.minimumEnrolment, sitting.maxWaves)
        for (place, period) in sitting.periods.enumerated() {
            try connection.run(
                "INSERT INTO period (id, sitting, place, starts, ends, lost) VALUES (?, ?, ?, ?, ?, ?)",
                period.id, sitting.id, place, period.start, period.end, period.lost)
        }
    }

    func insert(_ sheet: VenueSheet, _ place: Int) throws(StorageFault) {
        try connection.run(
            """
            INSERT INTO venue (id, place, name, address, room_names, district, invigilators)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            sheet.venue.id, place, sheet.name, sheet.address, try StoredDocument.text(sheet.roomNames),
            sheet.venue.district, sheet.venue.invigilators)
        for (place, room) in sheet.venue.rooms.enumerated() {
            try connection.run(
                """
                INSERT INTO room (id, venue, place, seat_rows, seat_columns, blocked, offers, institutions, open_spans,
                    turnover_minutes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                room.id, sheet.venue.id, place, room.rows, room.columns, try StoredDocument.listIfPresent(room.blocked),
                try StoredDocument.listIfPresent(room.offers), try StoredDocument.listIfPresent(room.institutions),
                try StoredDocument.listIfPresent(room.open), room.turnoverMinutes)
        }
    }

    func personInsertion() -> RowInsertion {
        RowInsertion(
            connection, into: "person",
            [
                "id", "place", "name", "document_type", "document_number", "document_country", "phone", "email",
                "photo", "generated",
            ])
    }

    func insert(_ person: Person, _ place: Int, by insertion: inout RowInsertion) throws(StorageFault) {
        insertion.add(person.id)
        insertion.add(place)
        insertion.add(person.name)
        insertion.add(person.documentType.rawValue)
        insertion.add(person.documentNumber)
        insertion.add(person.documentCountry)
        insertion.add(person.phone)
        insertion.add(person.email)
        insertion.add(person.photo)
        insertion.add(person.generated)
        try insertion.endRow()
    }

    /// - Parameter replacing: a row that is there already becomes the new one.
    func registrationInsertion(replacing: Bool = false) -> RowInsertion {
        RowInsertion(
            connection, into: "registration",
            [
                "id", "place", "person", "institution", "programme", "subjects", "review", "fee_due", "fee_paid",
                "paid_at", "withdrawn", "first_month", "results_published", "banned", "unit", "needs",
                "extra_minutes", "wish_venue", "wish_district",
            ],
            clause: replacing
                ? """
                ON CONFLICT (id) DO UPDATE SET place = excluded.place, person = excluded.person,
                    institution = excluded.institution, programme = excluded.programme, subjects = excluded.subjects,
                    review = excluded.review, fee_due = excluded.fee_due, fee_paid = excluded.fee_paid,
                    paid_at = excluded.paid_at, withdrawn = excluded.withdrawn, first_month = excluded.first_month,
                    results_published = excluded.results_published, banned = excluded.banned, unit = excluded.unit,
                    needs = excluded.needs, extra_minutes = excluded.extra_minutes, wish_venue = excluded.wish_venue,
                    wish_district = excluded.wish_district
                """ : "")
    }

    func insert(_ registration: Registration, _ place: Int, by insertion: inout RowInsertion) throws(StorageFault) {
        insertion.add(registration.id)
        insertion.add(place)
        insertion.add(registration.person)
        insertion.add(registration.institution)
        insertion.add(registration.programme)
        insertion.add(words: registration.subjects.lazy.map(\.rawValue))
        insertion.add(registration.review.rawValue)
        insertion.add(registration.feeDue)
        insertion.add(registration.feePaid)
        insertion.add(registration.paidAt)
        insertion.add(registration.withdrawn)
        insertion.add(registration.firstMonth)
        insertion.add(registration.resultsPublished)
        insertion.add(try StoredDocument.list(registration.banned))
        insertion.add(registration.unit)
        insertion.add(try StoredDocument.list(registration.needs))
        insertion.add(registration.extraMinutes)
        insertion.add(registration.wishVenue)
        insertion.add(registration.wishDistrict)
        try insertion.endRow()
    }
}
