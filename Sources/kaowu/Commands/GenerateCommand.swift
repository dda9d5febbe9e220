import Exams
import Foundation

enum GenerateCommand: Command {
    static let name = "generate"
    static let summary = Words("为场景文件夹生成虚构考生名单", "invent a candidate list for a scenario folder")

    private static let people = Option<Int>.number(
        "people", in: 0...1_000_000, Words("人数，默认 3000", "people, 3000 if absent"))
    private static let seed = Option<UInt64>.seed(
        "seed", Words("随机种子，默认 1；同种子同名单", "random seed, 1 if absent; same seed, same list"))
    private static let output = Option<String>.text(
        "output", "FILE", Words("写到这里，而不是 SCENARIO/applications.csv", "write here instead of SCENARIO/applications.csv")
    )
    private static let force = Flag(name: "force", help: Words("覆盖已有的名单", "replace a list that is there"))

    static let signature = Signature(
        words: [
            Signature.Word(
                name: "SCENARIO",
                help: Words(
                    "已有的场景文件夹（不必有 applications.csv）", "a scenario folder that is there; applications.csv need not be"))
        ],
        options: [people.declared, seed.declared, output.declared, force.declared])
    static let details = [
        Words(
            "每一行都标为生成数据；姓名和证件号码均为虚构。用它印出的准考证带有“样张”字样。",
            "Every row is marked as generated; names and numbers are invented.")
    ]

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        let folder = try InputFile.folder(at: given.words[0])
        let path = given[output] ?? folder.appendingPathComponent("applications.csv").path
        if InputFile.exists(path), !given[force] {
            throw Mistakes([
                Mistake(
                    code: "output-exists", file: path, cause: "已有考生名单，没有覆盖它。",
                    action: "加 --force 覆盖，或用 --output 写到别处。")
            ])
        }
        let generator = ApplicationGenerator(seed: given[seed] ?? 1, count: given[people] ?? 3000)
        let sheet = generator.sheet(for: try Scenario.readTemplate(folder: folder))
        try OutputFile.write(sheet, to: path)
        try terminal.say("已生成 \(generator.count) 人的名单：\(path)")
        return .done
    }
}
