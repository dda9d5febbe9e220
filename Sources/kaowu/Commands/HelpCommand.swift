enum HelpCommand: Command {
    static let name = "help"
    static let summary = Words("显示帮助", "show help")
    static let signature = Signature(
        words: [Signature.Word(name: "COMMAND", help: Words("命令", "a command"), isOptional: true)])

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        if let name = given.words.first {
            try terminal.say(HelpText.of(try CommandTable.command(named: name)))
        } else {
            try terminal.say(HelpText.overview)
        }
        return .done
    }
}

enum HelpText {
    static var overview: String {
        var table = TextTable([])
        for command in CommandTable.all {
            table.add([command.name, command.summary.chinese])
            table.add(["", command.summary.english])
        }
        return """
            考务 kaowu —— 职业技能等级认定的编排、校验、准考证与发放
            Plans certification exams, checks the plan, and makes and releases admission tickets.

            用法 Usage:  kaowu COMMAND …      kaowu help COMMAND      kaowu --version
            \(table.text)

            先试 Try first:  kaowu demo --output demo
            退出码 Exit codes:  0 完成 done · 1 输入或方案有误 input or plan at fault · 2 用法有误 usage
                                3 数据库正被占用 busy · 4 没有全部发出 incomplete · 70 程序缺陷 our bug
            """
    }

    static func of(_ command: any Command.Type) -> String {
        let signature = command.signature
        var lines = ["kaowu \(command.name) \(signature.line)", "", command.summary.chinese, command.summary.english]
        if !signature.words.isEmpty || !signature.options.isEmpty { lines.append("") }
        for word in signature.words { lines += entry(word.name, word.help) }
        for option in signature.options {
            lines += entry(option.spelling + (signature.repeatable.contains(option.name) ? " …" : ""), option.help)
        }
        for detail in command.details { lines += ["", detail.chinese, detail.english] }
        return lines.joined(separator: "\n")
    }

    private static func entry(_ name: String, _ help: Words) -> [String] {
        ["  " + name, "      " + help.chinese, "      " + help.english]
    }
}
