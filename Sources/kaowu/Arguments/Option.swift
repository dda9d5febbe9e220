/// A declared option with a typed value, such as `--now TIME`. What is not declared is refused.
struct Option<Value: Sendable>: Sendable {
    let name: String
    /// How the help names the value, e.g. `FILE`.
    let placeholder: String
    let help: Words
    /// Nil if the text is no such value.
    let read: @Sendable (String) -> Value?
    /// What the value must be, for whoever gave another one.
    let expectation: String

    /// The option without its type, for the parser and the help.
    var declared: DeclaredOption {
        DeclaredOption(name: name, placeholder: placeholder, help: help, expectation: expectation) { [read] text in
            read(text) != nil
        }
    }
}

/// A declared option without a value, such as `--json`.
struct Flag: Sendable {
    let name: String
    let help: Words

    var declared: DeclaredOption {
        DeclaredOption(name: name, placeholder: nil, help: help, expectation: "") { _ in true }
    }
}

/// What the parser needs to know of an option or a flag.
struct DeclaredOption: Sendable {
    let name: String
    /// Nil for a flag.
    let placeholder: String?
    let help: Words
    let expectation: String
    let accepts: @Sendable (String) -> Bool

    /// As the help writes it: `--now TIME`.
    var spelling: String { "--" + name + (placeholder.map { " " + $0 } ?? "") }
}

extension Option where Value == String {
    /// A path, or any other text that is not empty.
    static func text(_ name: String, _ placeholder: String, _ help: Words) -> Option {
        Option(
            name: name, placeholder: placeholder, help: help, read: { $0.isEmpty ? nil : $0 },
            expectation: "不能为空 (must not be empty)")
    }
}

extension Option where Value == Int {
    static func number(_ name: String, in range: ClosedRange<Int>, _ help: Words) -> Option {
        Option(
            name: name, placeholder: "N", help: help, read: { Int($0).flatMap { range.contains($0) ? $0 : nil } },
            expectation: "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数 "
                + "(a whole number from \(range.lowerBound) to \(range.upperBound))")
    }
}

extension Option where Value == UInt64 {
    static func seed(_ name: String, _ help: Words) -> Option {
        Option(
            name: name, placeholder: "S", help: help, read: { UInt64($0) },
            expectation: "应为非负整数 (a whole number, not negative)")
    }
}

extension Option where Value == Double {
    /// Seconds, more than none.
    static func duration(_ name: String, _ help: Words) -> Option {
        Option(
            name: name, placeholder: "N", help: help,
            read: { text in Double(text).flatMap { $0 > 0 && $0.isFinite ? $0 : nil } },
            expectation: "应为大于 0 的秒数 (a number of seconds above 0)")
    }
}
