extension Migration {
    /// The scenario as last imported, one row per line of its sheets; `place` keeps their order. Short lists that no
    /// query looks into are JSON. Foreign keys are checked at the end of a transaction, because an import replaces
    /// all rows at once; those that plans and tickets add later keep what they refer to from being dropped.
    static let scenarioTables = Migration(
        name: "scenario",
        script: """
            CREATE TABLE import (
                version INTEGER PRIMARY KEY,
                imported_at TEXT NOT NULL,
                digest TEXT NOT NULL,
                people INTEGER NOT NULL,
                registrations INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE scenario (
                version INTEGER PRIMARY KEY REFERENCES import (version),
                name TEXT NOT NULL,
                policy TEXT NOT NULL
            ) STRICT;
            CREATE TABLE institution (
                id TEXT PRIMARY KEY,
                place INTEGER NOT NULL UNIQUE,
                rule_book TEXT NOT NULL
            ) STRICT;
            CREATE TABLE calendar (
                year INTEGER PRIMARY KEY,
                place INTEGER NOT NULL UNIQUE,
                document TEXT NOT NULL
            ) STRICT;
            CREATE TABLE blackout (
                place INTEGER PRIMARY KEY,
                day TEXT NOT NULL
            ) STRICT;
            CREATE TABLE subject_need (
                place INTEGER PRIMARY KEY,
                programme TEXT NOT NULL,
                subject TEXT NOT NULL,
                tags TEXT NOT NULL
            ) STRICT;
            CREATE TABLE sitting (
                id TEXT PRIMARY KEY,
                place INTEGER NOT NULL UNIQUE,
                institution TEXT NOT NULL REFERENCES institution (id) DEFERRABLE INITIALLY DEFERRED,
                month TEXT NOT NULL,
                programmes TEXT NOT NULL,
                payment_deadline TEXT NOT NULL,
                minimum_enrolment INTEGER NOT NULL,
                max_waves INTEGER NOT NULL,
                UNIQUE (institution, month)
            ) STRICT;
            CREATE TABLE period (
                id TEXT PRIMARY KEY,
                sitting TEXT NOT NULL REFERENCES sitting (id) DEFERRABLE INITIALLY DEFERRED,
                place INTEGER NOT NULL,
                starts TEXT NOT NULL,
                ends TEXT NOT NULL,
                lost INTEGER CHECK (lost IN (0, 1)),
                UNIQUE (sitting, place)
            ) STRICT;
            CREATE TABLE venue (
                id TEXT PRIMARY KEY,
                place INTEGER NOT NULL UNIQUE,
                name TEXT NOT NULL,
                address TEXT NOT NULL,
                room_names TEXT NOT NULL,
                district TEXT,
                invigilators INTEGER
            ) STRICT;
            CREATE TABLE room (
                id TEXT PRIMARY KEY,
                venue TEXT NOT NULL REFERENCES venue (id) DEFERRABLE INITIALLY DEFERRED,
                place INTEGER NOT NULL,
                seat_rows INTEGER NOT NULL,
                seat_columns INTEGER NOT NULL,
                blocked TEXT,
                offers TEXT,
                institutions TEXT,
                open_spans TEXT,
                turnover_minutes INTEGER,
                UNIQUE (venue, place)
            ) STRICT;
            CREATE TABLE person (
                id TEXT PRIMARY KEY,
                place INTEGER NOT NULL UNIQUE,
                name TEXT NOT NULL,
                document_type TEXT NOT NULL,
                document_number TEXT NOT NULL,
                document_country TEXT,
                phone TEXT,
                email TEXT,
                photo TEXT,
                generated INTEGER NOT NULL CHECK (generated IN (0, 1))
            ) STRICT;
            CREATE INDEX person_document ON person (document_type, document_number);
            CREATE TABLE registration (
                id TEXT PRIMARY KEY,
                place INTEGER NOT NULL UNIQUE,
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
            CREATE INDEX registration_person ON registration (person);
            """)
}
