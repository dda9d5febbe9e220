/// Holds the words of a command line against a signature. Every word is honoured or refused: an option that is
/// not declared, a value that is none, a word too many — each is an error, never ignored.
///
/// `--option value`, `--option=value`; after `--` everything is a word. An option that needs a value takes the
/// next word unless that begins with `--`, so that a forgotten value is not filled with an option's name.
struct ArgumentParser {
    private let signature: Signature
    private var words: [String] = []
    private var values: [String: [String]] = [:]

    static func parse(_ arguments: [String], _ signature: Signature) throws(UsageFault) -> Given {
        var parser = ArgumentParser(signature: signature)
        try parser.take(arguments[...])
        try parser.checkWords()
        return Given(words: parser.words, values: parser.values)
    }

    private init(signature: Signature) { self.signature = signature }

    private mutating func take(_ arguments: ArraySlice<String>) throws(UsageFault) {
        var rest = arguments
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                return
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                words.append(argument)
                continue
            }
            try takeOption(argument, &rest)
        }
    }

    private mutating func takeOption(_ argument: String, _ rest: inout ArraySlice<String>) throws(UsageFault) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0].drop { $0 == "-" })
        guard argument.hasPrefix("--"), let option = signature.options.first(where: { $0.name == name }) else {
            throw unknown(String(parts[0]), name)
        }
        var value = parts.count == 2 ? String(parts[1]) : nil
        if option.placeholder == nil {
            if value != nil { throw UsageFault("--\(name) 不带值 (takes no value)", "写成 --\(name)") }
        } else if value == nil {
            guard let next = rest.first, !next.hasPrefix("--") else {
                throw UsageFault("--\(name) 后缺少值 (has no value)", "写成 \(option.spelling)")
            }
            value = next
            rest.removeFirst()
        }
        let text = value ?? ""
        if !option.accepts(text) {
            throw UsageFault("--\(name) 的值“\(text)”无效：\(option.expectation)", "写成 \(option.spelling)")
        }
        if values[name] != nil, !signature.repeatable.contains(name) {
            throw UsageFault("--\(name) 给了两次 (is given twice)", "只给一次")
        }
        values[name, default: []].append(text)
    }

    private func unknown(_ spelling: String, _ name: String) -> UsageFault {
        let nearest = Spelling.nearest(to: name, among: signature.options.map(\.name))
        return UsageFault(
            "没有选项 \(spelling) (unknown option)",
            nearest.map { "是不是想写 --\($0)？(did you mean --\($0)?)" } ?? "用 kaowu help COMMAND 查看全部选项")
    }

    private func checkWords() throws(UsageFault) {
        let least = signature.words.prefix { !$0.isOptional }.count
        if words.count < least {
            let word = signature.words[words.count]
            throw UsageFault("缺少 \(word.name)：\(word.help.chinese) (\(word.help.english))", "补上 \(word.name)")
        }
        if words.count > signature.words.count, !signature.lastWordRepeats {
            throw UsageFault(
                "多余的参数“\(words[signature.words.count])” (too many words)",
                "含空格的路径要加引号；以 - 开头的名称写在 -- 之后")
        }
        if words.contains("") { throw UsageFault("有一个参数是空的 (an empty word)", "去掉它，或检查脚本里的变量") }
    }
}
