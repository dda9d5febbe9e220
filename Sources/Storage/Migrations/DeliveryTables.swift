extension Migration {
    /// Whose release folder is whose, which tickets came too late, and messages that are tried again.
    ///
    /// `sending` is also what a run leaves that was killed between handing a message over and noting that it did.
    static let deliveryTables = Migration(
        name: "deliveries",
        script: """
            CREATE TABLE office (
                only INTEGER PRIMARY KEY CHECK (only = 1),
                id TEXT NOT NULL,
                folder TEXT
            ) STRICT;
            INSERT INTO office (only, id) VALUES (1, lower(hex(randomblob(16))));
            CREATE TABLE ticket_miss (
                ticket INTEGER NOT NULL REFERENCES ticket (id),
                revision INTEGER NOT NULL REFERENCES revision (number),
                noted_at TEXT NOT NULL,
                PRIMARY KEY (ticket, revision)
            ) STRICT;
            CREATE TABLE message (
                id INTEGER PRIMARY KEY,
                issue INTEGER NOT NULL UNIQUE REFERENCES ticket_issue (id),
                message TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'cancelled', 'expired')),
                queued_at TEXT NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                next_attempt_at TEXT,
                sent_at TEXT,
                failure TEXT,
                is_final INTEGER NOT NULL DEFAULT 0 CHECK (is_final IN (0, 1))
            ) STRICT;
            INSERT INTO message (id, issue, message, state, queued_at, attempts, next_attempt_at, failure)
                SELECT id, issue, message, state, queued_at, attempts, next_attempt_at, failure FROM outbox;
            DROP TABLE outbox;
            ALTER TABLE message RENAME TO outbox;
            CREATE INDEX outbox_open ON outbox (state) WHERE state IN ('waiting', 'sending');
            ALTER TABLE release_run ADD COLUMN concerns TEXT;
            """ + appendOnly("ticket_miss"))
}
