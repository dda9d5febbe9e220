/// The rule books against the list of new occupations: whether each row is within it, and whether each
/// institution, occupation and row is examined often enough in a year.
///
/// An occupation absent from the list is simply not a new one. Where the list names no work types for an
/// occupation, a notice may name its own; where it names them, no other is accepted.
package enum CatalogueCheck {
    /// One finding per row, in the order of the books, then the findings on how often, institution by institution.
    package static func findings(_ books: [RuleBook], against list: NewOccupations) -> [CatalogueFinding] {
        books.flatMap { book in
            book.catalogue.map { finding(on: $0, of: book, against: list) }
        } + books.flatMap { tooFewSittings(in: $0, list) }
    }

    private static func finding(on row: CatalogueRow, of book: RuleBook, against list: NewOccupations)
        -> CatalogueFinding
    {
        func result(_ kind: CatalogueFinding.Kind, _ text: String) -> CatalogueFinding {
            CatalogueFinding(kind: kind, institution: book.id, occupation: row.occupation, row: row.number, text: text)
        }
        guard let occupation = list.occupation(named: row.occupation) else {
            return result(.notNew, "\(row.occupation) is not a new occupation; the list does not bind it")
        }
        let unnamed = occupation.workTypes.first { $0.name == nil }
        if let entry = occupation.workTypes.first(where: { $0.name == row.workType }) {
            guard entry.levels.contains(row.level) else {
                return result(.levelOutside, outside(row, entry, occupation))
            }
            return result(.agrees, "\(row.title) agrees with \(occupation.code)")
        }
        guard let unnamed, occupation.workTypes.count == 1 else {
            let names = occupation.workTypes.map { $0.name ?? "——" }.joined(separator: "、")
            return result(
                .workTypeOutside, "\(occupation.code) \(occupation.name) lists \(names), not \(row.workType ?? "——")")
        }
        guard unnamed.levels.contains(row.level) else {
            return result(.levelOutside, outside(row, unnamed, occupation))
        }
        return result(
            .workTypeOfItsOwn,
            "\(row.title) agrees with \(occupation.code), which names no work type \(row.workType ?? "")")
    }

    private static func outside(
        _ row: CatalogueRow, _ entry: NewOccupations.WorkType, _ occupation: NewOccupations.Occupation
    ) -> String {
        let levels = entry.levels.map(\.title).joined(separator: "、")
        return "\(row.title) is outside \(occupation.code), which lists \(levels)"
    }

    /// A sitting is one institution in one month. The annex binds the institution; the notices themselves have
    /// occupations and rows with a single month, so for those it is a remark.
    private static func tooFewSittings(in book: RuleBook, _ list: NewOccupations) -> [CatalogueFinding] {
        let least = list.sittingsLeastPerYear.value
        var findings: [CatalogueFinding] = []
        func check(
            _ kind: CatalogueFinding.Kind, _ rows: [CatalogueRow], _ what: String, occupation: String?, row: Int?
        ) {
            let months = Set(rows.flatMap(\.months)).count
            guard months < least else { return }
            findings.append(
                CatalogueFinding(
                    kind: kind, institution: book.id, occupation: occupation, row: row,
                    text: "\(what) is examined in \(months) month(s) of \(book.year.value), fewer than \(least)"))
        }
        check(.institutionTooSeldom, book.catalogue, book.institution.value, occupation: nil, row: nil)
        var seen: [String] = []
        for name in book.catalogue.map(\.occupation) where !seen.contains(name) {
            seen.append(name)
            let rows = book.catalogue.filter { $0.occupation == name }
            check(.occupationTooSeldom, rows, name, occupation: name, row: nil)
        }
        for row in book.catalogue {
            check(.rowTooSeldom, [row], row.title, occupation: row.occupation, row: row.number)
        }
        return findings
    }
}

/// One thing `CatalogueCheck` has to say.
package struct CatalogueFinding: Equatable, Sendable {
    package enum Severity: String, Sendable {
        case fine, info, warning, error
    }

    package enum Kind: String, Sendable {
        case agrees
        /// The list names no work types, the notice does: accepted with this note.
        case workTypeOfItsOwn
        case notNew
        case levelOutside, workTypeOutside
        case institutionTooSeldom, occupationTooSeldom, rowTooSeldom

        package var severity: Severity {
            switch self {
            case .agrees, .notNew: .fine
            case .workTypeOfItsOwn, .rowTooSeldom: .info
            case .occupationTooSeldom: .warning
            case .levelOutside, .workTypeOutside, .institutionTooSeldom: .error
            }
        }
    }

    package var kind: Kind
    /// The book's id.
    package var institution: String
    package var occupation: String?
    /// 序号 in the notice.
    package var row: Int?
    package var text: String

    package var severity: Severity { kind.severity }
}
