extension Migration {
    /// Rows that are no placement of the plan: who had begun to sit and has no place in it, with what he began
    /// (`Problem.interrupted`). The ledger, the door and the papers look at them like at any other seats.
    static let interruptionColumn = Migration(
        name: "interruptions",
        script: """
            ALTER TABLE placement ADD COLUMN interrupted INTEGER NOT NULL DEFAULT 0 CHECK (interrupted IN (0, 1));
            """)
}
