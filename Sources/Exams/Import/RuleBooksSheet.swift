import Foundation

enum RuleBooksColumn: Int, SheetColumn {
    case book, year, ground

    static let file = "rulebooks.csv"

    var titles: [String] {
        switch self {
        case .book: ["规则书", "book"]
        case .year: ["适用年份", "year"]
        case .ground: ["依据", "ground"]
        }
    }

    var isRequired: Bool { self == .book }
}

/// `rulebooks.csv`: which institutions' notices apply. A book is a shipped one by its code, or a JSON file of
/// the same shape in the folder. A notice may be carried over to another year than its own only by saying why.
enum RuleBooksSheet {
    static func read(
        _ sheet: Sheet<RuleBooksColumn>, shelf: Shelf, folder: URL, log: inout ImportLog
    ) -> [RuleBook] {
        var books: [RuleBook] = []
        sheet.forEachRow(log: &log) { row, log in
            guard let cell = log.required(row[.book]),
                var book = find(cell, shelf: shelf, folder: folder, log: &log)
            else { return }
            if let year = log.integer(row[.year], in: 2000...2100), year != book.year.value {
                guard !row[.ground].isEmpty else {
                    log.refuse(
                        row[.ground], "carry-over-ground-missing",
                        "\(book.id) 的通知是 \(book.year.value) 年的，用于 \(year) 年要写明依据。", "填写“依据”，或改正年份。")
                    return
                }
                let ground = row[.ground].text
                book.year = Sourced(year, .ours("catalogue of \(book.year.value) carried over to \(year): \(ground)"))
            }
            guard !books.contains(where: { $0.id == book.id }) else {
                log.refuse(cell, "book-twice", "机构 \(book.id) 的规则书出现了两次。", "每个机构只保留一行。")
                return
            }
            guard !books.contains(where: { $0.numberCode == book.numberCode }) else {
                log.refuse(cell, "number-code-twice", "准考证机构编码 \(book.numberCode) 已被另一机构使用。", "在规则书中换一个编码。")
                return
            }
            books.append(book)
        }
        return books
    }

    private static func find(_ cell: Cell, shelf: Shelf, folder: URL, log: inout ImportLog) -> RuleBook? {
        let text = cell.text
        guard text.lowercased().hasSuffix(".json") else {
            if let book = shelf.books.first(where: { $0.id.lowercased() == cell.word }) { return book }
            let known = shelf.books.map(\.id).joined(separator: "、")
            log.refuse(cell, "book-unknown", "没有代码为\(cell.quoted)的规则书。", "可用的代码：\(known)；或填写文件夹中的 JSON 文件名。")
            return nil
        }
        guard FolderPath.isInside(text) else {
            log.refuse(cell, "path-outside", "规则书文件必须在场景文件夹内。", "只写文件名，不写盘符和“..”。")
            return nil
        }
        do {
            return try RuleBook.read(from: folder.appending(path: text))
        } catch let found as Mistakes {
            for mistake in found.all { log.refuse(mistake) }
        } catch {
            log.refuse(cell, "book-unreadable", "读不到规则书文件\(cell.quoted)。", "检查文件名，并把文件放进场景文件夹。")
        }
        return nil
    }
}

enum FolderPath {
    /// A relative path that does not climb out of the folder.
    static func isInside(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.contains("\\") && !path.contains(":")
            && !path.split(separator: "/").contains("..")
    }
}
