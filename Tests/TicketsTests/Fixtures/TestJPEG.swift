/// A baseline JPEG of flat 8 × 8 blocks (ITU-T T.81), so that the tests need no picture of anybody: a disc on
/// white, which shows any distortion. A comment segment brings the file to the size asked for.
struct TestJPEG {
    var width = 250
    var height = 350
    var components = 3
    var size = 50_000
    /// As Exif counts; nil leaves the segment out.
    var orientation: Int?
    /// The upper half dark instead of the disc, so that a turn shows.
    var isHalved = false

    var bytes: [UInt8] {
        var head: [UInt8] = [0xFF, 0xD8]
        if let orientation {
            // Big-endian TIFF, one directory of one entry: tag 0x0112, a short, once.
            let tiff: [UInt8] = [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1]
            head += segment(0xE1, Array("Exif\0\0".utf8) + tiff + word(orientation) + [0, 0, 0, 0, 0, 0])
        }
        head += segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))
        let channels = (1...components).map { UInt8($0) }
        var frame: [UInt8] = [8] + word(height) + word(width) + [UInt8(components)]
        for channel in channels { frame += [channel, 0x11, 0] }
        head += segment(0xC0, frame)
        // DC: sizes 0 to 8 as codes of four bits; AC: the end of the block as the one code of one bit.
        var sizes: [UInt8] = [0x00, 0, 0, 0, 9]
        sizes += [UInt8](repeating: 0, count: 12)
        sizes += [UInt8](0...8)
        head += segment(0xC4, sizes)
        var blockEnd: [UInt8] = [0x10, 1]
        blockEnd += [UInt8](repeating: 0, count: 16)
        head += segment(0xC4, blockEnd)
        var scanHead = [UInt8(components)]
        for channel in channels { scanHead += [channel, 0] }
        let scan = segment(0xDA, scanHead + [0, 63, 0]) + picture
        let padding = max(0, size - head.count - scan.count - 6)
        return head + segment(0xFE, [UInt8](repeating: 0x20, count: padding)) + scan + [0xFF, 0xD9]
    }

    private var picture: [UInt8] {
        var bits: [Bool] = []
        func write(_ value: Int, _ count: Int) {
            for place in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> place & 1 == 1) }
        }
        var last = 0
        for row in 0..<((height + 7) / 8) {
            for column in 0..<((width + 7) / 8) {
                let across = column * 8 - width / 2
                let down = row * 8 - height / 2
                let isDark = isHalved ? down < 0 : across * across + down * down < width * width / 9
                let level = isDark ? -60 : 120
                let change = level - last
                last = level
                let length = change == 0 ? 0 : Int.bitWidth - abs(change).leadingZeroBitCount
                write(length, 4)
                write(change < 0 ? change + (1 << length) - 1 : change, length)
                write(0, 1)
                for _ in 1..<components { write(0, 5) }
            }
        }
        while !bits.count.isMultiple(of: 8) { bits.append(true) }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: bits.count, by: 8) {
            let byte = bits[start..<(start + 8)].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
            bytes.append(byte)
            if byte == 0xFF { bytes.append(0) }
        }
        return bytes
    }

    private func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] { [0xFF, marker] + word(body.count + 2) + body }

    private func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
}
