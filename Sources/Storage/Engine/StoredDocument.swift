import Foundation

/// A value kept as JSON in one column: keys sorted, so equal values are equal text.
enum StoredDocument {
    static func text(_ value: some Encodable) throws(StorageFault) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw StorageFault(
                .failed, "document-unwritable", cause: "A value cannot be written as JSON: \(error).",
                action: "Report this: it is a mistake of the program.")
        }
    }

    /// Most lists of most rows are empty; a million of them need no encoder.
    static func list<Element: Encodable>(_ values: [Element]) throws(StorageFault) -> String {
        values.isEmpty ? "[]" : try text(values)
    }

    static func listIfPresent<Element: Encodable>(_ values: [Element]?) throws(StorageFault) -> String? {
        guard let values else { return nil }
        return try list(values)
    }

    static func value<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws(StorageFault) -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw .damaged("A stored document is not a \(type).")
        }
    }
}

extension Row {
    func document<Value: Decodable>(_ column: Int32, as type: Value.Type = Value.self) throws(StorageFault) -> Value {
        try StoredDocument.value(text(column))
    }

    func list<Element: Decodable>(_ column: Int32, of type: Element.Type = Element.self)
        throws(StorageFault) -> [Element]
    {
        let text = text(column)
        return text == "[]" ? [] : try StoredDocument.value(text)
    }

    func listIfPresent<Element: Decodable>(_ column: Int32, of type: Element.Type = Element.self)
        throws(StorageFault) -> [Element]?
    {
        isNull(column) ? nil : try list(column)
    }
}
