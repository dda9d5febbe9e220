import Foundation

/// Writes the one canonical form of a document: keys sorted, absent keys omitted, each element of an outermost
/// list on a line of its own, so that two revisions can be compared line by line. Equal values, equal bytes.
///
/// The text comes in pieces, so that nobody need hold all of it: `sink` gets what is written whenever that is more
/// than `pieceSize`, and the rest at the end.
struct DocumentWriting {
    private var members: [(key: String, write: (inout CanonicalText, Flush) -> Void)] = []

    typealias Flush = (inout CanonicalText) -> Void

    private static let pieceSize = 1 << 16

    mutating func member(_ key: String, _ value: some Encodable) {
        members.append((key, { text, _ in text.encoded(value) }))
    }

    /// Few elements, or the encoder would be the slowest part of planning.
    mutating func list(_ key: String, _ elements: [some Encodable]) {
        list(key, elements) { text, element in text.encoded(element) }
    }

    mutating func longList<Element: CanonicallyWritten>(_ key: String, _ elements: [Element]) {
        list(key, elements) { text, element in element.write(to: &text) }
    }

    private mutating func list<Element>(
        _ key: String, _ elements: [Element], _ write: @escaping (inout CanonicalText, Element) -> Void
    ) {
        members.append(
            (
                key,
                { text, flush in
                    text.raw("[")
                    // By index: a copy of each of a million elements would cost as much as writing it.
                    for index in elements.indices {
                        text.raw(index == 0 ? "\n" : ",\n")
                        write(&text, elements[index])
                        flush(&text)
                    }
                    text.raw(elements.isEmpty ? "]" : "\n]")
                }
            ))
    }

    func finished() -> Data {
        var data = Data()
        write { data.append(contentsOf: $0) }
        return data
    }

    func write(to sink: ([UInt8]) -> Void) {
        var text = CanonicalText()
        let flush: Flush = { text in
            guard text.bytes.count > DocumentWriting.pieceSize else { return }
            sink(text.bytes)
            text.empty()
        }
        text.raw("{\n")
        for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { text.raw(",\n") }
            text.raw("\"\(member.key)\": ")
            member.write(&text, flush)
        }
        text.raw("\n}\n")
        sink(text.bytes)
    }
}
