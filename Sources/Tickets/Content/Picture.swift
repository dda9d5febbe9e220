import CPango
import Exams

/// Why a picture cannot be printed; the reason is a sentence in Chinese, with a few words of English.
struct PictureFault: Error {
    var reason: String

    func refusal(_ code: String, _ file: String?, _ what: String, action: String) -> Mistakes {
        Mistakes([Mistake(code: code, file: file, cause: "\(what)：\(reason)", action: action)])
    }
}

/// A picture ready to be printed: upright, no larger than paper shows, and with nothing in it but the picture. What a
/// camera notes beside it, place and time above all, is nobody's business who reads the ticket.
package struct Picture: Hashable, Sendable {
    private enum Format { case jpeg, png }

    /// The ticket's frame of 32 × 45 mm at 300 dots to the inch.
    static let photoReach = (width: 380, height: 532)
    /// Hardly told from the original, in a fifth of what the notices ask for.
    private static let photoQuality = 85
    /// The ticket's map at 200 dots to the inch.
    private static let mapReach = (width: 1400, height: 560)
    /// A map with more bytes makes tickets that a phone loads slowly; it is made coarser until it has fewer.
    private static let comfortableMapBytes = 40_960
    private static let mapSteps = [(1.0, 85), (1.0, 70), (0.8, 70), (0.65, 65), (0.5, 60)]

    package let bytes: [UInt8]
    package let width: Int
    package let height: Int
    private let format: Format

    private init(_ image: PixelImage, _ bytes: [UInt8], _ format: Format) {
        self.bytes = bytes
        width = image.width
        height = image.height
        self.format = format
    }

    /// - Throws: what is wrong with the bytes.
    init(photo bytes: [UInt8], _ frame: JPEGFrame) throws(PictureFault) {
        let image = try PixelImage(jpeg: bytes, frame, reach: Picture.photoReach)
            .drawn(orientation: frame.orientation, within: Picture.photoReach)
        self.init(image, try image.jpeg(quality: Picture.photoQuality), .jpeg)
    }

    /// A venue's map: a PNG or a JPEG of any size. A small PNG is kept without loss.
    /// - Throws: `map-not-picture`.
    package init(map bytes: [UInt8], file: String? = nil) throws(Mistakes) {
        do throws(PictureFault) {
            self = try Picture.ofMap(bytes)
        } catch {
            throw error.refusal(
                "map-not-picture", file, "地图打不开", action: "换成能打开的 PNG 或 JPEG；在换好以前，准考证上不印地图。")
        }
    }

    private static func ofMap(_ bytes: [UInt8]) throws(PictureFault) -> Picture {
        guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
            let frame = try JPEGFrame(of: bytes)
            return try coarsened(try PixelImage(jpeg: bytes, frame, reach: mapReach), frame.orientation)
        }
        let image = try PixelImage(png: bytes)
        let isSmall = image.width <= mapReach.width && image.height <= mapReach.height
        return isSmall && bytes.count <= comfortableMapBytes ? Picture(image, bytes, .png) : try coarsened(image, 1)
    }

    /// As fine as the bytes allow; the last step is taken however many it has.
    private static func coarsened(_ image: PixelImage, _ orientation: Int) throws(PictureFault) -> Picture {
        var coarsest: Picture?
        for (scale, quality) in mapSteps {
            let reach = (Int(Double(mapReach.width) * scale), Int(Double(mapReach.height) * scale))
            let smaller = try image.drawn(orientation: orientation, within: reach)
            let picture = Picture(smaller, try smaller.jpeg(quality: quality), .jpeg)
            coarsest = picture
            if picture.bytes.count <= comfortableMapBytes { break }
        }
        guard let coarsest else { throw PictureFault(reason: "图片无法缩小。") }
        return coarsest
    }

    /// To be destroyed by the caller.
    /// - Throws: `picture-unreadable`.
    func makeSurface() throws(Mistakes) -> OpaquePointer? {
        let surface: OpaquePointer?
        switch format {
        case .png: surface = PixelImage.decode(png: bytes)
        case .jpeg:
            // The bytes go into the page as they are; the surface only holds them.
            surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
            let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
            copy.initialize(from: bytes, count: bytes.count)
            let attached = cairo_surface_set_mime_data(
                surface, CAIRO_MIME_TYPE_JPEG, copy, UInt(bytes.count), { $0?.deallocate() }, copy)
            if attached != CAIRO_STATUS_SUCCESS { copy.deallocate() }
        }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw Mistakes([
                Mistake(
                    code: "picture-unreadable", cause: "图片无法放进页面 (Cairo cannot take the picture)。",
                    action: "检查内存和磁盘空间，再试一次。")
            ])
        }
        return surface
    }
}
