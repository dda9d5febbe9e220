import CPango
import CTurboJPEG
import Exams

/// A picture as pixels: opened from a JPEG or PNG, turned, made smaller, and written as JPEG again. Pixels lie in a
/// Cairo surface of 32 bits each, blue first, in which libjpeg-turbo reads and writes too.
///
/// A JPEG is decoded whole, so that a damaged scan, which most programs draw as coloured stripes, is found: the decoder
/// goes on after it, but says so. A large one is decoded at a half, a quarter or an eighth of its size, as far as
/// the size that is wanted allows (the factors of the inverse transform), and a photo of a telephone costs little more
/// than a small one.
final class PixelImage {
    /// Decoding takes memory by the pixel, and a file of a few kilobytes may claim four thousand million of them.
    static let mostPixels = 64_000_000
    /// Cairo's limit.
    private static let mostSide = 32_767

    /// What the decoder warns of although the picture is whole. It tells its first warning, or what made it give up.
    private static let oddities = [
        "Unknown Adobe color transform code", "Warning: unknown JFIF revision", "Invalid SOS parameters for sequential",
    ]

    private let surface: OpaquePointer
    let width: Int
    let height: Int

    /// All white.
    private init(width: Int, height: Int) throws(PictureFault) {
        guard width > 0, height > 0, max(width, height) <= PixelImage.mostSide,
            width * height <= PixelImage.mostPixels,
            let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        else { throw PictureFault(reason: "图片有 \(width) × \(height) 像素，无法打开 (too many pixels, or none)。") }
        self.surface = surface
        self.width = width
        self.height = height
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let pixels = cairo_image_surface_get_data(surface)
        else { throw PictureFault(reason: "内存不足，图片打不开 (out of memory)。") }
        pixels.update(repeating: 0xFF, count: stride * height)
        cairo_surface_mark_dirty(surface)
    }

    deinit { cairo_surface_destroy(surface) }

    private var stride: Int { Int(cairo_image_surface_get_stride(surface)) }

    /// - Parameter reach: the picture is going to be made as small as fits into this, upright.
    convenience init(jpeg: [UInt8], _ frame: JPEGFrame, reach: (width: Int, height: Int)) throws(PictureFault) {
        guard frame.width * frame.height <= PixelImage.mostPixels else {
            throw PictureFault(reason: "图片有 \(frame.width) × \(frame.height) 像素，太大，打不开 (too many pixels)。")
        }
        let (across, down) = frame.orientation > 4 ? (reach.height, reach.width) : (reach.width, reach.height)
        let part = [8, 4, 2].first { frame.width / $0 >= across || frame.height / $0 >= down } ?? 1
        try self.init(width: (frame.width + part - 1) / part, height: (frame.height + part - 1) / part)
        try decode(jpeg, frame)
    }

