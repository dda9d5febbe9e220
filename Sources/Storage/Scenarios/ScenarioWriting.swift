import Exams

extension Writer {
    /// All rows of the old scenario out, all of the new one in. References are checked when the transaction ends.
    func replace(by scenario: Scenario, version: Int) throws(StorageFault) {
        for table in [
            "registration", "person", "room", "venue", "period", "sitting", "subject_need", "blackout", "calendar",
            "institution", "scenario",
        ] {
            try connection.execute("DELETE FROM \(table)")
        }
        try connection.run(
            "INSERT INTO scenario (version, name, policy) VALUES (?, ?, ?)",
            version, scenario.name, try StoredDocument.text(scenario.policy))
        try insertRules(of: scenario)
        for (place, sitting) in scenario.sittings.enumerated() { try insert(sitting, place) }
        for (place, venue) in scenario.venues.enumerated() { try insert(venue, place) }
        let people = try personInsertion()
        for (place, person) in scenario.people.enumerated() { try insert(person, place, by: people) }
        let registrations = try registrationInsertion()
        for (place, registration) in scenario.registrations.enumerated() {
            try insert(registration, place, by: registrations)
        }
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

    func personInsertion() throws(StorageFault) -> RepeatedStatement {
        try connection.repeated(
            """
            INSERT INTO person (id, place, name, document_type, document_number, document_country, phone, email, photo,
                generated)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    func insert(_ person: Person, _ place: Int, by insertion: RepeatedStatement) throws(StorageFault) {
        try insertion.run(
            person.id, place, person.name, person.documentType.rawValue, person.documentNumber, person.documentCountry,
            person.phone, person.email, person.photo, person.generated)
    }

    func registrationInsertion() throws(StorageFault) -> RepeatedStatement {
        try connection.repeated(
            """
            INSERT INTO registration (id, place, person, institution, programme, subjects, review, fee_due, fee_paid,
                paid_at, withdrawn, first_month, results_published, banned, unit, needs, extra_minutes, wish_venue,
                wish_district)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
    }

    func insert(_ registration: Registration, _ place: Int, by insertion: RepeatedStatement) throws(StorageFault) {
        try insertion.run(
            registration.id, place, registration.person, registration.institution, registration.programme,
            registration.subjects.map(\.rawValue).joined(separator: " "), registration.review.rawValue,
            registration.feeDue, registration.feePaid, registration.paidAt, registration.withdrawn,
            registration.firstMonth, registration.resultsPublished, try StoredDocument.list(registration.banned),
            registration.unit, try StoredDocument.list(registration.needs), registration.extraMinutes,
            registration.wishVenue, registration.wishDistrict)
    }
}
