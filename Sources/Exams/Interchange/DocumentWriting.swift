import Foundation

/// Writes the one canonical form of a document: keys sorted, absent keys omitted, each element of an outermost
/// list on a line of its own, so that two revisions can be compared line by line. Equal values, equal bytes.
struct DocumentWriting {
    private let encoder = JSONEncoder()
    private var members: [(key: String, text: Data)] = []

    init() { encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes] }

    mutating func member(_ key: String, _ value: some Encodable) {
        members.append((key, encoded(value)))
    }

    mutating func list(_ key: String, _ elements: [some Encodable]) {
        var text = Data("[".utf8)
        for (index, element) in elements.enumerated() {
            text.append(contentsOf: (index == 0 ? "\n" : ",\n").utf8)
            text.append(encoded(element))
        }
        text.append(contentsOf: (elements.isEmpty ? "]" : "\n]").utf8)
        members.append((key, text))
    }

    func finished() -> Data {
        var text = Data("{\n".utf8)
        for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { text.append(contentsOf: ",\n".utf8) }
            text.append(contentsOf: "\"\(member.key)\": ".utf8)
            text.append(member.text)
        }
        text.append(contentsOf: "\n}\n".utf8)
        return text
    }

    /// The documents hold only strings, integers, booleans and lists of them; such values always encode.
    private func encoded(_ value: some Encodable) -> Data {
        do {
            return try encoder.encode(value)
        } catch {
            preconditionFailure("a document of plain values did not encode: \(error)")
        }
    }
}
