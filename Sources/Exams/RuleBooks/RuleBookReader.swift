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
        for name in try files.names(in: folder) where name != NewOccupations.fileName {
            do {
                guard let data = try files.data(name, in: folder) else { continue }
                books.append(try read(from: data, file: name))
            } catch let found as Mistakes {
                mistakes += found.all
            }
        }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        return books
    }

    /// The institution's book of one year; `Mistakes` naming the books there are, if there is none.
    package static func shipped(id: String, year: Int, in files: ShippedFiles = .current) throws -> RuleBook {
        let name = "\(id)-\(year).json"
        guard let data = try files.data(name, in: folder) else {
            let known = try files.names(in: folder).filter { $0 != NewOccupations.fileName }.map { $0.dropLast(".json".count) }
            throw Mistakes([
                Mistake(
                    code: "rule-book-missing", file: name, cause: "there is no rule book \(id)-\(year)",
                    action: "Use one of \(known.joined(separator: ", ")), or give the path of a book of your own.")
            ])
        }
        return try read(from: data, file: name)
    }

    static let folder = "Books"
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
            catalogue: catalogue, subjects: subjects, fees: fees, payment: payment, ticketWindow: ticketWindow,
            retake: retake, ban: ban, results: results, serviceDesk: serviceDesk, candidateNotices: candidateNotices,
            filing: filing, links: links, remarks: remarks)
    }
}
