extension Migration {
    /// The public halves of the keys that sign tickets, so that tickets of an old key still verify and a strange key
    /// is noticed. The newest is the one in use; what was written between two belongs to the older.
    static let keyTables = Migration(
        name: "keys",
        script: """
            CREATE TABLE signing_key (
                number INTEGER PRIMARY KEY,
                public_key TEXT NOT NULL UNIQUE,
                since TEXT NOT NULL
            ) STRICT;
            """ + appendOnly("signing_key"))
}
