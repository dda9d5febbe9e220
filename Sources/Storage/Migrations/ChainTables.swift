extension Migration {
    /// What happened, in order, each entry sealed with the digest of the one before it. The head is kept apart so
    /// that cutting off the newest entries shows too.
    static let chainTables = Migration(
        name: "chain",
        script: """
            CREATE TABLE event (
                number INTEGER PRIMARY KEY,
                happened_at TEXT NOT NULL,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                detail TEXT NOT NULL,
                previous TEXT NOT NULL,
                digest TEXT NOT NULL UNIQUE
            ) STRICT;
            CREATE INDEX event_subject ON event (subject);
            CREATE TABLE chain_head (
                only INTEGER PRIMARY KEY CHECK (only = 1),
                number INTEGER NOT NULL,
                digest TEXT NOT NULL
            ) STRICT;
            """ + appendOnly("event"))
}
