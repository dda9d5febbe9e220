import CQRCode
import Exams

/// A QR code's modules (ISO/IEC 18004), error level M: one seventh of it may be hidden by a crease or a stain.
struct QRSymbol {
    /// Modules along a side, without the quiet zone.
    let side: Int
    /// Dark stretches of each row, from left to right.
    let runs: [(row: Int, column: Int, length: Int)]

    /// - Throws: `qr-too-long` if the text does not fit the largest code.
    init(_ text: String) throws(Mistakes) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1), let modules = code.pointee.data
        else {
            throw Mistakes([
                Mistake(
                    code: "qr-too-long", cause: "\(text.utf8.count) characters do not fit a QR code.",
                    action: "Shorten the ids of the sitting and its rooms.")
            ])
        }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        var runs: [(row: Int, column: Int, length: Int)] = []
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, modules[row * side + column] & 1 == 1 { column += 1 }
                if column > start { runs.append((row, start, column - start)) }
                column += 1
            }
        }
        self.runs = runs
    }
}
