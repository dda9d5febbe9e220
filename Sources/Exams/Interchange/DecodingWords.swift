/// What a decoder says, in the words of JSON.
enum DecodingWords {
    /// What belongs where something of another kind stands.
    static func kind(of type: any Any.Type) -> String {
        switch type {
        case is any BinaryInteger.Type: "a whole number"
        case is Bool.Type: "true or false"
        case is String.Type: "a text in quotation marks"
        default: String(describing: type).hasPrefix("Array") ? "a list in [ ]" : "an object in { }"
        }
    }

    /// `applications[3].paidAt`, counting from 0 as JSON tools do; empty for the whole document.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce("") { path, key in
            if let index = key.intValue { return path + "[\(index)]" }
            return path.isEmpty ? key.stringValue : path + "." + key.stringValue
        }
    }
}
