import Synchronization

/// What a mistake calls a column: one object for all its cells, of which there may be millions. There are a few hundred
/// columns, and their names are never let go of, so that cells need not count references to them.
final class ColumnName: Sendable {
    private struct Key: Hashable {
        let file: String
        let title: String
    }

    let file: String
    /// The header's first name.
    let title: String

    private static let known = Mutex<[Key: ColumnName]>([:])

    private init(_ key: Key) {
        file = key.file
        title = key.title
    }

    static func named(_ title: String, in file: String) -> Unmanaged<ColumnName> {
        let key = Key(file: file, title: title)
        let name = known.withLock { known in
            let name = known[key] ?? ColumnName(key)
            known[key] = name
            return name
        }
        return Unmanaged.passUnretained(name)
    }
}

/// One cell of a sheet, with the place a mistake about it names.
struct Cell: Sendable {
    /// Without blanks around: space, tab, line end, no-break, ideographic and zero-width space.
    let bytes: ArraySlice<UInt8>
    /// As the spreadsheet counts, from 1.
    let row: Int
    private let name: Unmanaged<ColumnName>

    var file: String { name.takeUnretainedValue().file }
    var column: String { name.takeUnretainedValue().title }

    /// - Parameter name: `ColumnName` keeps it.
    init(_ bytes: ArraySlice<UInt8>, row: Int, in name: Unmanaged<ColumnName>) {
        self.bytes = Cell.trimmed(bytes)
        self.row = row
        self.name = name
    }

    var isEmpty: Bool { bytes.isEmpty }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Full-width letters, digits and signs as ASCII: people type ２０２４ and （１） without noticing.
    var halfWidth: ArraySlice<UInt8> { Cell.halfWidth(bytes) }

    /// `halfWidth` without any blank, lower case: for words that are compared, not kept.
    var word: String { Cell.word(bytes) }

    /// The same of a text that is in no cell.
    static func word(_ text: String) -> String { word(trimmed(Array(text.utf8)[...])) }

    private static func word(_ bytes: ArraySlice<UInt8>) -> String {
        var folded = Array(halfWidth(bytes))
        folded.removeAll { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        for index in folded.indices where (0x41...0x5A).contains(folded[index]) { folded[index] += 0x20 }
        return String(decoding: folded, as: UTF8.self)
    }

    /// For a mistake's text: see `masked`.
    var quoted: String { "“" + masked + "”" }

    /// At most forty characters, and of a run of seven or more digits only the first three: a shifted column or a
    /// missing header may put an ID number anywhere.
    var masked: String {
        let source = Array(String(decoding: halfWidth, as: UTF8.self).prefix(40))
        var shown = source
        var runStart = 0
        for index in 0...source.count {
            if index < source.count, source[index].isASCII, source[index].isNumber { continue }
            if index - runStart >= 7 { for hidden in (runStart + 3)..<index { shown[hidden] = "*" } }
            runStart = index + 1
        }
        return String(shown) + (source.count == 40 ? "…" : "")
    }

    /// The parts between `;`, `、`, `，`, `,` and their full-width forms, blanks trimmed, empty ones left out.
    var parts: [Cell] {
        var parts: [Cell] = []
        var start = bytes.startIndex
        var position = start
        func close(at end: Int) {
            let part = Cell(bytes[start..<end], row: row, in: name)
            if !part.isEmpty { parts.append(part) }
        }
        while position < bytes.endIndex {
            let length = Cell.listMarkLength(bytes, at: position)
            if length > 0 {
                close(at: position)
                position += length
                start = position
            } else {
                position += 1
            }
        }
        close(at: bytes.endIndex)
        return parts
    }

    /// `;` and `,`; `；` `，` are EF BC 9B and EF BC 8C, `、` is E3 80 81. A line end inside the cell separates too.
    private static func listMarkLength(_ bytes: ArraySlice<UInt8>, at position: Int) -> Int {
        switch bytes[position] {
        case UInt8(ascii: ";"), UInt8(ascii: ","), 0x0A, 0x0D: return 1
        case 0xEF where position + 2 < bytes.endIndex && bytes[position + 1] == 0xBC:
            return bytes[position + 2] == 0x9B || bytes[position + 2] == 0x8C ? 3 : 0
        case 0xE3 where position + 2 < bytes.endIndex && bytes[position + 1] == 0x80:
            return bytes[position + 2] == 0x81 ? 3 : 0
        default: return 0
        }
    }

    @inline(__always)
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = bytes.first, let last = bytes.last, mayBeginBlank(first) || mayEndBlank(last) else {
            return bytes
        }
        return withoutBlanks(bytes)
    }

    private static func withoutBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while true {
            let length = blankLength(atStartOf: rest)
            guard length > 0 else { break }
            rest = rest.dropFirst(length)
        }
        while true {
            let length = blankLength(atEndOf: rest)
            guard length > 0 else { return rest }
            rest = rest.dropLast(length)
        }
    }

    private static func mayBeginBlank(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF
    }

    private static func mayEndBlank(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0xA0 || byte == 0x80 || byte == 0x8B || byte == 0xBF
    }

    private static func isASCIIBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// U+00A0 is C2 A0, U+3000 E3 80 80, U+200B E2 80 8B, U+FEFF EF BB BF.
    private static func blankLength(atStartOf bytes: ArraySlice<UInt8>) -> Int {
        guard let first = bytes.first else { return 0 }
        if first < 0x80 { return isASCIIBlank(first) ? 1 : 0 }
        let start = bytes.startIndex
        if first == 0xC2 { return bytes.count > 1 && bytes[start + 1] == 0xA0 ? 2 : 0 }
        guard bytes.count > 2 else { return 0 }
        return isWideBlank(first, bytes[start + 1], bytes[start + 2]) ? 3 : 0
    }

    private static func blankLength(atEndOf bytes: ArraySlice<UInt8>) -> Int {
        guard let last = bytes.last else { return 0 }
        if last < 0x80 { return isASCIIBlank(last) ? 1 : 0 }
        let end = bytes.endIndex
        if bytes.count > 1, bytes[end - 2] == 0xC2, last == 0xA0 { return 2 }
        guard bytes.count > 2 else { return 0 }
        return isWideBlank(bytes[end - 3], bytes[end - 2], last) ? 3 : 0
    }

    private static func isWideBlank(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        (first == 0xE3 && second == 0x80 && third == 0x80) || (first == 0xE2 && second == 0x80 && third == 0x8B)
            || (first == 0xEF && second == 0xBB && third == 0xBF)
    }

    private static func halfWidth(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let byte = bytes[position]
            if byte == 0xEF, position + 2 < bytes.endIndex, bytes[position + 1] == 0xBC, bytes[position + 2] >= 0x81 {
                // U+FF01 … U+FF3F
                folded.append(bytes[position + 2] - 0x60)
                position += 3
            } else if byte == 0xEF, position + 2 < bytes.endIndex, bytes[position + 1] == 0xBD,
                bytes[position + 2] <= 0x9E
            {
                // U+FF40 … U+FF5E
                folded.append(bytes[position + 2] - 0x20)
                position += 3
            } else if byte == 0xE3, position + 2 < bytes.endIndex, bytes[position + 1] == 0x80,
                bytes[position + 2] == 0x80
            {
                folded.append(0x20)
                position += 3
            } else if byte == 0xC2, position + 1 < bytes.endIndex, bytes[position + 1] == 0xA0 {
                folded.append(0x20)
                position += 2
            } else {
                folded.append(byte)
                position += 1
            }
        }
        return folded[...]
    }
}
