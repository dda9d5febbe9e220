import Exams

/// One run of one family. Seconds are of the wall clock, but for answers to events.
struct BenchRecord: Codable, Sendable {
    struct Stage: Codable, Sendable {
        let name: String
        let seconds: Double
    }

    var family: String
    var people = 0
    var applications = 0
    /// Kinds of applications that are alike for every law and every tier up to 5.
    var classes = 0
    var waves = 0
    var placed = 0
    var threads = 1
    var stages: [Stage] = []
    var seconds = 0.0
    /// The most main memory the measuring process held, in MB.
    var peakMegabytes = 0.0
    /// The same sheet into one table by the `sqlite3` shell; absent where there is none, or no sheet.
    var shellSeconds: Double?
    var tiers: [Tier] = []
    var tickets: Tickets?
    /// Other programs drawing the same tickets.
    var rivals: [Rival]?
    var timetables: [Timetable]?

    mutating func add(_ stage: String, seconds: Double) { stages.append(Stage(name: stage, seconds: seconds)) }

    struct Tickets: Codable, Sendable {
        var count: Int
        var bytes: Int
        /// On one core, fonts and all: drawing shares nothing between threads, and unlike the clock on the wall this
        /// does not count what else the machine does.
        var processorSeconds: Double

        var rate: Double { Double(count) / max(processorSeconds, 1e-9) }
    }

    struct Rival: Codable, Sendable {
        var name: String
        /// Absent if it is not installed.
        var tickets: Tickets?
    }
}

extension BenchRecord {
    static func table(_ records: [BenchRecord]) -> String {
        var table = TextTable(
            ["族", "人数", "报名", "类", "批", "已排", "秒", "sqlite3 倍数", "内存 MB", "各阶段（秒）"], numeric: [1, 2, 3, 4, 5, 6, 7, 8])
        for record in records where record.timetables == nil {
            table.add([
                record.family, "\(record.people)", "\(record.applications)", "\(record.classes)", "\(record.waves)",
                "\(record.placed)", decimal(record.seconds), record.ratio, "\(Int(record.peakMegabytes))",
                record.stages.map { "\($0.name) \(decimal($0.seconds))" }.joined(separator: " "),
            ])
        }
        var tiers = TextTable(["族", "级", "数值", "界", "证明"], numeric: [1, 2, 3])
        for record in records {
            for tier in record.tiers {
                let status = tier.status == .proved ? "已证明 (proved)" : "有差距 (gap)"
                tiers.add([record.family, "\(tier.tier)", text(tier.value), text(tier.bound), status])
            }
        }
        let isPlanned = records.contains { $0.timetables == nil }
        let parts = (isPlanned ? [table.text, tiers.text] : []) + records.compactMap(\.ticketLine)
        return (parts + records.compactMap { $0.timetables.map(timetableTable) }).joined(separator: "\n\n")
    }

    private var ticketLine: String? {
        guard let tickets, tickets.count > 0 else { return nil }
        let own =
            "\(family)：\(tickets.count) 张准考证，每核每秒 \(Int(tickets.rate)) 张，平均 \(tickets.bytes / tickets.count) 字节"
        return ([own] + (rivals ?? []).map { BenchRecord.text($0, beside: tickets) }).joined(separator: "\n")
    }

    private static func text(_ rival: Rival, beside own: Tickets) -> String {
        guard let drawn = rival.tickets, drawn.count > 0 else {
            return "  \(rival.name)：没有安装，未比较（pip install reportlab weasyprint segno；apt install chromium）"
        }
        return
            "  \(rival.name)：\(drawn.count) 张，每核每秒 \(decimal(drawn.rate)) 张，平均 \(drawn.bytes / drawn.count) 字节；kaowu 是它的 "
            + "\(decimal(own.rate / drawn.rate)) 倍"
    }

    private var ratio: String { shellSeconds.map { BenchRecord.decimal(seconds / $0) } ?? "—" }

    private static func text(_ measure: Measure) -> String {
        measure.numbers.map(String.init).joined(separator: " / ")
    }

    /// Two decimals; four for what is over in less than a tenth.
    static func decimal(_ value: Double) -> String {
        let (scale, places) = value < 0.1 ? (10_000.0, 4) : (100.0, 2)
        let whole = Int((value * scale).rounded())
        let rest = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: places - rest.count) + rest
    }
}
