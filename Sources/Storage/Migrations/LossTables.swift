extension Migration {
    /// Editions that were out and whose files were lost after the exam had begun: not made again, and told once.
    static let lossTables = Migration(
        name: "losses",
        script: """
            CREATE TABLE ticket_loss (
                issue INTEGER PRIMARY KEY REFERENCES ticket_issue (id),
                noted_at TEXT NOT NULL
            ) STRICT;
            """ + appendOnly("ticket_loss"))
}
