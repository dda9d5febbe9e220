/// The programmes of a scenario's rule books, found by the words a sheet uses.
struct Catalogue: Sendable {
    final class Entry: Sendable {
        /// Its place in `entries`.
        let number: Int
        /// `ZJCX-22`.
        let id: String
        let institution: String
        let row: CatalogueRow
        let book: Int
        /// In the order they are sat, with minutes.
        let parts: [Programme.Part]
        /// Those of the parts: a million first-time applications share the one list.
        let subjects: [Subject]
        /// 分 per part: at first, and at a retake. Worked out once, since every application asks.
        fileprivate let fees: [(subject: Subject, fee: Int, retakeFee: Int)]

        fileprivate init(
            number: Int, id: String, institution: String, row: CatalogueRow, book: Int, parts: [Programme.Part],
            fees: [(subject: Subject, fee: Int, retakeFee: Int)]
        ) {
            self.number = number
            self.id = id
            self.institution = institution
            self.row = row
            self.book = book
            self.parts = parts
            subjects = parts.map(\.subject)
            self.fees = fees
        }
    }

    /// What a row of a sheet calls a programme, folded.
    private struct Name: Hashable {
        let book: Int
        let occupation: String
        let workType: String?
        let level: Level
    }

    let books: [RuleBook]
    /// In the order of the books and of their rows.
    let entries: [Entry]
    private let entryByID: [String: Int]
    private let entryByName: [Name: Int]
    private let bookByWord: [String: Int]

    init(_ books: [RuleBook]) {
        self.books = books
        var entries: [Entry] = []
        var byID: [String: Int] = [:]
        var byName: [Name: Int] = [:]
        var byWord: [String: Int] = [:]
        for (index, book) in books.enumerated() {
            byWord[book.id.lowercased()] = index
            byWord[Catalogue.word(book.institution.value)] = index
            for row in book.catalogue {
                let id = row.programmeID(of: book.id)
                let parts = book.subjects(of: row).map { Programme.Part($0.subject, minutes: $0.minutes.value) }
                byID[id] = entries.count
                for name in Catalogue.names(of: row, book: index) { byName[name] = entries.count }
                let fees = parts.compactMap { part in
                    book.fee(for: row, part.subject, retake: false).flatMap { fee in
                        book.fee(for: row, part.subject, retake: true).map { (part.subject, fee, $0) }
                    }
                }
                entries.append(
                    Entry(
                        number: entries.count, id: id, institution: book.id, row: row, book: index, parts: parts,
                        fees: fees))
            }
        }
        self.entries = entries
        entryByID = byID
        entryByName = byName
        bookByWord = byWord
    }

    func entry(_ id: String) -> Entry? { entryByID[id].map { entries[$0] } }

    func book(of institution: String) -> RuleBook? { books.first { $0.id == institution } }

    /// By code (`ZJCX`) or full name.
    func bookIndex(named cell: Cell) -> Int? { bookByWord[cell.word] }

    func entry(book: Int, occupation: Cell, workType: Cell, level: Level) -> Entry? {
        let name = Name(
            book: book, occupation: occupation.word, workType: Catalogue.workType(workType), level: level)
        return entryByName[name].map { entries[$0] }
    }

    /// 分 for the subjects; the retake fee of each if this is a retake. Nil for a subject the book has no fee for.
    func fee(of entry: Entry, subjects: [Subject], isRetake: Bool) -> Int? {
        var sum = 0
        for subject in subjects {
            guard let known = entry.fees.first(where: { $0.subject == subject }) else { return nil }
            sum += isRetake ? known.retakeFee : known.fee
        }
        return sum
    }

    /// Dashes and empty mean: no work type.
    static func workType(_ cell: Cell) -> String? {
        let word = cell.word
        return word.isEmpty || word == "无" || word.allSatisfy { "-—－–".contains($0) } ? nil : word
    }

    /// Also 信息安全测试员（渗透测试员） with the work type's own cell left empty.
    private static func names(of row: CatalogueRow, book: Int) -> [Name] {
        let occupation = word(row.occupation)
        guard let workType = row.workType.map(word) else {
            return [Name(book: book, occupation: occupation, workType: nil, level: row.level)]
        }
        return [
            Name(book: book, occupation: occupation, workType: workType, level: row.level),
            Name(book: book, occupation: "\(occupation)(\(workType))", workType: nil, level: row.level),
        ]
    }

    static func word(_ text: String) -> String {
        Cell.word(text)
    }
}
