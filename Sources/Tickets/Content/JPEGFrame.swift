/// The frame header of a JPEG file (ITU-T T.81, annex B): walks the marker segments from SOI to the first SOF,
/// and looks for the scan and the end of the image, so that a file cut short is found before it is opened. How the
/// camera was held stands in the Exif segment (Exif 2.3, 4.6.4, tag 0x0112).
struct JPEGFrame: Equatable {
    var width: Int
    var height: Int
    var components: Int
    /// 1 to 8; 1 is upright.
    var orientation = 1
    /// Whether a program of Adobe's custom wrote it: its inks are stored as what is left of the paper.
    var isAdobe = false

    init(of bytes: [UInt8]) throws(PictureFault) {
        guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] == 0xD8 else {
            throw PictureFault(reason: "文件不是 JPEG（改扩展名不算转换）(not a JPEG)。")
        }
        var found: JPEGFrame?
        var orientation = 1
        var isAdobe = false
        var place = 2
        while let segment = JPEGFrame.segment(in: bytes, at: place) {
            if segment.marker == 0xDA {
                guard let frame = found else { throw PictureFault(reason: "JPEG 已损坏：缺少图像说明 (no frame)。") }
                guard JPEGFrame.ends(bytes) else { throw PictureFault(reason: "JPEG 不完整，末尾被截断 (cut short)。") }
                self = frame
                self.orientation = orientation
                self.isAdobe = isAdobe
                return
            }
            if segment.marker == 0xEE, segment.body.starts(with: Array("Adobe".utf8)) { isAdobe = true }
            if segment.marker == 0xE1, let held = JPEGFrame.orientation(exif: Array(segment.body)) {
                orientation = held
            }
            if JPEGFrame.isFrame(segment.marker) {
                guard found == nil, segment.body.count >= 6, segment.body[segment.body.startIndex] == 8 else {
                    throw PictureFault(reason: "JPEG 不是每通道 8 位的普通格式 (not 8 bits a channel)。")
                }
                found = JPEGFrame(body: Array(segment.body))
            }
            place = segment.body.endIndex
        }
        throw PictureFault(reason: "JPEG 不完整或已损坏 (cut short or damaged)。")
    }

    private init(body: [UInt8]) {
        height = Int(body[1]) << 8 | Int(body[2])
        width = Int(body[3]) << 8 | Int(body[4])
        components = Int(body[5])
    }

    /// Baseline, extended and progressive Huffman frames.
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

    /// Nil if the segment is not Exif, or says nothing that makes sense.
    private static func orientation(exif body: [UInt8]) -> Int? {
        guard body.starts(with: Array("Exif\0\0".utf8)), body.count >= 14 else { return nil }
        let tiff = body.dropFirst(6)
        let isLittle = tiff.starts(with: [0x49, 0x49])
        guard isLittle || tiff.starts(with: [0x4D, 0x4D]) else { return nil }
        /// At an offset of the TIFF header, as all offsets count.
        func number(at offset: Int, bytes count: Int) -> Int? {
            guard offset >= 0, offset + count <= tiff.count else { return nil }
            let start = tiff.startIndex + offset
            let bytes = tiff[start..<(start + count)]
            return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(at: 4, bytes: 4), let entries = number(at: directory, bytes: 2) else {
            return nil
        }
        for entry in 0..<entries {
            let place = directory + 2 + entry * 12
            guard let tag = number(at: place, bytes: 2) else { return nil }
            guard tag == 0x0112 else { continue }
            return number(at: place + 8, bytes: 2).flatMap { (1...8).contains($0) ? $0 : nil }
        }
        return nil
    }

    /// Cameras may append a few bytes after the end marker; the marker itself must be near the end.
    private static func ends(_ bytes: [UInt8]) -> Bool {
        let tail = bytes.suffix(1024)
        return zip(tail, tail.dropFirst()).contains { $0 == 0xFF && $1 == 0xD9 }
    }
}
