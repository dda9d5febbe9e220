import Foundation

/// The JSON documents of this folder: what a decoder found wrong, as mistakes a person can act on.
enum DataReader {
    /// Decodes one value; a byte-order mark at the start is skipped.
    static func decode<Value: Decodable>(_ type: Value.Type, from data: Data, file: String) throws -> Value {
        let mistakes = JSONGrammar.mistakes(in: data, file: file)
        guard mistakes.isEmpty else { throw Mistakes(mistakes) }
        do {
            return try JSONDecoder().decode(type, from: body(of: data))
        } catch {
            throw Mistakes([mistake(error, file: file)])
        }
    }

    /// Keys that were not read, and texts that are blank. A misspelt optional key would otherwise be dropped in
    /// silence. `value` is what was read from `data`.
    static func leftovers(_ value: some Encodable, in data: Data, file: String) throws -> [Mistake] {
        let read = try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
        let written = try JSONSerialization.jsonObject(with: body(of: data))
        var mistakes: [Mistake] = []
        compare(written, read, at: "", file: file, into: &mistakes)
        return mistakes
    }

    static func mistake(_ error: any Error, file: String) -> Mistake {
        guard let error = error as? DecodingError else {
            return Mistake(
                code: "data-unreadable", file: file, cause: "the file cannot be read: \(error)",
                action: "Save the file as JSON in UTF-8.")
        }
        switch error {
        case .keyNotFound(let key, let context):
            return Mistake(
                code: "value-missing", file: file, column: path(context.codingPath + [key]),
                cause: "“\(key.stringValue)” is missing", action: "Add it, with its source.")
        case .valueNotFound(_, let context):
            return Mistake(
                code: "value-missing", file: file, column: path(context.codingPath), cause: "the value is null",
                action: "Give a value, with its source.")
        case .typeMismatch(let type, let context):
            return Mistake(
                code: "value-wrong-kind", file: file, column: path(context.codingPath),
                cause: "the value is not \(DecodingWords.kind(of: type))",
                action: "Write it as the other files of this folder do.")
        case .dataCorrupted(let context):
            return corrupted(context, file: file)
        @unknown default:
            return Mistake(
                code: "value-wrong", file: file, cause: "\(error)",
                action: "Compare with the other files of this folder.")
        }
    }

    private static func corrupted(_ context: DecodingError.Context, file: String) -> Mistake {
        let keys = context.codingPath.filter { $0.intValue == nil }.map(\.stringValue)
        guard let key = keys.last else {
            let detail = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
            return Mistake(
                code: "json-malformed", file: file,
                cause: "the file is not JSON: \(detail ?? context.debugDescription)",
                action: "Check commas, quotation marks and brackets near that place.")
        }
        let column = path(context.codingPath)
        switch key {
        case "level", "levels":
            return Mistake(
                code: "level-unknown", file: file, column: column, cause: "there is no such level",
                action: "Write 5, 4, 3, 2 or 1 for 五级 to 一级.")
        case "source":
            return Mistake(
                code: "source-missing", file: file, column: column,
                cause: "the source is neither lines of the notice nor a reason of ours",
                action: "Write notice:LINE[,LINE…] with lines from 1, or ours:REASON.")
        default:
            return Mistake(
                code: "value-wrong", file: file, column: column, cause: context.debugDescription,
                action: "Write it as the other files of this folder do.")
        }
    }

    /// Nil for the whole document.
    private static func path(_ keys: [any CodingKey]) -> String? {
        let path = DecodingWords.path(keys)
        return path.isEmpty ? nil : path
    }

    private static func body(of data: Data) -> Data {
        data.starts(with: [0xEF, 0xBB, 0xBF]) ? Data(data.dropFirst(3)) : data
    }

    private static func compare(
        _ written: Any, _ read: Any, at path: String, file: String, into mistakes: inout [Mistake]
    ) {
        switch (written, read) {
        case (let written as [String: Any], let read as [String: Any]):
            for key in written.keys.sorted() where !(written[key] is NSNull) {
                let place = path.isEmpty ? key : path + "." + key
                if let value = written[key], let known = read[key] {
                    compare(value, known, at: place, file: file, into: &mistakes)
                } else {
                    mistakes.append(
                        Mistake(
                            code: "key-unknown", file: file, column: place, cause: "nothing reads “\(key)”",
                            action: "Correct the spelling or remove it."))
                }
            }
        case (let written as [Any], let read as [Any]):
            for (index, pair) in zip(written, read).enumerated() {
                compare(pair.0, pair.1, at: "\(path)[\(index)]", file: file, into: &mistakes)
            }
        case (let written as String, _) where written.allSatisfy(\.isWhitespace):
            mistakes.append(
                Mistake(
                    code: "value-blank", file: file, column: path, cause: "the text is blank",
                    action: "Fill it in, or remove the key if the notice is silent."))
        default: break
        }
    }
}
