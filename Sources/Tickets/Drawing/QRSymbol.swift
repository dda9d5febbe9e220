import CQRCode
import Exams

/// A QR code's modules (ISO/IEC 18004), error level M: one seventh of it may be hidden by a crease or a stain.
struct QRSymbol {
    /// Light modules that must stand around it.
    static let quietZone = 4

    let picture: BitPicture

    /// Modules along a side, without the quiet zone.
    var side: Int { picture.width }

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
        let side = Int(code.pointee.width)
        picture = BitPicture(width: side, height: side, isDark: (0..<side * side).map { modules[$0] & 1 == 1 })
    }
}
