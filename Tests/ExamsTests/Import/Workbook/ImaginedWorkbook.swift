import CZip
import Foundation

/// Writes the parts of an Excel workbook as Excel would pack them.
struct ImaginedWorkbook {
    var parts: [String: String] = [
        "xl/workbook.xml": """
        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <sheets><sheet name="旧" sheetId="1" state="hidden" r:id="rId1"/><sheet name="表" sheetId="2" r:id="rId2"/></sheets>
        </workbook>
        """,
        "xl/_rels/workbook.xml.rels": """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/>
        <Relationship Id="rId2" Type="t" Target="/xl/worksheets/sheet2.xml"/></Relationships>
        """,
        "xl/styles.xml": """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <numFmts count="2"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
        <numFmt numFmtId="171" formatCode="[Red]0.00&quot; days&quot;"/></numFmts>
        <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="20"/><xf numFmtId="171"/></cellXfs>
        </styleSheet>
        """,
    ]

    /// - Parameter rows: what stands in `sheetData` of the visible tab.
    init(rows: String, texts: String = "") {
        let space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        parts["xl/worksheets/sheet2.xml"] = "<worksheet \(space)><sheetData>\(rows)</sheetData></worksheet>"
        parts["xl/sharedStrings.xml"] = "<sst \(space)>\(texts)</sst>"
    }

    /// Every cell a text of its own, empty ones left out.
    init(table: [[String]]) {
        let rows = table.enumerated().map { row, cells in
            let written = cells.enumerated().filter { !$0.element.isEmpty }.map { column, text in
                let place = String(UnicodeScalar(UInt8(65 + column))) + "\(row + 1)"
                return "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
            }
            return "<row r=\"\(row + 1)\">\(written.joined())</row>"
        }
        self.init(rows: rows.joined())
    }

    var bytes: [UInt8] {
        get throws {
            let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
            defer { try? FileManager.default.removeItem(atPath: path) }
            let archive = zip_open(path, ZIP_CREATE, nil)
            for (name, text) in parts.sorted(by: { $0.key < $1.key }) {
                let content = Array(text.utf8)
                // The archive frees it.
                let copy = UnsafeMutableRawBufferPointer(start: malloc(content.count), count: content.count)
                copy.copyBytes(from: content)
                let source = zip_source_buffer(archive, copy.baseAddress, zip_uint64_t(content.count), 1)
                zip_file_add(archive, name, source, 0)
            }
            zip_close(archive)
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }
}
