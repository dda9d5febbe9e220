import Foundation

/// What Foundation's decoder lets pass though it is no JSON (RFC 8259), or says two things at once: a comma with nothing
/// after it, a number with a leading zero, a key given twice in one object, of which the decoder would drop one in
/// silence. Says the line, too, where a document breaks off.
///
/// One pass over the bytes. Limit: `deepest`, as the decoder's own.
struct JSONGrammar {
    private static let deepest = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private let file: String?
    private var at = 0
    private var path: [String] = []
    private var mistakes: [Mistake] = []

    /// A document in another encoding than UTF-8 is not looked at.
    static func mistakes(in data: Data, file: String?) -> [Mistake] {
        if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) { return [] }
        return data.withUnsafeBytes { raw in
            raw.withMemoryRebound(to: UInt8.self) { bytes in
                var grammar = JSONGrammar(bytes: bytes, file: file)
                return grammar.document()
            }
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, file: String?) {
        self.bytes = bytes
        self.file = file
    }

    /// The document breaks off or goes wrong here.
    private struct Break: Error {
        var cause: String
    }

    private mutating func document() -> [Mistake] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        do throws(Break) {
            if String(validating: bytes, as: UTF8.self) == nil { throw Break(cause: "The document is not UTF-8.") }
            try value(depth: 0)
            skipBlanks()
            if at < bytes.count { throw Break(cause: "There is more after the document's end.") }
        } catch {
            mistakes.append(
                Mistake(
                    code: "json-unreadable", file: file, row: line, column: path.isEmpty ? nil : place,
                    cause: error.cause,
                    action: "Check commas, quotation marks and brackets near that line; the document is JSON in UTF-8.")
            )
        }
        return mistakes
    }

    /// Of a value that lies deep the outermost.
    private var place: String { path.count <= 12 ? path.joined() : path.prefix(12).joined() + "…" }

    private var line: Int { 1 + bytes[..<min(at, bytes.count)].count { $0 == UInt8(ascii: "\n") } }

    private mutating func value(depth: Int) throws(Break) {
        guard depth < Self.deepest else { throw Break(cause: "More than \(Self.deepest) brackets are open.") }
        skipBlanks()
        guard let first = next else { throw Break(cause: "The document breaks off.") }
        switch first {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try list(depth: depth)
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: throw Break(cause: "A value is expected here.")
        }
    }

    private mutating func object(depth: Int) throws(Break) {
        at += 1
        var keys: Set<String> = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return }
        while true {
            skipBlanks()
            let key = name(try text())
            if !keys.insert(key).inserted { report(twice: key) }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw Break(cause: "A colon is expected here.") }
            path.append((path.isEmpty ? "" : ".") + key)
            try value(depth: depth + 1)
            path.removeLast()
            skipBlanks()
            if take(UInt8(ascii: "}")) { return }
            try comma(before: UInt8(ascii: "}"))
        }
    }

    private mutating func list(depth: Int) throws(Break) {
        at += 1
        skipBlanks()
        if take(UInt8(ascii: "]")) { return }
        var index = 0
        while true {
            path.append("[\(index)]")
            try value(depth: depth + 1)
            path.removeLast()
            skipBlanks()
            if take(UInt8(ascii: "]")) { return }
            try comma(before: UInt8(ascii: "]"))
            index += 1
        }
    }

    private mutating func comma(before end: UInt8) throws(Break) {
        guard take(UInt8(ascii: ",")) else {
            throw Break(
                cause: next == nil ? "The document breaks off." : "A comma or a closing bracket is expected here.")
        }
        skipBlanks()
        if next == end { throw Break(cause: "Nothing follows the last comma.") }
    }

    private mutating func report(twice key: String) {
        mistakes.append(
            Mistake(
                code: "json-key-twice", file: file, row: line, column: place + (path.isEmpty ? "" : ".") + key,
                cause: "“\(key)” is given twice.", action: "Keep the one that is meant."))
    }

    /// As the decoder reads it: an escaped letter is that letter.
    private func name(_ text: Range<Int>) -> String {
        let written = String(decoding: bytes[text], as: UTF8.self)
        guard bytes[text].contains(UInt8(ascii: "\\")) else { return written }
        return (try? JSONDecoder().decode([String].self, from: Data("[\"\(written)\"]".utf8)))?.first ?? written
    }

    /// The bytes between the quotation marks.
    private mutating func text() throws(Break) -> Range<Int> {
        guard take(UInt8(ascii: "\"")) else { throw Break(cause: "A text in quotation marks is expected here.") }
        let start = at
        while let byte = next {
            at += 1
            if byte == UInt8(ascii: "\"") { return start..<(at - 1) }
            if byte < 0x20 { throw Break(cause: "A text breaks off at the end of its line.") }
            if byte == UInt8(ascii: "\\") { try escape() }
        }
        throw Break(cause: "The document breaks off in a text.")
    }

    private mutating func escape() throws(Break) {
        let letter = next ?? 0
        at += 1
        if "\"\\/bfnrt".utf8.contains(letter) { return }
        let digits = bytes[min(at, bytes.count)..<min(at + 4, bytes.count)]
        guard letter == UInt8(ascii: "u"), digits.count == 4,
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { throw Break(cause: "A backslash is followed by nothing it may stand before.") }
        at += 4
    }

    private mutating func number() throws(Break) {
        _ = take(UInt8(ascii: "-"))
        let isZero = next == UInt8(ascii: "0")
        guard digits() == 1 || !isZero else { throw Break(cause: "A number begins with a zero too many.") }
        if take(UInt8(ascii: ".")), digits() == 0 { throw Break(cause: "A number ends with its point.") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            if digits() == 0 { throw Break(cause: "A number breaks off.") }
        }
    }

    private mutating func digits() -> Int {
        let start = at
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
        return at - start
    }

    private mutating func word(_ word: StaticString) throws(Break) {
        for letter in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
            guard take(letter) else { throw Break(cause: "A value is expected here.") }
        }
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }
}
