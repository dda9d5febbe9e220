import Exams
import Foundation
import Releasing
import Storage
import Tickets

enum DemoCommand: Command {
    static let name = "demo"
    static let summary = Words(
        "演示全程：四个机构一个季度，从导入到发放", "the whole road once: four institutions, one quarter, import to release")

    private static let output = Option<String>.text(
        "output", "DIR", Words("结果放在这里，默认 demo", "where results go, demo if absent"))
    private static let scenario = Option<String>.text(
        "scenario", "DIR", Words("换一个场景文件夹；须同时给 --now", "another scenario folder; needs --now"))

    static let signature = Signature(options: [output.declared, scenario.declared, Common.now.declared])
    static let details = [
        Words(
            "考生全部虚构。“现在”固定为 2026-04-11 07:30，此时有的准考证已到期，有的还没有。可以重跑：已有的方案沿用，已发的不再发。",
            "All candidates are invented. The moment taken as now is fixed. Safe to repeat: the plan is kept, "
                + "and what is released stays released.")
    ]

    /// A Saturday on which some windows of the quarter are open and others are not.
    private static let fixedNow = LocalSecond("2026-04-11T07:30:00")

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode {
        guard given[scenario] == nil || given[Common.now] != nil, let now = given[Common.now] ?? fixedNow else {
            throw UsageFault("--scenario 要与 --now 同用 (needs --now)", "加上 --now，如 --now 2024-05-18T08:00")
        }
        let folder = given[output] ?? "demo"
        let source = try given[scenario].map { try InputFile.folder(at: $0) } ?? DemoFolder.find()
        try OutputFile.makeFolder(folder)
        let files = DemoFiles(folder: folder)
        let revision = try plan(source, files, now, terminal)
        let office = try Office(database: files.database)
        let (index, _) = try office.index(revision: revision)
        try terminal.say(
            PlanReport.text(PlanRecord(index.verified, of: index.scenario.name, revision: revision)))
        terminal.progress("正在发放 (releasing)")
        let key = try signingKey(files)
        try KeyCommand.require(key, from: files.key, in: office.store, at: now)
        let report = try Releaser(store: office.store, folder: files.tickets, press: signedPress(key: key))
            .release(now: now)
        try terminal.say("\n准考证\n" + ReleaseText(names: office.scenario).text(report, folder: files.tickets))
        try terminal.say("\n" + next(files, index, report, now))
        return report.needsAPerson ? .incomplete : .done
    }

    /// - Returns: the revision of the quarter's plan; one that is there already, of the same data, is kept.
    private static func plan(
        _ source: URL, _ files: DemoFiles, _ now: LocalSecond, _ terminal: Terminal
    ) throws -> Int {
        terminal.progress("正在导入 \(source.path) (importing)")
        let scenario = try Scenario.read(folder: source).scenario
        let receipt = try Store(path: try InputFile.newOrExistingDatabase(at: files.database))
            .importScenario(scenario, at: now)
        let office = try Office(database: files.database)
        if !receipt.isNew, let revision = try office.store.currentRevision() {
            terminal.note("\(files.database) 里已有第 \(revision) 版方案，沿用；要从头来过，先删除 \(files.folder)")
            return revision
        }
        return try office.plan(note: "演示", at: now, onStage: terminal.progress).revision
    }

    private static func signingKey(_ files: DemoFiles) throws(Mistakes) -> SigningKey {
        if InputFile.exists(files.key) { return try SigningKey.load(from: files.key) }
        let key = try SigningKey.create()
        try key.save(to: files.key)
        return key
    }

    private static func next(
        _ files: DemoFiles, _ index: PlanIndex, _ report: ReleaseReport, _ now: LocalSecond
    ) -> String {
        let application = report.released.first?.application ?? index.plan.placements.first?.application ?? ""
        let room = index.plan.placements.first?.subjects.first?.room ?? ""
        let later = report.nextOpening.map { $0.description } ?? now.description
        return """
            文件
              \(files.database)  数据库：数据、方案各版、发放台账
              \(files.tickets)/  已发放的准考证与 index.csv
              \(files.key)  签名密钥（演示用）
            接下来可以试（kaowu 即 .build/release/kaowu）
              kaowu show person \(application) --database \(files.database)
              kaowu show room \(room) --database \(files.database)
              kaowu show waiting --database \(files.database)
              kaowu verify --database \(files.database)
              kaowu packet --database \(files.database) --output \(files.folder)/packet
              kaowu export door --database \(files.database) --output \(files.folder)/door.json
              kaowu release --database \(files.database) --folder \(files.tickets) --now \(later)
            """
    }
}

/// Where the demo puts things.
private struct DemoFiles {
    let folder: String

    var database: String { folder + "/kaowu.sqlite" }
    var key: String { folder + "/kaowu.key" }
    var tickets: String { folder + "/tickets" }
}

/// The quarter's folder: near the executable (a build lies inside the repository), else where it was built.
private enum DemoFolder {
    private static let path = "Scenarios/quarter-2026-q2"

    static func find() throws(Mistakes) -> URL {
        var places: [URL] = []
        if let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() {
            places += ancestors(of: executable)
        }
        places += ancestors(of: URL(fileURLWithPath: #filePath))
        places.append(URL(fileURLWithPath: FileManager.default.currentDirectoryPath))
        for place in places {
            let folder = place.appendingPathComponent(path)
            if InputFile.exists(folder.path) { return folder }
        }
        throw Mistakes([
            Mistake(
                code: "scenario-missing", file: path, cause: "找不到随程序附带的演示场景。",
                action: "在源代码文件夹里运行，或用 --scenario 和 --now 指定一个场景。")
        ])
    }

    private static func ancestors(of file: URL) -> [URL] {
        var folders: [URL] = []
        var folder = file.deletingLastPathComponent()
        for _ in 0..<6 {
            folders.append(folder)
            folder = folder.deletingLastPathComponent()
        }
        return folders
    }
}
