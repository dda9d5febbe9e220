import CXLSXWriter
import Exams
import Foundation

/// Tables as an Excel workbook. The same tables and date give the same bytes.
enum Workbook {
    struct Table {
        var title: String
        var columns: [Column]
        var rows: [[String]]
    }

    struct Column {
        var title: String
        /// In characters.
        var width: Double
        /// Whole numbers in it can be added up.
        var isCount = false
    }

    /// Every other cell is text, so that no ticket number or document number loses a digit.
    /// - Parameter date: when the workbook says it was made; the clock's time would make two runs differ.
    /// - Throws: `workbook-unwritable`.
    static func bytes(_ tables: [Table], title: String, date: LocalSecond) throws(Mistakes) -> [UInt8] {
        // The library writes to a path only. Nobody else may look into the folder meanwhile.
        var template = Array((NSTemporaryDirectory() + "/kaowu-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { throw fault(String(cString: strerror(errno))) }
        let folder = String(cString: made)
        let path = folder + "/book.xlsx"
        defer {
            unlink(path)
            rmdir(folder)
        }
        guard
            let book = folder.withCString({ directory in
                var options = lxw_workbook_options(
                    constant_memory: 0, tmpdir: UnsafeMutablePointer(mutating: directory), use_zip64: 0)
                return workbook_new_opt(path, &options)
            })
        else { throw fault("no memory") }
        var strings = [strdup(title), strdup("Kaowu")]
        defer { for string in strings { free(string) } }
        var properties = lxw_doc_properties()
        properties.title = strings[0]
        properties.author = strings[1]
        // Shanghai's wall clock, as the papers show it, in a field that is read as UTC.
        properties.created = date.number
        workbook_set_properties(book, &properties)
        let head = workbook_add_format(book)
        format_set_bold(head)
        format_set_bg_color(head, 0xDCE6F1)
        format_set_border(head, UInt8(LXW_BORDER_THIN.rawValue))
        let body = workbook_add_format(book)
        format_set_num_format(body, "@")
        format_set_border(body, UInt8(LXW_BORDER_THIN.rawValue))
        let number = workbook_add_format(book)
        format_set_border(number, UInt8(LXW_BORDER_THIN.rawValue))
        for table in tables { write(table, to: book, head, body, number) }
        strings.append(nil)
        let result = workbook_close(book)
        guard result == LXW_NO_ERROR, let data = FileManager.default.contents(atPath: path) else {
            throw fault(lxw_strerror(result).map { String(cString: $0) } ?? "error \(result.rawValue)")
        }
        return Array(data)
    }

    private static func write(
        _ table: Table, to book: UnsafeMutablePointer<lxw_workbook>, _ head: UnsafeMutablePointer<lxw_format>?,
        _ body: UnsafeMutablePointer<lxw_format>?, _ number: UnsafeMutablePointer<lxw_format>?
    ) {
        let sheet = workbook_add_worksheet(book, table.title)
        for (place, column) in table.columns.enumerated() {
            worksheet_set_column(sheet, UInt16(place), UInt16(place), column.width, nil)
            worksheet_write_string(sheet, 0, UInt16(place), column.title, head)
        }
        for (row, cells) in table.rows.enumerated() {
            for (column, cell) in cells.enumerated() {
                if table.columns[column].isCount, let count = Int(cell) {
                    worksheet_write_number(sheet, UInt32(row + 1), UInt16(column), Double(count), number)
                } else {
                    worksheet_write_string(sheet, UInt32(row + 1), UInt16(column), cell, body)
                }
            }
        }
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_repeat_rows(sheet, 0, 0)
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
    }

    private static func fault(_ reason: String) -> Mistakes {
        Mistakes([
            Mistake(
                code: "workbook-unwritable", cause: "The workbook could not be made: \(reason).",
                action: "Check the space and the permissions of the folder for temporary files (TMPDIR).")
        ])
    }
}
