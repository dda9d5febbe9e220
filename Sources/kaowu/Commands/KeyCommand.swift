import Exams
import Foundation
import Storage
import Tickets

enum KeyCommand: Command {
    static let name = "key"
    static let summary = Words(
        "建立、更换准考证签名密钥，或写出公钥", "create or replace the key that signs tickets, or write its public half")

    static let key = Option<String>.text(
        "key", "FILE",
        Words("签名密钥文件；默认为数据库旁的同名 .key 文件", "the signing key; beside the database with the ending .key if absent"))
    private static let output = Option<String>.text(
        "output", "FILE", Words("公钥写到这里，供入场核验", "where to write the public key, for checks at the door"))

    private static let lost = Flag(
        name: "lost", help: Words("rotate：旧密钥文件已丢失，也没有另存", "rotate: the old key file is lost, and there is no copy"))

    static let signature = Signature(
        words: [
            Signature.Word(
                name: "create|rotate|public",
                help: Words("建立密钥、更换密钥，或写出公钥", "create a key, replace it, or write its public half"))
        ],
        options: [key.declared, Common.database.declared, output.declared, lost.declared, Common.now.declared])
    static let details = [
        Words(
            "密钥文件只许本人读写（0600）。请另存一份，不要放进数据库备份：只有拿到密钥的人才能签发准考证。",
            "The key file is for its owner alone (0600). Keep a copy apart from the database's backup."),
        Words(
            "rotate 建立新密钥，旧密钥文件改名为 …retired-编号；旧公钥留在数据库里，已发的准考证照样核验得过。换过之后重新运行 kaowu export door。",
            "rotate makes a new key and renames the old file; the old public key stays in the database, so tickets that "
                + "are out still verify. Export the door's list again afterwards."),
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let path = try path(given)
        if given[lost], given.words[0] != "rotate" { throw UsageFault("--lost 只用于 rotate (rotate only)", "去掉 --lost") }
        switch given.words[0] {
        case "create":
            if given.has(output.name) { throw UsageFault("create 不用 --output", "用 kaowu key public 写出公钥") }
            try refuseStrayKey(given)
            let new = try SigningKey.create()
            try new.save(to: path)
            try enter(new, given)
            try terminal.say("已建立签名密钥 \(path)，编号 \(new.id)")
        case "rotate":
            if given.has(output.name) { throw UsageFault("rotate 不用 --output", "用 kaowu key public 写出公钥") }
            let (old, new) = try rotate(path, given)
            try terminal.say(
                "已更换签名密钥 \(path)，编号 \(new.id)\n"
                    + (old.map { "旧密钥 \($0.id) 改名为 \(retired(path, $0))，公钥留作核验；不再需要时删除旧密钥文件。" }
                        ?? "旧公钥留作核验，已发的准考证照样有效；请重新运行 kaowu export door。"))
        case "public":
            let text = try SigningKey.load(from: path).publicKey.description
            if let output = given[output] {
                try OutputFile.write((text + "\n").utf8, to: output)
                try terminal.say("已写入 \(output)")
            } else {
                try terminal.say(text)
            }
        default:
            throw UsageFault("没有“\(given.words[0])”这个操作 (unknown operation)", "写 create、rotate 或 public")
        }
        return .done
    }

    /// The new key is whole beside the old one before either gets its new name; a run cut off between leaves the old
    /// key in force or, at worst, under its retired name, from which it can be put back.
    private static func rotate(_ path: String, _ given: Given) throws -> (old: SigningKey?, new: SigningKey) {
        let database = try given.required(Common.database)
        let store = try Store(path: try InputFile.database(at: database))
        if given[lost] { try requireLost(path, store) }
        let old = given[lost] ? nil : try load(given)
        let new = try SigningKey.create()
        let fresh = path + ".new"
        try new.save(to: fresh)
        do {
            let now = given[Common.now] ?? MachineClock.now()
            try store.write(purpose: "key") { writer throws(StorageFault) in
                if let old, try store.keyRing().isEmpty { try writer.useKey(old.publicKey.description, at: now) }
                try writer.useKey(new.publicKey.description, at: now)
            }
        } catch {
            unlink(fresh)
            throw error
        }
        if let old { try OutputFile.move(path, to: retired(path, old)) }
        try OutputFile.move(fresh, to: path)
        return (old, new)
    }

    /// A key that is there is not lost, and a database without one has none to lose.
    private static func requireLost(_ path: String, _ store: Store) throws {
        if InputFile.exists(path) {
            throw Mistakes([
                Mistake(
                    code: "signing-key-present", file: path, cause: "签名密钥还在，没有丢失。",
                    action: "更换密钥不用 --lost；要留下这个文件，先把它移到别处。")
            ])
        }
        if try store.keyRing().isEmpty {
            throw Mistakes([
                Mistake(
                    code: "key-ring-empty", cause: "数据库还没有用过签名密钥。", action: "运行 kaowu key create 建立。")
            ])
        }
    }

    private static func retired(_ path: String, _ key: SigningKey) -> String { "\(path).retired-\(key.id)" }

    /// A second key for a database would make every later release a stranger's.
    private static func refuseStrayKey(_ given: Given) throws {
        guard let database = given[Common.database], InputFile.exists(database) else { return }
        let ring = try Store(path: try InputFile.newOrExistingDatabase(at: database)).keyRing()
        guard ring.isEmpty else {
            throw Mistakes([
                Mistake(
                    code: "signing-key-known", file: database, cause: "这个数据库已经有签名密钥。",
                    action: "更换密钥用 kaowu key rotate；密钥文件丢失时从另存的一份恢复。")
            ])
        }
    }

    /// Notes the public half in the database, if one was named that is there.
    private static func enter(_ new: SigningKey, _ given: Given) throws {
        guard let database = given[Common.database], InputFile.exists(database) else { return }
        let store = try Store(path: try InputFile.newOrExistingDatabase(at: database))
        try require(new, from: try path(given), in: store, at: given[Common.now] ?? MachineClock.now())
    }

    /// The key that signs for this database; the first one is entered.
    /// - Throws: `signing-key-strange` for another one, so that no release goes out that no door knows.
    static func require(_ key: SigningKey, from file: String, in store: Store, at now: LocalSecond) throws {
        let ring = try store.keyRing()
        let publicKey = key.publicKey.description
        if ring.last?.publicKey == publicKey { return }
        guard ring.isEmpty else {
            throw Mistakes([
                Mistake(
                    code: "signing-key-strange", file: file,
                    cause: "这把密钥（编号 \(key.id)）不是数据库现用的签名密钥，用它签的准考证门口核验不过。",
                    action: "用原来的密钥文件；要换密钥，运行 kaowu key rotate。")
            ])
        }
        try store.write(purpose: "key") { writer throws(StorageFault) in
            try writer.useKey(publicKey, at: now)
        }
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
                    action: try isKnown(given)
                        ? "把另存的密钥文件拷回这里，或用 --key 指明；没有另存的，运行 kaowu key rotate --lost 换新的（已发的照样有效）。"
                        : "运行 kaowu key create --key \(path)，或用 --key 指明密钥文件。")
            ])
        }
        return try SigningKey.load(from: path)
    }

    /// Whether the database has a key already, so that a new one would be a stranger.
    private static func isKnown(_ given: Given) throws -> Bool {
        guard let database = given[Common.database], InputFile.exists(database) else { return false }
        return try !Store(path: try InputFile.database(at: database)).keyRing().isEmpty
    }
}
