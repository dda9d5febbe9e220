import Foundation

extension RuleBook {
    /// Reads a book and checks it. Throws `Mistakes` with everything found wrong: first in the spelling of the
    /// document; if that is in order, in what the book says.
    package static func read(from data: Data, file: String) throws -> RuleBook {
        let draft = try DataReader.decode(RuleBookDraft.self, from: data, file: file)
        guard let book = draft.book else { throw Mistakes(draft.errors.map { DataReader.mistake($0, file: file) }) }
        let mistakes = try DataReader.leftovers(book, in: data, file: file) + book.contradictions(file: file)
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return book
    }

    package static func read(from url: URL) throws -> RuleBook {
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            throw Mistakes([
                Mistake(
                    code: "file-unreadable", file: url.lastPathComponent, cause: "the rule book cannot be read",
                    action: "Check that the file is there and may be read.")
            ])
        }
        return try read(from: data, file: url.lastPathComponent)
    }

    /// The books that come with the program, by file name.
    package static func shipped(in files: ShippedFiles = .current) throws -> [RuleBook] {
        var books: [RuleBook] = []
        var mistakes: [Mistake] = []
        for name in try shippedNames(in: files) {
            do {
                books.append(try shipped(named: name, in: files))
            } catch let found as Mistakes {
                mistakes += found.all
            }
        }
        mistakes += clashes(among: books)
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return books
    }

    /// The institution's book of one year; `Mistakes` naming the books there are, if there is none.
    package static func shipped(id: String, year: Int, in files: ShippedFiles = .current) throws -> RuleBook {
        let names = try shippedNames(in: files)
        guard names.contains("\(id)-\(year).json") else {
            let known = names.map { $0.dropLast(".json".count) }.joined(separator: ", ")
            throw Mistakes([
                Mistake(
                    code: "rule-book-missing", file: "\(id)-\(year).json", cause: "there is no rule book \(id)-\(year)",
                    action: "Use one of \(known), or give the path of a book of your own.")
            ])
        }
        return try shipped(named: "\(id)-\(year).json", in: files)
    }

    /// What keeps books from being used together: two of one institution and year, or a number code that does not
    /// belong to exactly one institution.
    package static func clashes(among books: [RuleBook]) -> [Mistake] {
        var mistakes: [Mistake] = []
        for (index, book) in books.enumerated() {
            let file = "\(book.id)-\(book.year.value)"
            for other in books[..<index] {
                if (other.id, other.year.value) == (book.id, book.year.value) {
                    mistakes.append(
                        Mistake(
                            code: "rule-book-duplicate", file: file, column: "id", cause: "there are two books \(file)",
                            action: "Use one of them."))
                } else if (other.id == book.id) != (other.numberCode == book.numberCode) {
                    mistakes.append(
                        Mistake(
                            code: "number-code-clash", file: file, column: "numberCode",
                            cause: "\(book.id) has the code \(book.numberCode), \(other.id) \(other.numberCode)",
                            action: "Give each institution one code, the same in all its years."))
                }
            }
        }
        return mistakes
    }

    static let folder = "Books"

    private static func shippedNames(in files: ShippedFiles) throws -> [String] {
        try files.names(in: folder).filter { $0 != NewOccupations.fileName }
    }

    private static func shipped(named name: String, in files: ShippedFiles) throws -> RuleBook {
        let book = try read(from: files.data(name, in: folder), file: name)
        guard name == "\(book.id)-\(book.year.value).json" else {
            throw Mistakes([
                Mistake(
                    code: "rule-book-misnamed", file: name, column: "id",
                    cause: "the file holds the book \(book.id)-\(book.year.value)",
                    action: "Name the file after the institution and the year.")
            ])
        }
        return book
    }
}

/// A book as far as it could be read. The book is nil exactly when there are errors.
private struct RuleBookDraft: Decodable {
    let book: RuleBook?
    let errors: [any Error]

    init(from decoder: any Decoder) throws {
        var fields = try FieldReader<RuleBook.CodingKeys>(decoder)
        let id: String? = fields.value(.id)
        let numberCode: String? = fields.value(.numberCode)
        let institution: Sourced<String>? = fields.value(.institution)
        let documentNumber: Sourced<String>? = fields.optional(.documentNumber)
        let year: Sourced<Int>? = fields.value(.year)
        let catalogue: [CatalogueRow]? = fields.list(.catalogue)
        let subjects: [SubjectRule]? = fields.list(.subjects)
        let fees: [FeeRule]? = fields.list(.fees)
        let payment: PaymentRule? = fields.value(.payment)
        let documents: Sourced<[DocumentType]>? = fields.optional(.documents)
        let ticketWindow: TicketWindow? = fields.value(.ticketWindow)
        let retake: RetakeRule? = fields.value(.retake)
        let ban: BanRule? = fields.optional(.ban)
        let results: ResultsRule? = fields.value(.results)
        let serviceDesk: ServiceDesk? = fields.value(.serviceDesk)
        let candidateNotices: [Sourced<String>]? = fields.list(.candidateNotices)
        let filing: Sourced<Filing>? = fields.optional(.filing)
        let links: [WebLink]? = fields.list(.links)
        let remarks: [Sourced<String>]? = fields.list(.remarks)
        errors = fields.errors
        guard errors.isEmpty, let id, let numberCode, let institution, let year, let catalogue, let subjects, let fees,
            let payment, let ticketWindow, let retake, let results, let serviceDesk, let candidateNotices, let links,
            let remarks
        else {
            book = nil
            return
        }
        book = RuleBook(
            id: id, numberCode: numberCode, institution: institution, documentNumber: documentNumber, year: year,
            catalogue: catalogue, subjects: subjects, fees: fees, payment: payment, documents: documents,
            ticketWindow: ticketWindow, retake: retake, ban: ban, results: results, serviceDesk: serviceDesk,
            candidateNotices: candidateNotices,
            filing: filing, links: links, remarks: remarks)
    }
}
