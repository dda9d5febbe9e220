import Exams

/// How a revision came to be: with its problem and the revision before it, enough to make it again.
package enum RevisionOrigin: Codable, Equatable, Sendable {
    /// Planned from the data as they were; nobody begins to sit before the moment given.
    case planned(from: LocalMinute?)
    /// One of the proposals of a re-plan, by its name, and the moment it was made for.
    case proposed(String, at: LocalMinute)
    /// An earlier revision made current again.
    case restored(Int, at: LocalMinute)
    /// One person moved to another machine by hand.
    case swapped
}

extension Store {
    /// How a revision came to be, and the revision it was made from.
    package func origin(of revision: Int) throws(StorageFault) -> (origin: RevisionOrigin, base: Int?) {
        let found = try connection.first("SELECT origin, base FROM revision_origin WHERE revision = ?", revision) {
            row throws(StorageFault) in (try row.document(0, as: RevisionOrigin.self), row.integerIfPresent(1))
        }
        return found ?? (.planned(from: nil), revision > 1 ? revision - 1 : nil)
    }

    /// The revisions in which people only moved to another machine of their rooms, or back to the one they had.
    package func swappedRevisions() throws(StorageFault) -> Set<Int> {
        let origins = try connection.rows("SELECT revision, origin FROM revision_origin ORDER BY revision") {
            row throws(StorageFault) in (revision: row.integer(0), origin: try row.document(1, as: RevisionOrigin.self))
        }
        var swapped = Set<Int>()
        for (revision, origin) in origins {
            switch origin {
            case .swapped: swapped.insert(revision)
            case .restored(let earlier, _) where earlier < revision:
                if (earlier..<revision).dropFirst().allSatisfy(swapped.contains) { swapped.insert(revision) }
            case .planned, .proposed, .restored: break
            }
        }
        return swapped
    }
}
