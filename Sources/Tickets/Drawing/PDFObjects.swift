import Exams

/// The objects of a PDF that Cairo wrote, taken apart so that they can go into another file under other numbers.
///
/// Reads what Cairo writes when it is kept to PDF 1.4 and no more: one table of offsets at the end, every object in
/// the clear, references as `7 0 R`. Bytes of streams are never looked into.
struct PDFObjects {
    /// Bytes, or the number of an object that is referred to.
    enum Piece {
        case bytes(ArraySlice<UInt8>)
        case reference(Int)
    }

    /// All but the page, the page list, the catalogue and the information; numbered from 1 without gaps.
    private(set) var objects: [[Piece]] = []
    /// The number of the object that draws the page, now a form that can be drawn on another page.
    private(set) var form = 0

    /// - Throws: `drawing-unreadable` if this is not a PDF of one page as Cairo writes it.
    init(_ pdf: [UInt8], size: (width: Double, height: Double)) throws(Mistakes) {
        guard let bodies = PDFObjects.bodies(of: pdf) else { throw PDFObjects.unreadable }
        let kinds = bodies.mapValues { PDFObjects.kind(of: $0) }
        guard let page = bodies.first(where: { kinds[$0.key] == .page })?.value,
            let content = PDFObjects.value(of: "/Contents ", in: page).flatMap(PDFObjects.number),
            let resources = PDFObjects.value(of: "/Resources ", in: page)
        else { throw PDFObjects.unreadable }
        let kept = bodies.keys.filter { kinds[$0] == .other }.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0 + 1) })
        form = numbers[content] ?? 0
        for number in kept {
            guard var body = bodies[number] else { continue }
            if number == content {
                let head = "<< /Type /XObject /Subtype /Form /BBox [ 0 0 \(size.width) \(size.height) ] /Resources "
                body = (Array((head + resources).utf8) + body.drop { $0 != UInt8(ascii: "<") }.dropFirst(2))[...]
            }
            objects.append(PDFObjects.pieces(of: body, numbers))
        }
    }

    private enum Kind { case page, other, left }

    private static let unreadable = Mistakes([
        Mistake(
            code: "drawing-unreadable", cause: "The installed Cairo writes PDF in a form this program does not know.",
            action: "Report the version of libcairo2; version 1.16 is known to work.")
    ])

    /// By number, without `N 0 obj` and `endobj`.
    private static func bodies(of pdf: [UInt8]) -> [Int: ArraySlice<UInt8>]? {
        guard let mark = lastRange(of: "startxref\n", in: pdf[...]), let table = digits(at: mark, in: pdf),
            table < pdf.count, let start = range(of: "xref\n0 ", in: pdf[table...]), start == table + 7,
            let size = digits(at: start, in: pdf),
            let newline = pdf[start...].firstIndex(of: UInt8(ascii: "\n"))
        else { return nil }
        var offsets: [(number: Int, offset: Int)] = []
        for number in 1..<max(1, size) {
            guard let offset = digits(at: newline + 1 + number * 20, in: pdf) else { return nil }
            if offset > 0 { offsets.append((number, offset)) }
        }
        offsets.sort { $0.offset < $1.offset }
        var bodies: [Int: ArraySlice<UInt8>] = [:]
        for (place, entry) in offsets.enumerated() {
            let end = place + 1 < offsets.count ? offsets[place + 1].offset : table
            guard entry.offset < end, end <= pdf.count, digits(at: entry.offset, in: pdf) == entry.number,
                let first = range(of: "obj\n", in: pdf[entry.offset..<end]),
                let last = lastRange(of: "endobj", in: pdf[entry.offset..<end])
            else { return nil }
            bodies[entry.number] = pdf[first..<(last - 6)]
        }
        return bodies
    }

    /// By the words of its dictionary; of a stream only what stands before its bytes counts.
    private static func kind(of body: ArraySlice<UInt8>) -> Kind {
        let dictionary = head(of: body)
        if range(of: "/Type /Pages", in: dictionary) != nil || range(of: "/Type /Catalog", in: dictionary) != nil
            || range(of: "/Producer", in: dictionary) != nil
        {
            return .left
        }
        return range(of: "/Type /Page", in: dictionary) != nil ? .page : .other
    }

    private static func head(of body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        range(of: "\nstream\n", in: body).map { body[..<$0] } ?? body
    }

    /// A reference or a dictionary after a key.
    private static func value(of key: String, in body: ArraySlice<UInt8>) -> String? {
        guard let start = range(of: key, in: body) else { return nil }
        var depth = 0
        var place = start
        while place + 1 < body.endIndex {
            let pair = (body[place], body[place + 1])
            if pair == (UInt8(ascii: "<"), UInt8(ascii: "<")) {
                depth += 1
                place += 1
            }
            if pair == (UInt8(ascii: ">"), UInt8(ascii: ">")) {
                depth -= 1
                place += 1
            }
            if depth == 0, body[place] == UInt8(ascii: "R") || body[place] == UInt8(ascii: ">") {
                return String(decoding: body[start...place], as: UTF8.self)
            }
            place += 1
        }
        return nil
    }

    private static func number(_ reference: String) -> Int? {
        reference.hasSuffix(" 0 R") ? Int(reference.dropLast(4)) : nil
    }

    private static func pieces(of body: ArraySlice<UInt8>, _ numbers: [Int: Int]) -> [Piece] {
        var pieces: [Piece] = []
        let dictionary = head(of: body)
        var done = body.startIndex
        var place = body.startIndex
        let reference = Array(" 0 R".utf8)
        while place < dictionary.endIndex {
            if dictionary[place...].starts(with: reference) {
                var first = place
                var value = 0
                var unit = 1
                while first > done, isDigit(body[first - 1]) {
                    first -= 1
                    value += Int(body[first] - 48) * unit
                    unit *= 10
                }
                if first < place, let number = numbers[value] {
                    pieces += [.bytes(body[done..<first]), .reference(number)]
                    done = place
                }
            }
            place += 1
        }
        return pieces + [.bytes(body[done...])]
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func digits(at start: Int, in pdf: [UInt8]) -> Int? {
        guard start < pdf.count else { return nil }
        let run = pdf[start...].prefix(12).prefix(while: isDigit)
        return run.isEmpty ? nil : run.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// The end of the first occurrence.
    private static func range(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(text.utf8)
        var place = bytes.startIndex
        while place + wanted.count <= bytes.endIndex {
            if bytes[place] == wanted[0], bytes[place...].starts(with: wanted) { return place + wanted.count }
            place += 1
        }
        return nil
    }

    /// The end of the last occurrence.
    private static func lastRange(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(text.utf8)
        var place = bytes.endIndex - wanted.count
        while place >= bytes.startIndex {
            if bytes[place] == wanted[0], bytes[place...].starts(with: wanted) { return place + wanted.count }
            place -= 1
        }
        return nil
    }
}
