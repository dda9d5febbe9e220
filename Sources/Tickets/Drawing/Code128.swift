import Exams

/// Code 128 (ISO/IEC 15417), in code set C only: pairs of digits, each eleven modules of three bars and three spaces.
/// A ticket number of sixteen digits takes eleven symbols and a stop, 123 modules.
///
/// The check symbol is the sum of the start's value and of every symbol's value times its place, modulo 103: it finds
/// every single wrong symbol and every swap of two.
package struct Code128 {
    /// Light modules that must stand before and after.
    package static let quietZone = 10

    /// Dark or light, from the left.
    package let modules: [Bool]

    /// - Precondition: an even number of ASCII digits.
    package init(digits: String) {
        let values = digits.utf8.map { Int($0) - 48 }
        precondition(values.count.isMultiple(of: 2) && values.allSatisfy((0...9).contains), "not pairs of digits")
        let pairs = stride(from: 0, to: values.count, by: 2).map { values[$0] * 10 + values[$0 + 1] }
        let check = (Code128.startC + pairs.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }) % 103
        let symbols = [Code128.startC] + pairs + [check]
        var modules: [Bool] = []
        for widths in symbols.map({ Code128.widths[$0] }) + [Code128.stop] {
            var isBar = true
            for width in String(widths).utf8 {
                modules += [Bool](repeating: isBar, count: Int(width) - 48)
                isBar.toggle()
            }
        }
        self.modules = modules
    }

    /// One row; to be stretched to the height of the bars.
    var picture: BitPicture { BitPicture(width: modules.count, height: 1, isDark: modules) }

    private static let startC = 105
    private static let stop = 2_331_112

    /// Widths of bar, space, bar, space, bar, space, by value (table 1 of the standard).
    private static let widths = [
        212222, 222122, 222221, 121223, 121322, 131222, 122213, 122312, 132212, 221213, 221312, 231212, 112232, 122132,
        122231, 113222, 123122, 123221, 223211, 221132, 221231, 213212, 223112, 312131, 311222, 321122, 321221, 312212,
        322112, 322211, 212123, 212321, 232121, 111323, 131123, 131321, 112313, 132113, 132311, 211313, 231113, 231311,
        112133, 112331, 132131, 113123, 113321, 133121, 313121, 211331, 231131, 213113, 213311, 213131, 311123, 311321,
        331121, 312113, 312311, 332111, 314111, 221411, 431111, 111224, 111422, 121124, 121421, 141122, 141221, 112214,
        112412, 122114, 122411, 142112, 142211, 241211, 221114, 413111, 241112, 134111, 111242, 121142, 121241, 114212,
        124112, 124211, 411212, 421112, 421211, 212141, 214121, 412121, 111143, 111341, 131141, 114113, 114311, 411113,
        411311, 113141, 114131, 311141, 411131, 211412, 211214, 211232,
    ]
}
