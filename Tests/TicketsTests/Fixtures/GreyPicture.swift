import ExampleOffice
import Foundation
import Testing

/// A picture in shades of grey, as a scanner gives it, with what goes wrong on the way: tilt, blur and noise.
struct GreyPicture {
    var width: Int
    var height: Int
    /// 0 black to 255 white, row by row.
    var shades: [UInt8]

    init(width: Int, height: Int, shades: [UInt8]) {
        self.width = width
        self.height = height
        self.shades = shades
    }

    /// Reads a binary PGM (`P5`), as `pdftoppm -gray` writes it.
    init(pgm: Data) throws {
        let bytes = [UInt8](pgm)
        var fields: [Int] = []
        var place = 2
        while fields.count < 3 {
            while bytes[place] <= 32 { place += 1 }
            var value = 0
            while bytes[place] > 32 {
                value = value * 10 + Int(bytes[place]) - 48
                place += 1
            }
            fields.append(value)
        }
        try #require(bytes.starts(with: Data("P5".utf8)) && fields[2] == 255)
        self.init(width: fields[0], height: fields[1], shades: Array(bytes[(place + 1)...]))
    }

    var pgm: Data { Data("P5\n\(width) \(height)\n255\n".utf8) + Data(shades) }

    private func shade(_ x: Int, _ y: Int) -> Double {
        x >= 0 && x < width && y >= 0 && y < height ? Double(shades[y * width + x]) : 255
    }

    /// Turned about its middle; between pixels the shades are mixed.
    func rotated(degrees: Double) -> GreyPicture {
        let angle = degrees * .pi / 180
        let (middleX, middleY) = (Double(width) / 2, Double(height) / 2)
        var turned = self
        for y in 0..<height {
            for x in 0..<width {
                let (dx, dy) = (Double(x) - middleX, Double(y) - middleY)
                let fromX = middleX + dx * cos(angle) + dy * sin(angle)
                let fromY = middleY - dx * sin(angle) + dy * cos(angle)
                let (left, top) = (Int(fromX.rounded(.down)), Int(fromY.rounded(.down)))
                let (right, low) = (fromX - Double(left), fromY - Double(top))
                let upper = shade(left, top) * (1 - right) + shade(left + 1, top) * right
                let lower = shade(left, top + 1) * (1 - right) + shade(left + 1, top + 1) * right
                turned.shades[y * width + x] = UInt8((upper * (1 - low) + lower * low).rounded())
            }
        }
        return turned
    }

    /// Each pixel the mean of nine, weighted to the middle.
    func blurred() -> GreyPicture {
        let weights: [Double] = [1, 2, 1, 2, 4, 2, 1, 2, 1]
        var soft = self
        for y in 0..<height {
            for x in 0..<width {
                var sum = 0.0
                for place in 0..<9 { sum += weights[place] * shade(x + place % 3 - 1, y + place / 3 - 1) }
                soft.shades[y * width + x] = UInt8((sum / 16).rounded())
            }
        }
        return soft
    }

    /// Paper that is grey, ink that is pale, and grain: up to `strength` shades either way, the same at every run.
    func grainy(strength: Double) -> GreyPicture {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        var grainy = self
        for place in shades.indices {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let random = Double(state >> 40) / Double(1 << 24) * 2 - 1
            let faded = 35 + Double(shades[place]) * 0.78
            grainy.shades[place] = UInt8(max(0, min(255, (faded + random * strength).rounded())))
        }
        return grainy
    }

    /// What zbarimg reads in it, a line for each code.
    func codes(_ symbology: String) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("scan-\(UUID().uuidString).pgm")
        defer { try? FileManager.default.removeItem(at: file) }
        try pgm.write(to: file)
        let read = try Tool.run(
            "zbarimg", "--quiet", "--raw", "-Sdisable", "-S\(symbology).enable", file.path)
        return read.split(separator: "\n").map(String.init)
    }
}
