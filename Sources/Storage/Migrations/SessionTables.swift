extension Migration {
    /// Seats name the session they are in, a room in a period, once for all revisions: two columns and their indexes
    /// are then as long as there are sessions, not as there are seats. The index of ID numbers served no query.
    static let sessionTables = Migration(
        name: "sessions",
        script: """
            CREATE TABLE session (
                id INTEGER PRIMARY KEY,
                period TEXT NOT NULL REFERENCES period (id) DEFERRABLE INITIALLY DEFERRED,
                room TEXT NOT NULL REFERENCES room (id) DEFERRABLE INITIALLY DEFERRED,
                UNIQUE (period, room)
            ) STRICT;
            CREATE INDEX session_room ON session (room);
            INSERT INTO session (period, room) SELECT DISTINCT period, room FROM seat ORDER BY period, room;
            CREATE TABLE seat_in_session (
                placement INTEGER NOT NULL REFERENCES placement (id),
                place INTEGER NOT NULL,
                subject TEXT NOT NULL,
                session INTEGER NOT NULL REFERENCES session (id),
                seat_row INTEGER NOT NULL,
                seat_column INTEGER NOT NULL,
                PRIMARY KEY (placement, place)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO seat_in_session (placement, place, subject, session, seat_row, seat_column)
                SELECT placement, place, subject, session.id, seat_row, seat_column
                FROM seat JOIN session ON session.period = seat.period AND session.room = seat.room
                ORDER BY placement, place;
            DROP TABLE seat;
            ALTER TABLE seat_in_session RENAME TO seat;
            DROP INDEX person_document;
            """ + ["session", "seat"].map(appendOnly).joined())
}
