import Exams

/// Pages made of two layers, as overhead foils are: what many tickets share lies on a layer that is drawn once.
///
/// Three quarters of the time of a ticket that is drawn anew go into subsetting and compressing the font of words
/// that are the same on every ticket. So each layer is drawn by Cairo as a page of its own, with the fonts it needs,
/// and a ticket is the objects of two layers, put one after the other into a file under new numbers, and a page that
/// draws one form above the other. Layers are recognised by what is on them, so a layer that was kept and one that is drawn
/// anew are the same bytes: what was drawn before never shows.
final class PaperStack {
    private static let size = Canvas.portrait
    /// A layer takes some forty kilobytes.
    private static let memory = 512

    private let typesetter: Typesetter
    private var kept: [[Mark]: PDFObjects] = [:]

    init(_ typesetter: Typesetter) { self.typesetter = typesetter }

    /// - Parameters:
    ///   - shared: what other pages have too, at the bottom.
    ///   - own: what is on no other page, on top.
    ///   - date: ISO 8601.
    func pdf(shared: [Mark], own: [Mark], title: String, date: String) throws(Mistakes) -> [UInt8] {
        let below: PDFObjects
        if let layer = kept[shared] {
            below = layer
        } else {
            if kept.count >= PaperStack.memory { kept = [:] }
            below = try draw(shared)
            kept[shared] = below
        }
        var file = PDFFile()
        let forms = [file.add(below), file.add(try draw(own))]
        return file.finish(forms: forms, size: PaperStack.size, title: title, date: date)
    }

    private func draw(_ marks: [Mark]) throws(Mistakes) -> PDFObjects {
        let canvas = Canvas(typesetter, size: PaperStack.size, title: "", date: "2000-01-01T00:00:00")
        try canvas.page(marks)
        return try PDFObjects(try canvas.finish(), size: PaperStack.size)
    }
}

/// A PDF of one page, put together from objects (ISO 32000-1, 7.5).
private struct PDFFile {
    private var bytes = Array("%PDF-1.4\n%\u{B5}\u{ED}\u{AE}\u{FB}\n".utf8)
    /// Of the objects, by number, from 1.
    private var offsets: [Int] = []

    /// - Returns: the number of the layer's form.
    mutating func add(_ layer: PDFObjects) -> Int {
        let base = offsets.count
        for pieces in layer.objects {
            begin()
            for piece in pieces {
                switch piece {
                case .bytes(let slice): bytes += slice
                case .reference(let number): bytes += String(base + number).utf8
                }
            }
            bytes += "endobj\n".utf8
        }
        return base + layer.form
    }

    mutating func finish(
        forms: [Int], size: (width: Double, height: Double), title: String, date: String
    ) -> [UInt8] {
        let drawing = forms.indices.map { "/L\($0) Do\n" }.joined()
        let content = add("<< /Length \(drawing.utf8.count) >>\nstream\n\(drawing)endstream")
        let names = forms.enumerated().map { "/L\($0) \($1) 0 R" }.joined(separator: " ")
        let page = add(
            "<< /Type /Page /Parent \(content + 2) 0 R /MediaBox [ 0 0 \(size.width) \(size.height) ]"
                + " /Group << /Type /Group /S /Transparency /I true /CS /DeviceRGB >>"
                + " /Resources << /XObject << \(names) >> >> /Contents \(content) 0 R >>")
        let pages = add("<< /Type /Pages /Kids [ \(page) 0 R ] /Count 1 >>")
        let catalogue = add("<< /Type /Catalog /Pages \(pages) 0 R >>")
        let moment = date.filter(\.isNumber)
        let information = add(
            "<< /Title <\(PDFFile.text(title))> /CreationDate (D:\(moment)) /ModDate (D:\(moment)) >>")
        let table = bytes.count
        let entries = offsets.map { PDFFile.digits($0) + " 00000 n \n" }.joined()
        bytes +=
            ("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n\(entries)"
            + "trailer\n<< /Size \(offsets.count + 1) /Root \(catalogue) 0 R /Info \(information) 0 R >>\n"
            + "startxref\n\(table)\n%%EOF\n").utf8
        return bytes
    }

    private mutating func add(_ body: String) -> Int {
        begin()
        bytes += (body + "\nendobj\n").utf8
        return offsets.count
    }

    private mutating func begin() {
        offsets.append(bytes.count)
        bytes += "\(offsets.count) 0 obj\n".utf8
    }

    private static func digits(_ offset: Int) -> String {
        let digits = String(offset)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    /// UTF-16 with a byte order mark, in hexadecimal.
    private static func text(_ text: String) -> String {
        ([0xFEFF] + Array(text.utf16)).map { hexadecimal([UInt8($0 >> 8), UInt8($0 & 0xFF)]) }.joined()
    }
}
