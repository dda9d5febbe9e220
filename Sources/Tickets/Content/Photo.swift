import Exams

/// A candidate's photo as the notices ask for it: JPEG in colour, more than 132 pixels high, more than 88 wide,
/// 40 to 80 KB (BJKJ line 42, ZJCX line 64, CECC lines 41–43, BJOU line 53). The notices give no ratio, so any
/// is taken and none is distorted.
package struct Photo: Equatable, Sendable {
    package static let leastBytes = 40_960
    package static let mostBytes = 81_920
    /// A reader who counts a KB as 1000 bytes believes these are 40 KB: taken, with a word.
    package static let leastTolerated = 40_000

    package let jpeg: [UInt8]
    package let width: Int
    package let height: Int
    /// A photo that may be printed although something about it should be told.
    package let warning: Mistake?

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
        self.jpeg = jpeg
        width = frame.width
        height = frame.height
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

/// The frame header of a JPEG file (ITU-T T.81, annex B): walks the marker segments from SOI to the first SOF,
/// and looks for the scan and the end of the image, so that a file cut short is found.
struct JPEGFrame: Equatable {
    struct Fault: Error { var reason: String }

    var width: Int
    var height: Int
    var components: Int

    init(of bytes: [UInt8]) throws(Fault) {
        guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else {
            throw Fault(reason: "The file does not begin as a JPEG does.")
        }
        var found: JPEGFrame?
        var place = 2
        while let segment = JPEGFrame.segment(in: bytes, at: place) {
            if segment.marker == 0xDA {
                guard let frame = found else { throw Fault(reason: "The JPEG has no frame before its picture.") }
                guard JPEGFrame.ends(bytes) else { throw Fault(reason: "The JPEG is cut short.") }
                self = frame
                return
            }
            if JPEGFrame.isFrame(segment.marker) {
                guard found == nil, segment.body.count >= 6, segment.body[segment.body.startIndex] == 8 else {
                    throw Fault(reason: "The JPEG's frame is not one of 8 bits a channel.")
                }
                found = JPEGFrame(body: Array(segment.body))
            }
            place = segment.body.endIndex
        }
        throw Fault(reason: "The JPEG is cut short or its segments are damaged.")
    }

    private init(body: [UInt8]) {
        height = Int(body[1]) << 8 | Int(body[2])
        width = Int(body[3]) << 8 | Int(body[4])
        components = Int(body[5])
    }

    /// Baseline, extended and progressive Huffman frames: what every PDF reader draws.
    private static func isFrame(_ marker: UInt8) -> Bool { (0xC0...0xC2).contains(marker) }

    private static func segment(in bytes: [UInt8], at start: Int) -> (marker: UInt8, body: ArraySlice<UInt8>)? {
        var place = start
        guard place < bytes.count, bytes[place] == 0xFF else { return nil }
        while place < bytes.count, bytes[place] == 0xFF { place += 1 }
        guard place + 2 < bytes.count else { return nil }
        let length = Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
        guard length >= 2, place + 1 + length <= bytes.count else { return nil }
        return (bytes[place], bytes[(place + 3)..<(place + 1 + length)])
    }

    /// Cameras may append a few bytes after the end marker; the marker itself must be near the end.
    private static func ends(_ bytes: [UInt8]) -> Bool {
        let tail = bytes.suffix(1024)
        return zip(tail, tail.dropFirst()).contains { $0 == 0xFF && $1 == 0xD9 }
    }
}
