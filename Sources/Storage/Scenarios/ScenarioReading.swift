import Exams

extension Store {
    /// The scenario as last imported, equal to what was given; nil before the first import.
    package func loadScenario() throws(StorageFault) -> Scenario? {
        try connection.snapshot { () throws(StorageFault) in
            let head = try connection.first("SELECT name, policy FROM scenario") { row throws(StorageFault) in
                (name: row.text(0), policy: try row.document(1, as: Policy.self))
            }
            guard let head else { return nil }
            return Scenario(
                name: head.name, policy: head.policy, ruleBooks: try ruleBooks(),
                calendars: try connection.rows("SELECT document FROM calendar ORDER BY place") {
                    row throws(StorageFault) in try row.document(0)
                },
                blackouts: try connection.rows("SELECT day FROM blackout ORDER BY place") {
                    row throws(StorageFault) in try row.value(0)
                },
                needs: try needs(), sittings: try sittings(), venues: try venues(), people: try people(),
                registrations: try registrations())
        }
    }

    package func ruleBooks() throws(StorageFault) -> [RuleBook] {
        try connection.rows("SELECT rule_book FROM institution ORDER BY place") {
            row throws(StorageFault) in try row.document(0)
        }
    }

    private func needs() throws(StorageFault) -> [SubjectNeed] {
        try connection.rows("SELECT programme, subject, tags FROM subject_need ORDER BY place") {
            row throws(StorageFault) in
            SubjectNeed(programme: row.text(0), subject: try row.kind(1), tags: try row.list(2))
        }
    }

    package func sittings() throws(StorageFault) -> [SittingPlan] {
        try connection.rows(
            """
            SELECT id, institution, month, programmes, payment_deadline, minimum_enrolment, max_waves
            FROM sitting ORDER BY place
            """
        ) { row throws(StorageFault) in
            SittingPlan(
                id: row.text(0), institution: row.text(1), month: try row.value(2), programmes: try row.list(3),
                periods: try periods(of: row.text(0)), paymentDeadline: try row.value(4),
                minimumEnrolment: row.integer(5), maxWaves: row.integer(6))
        }
    }

    private func periods(of sitting: String) throws(StorageFault) -> [Sitting.Period] {
        try connection.rows("SELECT id, starts, ends, lost FROM period WHERE sitting = ? ORDER BY place", sitting) {
            row throws(StorageFault) in
            Sitting.Period(
                id: row.text(0), start: try row.value(1), end: try row.value(2),
                lost: row.integerIfPresent(3).map { $0 != 0 })
        }
    }

    package func venues() throws(StorageFault) -> [VenueSheet] {
        try connection.rows(
            "SELECT id, name, address, room_names, district, invigilators FROM venue ORDER BY place"
        ) { row throws(StorageFault) in
            let venue = Venue(
                id: row.text(0), district: row.textIfPresent(4), invigilators: row.integerIfPresent(5),
                rooms: try rooms(of: row.text(0)))
            return VenueSheet(
                venue: venue, name: row.text(1), address: row.text(2), roomNames: try row.document(3))
        }
    }

    private func rooms(of venue: String) throws(StorageFault) -> [Venue.Room] {
        try connection.rows(
            """
            SELECT id, seat_rows, seat_columns, blocked, offers, institutions, open_spans, turnover_minutes
            FROM room WHERE venue = ? ORDER BY place
            """, venue
        ) { row throws(StorageFault) in
            Venue.Room(
                id: row.text(0), rows: row.integer(1), columns: row.integer(2), blocked: try row.listIfPresent(3),
                offers: try row.listIfPresent(4), institutions: try row.listIfPresent(5),
                open: try row.listIfPresent(6), turnoverMinutes: row.integerIfPresent(7))
        }
    }

    private func people() throws(StorageFault) -> [Person] {
        try connection.rows(
            """
            SELECT id, name, document_type, document_number, document_country, phone, email, photo, generated
            FROM person ORDER BY place
            """
        ) { row throws(StorageFault) in
            Person(
                id: row.text(0), name: row.text(1), documentType: try row.kind(2), documentNumber: row.text(3),
                documentCountry: row.textIfPresent(4), phone: row.textIfPresent(5), email: row.textIfPresent(6),
                photo: row.textIfPresent(7), generated: row.flag(8))
        }
    }

    private func registrations() throws(StorageFault) -> [Registration] {
        try connection.rows(
            """
            SELECT id, person, institution, programme, subjects, review, fee_due, fee_paid, paid_at, withdrawn,
                first_month, results_published, banned, unit, needs, extra_minutes, wish_venue, wish_district
            FROM registration ORDER BY place
            """
        ) { row throws(StorageFault) in
            Registration(
                id: row.text(0), person: row.text(1), institution: row.text(2), programme: row.text(3),
                subjects: try row.subjects(4), review: try row.kind(5), feeDue: row.integer(6),
                feePaid: row.integer(7), paidAt: try row.valueIfPresent(8), withdrawn: row.flag(9),
                firstMonth: try row.value(10), resultsPublished: try row.valueIfPresent(11), banned: try row.list(12),
                unit: row.textIfPresent(13), needs: try row.list(14), extraMinutes: row.integer(15),
                wishVenue: row.textIfPresent(16), wishDistrict: row.textIfPresent(17))
        }
    }
}

extension Row {
    /// Subjects by name with a space between.
    func subjects(_ column: Int32) throws(StorageFault) -> [Subject] {
        var subjects: [Subject] = []
        for name in text(column).split(separator: " ") {
            guard let subject = Subject(rawValue: String(name)) else { throw .damaged("“\(name)” is no subject.") }
            subjects.append(subject)
        }
        return subjects
    }
}
