extension Migration {
    /// What happened after the import, each entry with who, when and why; where a revision came from; and what was
    /// done in an exam room by hand. All append-only.
    static let eventTables = Migration(
        name: "events",
        script: """
            CREATE TABLE scenario_event (
                number INTEGER PRIMARY KEY,
                recorded_at TEXT NOT NULL,
                document TEXT NOT NULL
            ) STRICT;
            CREATE TABLE revision_origin (
                revision INTEGER PRIMARY KEY REFERENCES revision (number),
                base INTEGER REFERENCES revision (number),
                origin TEXT NOT NULL
            ) STRICT;
            CREATE TABLE room_note (
                number INTEGER PRIMARY KEY,
                noted_at TEXT NOT NULL,
                room TEXT NOT NULL REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
                document TEXT NOT NULL
            ) STRICT;
            CREATE INDEX room_note_room ON room_note (room);
            """ + ["scenario_event", "revision_origin", "room_note"].map(appendOnly).joined())
}
