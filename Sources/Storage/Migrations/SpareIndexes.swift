extension Migration {
    /// Indexes that no query looks into. What they were kept for: a row that other rows name may not go, and SQLite looks
    /// for those when one is deleted; but imports check that themselves, for all rows at once, and events change rows of
    /// registrations without deleting them. In a plan of a million people they were a tenth of the file.
    static let spareIndexes = Migration(
        name: "spare-indexes",
        script: """
            DROP INDEX placement_application;
            DROP INDEX placement_sitting;
            DROP INDEX outcome_application;
            DROP INDEX registration_person;
            """)
}
