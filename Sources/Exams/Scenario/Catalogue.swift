/// The programmes of a scenario's rule books, found by the words a sheet uses.
struct Catalogue: Sendable {
    struct Entry: Sendable {
        /// `ZJCX-22`.
        let id: String
        let institution: String
        let row: CatalogueRow
        let book: Int
        /// In the order they are sat, with minutes.
        let parts: [Programme.Part]
    }

    let books: [RuleBook]
    /// In the order of the books and of their rows.
    let entries: [Entry]
    private let entryByID: [String: Int]
    private let entryByWords: [String: Int]
    private let bookByWord: [String: Int]

    init(_ books: [RuleBook]) {
        self.books = books
        var entries: [Entry] = []
        var byID: [String: Int] = [:]
        var byWords: [String: Int] = [:]
        var byWord: [String: Int] = [:]
        for (index, book) in books.enumerated() {
            byWord[book.id.lowercased()] = index
            byWord[Catalogue.word(book.institution.value)] = index
            for row in book.catalogue {
                let id = row.programmeID(of: book.id)
                let parts = book.subjects(of: row).map { Programme.Part($0.subject, minutes: $0.minutes.value) }
                byID[id] = entries.count
                byWords[Catalogue.key(index, row.occupation, row.workType, row.level)] = entries.count
                entries.append(Entry(id: id, institution: book.id, row: row, book: index, parts: parts))
            }
        }
        self.entries = entries
        entryByID = byID
        entryByWords = byWords
        bookByWord = byWord
    }

    func entry(_ id: String) -> Entry? { entryByID[id].map { entries[$0] } }

    func book(of institution: String) -> RuleBook? { books.first { $0.id == institution } }

    /// By code (`ZJCX`) or full name.
    func bookIndex(named cell: Cell) -> Int? { bookByWord[cell.word] }

    func entry(book: Int, occupation: Cell, workType: Cell, level: Level) -> Entry? {
        entryByWords[Catalogue.key(book, occupation.word, Catalogue.workType(workType), level)].map { entries[$0] }
    }

    /// 分 for the subjects; the retake fee of each if this is a retake.
    func fee(of entry: Entry, subjects: [Subject], isRetake: Bool) -> Int? {
        books[entry.book].fee(for: entry.row, subjects, retake: isRetake)
    }

    /// Dashes and empty mean: no work type.
    static func workType(_ cell: Cell) -> String? {
        let word = cell.word
        return word.isEmpty || word == "无" || word.allSatisfy { "-—－–".contains($0) } ? nil : word
    }

    private static func key(_ book: Int, _ occupation: String, _ workType: String?, _ level: Level) -> String {
        "\(book)|\(word(occupation))|\(workType.map(word) ?? "")|\(level.rawValue)"
    }

    static func word(_ text: String) -> String {
        Cell(Array(text.utf8)[...], file: "", row: 0, column: "").word
    }
}
