extension Migration {
    /// Plans as numbered revisions, each with the problem it was made for. Problem documents are kept as pieces that
    /// revisions share (`ProblemArchive`). Revisions are never changed; triggers see to it.
    static let planTables = Migration(
        name: "plans",
        script: """
            CREATE TABLE piece (
                digest TEXT PRIMARY KEY,
                lines TEXT NOT NULL
            ) STRICT;
            CREATE TABLE problem (
                id INTEGER PRIMARY KEY,
                digest TEXT NOT NULL UNIQUE
            ) STRICT;
            CREATE TABLE problem_piece (
                problem INTEGER NOT NULL REFERENCES problem (id),
                place INTEGER NOT NULL,
                piece TEXT NOT NULL REFERENCES piece (digest),
                PRIMARY KEY (problem, place)
            ) STRICT;
            CREATE TABLE revision (
                number INTEGER PRIMARY KEY,
                problem INTEGER NOT NULL REFERENCES problem (id),
                import INTEGER NOT NULL REFERENCES import (version),
                saved_at TEXT NOT NULL,
                note TEXT NOT NULL,
                digest TEXT NOT NULL
            ) STRICT;
            CREATE TABLE placement (
                id INTEGER PRIMARY KEY,
                revision INTEGER NOT NULL REFERENCES revision (number),
                application TEXT NOT NULL REFERENCES registration (id) DEFERRABLE INITIALLY DEFERRED,
                sitting TEXT NOT NULL REFERENCES sitting (id) DEFERRABLE INITIALLY DEFERRED,
                wave INTEGER NOT NULL,
                seating TEXT NOT NULL,
                since INTEGER NOT NULL REFERENCES revision (number),
                first_start TEXT NOT NULL,
                UNIQUE (revision, application)
            ) STRICT;
            CREATE INDEX placement_application ON placement (application, sitting);
            CREATE INDEX placement_sitting ON placement (sitting);
            CREATE TABLE seat (
                placement INTEGER NOT NULL REFERENCES placement (id),
                place INTEGER NOT NULL,
                subject TEXT NOT NULL,
                period TEXT NOT NULL REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
                room TEXT NOT NULL REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
                seat_row INTEGER NOT NULL,
                seat_column INTEGER NOT NULL,
                PRIMARY KEY (placement, place)
            ) STRICT;
            CREATE INDEX seat_period ON seat (period);
            CREATE INDEX seat_room ON seat (room);
            CREATE TABLE outcome (
                revision INTEGER NOT NULL REFERENCES revision (number),
                place INTEGER NOT NULL,
                application TEXT NOT NULL REFERENCES registration (id) DEFERRABLE INITIALLY DEFERRED,
                state TEXT NOT NULL,
                reason TEXT NOT NULL,
                remedy TEXT,
                PRIMARY KEY (revision, place)
            ) STRICT;
            CREATE INDEX outcome_application ON outcome (application);
            CREATE TABLE tier (
                revision INTEGER NOT NULL REFERENCES revision (number),
                place INTEGER NOT NULL,
                tier INTEGER NOT NULL,
                value TEXT NOT NULL,
                bound TEXT NOT NULL,
                status TEXT NOT NULL,
                PRIMARY KEY (revision, place)
            ) STRICT;
            """
                + ["piece", "problem", "problem_piece", "revision", "placement", "seat", "outcome", "tier"]
                .map(appendOnly).joined())

    /// Triggers that let rows be added to a table and nothing else.
    static func appendOnly(_ table: String) -> String {
        ["UPDATE", "DELETE"].map { change in
            """

            CREATE TRIGGER \(table)_no_\(change.lowercased()) BEFORE \(change) ON \(table)
            BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
            """
        }.joined()
    }
}
