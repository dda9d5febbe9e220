import Foundation

/// Decodes a value or remembers why it could not, so that one bad element does not hide the next.
/// `Codable` stops at the first error; a coordinator wants all of them.
struct Attempt<Value: Decodable>: Decodable {
    let result: Result<Value, DecodingError>

    init(from decoder: any Decoder) throws {
        do {
            result = .success(try Value(from: decoder))
        } catch let error as DecodingError {
            result = .failure(error)
        } catch {
            // A number that fits no integer, a text with half a character: errors of the decoder's own, without their place.
            let isNumber = String(describing: error).lowercased().contains("number")
            let context = DecodingError.Context(
                codingPath: decoder.codingPath,
                debugDescription: isNumber
                    ? "A number here is no whole number in range." : "A text here is not Unicode.",
                underlyingError: error)
            result = .failure(.dataCorrupted(context))
        }
    }
}

/// Takes a document apart and gathers what is wrong with it. A value that could not be read is nil and has
/// left a mistake behind.
struct DocumentReading {
    let file: String?
    private(set) var mistakes: [Mistake] = []

    init(file: String?) { self.file = file }

    /// The document's outermost object, or nil if the bytes are no JSON object at all.
    mutating func document<Document: Decodable>(_ type: Document.Type, from data: Data) -> Document? {
        mistakes += JSONGrammar.mistakes(in: data, file: file)
        guard !mistakes.contains(where: { $0.code == "json-unreadable" }) else { return nil }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            report(error)
        } catch {
            mistakes.append(
                Mistake(
                    code: "json-unreadable", file: file, cause: "The document is not JSON.",
                    action: "Give a UTF-8 JSON document."))
        }
        return nil
    }

    mutating func value<Value>(_ attempt: Attempt<Value>?, _ key: String) -> Value? {
        guard let attempt else {
            mistakes.append(missing(key))
            return nil
        }
        return value(attempt)
    }

    mutating func list<Element>(_ attempt: Attempt<[Attempt<Element>]>?, _ key: String) -> [Element]? {
        guard let attempts = value(attempt, key) else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(attempts.count)
        for attempt in attempts {
            if let element = value(attempt) { elements.append(element) }
        }
        return elements
    }

    /// As `list`, of a key that may be absent.
    mutating func list<Element>(ifPresent attempt: Attempt<[Attempt<Element>]>?, _ key: String) -> [Element]? {
        attempt == nil ? nil : list(attempt, key)
    }

    mutating func format(_ attempt: Attempt<String>?, mustBe expected: String) {
        guard let found = value(attempt, "format"), found != expected else { return }
        mistakes.append(
            Mistake(
                code: "format-unknown", file: file, column: "format",
                cause: "The document's format is “\(found.prefix(60))”, not “\(expected)”.",
                action: "Give a document of format “\(expected)”."))
    }

    private mutating func value<Value>(_ attempt: Attempt<Value>) -> Value? {
        switch attempt.result {
        case .success(let value): return value
        case .failure(let error):
            report(error)
            return nil
        }
    }

    private mutating func report(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            mistakes.append(missing(DecodingWords.path(context.codingPath + [key])))
        case .valueNotFound(_, let context):
            mistakes.append(missing(DecodingWords.path(context.codingPath)))
        case .typeMismatch(let type, let context):
            let cause = "The value is not \(DecodingWords.kind(of: type))."
            mistakes.append(wrong(context, code: "json-type", cause))
        case .dataCorrupted(let context):
            let code = context.codingPath.isEmpty ? "json-unreadable" : "json-value"
            let detail = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
            mistakes.append(wrong(context, code: code, detail ?? context.debugDescription))
        @unknown default:
            mistakes.append(
                Mistake(
                    code: "json-unreadable", file: file, cause: "The document could not be read.",
                    action: "Give a UTF-8 JSON document."))
        }
    }

    private func missing(_ path: String) -> Mistake {
        Mistake(
            code: "json-key-missing", file: file, column: path.isEmpty ? nil : path,
            cause: path.isEmpty ? "The document is null." : "“\(path)” is missing.",
            action: "Add it; only keys documented as optional may be absent.")
    }

    private func wrong(_ context: DecodingError.Context, code: String, _ cause: String) -> Mistake {
        let path = DecodingWords.path(context.codingPath)
        return Mistake(
            code: code, file: file, column: path.isEmpty ? nil : path,
            cause: (path.isEmpty ? "" : "“\(path)”: ") + cause,
            action: code == "json-unreadable"
                ? "Give a UTF-8 JSON document." : "Write the value in the form the format's description gives.")
    }
}

/// The bytes of a document on disk.
func documentData(at url: URL) throws(Mistakes) -> Data {
    do {
        return try Data(contentsOf: url)
    } catch {
        throw Mistakes([
            Mistake(
                code: "file-unreadable", file: url.lastPathComponent,
                cause: "“\(url.path)” cannot be read.", action: "Check that the file exists and may be read.")
        ])
    }
}
