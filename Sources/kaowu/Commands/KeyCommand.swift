import Exams
import Foundation
import Tickets

enum KeyCommand: Command {
    static let name = "key"
    static let summary = Words("建立准考证签名密钥，或写出其公钥", "create the key that signs tickets, or write its public half")

    static let key = Option<String>.text(
        "key", "FILE", Words("签名密钥文件；默认为数据库旁的同名 .key 文件", "the signing key; beside the database with the ending .key if absent"))
    private static let output = Option<String>.text(
        "output", "FILE", Words("公钥写到这里，供入场核验", "where to write the public key, for checks at the door"))

    static let signature = Signature(
        words: [Signature.Word(name: "create|public", help: Words("建立密钥，或写出公钥", "create a key, or write its public half"))],
        options: [key.declared, Common.database.declared, output.declared])
    static let details = [
        Words(
            "密钥文件只许本人读写（0600）。请另存一份，不要放进数据库备份：只有拿到密钥的人才能签发准考证。",
            "The key file is for its owner alone (0600). Keep a copy apart from the database's backup.")
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let path = try path(given)
        switch given.words[0] {
        case "create":
            if given.has(output.name) { throw UsageFault("create 不用 --output", "用 kaowu key public 写出公钥") }
            let new = try SigningKey.create()
            try new.save(to: path)
            try terminal.say("已建立签名密钥 \(path)，编号 \(new.id)")
        case "public":
            let text = try SigningKey.load(from: path).publicKey.description
            if let output = given[output] {
                try OutputFile.write((text + "\n").utf8, to: output)
                try terminal.say("已写入 \(output)")
            } else {
                try terminal.say(text)
            }
        default:
            throw UsageFault("没有“\(given.words[0])”这个操作 (unknown operation)", "写 create 或 public")
        }
        return .done
    }

    /// Where the key of a database is, unless the user says otherwise.
    static func path(_ given: Given) throws(UsageFault) -> String {
        if let path = given[key] { return path }
        guard let database = given[Common.database] else {
            throw UsageFault("缺少 --key 或 --database (one of them is needed)", "加上 --key FILE")
        }
        return path(besides: database)
    }

    static func path(besides database: String) -> String {
        URL(fileURLWithPath: database).deletingPathExtension().path + ".key"
    }

    static func load(_ given: Given) throws -> SigningKey {
        let path = try path(given)
        guard InputFile.exists(path) else {
            throw Mistakes([
                Mistake(
                    code: "signing-key-missing", file: path, cause: "没有签名密钥。",
                    action: "运行 kaowu key create --key \(path)，或用 --key 指明密钥文件。")
            ])
        }
        return try SigningKey.load(from: path)
    }
}
