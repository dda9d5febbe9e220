import Exams

/// A candidate's photo as the notices ask for it: JPEG in colour, more than 132 pixels high, more than 88 wide,
/// 40 to 80 KB (BJKJ line 42, ZJCX line 64, CECC lines 41–43, BJOU line 53). The notices give no ratio, so any
/// is taken and none is distorted.
package struct Photo: Equatable, Sendable {
    package static let leastBytes = 40_960
    package static let mostBytes = 81_920
    /// A reader who counts a KB as 1000 bytes believes these are 40 KB: taken, with a word.
    package static let leastTolerated = 40_000

    package let picture: Picture
    /// A photo that may be printed although something about it should be told.
    package let warning: Mistake?

    package var width: Int { picture.width }
    package var height: Int { picture.height }

    /// - Throws: everything wrong with the photo.
    package init(jpeg: [UInt8], file: String? = nil) throws(Mistakes) {
        let frame: JPEGFrame
        do {
            frame = try JPEGFrame(of: jpeg)
        } catch {
            throw Mistakes([Photo.mistake("photo-not-jpeg", file, error.reason)])
        }
        var mistakes: [Mistake] = []
        let picture = Picture(jpeg: jpeg, frame)
        if picture.height <= 132 || picture.width <= 88 {
            let size = "\(picture.width) × \(picture.height)"
            mistakes.append(
                Photo.mistake("photo-too-small", file, "照片太小：\(size) 像素，宽要多于 88、高要多于 132 (too small)。"))
        }
        if jpeg.count < Photo.leastTolerated || jpeg.count > Photo.mostBytes {
            mistakes.append(
                Photo.mistake("photo-file-size", file, "照片文件有 \(jpeg.count) 字节，要求 40 到 80 KB (40 to 80 KB are needed)。")
            )
        }
        if frame.components != 3 {
            mistakes.append(
                Photo.mistake(
                    "photo-not-colour", file, "照片有 \(frame.components) 个颜色通道，要 3 个：是黑白或印刷用（CMYK）的图 (not in colour)。"))
        }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        self.picture = picture
        warning =
            jpeg.count < Photo.leastBytes
            ? Photo.mistake("photo-file-size-edge", file, "照片有 \(jpeg.count) 字节，按 1 KB = 1000 字节才够 40 KB。")
            : nil
    }

    private static func mistake(_ code: String, _ file: String?, _ cause: String) -> Mistake {
        Mistake(
            code: code, file: file, cause: cause,
            action: "请考生另交彩色 JPEG：宽多于 88、高多于 132 像素，40 到 80 KB。")
    }
}
