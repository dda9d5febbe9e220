import CPango
import Exams

/// Pages drawn by Cairo into one PDF, in points from the upper left corner.
final class Canvas {
    /// A4.
    static let portrait = (width: 595.276, height: 841.89)
    static let landscape = (width: 841.89, height: 595.276)

    /// What Cairo has written; Cairo holds a bare reference while the canvas lives.
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output = Output()
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let typesetter: Typesetter

    /// - Parameter date: ISO 8601; it would be the clock's otherwise, and two runs would differ.
    init(_ typesetter: Typesetter, size: (width: Double, height: Double), title: String, date: String) {
        self.typesetter = typesetter
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(output).toOpaque(), size.width, size.height)
        // Later versions pack objects together, which `PDFObjects` does not read.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, date)
        cairo = cairo_create(surface)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// Draws one page.
    /// - Throws: `picture-unreadable` for a picture Cairo cannot take.
    func page(_ marks: [Mark]) throws(Mistakes) {
        for mark in marks {
            switch mark {
            case .fill(let box, let colour, let radius): fill(box, colour, radius)
            case .stroke(let box, let colour, let width, let radius): stroke(box, colour, width, radius)
            case .lines(let lines, let colour, let width): draw(lines, colour, width)
            case .text(let key, let x, let y, let colour): show(key, x, y, colour)
            case .bits(let picture, let box): show(picture, box)
            case .picture(let picture, let box): try show(picture, box)
            }
        }
        cairo_show_page(cairo)
    }

    /// Ends the file.
    /// - Throws: `drawing-failed` with Cairo's words.
    func finish() throws(Mistakes) -> [UInt8] {
        let drawn = cairo_status(cairo)
        cairo_surface_finish(surface)
        for status in [drawn, cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw Mistakes([
                Mistake(
                    code: "drawing-failed",
                    cause: "Cairo says: " + String(cString: cairo_status_to_string(status)) + ".",
                    action: "Check the photo file and the memory of the machine.")
            ])
        }
        return output.bytes
    }

    private func fill(_ box: Box, _ colour: Colour, _ radius: Double) {
        use(colour)
        outline(box, radius)
        cairo_fill(cairo)
    }

    private func stroke(_ box: Box, _ colour: Colour, _ width: Double, _ radius: Double) {
        use(colour)
        cairo_set_line_width(cairo, width)
        outline(box, radius)
        cairo_stroke(cairo)
    }

    private func draw(_ lines: [Line], _ colour: Colour, _ width: Double) {
        use(colour)
        cairo_set_line_width(cairo, width)
        for line in lines {
            cairo_move_to(cairo, line.x1, line.y1)
            cairo_line_to(cairo, line.x2, line.y2)
        }
        cairo_stroke(cairo)
    }

    private func show(_ key: TextBlock.Key, _ x: Double, _ y: Double, _ colour: Colour) {
        use(colour)
        cairo_move_to(cairo, x, y)
        pango_cairo_show_layout(cairo, typesetter.block(key).layout)
    }

    /// As a picture of four pixels to a square: exact at any size, and evenly grey edges where a screen has fewer. As
    /// rectangles a QR code is seven hundred shapes of eight numbers each, and writing those takes longer than the
    /// rest of the page.
    private func show(_ picture: BitPicture, _ box: Box) {
        let points = 4
        let (width, height) = (picture.width * points, picture.height == 1 ? 1 : picture.height * points)
        let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        defer { cairo_surface_destroy(image) }
        guard let bytes = cairo_image_surface_get_data(image) else { return }
        let stride = Int(cairo_image_surface_get_stride(image))
        bytes.update(repeating: 0xFF, count: stride * height)
        for row in 0..<height {
            let squares = row / points * picture.width
            for column in 0..<picture.width where picture.isDark[squares + column] {
                (bytes + row * stride + column * points * 4).update(repeating: 0, count: points * 4)
            }
        }
        cairo_surface_mark_dirty(image)
        paint(image, width: Double(width), height: Double(height), over: box)
    }

    private func show(_ picture: Picture, _ frame: Box) throws(Mistakes) {
        let image = try picture.makeSurface()
        defer { cairo_surface_destroy(image) }
        let box = frame.fitting(width: Double(picture.width), height: Double(picture.height))
        paint(image, width: Double(picture.width), height: Double(picture.height), over: box)
    }

    private func paint(_ image: OpaquePointer?, width: Double, height: Double, over box: Box) {
        cairo_save(cairo)
        cairo_translate(cairo, box.x, box.y)
        cairo_scale(cairo, box.width / width, box.height / height)
        cairo_set_source_surface(cairo, image, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST)
        cairo_rectangle(cairo, 0, 0, width, height)
        cairo_fill(cairo)
        cairo_restore(cairo)
    }

    private func use(_ colour: Colour) { cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue) }

    private func outline(_ box: Box, _ radius: Double) {
        guard radius > 0 else {
            cairo_rectangle(cairo, box.x, box.y, box.width, box.height)
            return
        }
        let quarter = Double.pi / 2
        cairo_new_sub_path(cairo)
        cairo_arc(cairo, box.right - radius, box.y + radius, radius, -quarter, 0)
        cairo_arc(cairo, box.right - radius, box.bottom - radius, radius, 0, quarter)
        cairo_arc(cairo, box.x + radius, box.bottom - radius, radius, quarter, 2 * quarter)
        cairo_arc(cairo, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter)
        cairo_close_path(cairo)
    }
}
