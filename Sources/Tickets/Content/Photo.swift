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
        if frame.height <= 132 || frame.width <= 88 {
            let size = "\(frame.width) × \(frame.height)"
            mistakes.append(
                Photo.mistake("photo-too-small", file, "The photo is \(size) pixels; more than 88 × 132 are needed."))
        }
        if jpeg.count < Photo.leastTolerated || jpeg.count > Photo.mostBytes {
            mistakes.append(
                Photo.mistake("photo-file-size", file, "The file has \(jpeg.count) bytes; 40 to 80 KB are needed."))
        }
        if frame.components != 3 {
            mistakes.append(
                Photo.mistake(
                    "photo-not-colour", file, "The photo has \(frame.components) colour channels; 3 are needed."))
        }
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        picture = Picture(jpeg: jpeg, frame)
        warning =
            jpeg.count < Photo.leastBytes
            ? Photo.mistake("photo-file-size-edge", file, "\(jpeg.count) bytes are 40 KB only if a KB is 1000.")
            : nil
    }

    private static func mistake(_ code: String, _ file: String?, _ cause: String) -> Mistake {
        Mistake(
            code: code, file: file, cause: cause,
            action: "Ask for a colour JPEG over 88 × 132 pixels of 40 to 80 KB; until then the frame stays empty.")
    }
}
