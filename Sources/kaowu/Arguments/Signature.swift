/// What a command takes: words in order, then options.
struct Signature: Sendable {
    struct Word: Sendable {
        /// `SCENARIO`.
        let name: String
        let help: Words
        var isOptional = false
    }

    var words: [Word] = []
    /// The last word may be given any number of times more.
    var lastWordRepeats = false
    var options: [DeclaredOption] = []
    /// Names of options that may be given more than once.
    var repeatable: [String] = []

    var line: String {
        var parts = words.enumerated().map { index, word in
            let text = word.name + (lastWordRepeats && index == words.count - 1 ? "…" : "")
            return word.isOptional ? "[\(text)]" : text
        }
        parts += options.map { "[\($0.spelling)]" }
        return parts.joined(separator: " ")
    }
}
