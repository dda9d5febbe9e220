/// One thing the program does for a person at a terminal or a script. A thin door: it reads what was given, calls
/// the rooms behind it and says what came of it.
protocol Command {
    static var name: String { get }
    static var summary: Words { get }
    static var signature: Signature { get }
    /// What the help says after the options.
    static var details: [Words] { get }

    static func run(_ given: Given, _ terminal: Terminal) throws -> ExitCode
}

extension Command {
    static var details: [Words] { [] }
}

/// Options that mean the same wherever they occur.
enum Common {
    static let database = Option<String>.text("database", "FILE", Words("数据库文件", "the database file"))
    static let now = Option.moment(
        "now", Words("当作“现在”的北京时间；不给则用本机时钟", "the moment taken as now, Beijing time; the machine's clock if absent"))
    static let json = Flag(name: "json", help: Words("以 JSON 输出，供脚本使用", "JSON on standard output, for scripts"))
}

enum CommandTable {
    /// In the order of the road.
    static var all: [any Command.Type] {
        [
            DemoCommand.self, GenerateCommand.self, CheckCommand.self, ImportCommand.self, PlanCommand.self,
            ShowCommand.self, VerifyCommand.self, EventCommand.self, AskCommand.self, ReplanCommand.self,
            DiffCommand.self, UndoCommand.self, NoticesCommand.self, SeatCommand.self, AuditCommand.self,
            TicketsCommand.self,
            PacketCommand.self, ReleaseCommand.self, StatusCommand.self, DoorCommand.self, ExportCommand.self,
            KeyCommand.self, SolveCommand.self, ScoreCommand.self, BenchCommand.self, HelpCommand.self,
        ]
    }

    static func command(named name: String) throws(UsageFault) -> any Command.Type {
        if let command = all.first(where: { $0.name == name }) { return command }
        let nearest = Spelling.nearest(to: name, among: all.map { $0.name })
        throw UsageFault(
            "没有命令“\(name)” (no such command)",
            nearest.map { "是不是想写 kaowu \($0)？(did you mean kaowu \($0)?)" } ?? "用 kaowu help 查看全部命令")
    }
}
