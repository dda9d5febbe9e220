import Exams

/// A candidate's photo. The notices ask for a JPEG in colour, more than 132 pixels high, more than 88 wide, 40 to 80 KB
/// (BJKJ line 42, ZJCX line 64, CECC lines 41–43, BJOU line 53). What can be opened is printed: a ticket must not be
/// missing at the door for a photo of 39 KB. Where it differs from the notices it says so. They give no ratio, so any
/// is taken and none is distorted.
package struct Photo: Equatable, Sendable {
    package static let leastBytes = 40_960
    package static let mostBytes = 81_920
    /// A reader who counts a KB as 1000 bytes believes these are 40 KB.
    package static let leastTolerated = 40_000

    private static let wanted = "彩色 JPEG：宽多于 88、高多于 132 像素，40 到 80 KB"

    package let picture: Picture
    /// Where it is not what the notices ask for, though it can be printed.
    package let warnings: [Mistake]

    package var width: Int { picture.width }
    package var height: Int { picture.height }

    /// - Throws: `photo-not-jpeg` for what cannot be opened whole.
    package init(jpeg: [UInt8], file: String? = nil) throws(Mistakes) {
        do throws(PictureFault) {
            let frame = try JPEGFrame(of: jpeg)
            picture = try Picture(photo: jpeg, frame)
            warnings = Photo.warnings(frame, bytes: jpeg.count, file)
        } catch {
            throw error.refusal("photo-not-jpeg", file, "照片用不了", action: "请考生另交\(Photo.wanted)。")
        }
    }

    private static func warnings(_ frame: JPEGFrame, bytes: Int, _ file: String?) -> [Mistake] {
        var warnings: [Mistake] = []
        func warn(_ code: String, _ cause: String) {
            warnings.append(
                Mistake(
                    code: code, file: file, cause: cause,
                    action: "准考证照常打印；要合乎通知，请考生另交\(Photo.wanted)。"))
        }
        let isTurned = frame.orientation > 4
        let (width, height) = isTurned ? (frame.height, frame.width) : (frame.width, frame.height)
        if height <= 132 || width <= 88 {
            warn("photo-too-small", "照片太小：\(width) × \(height) 像素，宽要多于 88、高要多于 132，印出来不清楚 (too small)。")
        }
        if bytes < Photo.leastTolerated || bytes > Photo.mostBytes {
            warn("photo-file-size", "照片文件有 \(bytes) 字节，通知要求 40 到 80 KB (the notices ask for 40 to 80 KB)。")
        } else if bytes < Photo.leastBytes {
            warn("photo-file-size-edge", "照片有 \(bytes) 字节，按 1 KB = 1000 字节才够 40 KB。")
        }
        if frame.components != 3 {
            warn(
                "photo-not-colour",
                frame.components == 4 ? "照片是印刷用（CMYK）的图，颜色会有出入 (CMYK)。" : "照片不是彩色 (not in colour)。")
        }
        return warnings
    }
}
