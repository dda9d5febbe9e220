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
