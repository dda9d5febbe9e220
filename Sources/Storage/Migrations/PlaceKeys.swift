extension Migration {
    /// People and registrations lie in the order of their sheet, which is the order they are written and read in: their
    /// place is the key of the row. It had an index of its own beside the row's hidden number, and of a million people
    /// keeping that up to date was a quarter of the work of writing them.
    static let placeKeys = Migration(
        name: "place-keys",
        script: """
            CREATE TABLE person_by_place (
                place INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                document_type TEXT NOT NULL,
                document_number TEXT NOT NULL,
                document_country TEXT,
                phone TEXT,
                email TEXT,
                photo TEXT,
                generated INTEGER NOT NULL CHECK (generated IN (0, 1))
            ) STRICT;
            INSERT INTO person_by_place (
                place, id, name, document_type, document_number, document_country, phone, email, photo, generated)
                SELECT place, id, name, document_type, document_number, document_country, phone, email, photo, generated
                FROM person ORDER BY place;
            DROP TABLE person;
            ALTER TABLE person_by_place RENAME TO person;
            CREATE TABLE registration_by_place (
                place INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                person TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
                institution TEXT NOT NULL REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED,
                programme TEXT NOT NULL,
                subjects TEXT NOT NULL,
                review TEXT NOT NULL,
                fee_due INTEGER NOT NULL,
                fee_paid INTEGER NOT NULL,
                paid_at TEXT,
                withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
                first_month TEXT NOT NULL,
                results_published TEXT,
                banned TEXT NOT NULL,
                unit TEXT,
                needs TEXT NOT NULL,
                extra_minutes INTEGER NOT NULL,
                wish_venue TEXT,
                wish_district TEXT
            ) STRICT;
            INSERT INTO registration_by_place (
                place, id, person, institution, programme, subjects, review, fee_due, fee_paid, paid_at, withdrawn,
                first_month, results_published, banned, unit, needs, extra_minutes, wish_venue, wish_district)
                SELECT place, id, person, institution, programme, subjects, review, fee_due, fee_paid, paid_at,
                    withdrawn, first_month, results_published, banned, unit, needs, extra_minutes, wish_venue,
                    wish_district
                FROM registration ORDER BY place;
            DROP TABLE registration;
            ALTER TABLE registration_by_place RENAME TO registration;
            """)
}
