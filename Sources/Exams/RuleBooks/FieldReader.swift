/// Reads a document key by key and list element by list element, so that one mistake does not hide the next.
struct FieldReader<Key: CodingKey> {
    private let container: KeyedDecodingContainer<Key>
    private(set) var errors: [any Error] = []

    init(_ decoder: any Decoder) throws { container = try decoder.container(keyedBy: Key.self) }

    mutating func value<Value: Decodable>(_ key: Key, as type: Value.Type = Value.self) -> Value? {
        let container = container
        return attempt { try container.decode(type, forKey: key) }
    }

    /// Nil also when the key is absent or null, which is no error.
    mutating func optional<Value: Decodable>(_ key: Key, as type: Value.Type = Value.self) -> Value? {
        let container = container
        return attempt { try container.decodeIfPresent(type, forKey: key) } ?? nil
    }

    mutating func list<Element: Decodable>(_ key: Key, of type: Element.Type = Element.self) -> [Element]? {
        guard let attempts = value(key, as: [Attempt<Element>].self) else { return nil }
        var elements: [Element] = []
        for attempt in attempts {
            switch attempt.result {
            case .success(let element): elements.append(element)
            case .failure(let error): errors.append(error)
            }
        }
        return elements
    }

    private mutating func attempt<Value>(_ read: () throws -> Value) -> Value? {
        do {
            return try read()
        } catch {
            errors.append(error)
            return nil
        }
    }
}
