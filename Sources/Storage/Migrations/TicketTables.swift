extension Migration {
    /// A ticket has its serial for ever. An issue is one edition of it: the seats of one revision on paper. At most
    /// one issue of a ticket is not void.
    static let ticketTables = Migration(
        name: "tickets",
        script: """
            CREATE TABLE ticket (
                id INTEGER PRIMARY KEY,
                application TEXT NOT NULL REFERENCES registration (id) DEFERRABLE INITIALLY DEFERRED,
                sitting TEXT NOT NULL REFERENCES sitting (id) DEFERRABLE INITIALLY DEFERRED,
                serial INTEGER NOT NULL CHECK (serial >= 1),
                UNIQUE (application, sitting),
                UNIQUE (sitting, serial)
            ) STRICT;
            CREATE TABLE ticket_issue (
                id INTEGER PRIMARY KEY,
                ticket INTEGER NOT NULL REFERENCES ticket (id),
                revision INTEGER NOT NULL REFERENCES revision (number),
                state TEXT NOT NULL CHECK (state IN ('due', 'claimed', 'written', 'recorded', 'void')),
                opens TEXT NOT NULL,
                closes TEXT NOT NULL,
                delivery TEXT NOT NULL,
                file TEXT,
                digest TEXT,
                failure TEXT,
                due_at TEXT NOT NULL,
                claimed_at TEXT,
                written_at TEXT,
                recorded_at TEXT,
                void_at TEXT,
                void_reason TEXT,
                CHECK (state NOT IN ('written', 'recorded') OR (file IS NOT NULL AND digest IS NOT NULL)),
                CHECK ((state = 'void') = (void_reason IS NOT NULL))
            ) STRICT;
            CREATE UNIQUE INDEX ticket_issue_live ON ticket_issue (ticket) WHERE state <> 'void';
            CREATE INDEX ticket_issue_ticket ON ticket_issue (ticket);
            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY,
                issue INTEGER NOT NULL UNIQUE REFERENCES ticket_issue (id),
                message TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'cancelled')),
                queued_at TEXT NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                next_attempt_at TEXT,
                failure TEXT
            ) STRICT;
            CREATE TABLE release_run (
                id INTEGER PRIMARY KEY,
                now TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'failed')),
                released INTEGER NOT NULL DEFAULT 0,
                failure TEXT
            ) STRICT;
            CREATE TRIGGER ticket_issue_no_delete BEFORE DELETE ON ticket_issue
            BEGIN SELECT RAISE(ABORT, 'ticket_issue keeps its history'); END;
            CREATE TRIGGER ticket_issue_void_stays BEFORE UPDATE ON ticket_issue WHEN OLD.state = 'void'
            BEGIN SELECT RAISE(ABORT, 'a void ticket stays void'); END;
            """ + appendOnly("ticket"))
}
