/// What the user gave, already held against the command's signature.
struct Given: Sendable {
    let words: [String]
    private let values: [String: [String]]

    init(words: [String], values: [String: [String]]) {
        self.words = words
        self.values = values
    }

    subscript<Value>(option: Option<Value>) -> Value? { values[option.name]?.last.flatMap(option.read) }

    subscript(flag: Flag) -> Bool { values[flag.name] != nil }

    func all<Value>(_ option: Option<Value>) -> [Value] { (values[option.name] ?? []).compactMap(option.read) }

    /// Whether an option of this name was given.
    func has(_ name: String) -> Bool { values[name] != nil }

    func required<Value>(_ option: Option<Value>) throws(UsageFault) -> Value {
        guard let value = self[option] else {
            throw UsageFault(
                "缺少 --\(option.name)：\(option.help.chinese) (--\(option.name) is missing)",
                "加上 \(option.declared.spelling)")
        }
        return value
    }
}
