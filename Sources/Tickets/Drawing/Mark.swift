import Exams

struct Box: Hashable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }

    func inset(_ dx: Double, _ dy: Double) -> Box {
        Box(x: x + dx, y: y + dy, width: width - 2 * dx, height: height - 2 * dy)
    }

    /// The largest box of the ratio in the middle of this one.
    func fitting(width innerWidth: Double, height innerHeight: Double) -> Box {
        let scale = min(width / innerWidth, height / innerHeight)
        let (inWidth, inHeight) = (innerWidth * scale, innerHeight * scale)
        return Box(x: x + (width - inWidth) / 2, y: y + (height - inHeight) / 2, width: inWidth, height: inHeight)
    }
}

struct Line: Hashable {
    var x1: Double
    var y1: Double
    var x2: Double
    var y2: Double

    static func across(_ from: Double, _ to: Double, y: Double) -> Line { Line(x1: from, y1: y, x2: to, y2: y) }
    static func down(_ from: Double, _ to: Double, x: Double) -> Line { Line(x1: x, y1: from, x2: x, y2: to) }
}

struct Colour: Hashable {
    var red: Double
    var green: Double
    var blue: Double

    static let white = Colour(red: 1, green: 1, blue: 1)
    static let black = Colour(red: 0, green: 0, blue: 0)
}

/// One thing on a page, in points from the upper left corner. A value, so that parts of a page that are equal are
/// known to be equal, and drawn once (`PaperStack`).
enum Mark: Hashable {
    case fill(Box, Colour, radius: Double)
    case stroke(Box, Colour, width: Double, radius: Double)
    case lines([Line], Colour, width: Double)
    case text(TextBlock.Key, x: Double, y: Double, Colour)
    /// A picture in black and white, stretched over the box.
    case bits(BitPicture, Box)
    /// As large as the box allows, centred, its sides in their own ratio.
    case picture(Picture, Box)
}

/// Dark and light squares: a QR code's modules, or one row of a bar code's.
struct BitPicture: Hashable {
    let width: Int
    let height: Int
    /// Row by row, from the upper left.
    let isDark: [Bool]
}
