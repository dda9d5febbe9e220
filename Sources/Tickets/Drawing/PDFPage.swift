import CPango
import Exams

struct Box: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }

    func inset(_ dx: Double, _ dy: Double) -> Box {
        Box(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
    }
}

struct Colour {
    var red: Double
    var green: Double
    var blue: Double

    static let white = Colour(red: 1, green: 1, blue: 1)
}

/// One A4 page as a PDF of its own, in points from the upper left corner.
final class PDFPage {
    static let width = 595.276
    static let height = 841.89

    /// What Cairo has written; Cairo holds a bare reference while the page lives.
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output = Output()
    private let surface: OpaquePointer
    private let cairo: OpaquePointer

    /// - Parameter date: ISO 8601; it would be the clock's otherwise, and two runs would differ.
    init(title: String, date: String) {
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(output).toOpaque(), PDFPage.width, PDFPage.height)
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

    /// Ends the page.
    /// - Throws: `drawing-failed` with Cairo's words.
    func finish() throws(Mistakes) -> [UInt8] {
        cairo_show_page(cairo)
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

    func fill(_ box: Box, _ colour: Colour, radius: Double = 0) {
        use(colour)
        outline(box, radius)
        cairo_fill(cairo)
    }

    func stroke(_ box: Box, _ colour: Colour, width: Double = 0.6, radius: Double = 0) {
        use(colour)
        cairo_set_line_width(cairo, width)
        outline(box, radius)
        cairo_stroke(cairo)
    }

    func lines(_ ends: [(x1: Double, y1: Double, x2: Double, y2: Double)], _ colour: Colour, width: Double = 0.6) {
        use(colour)
        cairo_set_line_width(cairo, width)
        for line in ends {
            cairo_move_to(cairo, line.x1, line.y1)
            cairo_line_to(cairo, line.x2, line.y2)
        }
        cairo_stroke(cairo)
    }

    func show(_ text: TextBlock, x: Double, y: Double, _ colour: Colour) {
        use(colour)
        cairo_move_to(cairo, x, y)
        pango_cairo_show_layout(cairo, text.layout)
    }

    /// The code as a picture in black and white, four points to a module: exact squares at any size, and evenly
    /// grey edges where a screen has fewer points. As rectangles a code is seven hundred shapes of eight numbers
    /// each, and writing those takes longer than the rest of the page.
    func show(_ code: QRSymbol, x: Double, y: Double, module: Double) {
        let points = 4
        let side = Int32(code.side * points)
        let picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side)
        defer { cairo_surface_destroy(picture) }
        guard let bytes = cairo_image_surface_get_data(picture) else { return }
        let stride = Int(cairo_image_surface_get_stride(picture))
        bytes.update(repeating: 0xFF, count: stride * Int(side))
        for run in code.runs {
            for line in run.row * points..<(run.row + 1) * points {
                (bytes + line * stride + run.column * points * 4).update(repeating: 0, count: run.length * points * 4)
            }
        }
        cairo_surface_mark_dirty(picture)
        cairo_save(cairo)
        cairo_translate(cairo, x, y)
        cairo_scale(cairo, module / Double(points), module / Double(points))
        cairo_set_source_surface(cairo, picture, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST)
        cairo_paint(cairo)
        cairo_restore(cairo)
    }

    /// The photo as large as the frame allows, centred, its sides in their own ratio. The file's bytes go into
    /// the page as they are.
    func show(_ photo: Photo, in frame: Box) {
        let width = Double(photo.width)
        let height = Double(photo.height)
        let scale = min(frame.width / width, frame.height / height)
        let image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(photo.width), Int32(photo.height))
        defer { cairo_surface_destroy(image) }
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: photo.jpeg.count)
        copy.initialize(from: photo.jpeg, count: photo.jpeg.count)
        let attached = cairo_surface_set_mime_data(
            image, CAIRO_MIME_TYPE_JPEG, copy, UInt(photo.jpeg.count), { $0?.deallocate() }, copy)
        guard attached == CAIRO_STATUS_SUCCESS else {
            copy.deallocate()
            return
        }
        cairo_save(cairo)
        cairo_translate(
            cairo, frame.x + (frame.width - width * scale) / 2, frame.y + (frame.height - height * scale) / 2)
        cairo_scale(cairo, scale, scale)
        cairo_set_source_surface(cairo, image, 0, 0)
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