    private func decode(_ jpeg: [UInt8], _ frame: JPEGFrame) throws(PictureFault) {
        guard let decoder = tjInitDecompress() else { throw PictureFault(reason: "内存不足，图片打不开 (out of memory)。") }
        defer { tjDestroy(decoder) }
        let isInked = frame.components == 4
        var inks = [UInt8](repeating: 0, count: isInked ? width * height * 4 : 0)
        let size = (Int32(width), Int32(height))
        let flags = Int32(TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
        let count = UInt(jpeg.count)
        let result =
            isInked
            ? inks.withUnsafeMutableBufferPointer {
                tjDecompress2(
                    decoder, jpeg, count, $0.baseAddress, size.0, size.0 * 4, size.1, Int32(TJPF_CMYK.rawValue), flags)
            }
            : tjDecompress2(
                decoder, jpeg, count, cairo_image_surface_get_data(surface), size.0, Int32(stride), size.1,
                Int32(TJPF_BGRX.rawValue), flags)
        if result != 0 {
            let words = String(cString: tjGetErrorStr2(decoder))
            guard PixelImage.oddities.contains(where: words.hasPrefix) else {
                throw PictureFault(reason: "JPEG 已损坏：\(words) (damaged)。")
            }
        }
        if isInked { mix(inks, isLeft: frame.isAdobe) }
        cairo_surface_mark_dirty(surface)
    }

    /// Printing inks to light, without a colour profile.
    /// - Parameter isLeft: 255 is bare paper, not full ink.
    private func mix(_ inks: [UInt8], isLeft: Bool) {
        guard let pixels = cairo_image_surface_get_data(surface) else { return }
        for row in 0..<height {
            for column in 0..<width {
                let place = (row * width + column) * 4
                func light(_ ink: Int) -> Int { isLeft ? Int(inks[place + ink]) : 255 - Int(inks[place + ink]) }
                for (byte, ink) in [2, 1, 0].enumerated() {
                    pixels[row * stride + column * 4 + byte] = UInt8(light(ink) * light(3) / 255)
                }
            }
        }
    }

    convenience init(png: [UInt8]) throws(PictureFault) {
        let opened = PixelImage.decode(png: png)
        defer { cairo_surface_destroy(opened) }
        guard cairo_surface_status(opened) == CAIRO_STATUS_SUCCESS else {
            throw PictureFault(reason: "PNG 已损坏 (damaged)。")
        }
        try self.init(
            width: Int(cairo_image_surface_get_width(opened)), height: Int(cairo_image_surface_get_height(opened)))
        paint(opened, width: Double(width), height: Double(height), orientation: 1, as: Double(width), Double(height))
    }

    /// To be destroyed by the caller; its status says whether it is a picture.
    static func decode(png bytes: [UInt8]) -> OpaquePointer? {
        // The header's width and height, big-endian, before anything is allocated for them.
        let sides = [16, 20].map { start in bytes.dropFirst(start).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
        let isLarge = sides.contains { $0 > mostSide } || sides[0] * sides[1] > mostPixels
        var rest = isLarge ? [] : bytes[...]
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

    /// Upright, and no larger than the reach; never made larger than it is.
    func drawn(orientation: Int = 1, within reach: (width: Int, height: Int)) throws(PictureFault) -> PixelImage {
        let upright = orientation > 4 ? (width: height, height: width) : (width: width, height: height)
        let scale = min(
            1, Double(reach.width) / Double(upright.width), Double(reach.height) / Double(upright.height))
        if scale == 1, orientation == 1 { return self }
        let copy = try PixelImage(
            width: max(1, Int((Double(upright.width) * scale).rounded())),
            height: max(1, Int((Double(upright.height) * scale).rounded())))
        copy.paint(
            surface, width: Double(width), height: Double(height), orientation: orientation,
            as: Double(upright.width), Double(upright.height))
        return copy
    }

    /// Over all of this image.
    private func paint(
        _ source: OpaquePointer?, width: Double, height: Double, orientation: Int, as uprightWidth: Double,
        _ uprightHeight: Double
    ) {
        let cairo = cairo_create(surface)
        defer { cairo_destroy(cairo) }
        cairo_scale(cairo, Double(self.width) / uprightWidth, Double(self.height) / uprightHeight)
        var turn = PixelImage.turn(orientation, width, height)
        cairo_transform(cairo, &turn)
        cairo_set_source_surface(cairo, source, 0, 0)
        // Every pixel of the source counts; what lies beyond its edge does not.
        cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD)
        cairo_pattern_set_extend(cairo_get_source(cairo), CAIRO_EXTEND_PAD)
        cairo_paint(cairo)
        cairo_surface_flush(surface)
    }

    /// From a place in a picture of this size, as its bytes hold it, to the place upright (Exif's eight orientations).
    private static func turn(_ orientation: Int, _ width: Double, _ height: Double) -> cairo_matrix_t {
        func matrix(_ xx: Double, _ yx: Double, _ xy: Double, _ yy: Double, _ x: Double, _ y: Double) -> cairo_matrix_t
        {
            cairo_matrix_t(xx: xx, yx: yx, xy: xy, yy: yy, x0: x, y0: y)
        }
        return switch orientation {
        case 2: matrix(-1, 0, 0, 1, width, 0)
        case 3: matrix(-1, 0, 0, -1, width, height)
        case 4: matrix(1, 0, 0, -1, 0, height)
        case 5: matrix(0, 1, 1, 0, 0, 0)
        case 6: matrix(0, 1, -1, 0, height, 0)
        case 7: matrix(0, -1, -1, 0, height, width)
        case 8: matrix(0, -1, 1, 0, 0, width)
        default: matrix(1, 0, 0, 1, 0, 0)
        }
    }

    /// - Parameter quality: 1 to 100, as libjpeg counts.
    func jpeg(quality: Int) throws(PictureFault) -> [UInt8] {
        guard let encoder = tjInitCompress() else { throw PictureFault(reason: "内存不足 (out of memory)。") }
        defer { tjDestroy(encoder) }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        defer { tjFree(bytes) }
        let result = tjCompress2(
            encoder, cairo_image_surface_get_data(surface), Int32(width), Int32(stride), Int32(height),
            Int32(TJPF_BGRX.rawValue), &bytes, &count, Int32(TJSAMP_420.rawValue), Int32(quality),
            Int32(TJFLAG_ACCURATEDCT))
        guard result == 0, let bytes else {
            throw PictureFault(reason: "图片无法缩小：\(String(cString: tjGetErrorStr2(encoder)))。")
        }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
}
