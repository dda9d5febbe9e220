/// A word of a document that is one of a few; what is none of them is told with those it could be.
package protocol ListedValue: RawRepresentable<String>, CaseIterable, Codable {}

extension ListedValue {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word = try container.decode(String.self)
        guard let value = Self(rawValue: word) else {
            let list = Self.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(word.prefix(60))” is none of \(list).")
        }
        self = value
    }
}
