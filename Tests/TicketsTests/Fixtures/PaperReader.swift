import ExampleOffice
import Foundation

/// Reads a PDF back as others do: its text with poppler's pdftotext, its code with pdftoppm and zbarimg.
struct PaperReader {
    let folder: URL
    let pdf: URL

    init(_ bytes: [UInt8]) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("ticket-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        pdf = folder.appendingPathComponent("ticket.pdf")
        try Data(bytes).write(to: pdf)
    }

    func discard() { try? FileManager.default.removeItem(at: folder) }

    func text() throws -> String { try Tool.run("pdftotext", "-layout", pdf.path, "-") }

    /// The page's size and count, as `pdfinfo` tells them.
    func facts() throws -> String { try Tool.run("pdfinfo", pdf.path) }

    /// The QR code's text from a picture of the page.
    func code(dpi: Int) throws -> String {
        let picture = folder.appendingPathComponent("page")
        _ = try Tool.run("pdftoppm", "-r", String(dpi), "-png", "-singlefile", pdf.path, picture.path)
        let read = try Tool.run(
            "zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture.path + ".png")
        return String(read.dropLast(read.hasSuffix("\n") ? 1 : 0))
    }

    /// The page as a scanner set to grey would give it.
    func scan(dpi: Int) throws -> GreyPicture {
        let picture = folder.appendingPathComponent("scan")
        _ = try Tool.run(
            "pdftoppm", "-r", String(dpi), "-gray", "-singlefile", pdf.path, picture.path)
        return try GreyPicture(pgm: Data(contentsOf: URL(fileURLWithPath: picture.path + ".pgm")))
    }
}
