import CPango
import Exams

/// A picture to be printed, as it came: a JPEG goes into the page byte for byte, a PNG is written anew without loss.
package struct Picture: Hashable, Sendable {
    private enum Format { case jpeg, png }

    /// A map with more bytes would make tickets that a phone loads slowly.
    package static let mostMapBytes = 65_536

    package let bytes: [UInt8]
    /// Of the picture as its bytes hold it.
    let storedWidth: Int
    let storedHeight: Int
    /// How it has to be turned to stand upright, as Exif counts: 1 for not at all. No reader of PDF does it by itself.
    let orientation: Int
    private let format: Format

    /// Of the picture upright.
    package var width: Int { orientation > 4 ? storedHeight : storedWidth }
    package var height: Int { orientation > 4 ? storedWidth : storedHeight }

    init(jpeg: [UInt8], _ frame: JPEGFrame) {
        bytes = jpeg
        storedWidth = frame.width
        storedHeight = frame.height
        orientation = frame.orientation
        format = .jpeg
    }

    /// A venue's map: a PNG or a JPEG of at most 64 KB.
    /// - Throws: `map-too-large`, `map-not-picture`.
    package init(map bytes: [UInt8], file: String? = nil) throws(Mistakes) {
        guard bytes.count <= Picture.mostMapBytes else {
            throw Picture.mistake("map-too-large", file, "地图有 \(bytes.count) 字节，最多 64 KB (map too large)。")
        }
        self.bytes = bytes
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            format = .png
            let surface = Picture.decode(png: bytes)
            defer { cairo_surface_destroy(surface) }
            guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
                throw Picture.mistake("map-not-picture", file, "PNG 已损坏 (damaged)。")
            }
            storedWidth = Int(cairo_image_surface_get_width(surface))
            storedHeight = Int(cairo_image_surface_get_height(surface))
            orientation = 1
            return
        }
        do {
            let frame = try JPEGFrame(of: bytes)
            format = .jpeg
            storedWidth = frame.width
            storedHeight = frame.height
            orientation = frame.orientation
        } catch {
            throw Picture.mistake("map-not-picture", file, error.reason)
        }
    }

    /// To be destroyed by the caller.
    /// - Throws: `picture-unreadable`.
    func makeSurface() throws(Mistakes) -> OpaquePointer? {
        let surface: OpaquePointer?
        switch format {
        case .png: surface = Picture.decode(png: bytes)
        case .jpeg:
            surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(storedWidth), Int32(storedHeight))
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
            copy.initialize(from: bytes, count: bytes.count)
            let attached = cairo_surface_set_mime_data(
                surface, CAIRO_MIME_TYPE_JPEG, copy, UInt(bytes.count), { $0?.deallocate() }, copy)
            if attached != CAIRO_STATUS_SUCCESS { copy.deallocate() }
        }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw Picture.mistake("picture-unreadable", nil, "图片无法放进页面 (Cairo cannot take the picture)。")
        }
        return surface
    }

    private static func decode(png bytes: [UInt8]) -> OpaquePointer? {
        var rest = bytes[...]
        return withUnsafeMutablePointer(to: &rest) { rest in
            cairo_image_surface_create_from_png_stream(
                { closure, data, length in
                    guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
                    let rest = closure.assumingMemoryBound(to: ArraySlice<UInt8>.self)
                    guard rest.pointee.count >= Int(length) else { return CAIRO_STATUS_READ_ERROR }
                    for (place, byte) in rest.pointee.prefix(Int(length)).enumerated() { data[place] = byte }
                    rest.pointee = rest.pointee.dropFirst(Int(length))
                    return CAIRO_STATUS_SUCCESS
                }, rest)
        }
    }

    private static func mistake(_ code: String, _ file: String?, _ cause: String) -> Mistakes {
        Mistakes([
            Mistake(
                code: code, file: file, cause: cause,
                action: "换成不超过 64 KB 的 PNG 或 JPEG，宽为高的两到三倍。")
        ])
    }
}
